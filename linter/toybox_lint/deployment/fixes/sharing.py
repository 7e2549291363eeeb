"""Fixes of lines that an import brings to several places, and of proxies with several upstreams.

What they change, they change for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.caddy.model import Proxy, Word
from toybox_lint.caddy.written_out import brought, written_out
from toybox_lint.deployment.model import Front, Link
from toybox_lint.diagnostics import Edit, Fix
from toybox_lint.records import replace
from toybox_lint.source import Origin
from toybox_lint.typed import TypeAlias

Offers: TypeAlias = "Mapping[Link, tuple[Fix, ...]]"
# A Caddy, and where the name of a proxy or of its transport stands: the path of a file, and a character in it.
_Place: TypeAlias = "tuple[Front, str, int]"
# A Caddy, and where the name of a proxy stands, with the import that brings it.
_Proxy: TypeAlias = "tuple[Front, Origin]"


def agreed(links: Sequence[Link], offers: Offers) -> Offers:
    """``offers``, but for fixes that change a line which another proxy needs as it is, or changed otherwise.

    In place of such a one the import is written out where it stands, and changed there. None where another upstream
    of the proxy needs none, or another one.
    """
    if not any(offers.values()):
        return offers
    settled = {place: _is_settled(users, offers) for place, users in _by_places(links).items()}
    whole = {proxy: len(changes) == 1 for proxy, changes in _by_proxy(links, offers).items()}
    return {
        link: _alone(link, fixes, settled) if fixes and whole[_proxy(link)] else ()
        for link, fixes in offers.items()
    }


def _by_proxy(links: Sequence[Link], offers: Offers) -> dict[_Proxy, set[frozenset[Edit]]]:
    """What is to change for each upstream of a proxy."""
    found: dict[_Proxy, set[frozenset[Edit]]] = {}
    for link in links:
        fixes = offers.get(link, ())
        found.setdefault(_proxy(link), set()).add(frozenset(fixes[0].edits if fixes else ()))
    return found


def _proxy(link: Link) -> _Proxy:
    return link.front, link.proxy.name.origin


def alone(link: Link) -> bool:
    """Whether the proxy has no other upstream, or the same once more: all of one proxy are asked in one scheme.

    It has none where Caddy looks them up while it runs.
    """
    return len({upstream.dial for upstream in link.proxy.upstreams} or {link.proxy.dynamic}) == 1


def changes_what_is_brought(proxy: Proxy, fixes: tuple[Fix, ...]) -> bool:
    """Whether the first of ``fixes`` changes lines that an import brings to the proxy."""
    return any(_shared(name, fixes) for name in _names(proxy))


def _alone(link: Link, fixes: tuple[Fix, ...], settled: Mapping[_Place, bool]) -> tuple[Fix, ...]:
    for name in _names(link.proxy):
        shared = _shared(name, fixes)
        if not shared or settled[_place(link, name)]:
            continue
        edits = written_out(name, fixes[0].edits)
        return () if edits is None else (replace(fixes[0], edits=edits),)
    return fixes


def _is_settled(users: Sequence[tuple[Link, Word]], offers: Offers) -> bool:
    """Whether what one of ``users`` changes is right for all: they change the same, or each is asked in TLS anyhow."""
    if len(users) == 1:
        return True
    changes = {_shared(name, offers.get(link, ())) for link, name in users}
    if len(changes) == 1:
        return True
    adds = all(edit.span.start == edit.span.end for change in changes for edit in change)
    return adds and all(link.upstream.scheme == "https" for link, _ in users)


def _shared(name: Word, fixes: tuple[Fix, ...]) -> frozenset[Edit]:
    """What the first of ``fixes`` changes in the lines that are brought together with ``name``."""
    return brought(name, fixes[0].edits) if fixes else frozenset()


def _by_places(links: Sequence[Link]) -> dict[_Place, list[tuple[Link, Word]]]:
    found: dict[_Place, list[tuple[Link, Word]]] = {}
    for link in links:
        for name in _names(link.proxy):
            found.setdefault(_place(link, name), []).append((link, name))
    return found


def _place(link: Link, name: Word) -> _Place:
    return link.front, name.origin.file.path, name.origin.span.start


def _names(proxy: Proxy) -> Iterator[Word]:
    """The names of a proxy and of its transport."""
    yield proxy.name
    if proxy.transport.directive:
        yield proxy.transport.directive.name
