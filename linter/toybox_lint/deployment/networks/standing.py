"""What stands for the name of a network that only a variable tells.

A project that makes a network knows its own services on it, whatever the network is called. Only another project that
looks for a network by a name could mean the same one. So it is with the networks of a project whose own name a variable
decides, unless another project may have the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.compose.model import Network, Project
from toybox_lint.facts import Unknown


def stand_ins(projects: Sequence[Project]) -> Mapping[int, str]:
    """By the ``id`` of each network of unknown name that certainly no other project is on: what stands for its name.

    No network of the engine can be called so, as there are spaces in it.
    """
    seeking = {id(project) for project in projects if any(_named(project))}
    return {
        id(network): f"{network.key} of {_called(project)}"
        for project in projects
        if (isinstance(project.name, str) or len(projects) == 1) and not seeking - {id(project)}
        for network in project.networks.values()
        if isinstance(network.real_name, Unknown) and network.external is False
    }


def _called(project: Project) -> str:
    return (
        project.name
        if isinstance(project.name, str)
        else f"the project in {project.directory.rpartition('/')[2]}"
    )


def _named(project: Project) -> Iterator[Network]:
    """The networks that another project may have made, or be on: all that are not called after the project."""
    for network in project.networks.values():
        if network.external is not False or network.real_name != f"{project.name}_{network.key}":
            yield network
