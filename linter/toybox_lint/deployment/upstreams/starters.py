"""Services that may start containers which no file shows."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.deployment.model import Member
from toybox_lint.later import remembered

_SOCKETS = frozenset({"/var/run/docker.sock", "/run/docker.sock"})


def starter(caddy: Member, members: Sequence[Member]) -> str | None:
    """Why a container that is not shown may be on a network of ``caddy``; ``None`` when nobody starts one.

    A service beside it that holds the engine's socket can create containers there (an all-in-one image that
    brings up its parts, a panel).
    """
    for member in _holders(members):
        if member is not caddy and member.runs is not False and member.real_networks & caddy.real_networks:
            return f"{member.name} holds the socket of Docker and may start containers"
    return None


@remembered
def _holders(members: Sequence[Member]) -> list[Member]:
    """The services that have the socket."""
    return [member for member in members if any(each.source in _SOCKETS for each in member.service.mounts)]
