"""The host from whose pages Phoenix takes the sockets of LiveView.

Source: Phoenix' documentation of ``check_origin``: where nothing is said, the host of the endpoint's ``url``, which the
settings that ``mix phx.new`` makes take from PHX_HOST; others are answered with 403, and the page is never alive.
"""

from __future__ import annotations

import posixpath

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.model import Process
from toybox_lint.deployment.listening.process import is_release
from toybox_lint.deployment.listening.sources.elixir import statements, without_comments
from toybox_lint.deployment.listening.sources.phoenix import packages_of
from toybox_lint.deployment.model import Link
from toybox_lint.facts import ABSENT
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile

_RUNTIME = "config/runtime.exs"
_SETTINGS = ("config/config.exs", "config/prod.exs", _RUNTIME)
_LIVE = pattern(r"\{:phoenix_live_view,")
_HOST = pattern(
    r"^[ \t]*host[ \t]*=[ \t]*System\.get_env\(\"PHX_HOST\"\)[ \t]*\|\|[ \t]*\"([\w.-]+)\"[ \t]*$",
    re.MULTILINE,
)
_URL = pattern(r"\burl:[ \t]*\[[ \t]*host:[ \t]*host\b")
# Where the sockets are unless an endpoint says otherwise, and the field that is looked at.
_SOCKETS, _ORIGIN = ("/live", "/*"), pattern(r"[+?>-]?origin:?", re.IGNORECASE)
_LIST = pattern(r"\bcheck_origin:\s*\[([^\[\]]*)\]")
_LISTED = pattern(r"\"(?:(?:https?|wss?):)?//(\*?[\w.-]+)(?::\d+)?/?\"")
_CHECKED = pattern(r"\bcheck_origin\b|\bimport_config[ \t]+\"(?!#\{)")


def gets_sockets(link: Link) -> bool:
    """Whether requests for the sockets get to the application, with the ``Origin`` of the page as it is."""
    from toybox_lint.caddy.requests.ways import way_of

    number, caddyfile = link.proxy.site, link.front.caddyfile
    way = way_of(caddyfile, link.proxy.directive)
    if number is None or way is None:
        return False
    lines = (line for each in caddyfile.sites[number].block.directives for line in each.walk())
    told = (line for line in lines if line.name.text in ("request_header", "header_up"))
    if any(_ORIGIN.fullmatch(str(word.text)) for line in told for word in line.arguments[:1]):
        return False
    matched = [str(word.text) for level in way.levels for word in level.handler.directive.arguments[:1]]
    return not any(each.startswith("/") and not each.startswith(_SOCKETS) for each in matched)


def live_host(inside: Container, process: Process) -> tuple[SourceFile, tuple[str, ...]] | None:
    """The file that takes the host from a variable, or lists them, and which they are.

    ``None`` where something else may be said.
    """
    build = inside.service.build
    if build is None or not isinstance(build.context, str) or not is_release(process.words):
        return None
    files, context = inside.files, build.context
    runtime = files.read(resolve(context, _RUNTIME))
    live = [each for each in packages_of(inside) if _LIVE.search(each.value)]
    if len(live) != 1 or not isinstance(runtime, SourceFile):
        return None
    own = posixpath.dirname(live[0].origin.file.path)
    names = [resolve(context, name) for name in _SETTINGS]
    names += [resolve(own, f"lib/{folder}/endpoint.ex") for folder in files.names(resolve(own, "lib"))]
    texts = [each for each in map(files.read, names) if isinstance(each, SourceFile)]
    said = [each for each in texts for _ in _CHECKED.findall(each.text)]
    if said:
        return _listed(said[0]) if len(said) == 1 else None
    host = _HOST.search(runtime.text)
    urls = sum(len(_URL.findall(each.text)) for each in texts)
    if host is None or urls != 1 or not _URL.search(runtime.text):
        return None
    given = inside.variables.lookup("PHX_HOST")
    value = host[1] if given is ABSENT else given
    return (runtime, (value.lower(),)) if isinstance(value, str) and value else None


def _listed(file: SourceFile) -> tuple[SourceFile, tuple[str, ...]] | None:
    """The hosts of a ``check_origin`` that lists origins in so many words, whatever else is set."""
    kept = statements(without_comments(file.text), "prod") or []
    found = [
        _LIST.search(each.text) for each in kept if not each.condition and each.module.endswith("Endpoint")
    ]
    lists = [each[1] for each in found if each is not None]
    if len(lists) != 1:
        return None
    hosts = [_LISTED.fullmatch(word.strip()) for word in lists[0].rstrip(", \n").split(",")]
    return (
        (file, tuple([each[1].lower().removeprefix("*") for each in hosts if each])) if all(hosts) else None
    )
