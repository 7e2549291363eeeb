"""Fixes that let a server answer at a port in HTTP, which listens on a socket file, speaks uwsgi or has no second port.

Sources: the manuals of Uvicorn (``--uds``), Gunicorn and Hypercorn (``unix:`` in ``--bind``), Daphne (``-u``), uWSGI
(``--http-socket`` in place of ``--socket``) and MinIO (without ``--console-address`` its console has a port by chance).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.compose.model import Text
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.fixes.binding import added, flagged
from toybox_lint.deployment.listening.commands.programs import CATALOGUE
from toybox_lint.deployment.listening.model import Speaks
from toybox_lint.deployment.model import Link, Member, Verdict
from toybox_lint.deployment.upstreams.second_ports import is_beside_another
from toybox_lint.deployment.upstreams.sockets import real_path
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.later import remembered
from toybox_lint.source import Located, Span

_FLAGS = {"uvicorn": ("--uds",), "daphne": ("-u", "--unix-socket")}
_ADDRESSED = ("gunicorn", "hypercorn")
_UNIX, _UNIX_DIAL = "unix:", "unix/"
_UWSGI = ("--socket", "--uwsgi-socket", "-s")


def open_port(link: Link, links: tuple[Link, ...]) -> tuple[Fix, ...]:
    """Let the server listen at the port in place of its socket file, which another service may use: unsafe.

    Not where another port is dialled, too, which the service declares: that one it is. Nor where a route of Caddy asks
    for that very socket.
    """
    process, port = _process(link), link.upstream.port
    listener = link.listener
    if process is None or listener is None or listener.socket is None or not isinstance(port, int):
        return ()
    if port not in _declared_ports(links).get(link.target, {port}):
        return ()
    if not {real_path(listener.socket), link.target}.isdisjoint(_dialled_sockets(links)):
        return ()
    edits = tuple(_opened(listener.server, process, port))
    title = f"let {listener.server} listen on port {port} in place of its socket file"
    return (Fix(title, Applicability.UNSAFE, edits),) if edits else ()


def open_further(link: Link, links: tuple[Link, ...]) -> tuple[Fix, ...]:
    """Give the server its second listener at the port, for which it has a flag: unsafe.

    Where its first port is dialled as well, or the service declares this one.
    """
    process, target, port = _process(link), link.target, link.upstream.port
    found = CATALOGUE.find(process) if process else None
    if found is None or process is None or target is None or not isinstance(port, int):
        return ()
    flags = [flag for flag, speaks in found[0].speaking.items() if speaks is Speaks.HTTP]
    given = {str(word.value).partition("=")[0] for word in process}
    variables = found[0].speaking_variables.items()
    given |= {flag for name, flag in variables if name in target.service.environment}
    meant = bool(target.listening.at(port)) or is_beside_another(link, links)
    if len(flags) != 1 or flags[0] in given or not meant:
        return ()
    edits = added(target, process, flagged(process, flags[0], f":{port}"))
    title = f"let {found[0].name} listen on port {port}, too"
    return (Fix(title, Applicability.UNSAFE, edits),) if edits else ()


def speak_http(link: Link) -> tuple[Fix, ...]:
    """Let uWSGI speak HTTP at its socket, which another server may use as it is: unsafe."""
    words = _process(link) or ()
    flags = [word for word in words if str(word.value).partition("=")[0] in _UWSGI]
    if len(flags) > 1 or (flags and not flags[0].origin.exact):
        return ()
    edit = _in_ini(link)
    for word in flags:
        name = word.origin.part(0, len(str(word.value).partition("=")[0]))
        edit = replace_part(name.file, name.span, "--http-socket")
    return (Fix("let uWSGI speak HTTP there", Applicability.UNSAFE, (edit,)),) if edit else ()


def _in_ini(link: Link) -> Edit | None:
    """The other name for the setting of the socket, before its address on a line of an ini file."""
    origin = link.listener.origin if link.listener else None
    if origin is None or not origin.exact:
        return None
    text, start = origin.file.text, origin.span.start
    line = text.rfind("\n", 0, start) + 1
    key, equals, rest = text[line:start].partition("=")
    name = key.strip()
    if not equals or rest.strip() or f"--{name}" not in _UWSGI:
        return None
    at = line + key.index(name)
    return Edit(origin.file, Span(at, at + len(name)), "http-socket")


@remembered
def _declared_ports(links: tuple[Link, ...]) -> dict[Member | None, set[object]]:
    """The ports that are dialled of services that declare them."""
    found: dict[Member | None, set[object]] = {}
    for link in links:
        port = link.upstream.port
        if link.target is not None and isinstance(port, int) and link.target.listening.at(port):
            found.setdefault(link.target, set()).add(port)
    return found


@remembered
def _dialled_sockets(links: tuple[Link, ...]) -> frozenset[str | Member | None]:
    """The paths of the sockets that are dialled, of whichever container, and the services that have them there."""
    dialled = [(str(link.upstream.dial), link) for link in links]
    found = [(dial, link) for dial, link in dialled if dial.startswith(_UNIX_DIAL)]
    owners = (link.target for _, link in found if link.verdict is Verdict.REACHES)
    return frozenset((*(real_path(dial.partition("/")[2]) for dial, _ in found), *owners))


def _process(link: Link) -> tuple[Located[Text], ...] | None:
    process = link.target.listening.process if link.target is not None else None
    return None if process is None else process.words


def _opened(server: str | None, words: tuple[Located[Text], ...], port: int) -> Iterator[Edit]:
    for word, after in pairwise(words):
        if (
            server is not None
            and word.value in _FLAGS.get(server, ())
            and word.origin.exact
            and after.origin.exact
        ):
            host = "--host=0.0.0.0" if server == "uvicorn" else "--bind=0.0.0.0"
            yield replace_part(word.origin.file, word.origin.span, host)
            yield replace_part(after.origin.file, after.origin.span, f"--port={port}")
    for word in words if server in _ADDRESSED else ():
        text = str(word.value)
        at = text.find(_UNIX)
        if at >= 0 and word.origin.exact and text[:at] in ("", "--bind=", "-b", "-b="):
            place = word.origin.part(at, len(text))
            yield replace_part(place.file, place.span, f"0.0.0.0:{port}")
