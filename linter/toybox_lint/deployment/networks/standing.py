"""What stands for the name of a network that only a variable tells.

A project that makes a network knows its own services on it, whatever the network is called. Only another project that
looks for a network by a name could mean the same one. So it is with the networks of a project whose own name a variable
decides, unless another project may have the same name.

Projects that name a network by the same variable with the same default mean one network, where none looks for another.
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
    if len(seeking) > 1:
        return _of_one_variable([network for project in projects for network in _named(project)])
    return {
        id(network): f"{network.key} of {_called(project)}"
        for project in projects
        if (isinstance(project.name, str) or len(projects) == 1) and not seeking - {id(project)}
        for network in project.networks.values()
        if isinstance(network.real_name, Unknown) and network.external is False
    }


def _of_one_variable(networks: Sequence[Network]) -> Mapping[int, str]:
    """What stands for the one network that all of them are; nothing where they may be several."""
    names = {network.real_name for network in networks}
    name = names.pop() if len(names) == 1 else None
    if not isinstance(name, Unknown) or not name.filled or len(name.variables) != 1:
        return {}
    return {id(network): f"{networks[0].key} of {min(name.variables)}" for network in networks}


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
