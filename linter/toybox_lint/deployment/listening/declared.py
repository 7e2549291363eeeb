"""What a service declares about its ports: ``ports``, ``expose`` and ``EXPOSE``. None of them opens any."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Service, Text
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Publication, Speaks
from toybox_lint.digits import number, whole
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, Origin

_PORTS = pattern(r"(\d+)(?:-(\d+))?(?:/(\w+))?", re.ASCII)
_MOST = 1000


def port_targets(service: Service) -> Iterator[Listener]:
    """The container side of ``ports``."""
    for port in service.ports:
        if port.protocol != "udp":
            origin = port.target_origin or port.origin
            yield _declared(port.target, Grade.PORTS_TARGET, origin, "its ports name")


def exposed(service: Service) -> Iterator[Listener]:
    """The ports of ``expose``."""
    for entry in service.expose:
        yield from exposed_ports(entry, Grade.EXPOSE, "its expose names")


def exposed_ports(entry: Located[Text], grade: Grade, verb: str) -> Iterator[Listener]:
    """The TCP ports of one entry: ``80``, ``80/tcp``, ``8000-8010``."""
    if isinstance(entry.value, Unknown):
        yield _declared(entry.value, grade, entry.origin, verb)
        return
    match = _PORTS.fullmatch(entry.value.strip())
    if not match or (match[3] or "tcp").lower() != "tcp":
        return
    first, last = number(match[1]), number(match[2] or match[1])
    for port in range(first, min(last, first + _MOST) + 1):
        origin = entry.origin if match[2] else entry.origin.part(*match.span(1))
        yield _declared(port, grade, origin, verb)


def publications(service: Service) -> Iterator[Publication]:
    """The pairs of host port and container port that are both known."""
    for port in service.ports:
        published = whole(port.published) if isinstance(port.published, str) else None
        if isinstance(port.target, int) and published is not None:
            yield Publication(published, port.target, port.published_origin or port.origin)


def _declared(port: int | Unknown, grade: Grade, origin: Origin, verb: str) -> Listener:
    shown = port if isinstance(port, int) else "a port that is not known"
    text = f"{verb} {shown}"
    return Listener(port, Bind.UNKNOWN, Speaks.UNKNOWN, grade, origin, text, port_origin=origin)
