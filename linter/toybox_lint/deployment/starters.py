"""Services that may start containers which no file shows."""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.deployment.model import Member

_SOCKETS = frozenset({"/var/run/docker.sock", "/run/docker.sock"})


def starter(caddy: Member, members: Iterable[Member]) -> str | None:
    """Why a container that is not shown may be on a network of ``caddy``; ``None`` when nobody starts one.

    A service beside it that holds the engine's socket can create containers there (an all-in-one image that
    brings up its parts, a panel).
    """
    for member in members:
        beside = member.real_networks & caddy.real_networks
        if member is caddy or member.runs is False or not beside:
            continue
        if any(mount.source in _SOCKETS for mount in member.service.mounts):
            return f"{member.name} holds the socket of Docker and may start containers"
    return None
