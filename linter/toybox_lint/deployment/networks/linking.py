"""Names that ``links`` and ``external_links`` of a service give to other containers.

Source: Docker documents of ``links`` that a name holds for the linking container alone, on a network of both.
"""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.deployment.model import Member


def linked(member: Member, host: str, members: Iterable[Member]) -> tuple[Member, ...]:
    """The service that ``links`` of ``member`` call ``host``; they must share a network."""
    for link in member.service.links:
        name, _, alias = str(link.value).partition(":")
        if (alias or name) == host:
            return tuple(each for each in members if _is_meant(each, name, member))
    return ()


def _is_meant(other: Member, name: str, member: Member) -> bool:
    within = other.project is member.project and other.name == name
    return within and other.runs is not False and bool(other.real_networks & member.real_networks)


def external_links(member: Member) -> tuple[str, ...]:
    """The names that ``external_links`` give to containers of other projects."""
    given = member.service.config.get("external_links")
    return tuple(str(each).rpartition(":")[2] for each in given) if isinstance(given, list) else ()
