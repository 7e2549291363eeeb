"""Upstreams that stand once and are dialled by several Caddies: what mends one may break the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.deployment.model import Link
from toybox_lint.records import replace


def disputed(links: Iterable[Link]) -> Iterator[Link]:
    """The links; ``disputed`` are those whose words mean something else to another Caddy."""
    found = list(links)
    meanings: dict[object, set[object]] = {}
    for link in found:
        meanings.setdefault(_place(link), set()).add(_meaning(link))
    for link in found:
        yield replace(link, disputed=True) if len(meanings[_place(link)]) > 1 else link


def _place(link: Link) -> object:
    origin = link.upstream.origin
    return origin.file.path, origin.span


def _meaning(link: Link) -> object:
    first = next(iter(link.candidates), None)
    return link.verdict, link.cause, link.target and link.target.key, first and (first.name, first.port)
