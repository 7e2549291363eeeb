"""Where Hypercorn listens by the file that its command names.

Source: Hypercorn's documentation of its configuration: TOML, but for a name that begins with ``python:`` or ``file:``.
"""

from __future__ import annotations

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import address
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.servers.options import named_by
from toybox_lint.deployment.listening.servers.reading import Configured
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, SourceFile

_BIND = pattern(
    r"^bind[ \t]*=[ \t]*+(?:\[[ \t]*+)?[\"']([^\"'\n]+)[\"'][ \t]*+,?[ \t]*+\]?[ \t]*+(?:#[^\n]*)?\r?$",
    re.MULTILINE,
)
# Any line that says where it listens, or that it speaks TLS.
_TELLING = pattern(r"^[ \t]*(?:\w*bind|certfile|keyfile|ssl\w*)\b", re.MULTILINE)


def of_hypercorn(words: Words, inside: Container) -> Configured:
    """Host and port, where the file is shown and names one address without TLS."""
    name = named_by(words, ("-c", "--config"))
    path = inside.path(name) if name and ":" not in name else None
    content = content_at(inside, path) if path else None
    text = whole_text(content) if isinstance(content, SourceFile) else content
    bind = _BIND.search(text.value) if isinstance(text, Located) else None
    if bind is None or not isinstance(text, Located) or len(_TELLING.findall(text.value)) != 1:
        return Configured()
    written: Located[Text] = Located(bind[1], text.origin.part(*bind.span(1)))
    found = address(written)
    if found is None or found.host is None or found.port is None or isinstance(found.port.value, Unknown):
        return Configured()
    return Configured(found.host, Located(str(found.port.value), found.port.origin), whole=True)
