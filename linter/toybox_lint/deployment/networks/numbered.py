"""Containers that have a fixed address on a network.

Sources: Compose's documentation of ``ipv4_address``; Docker's, by which containers on different bridge networks do not
reach each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toybox_lint.deployment.model import Member
from toybox_lint.later import remembered

_BRIDGES = (None, "bridge")


def at_address(address: str, members: Sequence[Member]) -> tuple[tuple[Member, str], ...]:
    """The services that have the address, running or not, each with the real name of the bridge network where."""
    return tuple(_by_address(members).get(address, ()))


@remembered
def _by_address(members: Sequence[Member]) -> dict[object, list[tuple[Member, str]]]:
    found: dict[object, list[tuple[Member, str]]] = {}
    for member in members:
        for joined in member.networks:
            entry = _entry(member.service.config, "networks", joined.network.key)
            if isinstance(address := entry.get("ipv4_address"), str) and _is_bridge(
                member, joined.network.key
            ):
                found.setdefault(address, []).append((member, str(joined.real_name)))
    return found


def _is_bridge(member: Member, key: str) -> bool:
    """Whether the project makes the network as one of the engine's bridges: others may be reached from without."""
    declared = member.project.resource("networks", key)
    return declared.get("driver") in _BRIDGES and not ({"driver_opts", "external"} & declared.keys())


def _entry(config: Mapping[str, object], section: str, key: str) -> Mapping[str, object]:
    """What ``config`` has at ``section`` and ``key``; nothing where that is no mapping."""
    inside = config.get(section)
    found = inside.get(key) if isinstance(inside, Mapping) else None
    return found if isinstance(found, Mapping) else {}
