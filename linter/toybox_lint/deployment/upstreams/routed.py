"""Services that have their route already: what dials nobody hardly means one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice

from toybox_lint.caddy.model import Caddyfile, Proxy
from toybox_lint.deployment.model import Candidate, Front, Member
from toybox_lint.deployment.networks.namespaces import LOOPBACK, published
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.suggest import is_slip

_BETWEEN = pattern(r"[./:*]+")


def is_routed(front: Front, member: Member) -> bool:
    """Whether a route of the Caddyfile dials the service by a name that it has."""
    container = member.service.container_name
    names = {member.name.lower(), str(container.value).lower() if container else ""}
    return not names.isdisjoint(_hosts(front.caddyfile))


def are_published_for_others(
    candidates: tuple[Candidate, ...], front: Front, proxy: Proxy, members: Sequence[Member]
) -> bool:
    """Whether other sites dial every one of ``candidates`` at its port of the host: this one hardly means them."""
    asked = _asked_of_the_host(front.caddyfile) if candidates else {}
    of_others = (port for port, sites in asked.items() if sites != {proxy.site})
    behind = {port: list(islice(published(port, members), 2)) for port in of_others}
    sole = {(id(offers[0].member), offers[0].target) for offers in behind.values() if len(offers) == 1}
    return bool(candidates) and all((id(each.member), each.port) in sole for each in candidates)


@remembered
def _asked_of_the_host(caddyfile: Caddyfile) -> dict[int, set[int | None]]:
    """The ports at which sites dial the host, with the sites."""
    found: dict[int, set[int | None]] = {}
    for proxy in caddyfile.proxies:
        for upstream in proxy.upstreams:
            if isinstance(upstream.port, int) and LOOPBACK.fullmatch(str(upstream.host)):
                found.setdefault(upstream.port, set()).add(proxy.site)
    return found


@remembered
def without_routes(candidates: tuple[Candidate, ...]) -> Callable[[Front], tuple[Candidate, ...]]:
    """Those of ``candidates`` that a Caddy has no route for."""
    return cache(lambda front: tuple(each for each in candidates if not is_routed(front, each.member)))


@remembered
def _hosts(caddyfile: Caddyfile) -> frozenset[str]:
    """The hosts that a Caddyfile dials."""
    return frozenset(str(each.host).lower() for proxy in caddyfile.proxies for each in proxy.upstreams)


def likeliest_first(
    candidates: tuple[Candidate, ...], front: Front, proxy: Proxy, host: str
) -> tuple[Candidate, ...]:
    """``candidates``, of those on the port of the first one the service first that its route tells.

    A name that is a slip of one letter from ``host`` tells more. Of services of one name that is first which Caddy is
    on a network with.
    """
    candidates = _in_reach_first(candidates, front)
    first = candidates[0]
    alike = [each for each in candidates if each.port == first.port]
    told = told_by_route(alike, front, proxy) if len(alike) > 1 else None
    if told is None or told is first:
        return candidates
    if is_slip(host, first.member.name) and not is_slip(host, told.member.name):
        return candidates
    return (told, *(each for each in candidates if each is not told))


def _in_reach_first(candidates: tuple[Candidate, ...], front: Front) -> tuple[Candidate, ...]:
    """``candidates``, the first one and those of its name again by whether Caddy is on a network with them."""
    name, caddy = candidates[0].member.name, front.member
    if caddy is None:
        return candidates
    namesakes = [each for each in candidates if each.member.name == name]
    namesakes.sort(key=lambda each: not caddy.real_networks & each.member.real_networks)
    return (*namesakes, *(each for each in candidates if each.member.name != name))


def told_by_route(candidates: Sequence[Candidate], front: Front, proxy: Proxy) -> Candidate | None:
    """The only one that the route is named after; where none is, the only one that no other route dials."""
    words = _words_of_route(front, proxy)
    told = [each for each in candidates if each.member.name.lower() in words]
    told = told or [each for each in candidates if not is_routed(front, each.member)]
    return told[0] if len(told) == 1 else None


def _words_of_route(front: Front, proxy: Proxy) -> frozenset[str]:
    """The labels of the names that its site has, and the parts of the paths that it is for."""
    site = None if proxy.site is None else front.caddyfile.sites[proxy.site]
    texts = [str(each.value) for each in site.addresses] if site else []
    texts += proxy.paths if isinstance(proxy.paths, tuple) else ()
    return frozenset(word for text in texts for word in _BETWEEN.split(text.lower()))
