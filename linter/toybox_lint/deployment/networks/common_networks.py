"""The networks over which a request gets from a Caddy to the service that its upstream means."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.deployment.model import Link, Member
from toybox_lint.deployment.networks.namespaces import namespace


def way_to_target(link: Link, members: Sequence[Member]) -> str | None:
    """The real name of the network, or what there is in place of one; ``None`` where nothing leads there."""
    target, front = link.target, link.front.member
    if target is None:
        return None
    there = namespace(target, members)
    here = namespace(front, members) if front is not None else "host"
    if here is there or here == there == "host":
        return "the network they share"
    if not isinstance(here, Member) or (front is not None and front.service.mapped(str(link.upstream.host))):
        return "the network of the host" if there == "host" else f"port {link.upstream.port} of the host"
    if not isinstance(there, Member):
        return None
    return min(here.real_networks & there.real_networks, default=None)
