"""Upstreams that stand once and are dialled by several Caddies or imports: what mends one may break the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.deployment.model import Cause, Link, Verdict
from toybox_lint.records import replace

_OF_PORTS = frozenset((Cause.PUBLISHED_PORT, Cause.WRONG_PORT))


def disputed(links: Iterable[Link]) -> Iterator[Link]:
    """The links; ``disputed`` are those whose words mean something else to another Caddy, or to another import."""
    found = list(links)
    meanings: dict[object, set[object]] = {}
    for link in found:
        meanings.setdefault(_place(link), set()).add(_meaning(link))
        if (port := _port_place(link)) is not None and (right := _right_port(link)) is not None:
            meanings.setdefault(port, set()).add(right)
    for link in found:
        several = len(meanings[_place(link)]) > 1
        if not several and link.cause in _OF_PORTS:
            several = len(meanings.get(_port_place(link), ())) > 1
        yield replace(link, disputed=True) if several else link


def _place(link: Link) -> object:
    origin = link.upstream.origin
    return origin.file.path, origin.span


def _port_place(link: Link) -> object:
    """Where a port is written that several upstreams have: one of a snippet whose imports give the host."""
    origin = link.upstream.port_origin
    shared = origin is not None and origin.exact and not link.upstream.origin.exact
    return (origin.file.path, origin.span, "port") if origin is not None and shared else None


def _right_port(link: Link) -> object:
    """The port that would answer there; ``None`` where the link tells nothing of it."""
    if link.verdict is Verdict.REACHES:
        return link.upstream.port
    return link.listener.port if link.cause in _OF_PORTS and link.listener else None


def _meaning(link: Link) -> object:
    first = next(iter(link.candidates), None)
    return link.verdict, link.cause, link.target and link.target.key, first and (first.name, first.port)
