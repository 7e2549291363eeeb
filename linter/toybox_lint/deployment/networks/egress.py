"""Whether a container can be reached from outside the networks it is on, and reach out.

Source: Docker's documentation of internal networks; such a network has no gateway, and no port is published from it.
"""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.compose.model import Network, Project
from toybox_lint.deployment.model import Joined, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered


def enclosed(member: Member, projects: Sequence[Project]) -> bool:
    """Whether every network of the service is certainly internal."""
    return bool(member.networks) and all(_internal(joined, projects) for joined in member.networks)


@remembered
def projects_of(members: Sequence[Member]) -> tuple[Project, ...]:
    """The projects that services belong to."""
    return tuple({id(member.project): member.project for member in members}.values())


def _internal(joined: Joined, projects: Sequence[Project]) -> bool:
    """An external network is what its owner declares."""
    same = _owned(projects).get(joined.real_name, ())
    return bool(same) and all(network.internal is True for network in same)


@remembered
def _owned(projects: Sequence[Project]) -> dict[object, list[Network]]:
    """The networks that projects make, by their real names."""
    found: dict[object, list[Network]] = {}
    for project in projects:
        for network in project.networks.values():
            if network.external is False:
                found.setdefault(network.real_name, []).append(network)
    return found


def way_out(member: Member) -> tuple[str, tuple[Edit, ...]] | None:
    """The network of its project that the service can join to reach the outside, and the edits.

    The only open one on which other services are, else the default; ``None`` where that is closed as well.
    """
    from toybox_lint.compose.edit import Refusal, join_network

    services = member.project.services.values()
    used = {each.network for other in services if other is not member.service for each in other.attachments}
    networks = member.project.networks
    free = [key for key in networks if key in used and _is_open(networks[key])]
    key = free[0] if len(free) == 1 else "default"
    edits = join_network(member.project, member.service, key)
    closed = key in networks and not _is_open(networks[key])
    return None if closed or isinstance(edits, Refusal) or not edits else (key, edits)


def _is_open(network: Network) -> bool:
    return network.internal is False and network.external is False
