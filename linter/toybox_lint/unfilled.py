"""Files that another program fills in before Caddy and Compose get them: templates of Jinja, as Ansible has them.

Compose and Caddy refuse them as they stand, so that there is nothing to say of them. Both have texts of their own with
two braces: Go templates (``{{.Names}}``, ``{{range .}}``), labels that caddy-docker-proxy reads (``{{upstreams 80}}``),
pages in a Caddyfile. Only places count where such a text cannot stand.
"""

from __future__ import annotations

from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile

_STATEMENT = r"^[ \t]*\{%-?[ \t]*(?:if|for|set|include|extends|block|macro|raw|endif|endfor)\b"
_NAME = r"\{\{-?[ \t]*[A-Za-z_][\w.\[\]'\"]*+[ \t]*+(?:\|[^{}\n]*+|-)?\}\}"
# An item without quotes, one of ports or volumes with them, and values of which Compose has a form of its own.
_OF_COMPOSE = pattern(
    rf"{_STATEMENT}|^[ \t]*-[ \t]*{_NAME}[\w./-]*:"
    rf"|^[ \t]*(?:ports|volumes):[ \t]*\r?\n(?:[ \t]*(?:[#-][^\n]*)?\n)*?[ \t]*-[ \t]*[\"']{_NAME}[\w./-]*:"
    rf"|^[ \t]*(?:image|container_name|source|target|published|context|network_mode):[ \t]*[\"']?[\w./:-]*{_NAME}",
    re.MULTILINE,
)
# The address of a site, and an upstream.
_OF_CADDY = pattern(
    rf"{_STATEMENT}|^[\w.*:/-]*{_NAME}(?:{_NAME}|[\w.*:/, \t-])*\{{[ \t]*$"
    rf"|^[ \t]*reverse_proxy[ \t](?:[^\"`#\n]*[ \t])?[\w.:/-]*{_NAME}",
    re.MULTILINE,
)


def is_template(path: str, files: Files) -> bool:
    """Whether the compose file, or else the Caddyfile, is still to be filled in."""
    file = files.read(path)
    if not isinstance(file, SourceFile) or not ("{{" in file.text or "{%" in file.text):
        return False
    shape = _OF_COMPOSE if path.lower().endswith((".yml", ".yaml")) else _OF_CADDY
    return shape.search(file.text) is not None
