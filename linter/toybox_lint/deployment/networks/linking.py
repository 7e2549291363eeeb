"""Names that ``links`` and ``external_links`` of a service give to other containers.

Source: Docker documents of ``links`` that a name holds for the linking container alone, on a network of both.
"""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.deployment.model import Member
from toybox_lint.later import remembered


def linked(member: Member, host: str, members: Iterable[Member]) -> tuple[Member, ...]:
    """The service that ``links`` of ``member`` call ``host``; they must share a network."""
    name = _names(member).get(host)
    if name is None:
        return ()
    there = _by_name(members).get((id(member.project), name), ())
    return tuple(
        each for each in there if each.runs is not False and each.real_networks & member.real_networks
    )


@remembered
def _names(member: Member) -> dict[str, str]:
    """What a service calls others, of two the first."""
    found: dict[str, str] = {}
    for link in member.service.links:
        name, _, alias = str(link.value).partition(":")
        found.setdefault(alias or name, name)
    return found


@remembered
def _by_name(members: Iterable[Member]) -> dict[tuple[int, str], list[Member]]:
    found: dict[tuple[int, str], list[Member]] = {}
    for each in members:
        found.setdefault((id(each.project), each.name), []).append(each)
    return found


def external_links(member: Member) -> tuple[str, ...]:
    """The names that ``external_links`` give to containers of other projects."""
    given = member.service.config.get("external_links")
    return tuple(str(each).rpartition(":")[2] for each in given) if isinstance(given, list) else ()
