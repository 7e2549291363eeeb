"""Names that containers of several projects answer to on the networks of Caddy.

Source: the engine's embedded DNS answers with every address that has the name on a network, in changing order, and from
the first network on which the name exists.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache

from toybox_lint.deployment.model import Link, Member, Verdict
from toybox_lint.deployment.networks.names import Records, container_names, records
from toybox_lint.deployment.networks.namespaces import namespace
from toybox_lint.later import remembered
from toybox_lint.records import dataclass

Owners = tuple[tuple[Member, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rivalry:
    """The services of several projects that ``link`` may reach by one name, each with the network where it has it.

    ``network`` is the one where all have the name; ``None`` where each has it on another.
    """

    link: Link
    owners: Owners
    network: str | None

    @property
    def replacing(self) -> bool:
        """Whether two of them are one service of one project to Docker Compose, which keeps the later one alone."""
        return _replaces(self.owners)


@remembered
def _replaces(owners: Owners) -> bool:
    services = [(owner.project.name, owner.name) for owner, _ in owners]
    known = [each for each in services if isinstance(each[0], str)]
    return len(set(known)) < len(known)


def rivalries(links: Iterable[Link], members: Sequence[Member]) -> Iterator[Rivalry]:
    """The links whose requests are spread over several projects, or go to whichever the engine finds first."""
    names = records(members)
    known: dict[tuple[str, Member], tuple[Owners, str | None]] = {}
    for link in links:
        host, front = link.upstream.host, link.front.member
        if link.verdict is Verdict.FAILS or front is None or not isinstance(host, str):
            continue
        asked = host.lower(), front
        if asked not in known:
            owners = _rivals(*asked, names, members)
            networks = {network for _, network in owners}
            known[asked] = owners, networks.pop() if len(networks) == 1 else None
        owners, network = known[asked]
        if owners:
            yield Rivalry(link, owners, network)


def _rivals(host: str, front: Member, names: Records, members: Sequence[Member]) -> Owners:
    place = namespace(front, members)
    if not isinstance(place, Member) or front.service.mapped(host):
        return ()
    named = names.names.get(host, {})
    known = [(network, named[network]) for network in sorted(place.real_networks & named.keys())]
    if known and all(_of_several_projects(owners) for _, owners in known):
        network, owners = known[0]
        return tuple((owner, network) for owner in owners)
    each = tuple((owner, network) for network, owners in known for owner in owners)
    everywhere = all(set(owners) == set(known[0][1]) for _, owners in known)
    apart = not everywhere and _of_several_projects(owner for owner, _ in each)
    return each if apart else ()


def apart(member: Member, front: Member, members: Sequence[Member]) -> str | None:
    """A name by which ``front`` gets to ``member`` alone: that of its service, unless others answer to it as well.

    One that its author gave comes before the one that Compose makes; several containers have none together.
    """
    return _apart(members)(member, front)


@remembered
def _apart(members: Sequence[Member]) -> Callable[[Member, Member], str | None]:
    """``apart`` of each two once: hundreds of upstreams may mean the same services."""
    names = records(members)
    return cache(lambda member, front: _own_name(member, front, names, members))


def _own_name(member: Member, front: Member, names: Records, members: Sequence[Member]) -> str | None:
    place = namespace(front, members)
    networks = place.real_networks if isinstance(place, Member) else frozenset()
    if all(owner is member for owner in names.owners(member.name, networks)):
        return member.name
    shared = member.real_networks & networks
    there = [each for each in member.networks if not shared or each.real_name in shared]
    known = dict.fromkeys(name for joined in there for name in container_names(member, joined))
    own = [name for name in known if isinstance(name, str) and _is_only(member, name, names, networks)]
    numbered = f"{member.project.name}-{member.name}-1"
    given = [name for name in own if name != numbered]
    return next(iter((*given, *own)), None) if member.service.scale == 1 else None


def _is_only(member: Member, name: str, names: Records, networks: Collection[str]) -> bool:
    return all(owner is member for owner in names.owners(name, networks))


def _of_several_projects(owners: Iterable[Member]) -> bool:
    return len({id(owner.project) for owner in owners if owner.runs is True}) > 1
