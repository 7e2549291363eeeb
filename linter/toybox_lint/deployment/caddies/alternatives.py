"""Caddies that cannot run at once: their projects are alternatives, and do not have to meet.

Source: Docker refuses a container whose name another one has, and one that publishes a port of the host that is taken.
"""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.compose.model import Project
from toybox_lint.deployment.model import Link, Member
from toybox_lint.later import remembered


def asking(links: Iterable[Link]) -> tuple[Member, ...]:
    """The services that run the Caddies of ``links``."""
    return tuple({link.front.member: None for link in links if link.front.member is not None})


def takes_turns(front: Member, project: Project, fronts: tuple[Member, ...]) -> bool:
    """Whether one of ``fronts``, of another ``project``, cannot run beside ``front``."""
    beside = () if project is front.project else _by_project(fronts).get(id(project), ())
    return any(_excludes(front, other) for other in beside)


@remembered
def _by_project(fronts: tuple[Member, ...]) -> dict[int, list[Member]]:
    found: dict[int, list[Member]] = {}
    for member in fronts:
        found.setdefault(id(member.project), []).append(member)
    return found


def is_one_container(one: Member, other: Member) -> bool:
    """Whether both have the same ``container_name``: two descriptions of what runs once."""
    name, its = one.service.container_name, other.service.container_name
    return name is not None and its is not None and isinstance(name.value, str) and name.value == its.value


def _excludes(one: Member, other: Member) -> bool:
    if is_one_container(one, other):
        return True
    taken = {each.published for each in one.listening.published}
    return any(each.published in taken for each in other.listening.published)
