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


def way_out(member: Member) -> tuple[Edit, ...]:
    """Edits that put the service on its project's default network as well; empty where it is that."""
    from toybox_lint.compose.edit import Refusal, join_network

    edits = join_network(member.project, member.service, "default")
    declared = member.project.networks.get("default")
    closed = declared is not None and (declared.internal is not False or declared.external is not False)
    return () if closed or isinstance(edits, Refusal) else edits
