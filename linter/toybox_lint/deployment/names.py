"""What a name means on Docker's networks.

The records are those of the engine's embedded DNS: service key, container name, aliases and hostname on each
network that a running container is on, each also with the network's real name behind a dot. Names compare
without case. Sources: moby's libnetwork; Docker Compose 2.40.3 sets the service key as an alias.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from toybox_lint.deployment.model import Joined, Member
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass

# Of a service's containers; nobody has more on one machine.
_MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Records:
    """Who has which name on which network (by real name; names in lower case).

    ``adrift`` are containers on a network whose real name is not known: it may be any.
    """

    names: Mapping[str, Mapping[str, tuple[Member, ...]]]
    open_networks: Mapping[str, str]
    adrift: tuple[Member, ...] = ()

    def owners(self, name: str, networks: Iterable[str]) -> tuple[Member, ...]:
        """The containers that answer to ``name`` on one of ``networks``."""
        found = (self.names.get(network, {}).get(name.lower(), ()) for network in networks)
        return tuple(dict.fromkeys(member for members in found for member in members))

    def elsewhere(self, name: str) -> tuple[Member, ...]:
        """The containers that answer to ``name`` on any network."""
        return self.owners(name, self.names)

    def drifting(self, name: str) -> Member | None:
        """A container that may answer to ``name`` on a network of which nobody knows which one it is."""
        return next((member for member in self.adrift if _may_be_called(member, name)), None)

    def unseen(self, member: Member) -> str | None:
        """Why another name may exist on one of the networks of ``member``; ``None`` when none can."""
        for joined in member.networks:
            if isinstance(joined.real_name, Unknown):
                return joined.real_name.reason
            if joined.real_name in self.open_networks:
                return self.open_networks[joined.real_name]
        return None


def records(members: Iterable[Member]) -> Records:
    """The records of every container that runs."""
    names: dict[str, dict[str, tuple[Member, ...]]] = {}
    owned: set[str] = set()
    joined_by: dict[str, str] = {}
    unknown: dict[str, str] = {}
    members = list(members)
    for member in members:
        for joined in member.networks:
            if isinstance(joined.real_name, Unknown):
                continue
            if joined.network.external is False:
                owned.add(joined.real_name)
            joined_by[joined.real_name] = f"the project that owns the network {joined.real_name} is not shown"
            if member.runs is False:
                continue
            table = names.setdefault(joined.real_name, {})
            for name in container_names(member, joined):
                if isinstance(name, Unknown):
                    unknown[joined.real_name] = name.reason
                    continue
                for form in (name.lower(), f"{name}.{joined.real_name}".lower()):
                    owners = table.get(form, ())
                    if member not in owners:
                        table[form] = (*owners, member)
    open_networks = {name: reason for name, reason in joined_by.items() if name not in owned} | unknown
    adrift = tuple(member for member in members if member.adrift and member.runs is not False)
    return Records(names, open_networks, adrift)


def is_called(member: Member, name: str) -> bool:
    """Whether a container of the service, were it started, answers to ``name`` on one of its networks."""
    on_networks = (names_on(member, joined) for joined in member.networks)
    return name.lower() == member.name.lower() or any(name.lower() in names for names in on_networks)


def _may_be_called(member: Member, name: str) -> bool:
    """Whether the service answers to ``name`` where its network is not known, as far as its names are."""
    drifting = [joined for joined in member.networks if isinstance(joined.real_name, Unknown)]
    names = [each for joined in drifting for each in container_names(member, joined)]
    asked = name.lower()
    # The network's name may stand behind the container's.
    return any(isinstance(each, Unknown) or f"{asked}.".startswith(f"{each.lower()}.") for each in names)


def names_on(member: Member, joined: Joined) -> frozenset[str]:
    """Every known name of the service's containers on one network, with and without its own, in lower case."""
    names = [each.lower() for each in container_names(member, joined) if isinstance(each, str)]
    return frozenset((*names, *(f"{each}.{joined.real_name}".lower() for each in names)))


def is_invented(name: str, members: Sequence[Member]) -> bool:
    """Whether a name is a service's with something behind its first dot that is no domain: a network, a project."""
    first, dot, rest = name.lower().partition(".")
    last = rest.rpartition(".")[2]
    no_domain = "_" in last or ("-" in last and not last.startswith("xn--"))
    if not dot or not (no_domain or _names_a_part(rest, members)):
        return False
    return any(is_called(member, first) for member in members)


def _names_a_part(word: str, members: Iterable[Member]) -> bool:
    """Whether nothing but a project or a network of one is called so."""
    parts = {part for member in members for part in (member.project_name, *member.project.networks)}
    if word != "default" and word not in map(str.lower, parts):
        return False
    from toybox_lint.deployment.root_domains import is_domain

    return not is_domain(word)


def container_names(member: Member, joined: Joined) -> Iterable[str | Unknown]:
    """Every name of the service's containers on one network."""
    service = member.service
    yield member.name
    if service.container_name:
        yield service.container_name.value
    elif isinstance(member.project.name, str) and isinstance(service.scale, int):
        counted = range(1, min(service.scale, _MOST_COUNTED) + 1)
        yield from (f"{member.project.name}-{member.name}-{number}" for number in counted)
        if service.scale > _MOST_COUNTED:
            yield Unknown(f"{member.name} has too many containers to name each")
    yield from (alias.value for alias in joined.attachment.aliases)
    if service.hostname:
        yield service.hostname.value


def networks_of(member: Member) -> str:
    """The real names of its networks, for a sentence."""
    names = sorted(member.real_networks)
    return " and ".join(names) if names else "no network"
