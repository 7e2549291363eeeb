"""Services that have their route already: what dials nobody hardly means one of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.deployment.model import Candidate, Front, Member
from toybox_lint.later import remembered


def is_routed(front: Front, member: Member) -> bool:
    """Whether a route of the Caddyfile dials the service by a name that it has."""
    container = member.service.container_name
    names = {member.name.lower(), str(container.value).lower() if container else ""}
    return not names.isdisjoint(_hosts(front.caddyfile))


@remembered
def routed_last(candidates: tuple[Candidate, ...]) -> Callable[[Front], tuple[Candidate, ...]]:
    """``candidates``, those last that a Caddy has a route for; the order of each kind stays."""
    return cache(lambda front: tuple(sorted(candidates, key=lambda each: is_routed(front, each.member))))


@remembered
def _hosts(caddyfile: Caddyfile) -> frozenset[str]:
    """The hosts that a Caddyfile dials."""
    return frozenset(str(each.host).lower() for proxy in caddyfile.proxies for each in proxy.upstreams)
