"""What a name means on Docker's networks.

The records are those of the engine's embedded DNS: service key, container name, aliases and hostname on each
network that a running container is on, each also with the network's real name behind a dot. Names compare
without case. Sources: moby's libnetwork; Docker Compose 2.40.3 sets the service key as an alias.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from toybox_lint.deployment.model import Joined, Member
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, field

# Of a service's containers; nobody has more on one machine.
_MOST_COUNTED = 1000
_MOST_SAID = 50
# Each name that nobody has is compared with so many shapes, each with so many variables; a label of DNS has 63 letters.
_MOST_SHAPES, _MOST_PIECES, _LONGEST = 64, 4, 63
_VARIABLE = pattern(r"\$(?:[A-Za-z_]\w*|\{(?:[^{}]|\{[^{}]*\})*\})")
_NOT_WHOLE = "not all that a project there includes or extends could be read"


@dataclass(frozen=True, slots=True)
class Records:
    """Who has which name (in lower case) on which network (by real name).

    ``shapes`` are what names look like that a variable decides, by network, each with the reason: ``.*_web``.
    ``adrift`` are the names on networks whose real name is not known, each with the first container that has it
    and its place among the services; ``None`` stands for a name that is not known. ``usual`` are the names by network
    that a variable decides and that somebody has where nobody sets it.
    """

    names: Mapping[str, Mapping[str, tuple[Member, ...]]]
    open_networks: Mapping[str, str]
    adrift: Mapping[str | None, tuple[int, Member]]
    shapes: Mapping[str, Mapping[str, str]]
    usual: Mapping[str, Collection[str]] = field(default_factory=dict)
    _everywhere: dict[str, tuple[Member, ...]] = field(default_factory=dict, repr=False, compare=False)

    def owners(self, name: str, networks: Collection[str]) -> tuple[Member, ...]:
        """The containers that answer to ``name`` on one of ``networks``."""
        found = self.names.get(name.lower())
        if found is None:
            return ()
        if len(found) < len(networks):
            tables = [table for network, table in found.items() if network in networks]
        else:
            tables = [found[network] for network in networks if network in found]
        if len(tables) == 1:
            return tables[0]
        return tuple(dict.fromkeys(member for table in tables for member in table))

    def elsewhere(self, name: str) -> tuple[Member, ...]:
        """The containers that answer to ``name`` on any network."""
        if name not in self._everywhere:
            self._everywhere[name] = self.owners(name, self.names.get(name.lower(), ()))
        return self._everywhere[name]

    def drifting(self, name: str) -> Member | None:
        """A container that may answer to ``name`` on a network of which nobody knows which one it is."""
        # The network's name may stand behind the container's.
        forms = (None, *dict.fromkeys(_leading(name.lower())))
        found = [self.adrift[form] for form in forms if form in self.adrift]
        return min(found, key=lambda each: each[0])[1] if found else None

    def is_usual(self, member: Member, name: str) -> bool:
        """Whether something has ``name`` on a network of ``member`` by the default of a variable."""
        return any(name.lower() in self.usual.get(network, ()) for network in member.real_networks)

    def unseen(self, member: Member, name: str) -> str | None:
        """Why something else may have ``name`` on one of the networks of ``member``; ``None`` when nothing can."""
        if not member.project.whole:
            return _NOT_WHOLE
        for joined in member.networks:
            if isinstance(joined.real_name, Unknown):
                return joined.real_name.reason
            if joined.real_name in self.open_networks:
                return self.open_networks[joined.real_name]
            for shape, reason in self.shapes.get(joined.real_name, {}).items():
                if "." in name or len(name) > _LONGEST or re.fullmatch(shape, name.lower()):
                    return reason
        return None


def _leading(name: str) -> Iterator[str]:
    """``a``, ``a.b`` and ``a.b.c`` of ``a.b.c``."""
    at = name.find(".")
    while at >= 0:
        yield name[:at]
        at = name.find(".", at + 1)
    yield name


@remembered
def records(members: Sequence[Member]) -> Records:
    """The records of every container that runs."""
    tables: dict[str, dict[str, dict[Member, None]]] = {}
    owned: set[str] = set()
    joined_by: dict[str, str] = {}
    unknown: dict[str, str] = {}
    adrift: dict[str | None, tuple[int, Member]] = {}
    shapes: dict[str, dict[str, str]] = {}
    usual: dict[str, set[str]] = {}
    for number, member in enumerate(members):
        for joined in member.networks:
            network = joined.real_name
            if isinstance(network, Unknown):
                if member.runs is not False:
                    for each in container_names(member, joined):
                        key = each.lower() if isinstance(each, str) else None
                        adrift.setdefault(key, (number, member))
                continue
            if joined.network.external is False:
                owned.add(network)
            if not member.project.whole:
                unknown[network] = _NOT_WHOLE
            joined_by[network] = f"the project that owns the network {network} is not shown"
            if member.runs is False:
                continue
            table = tables.setdefault(network, {})
            for name in container_names(member, joined):
                if isinstance(name, Unknown):
                    shapes.setdefault(network, {})[_shape(name, member, joined)] = name.reason
                    if name.hint and name.filled:
                        usual.setdefault(network, set()).add(name.hint.lower())
                    continue
                for form in (name.lower(), f"{name}.{network}".lower()):
                    table.setdefault(form, {})[member] = None
    open_networks = {name: reason for name, reason in joined_by.items() if name not in owned} | unknown
    open_networks |= {
        network: next(iter(found.values())) for network, found in shapes.items() if len(found) > _MOST_SHAPES
    }
    return Records(_by_name(tables), open_networks, adrift, shapes, usual)


def _by_name(
    tables: Mapping[str, Mapping[str, Iterable[Member]]],
) -> dict[str, dict[str, tuple[Member, ...]]]:
    names: dict[str, dict[str, tuple[Member, ...]]] = {}
    for network, table in tables.items():
        for form, owners in table.items():
            names.setdefault(form, {})[network] = tuple(owners)
    return names


def _shape(name: Unknown, member: Member, joined: Joined) -> str:
    """A regular expression for all that a name may be, in lower case, by how it is written."""
    service = member.service
    written = (service.container_name, service.hostname, *joined.attachment.aliases)
    found = next((each for each in written if each is not None and each.value is name), None)
    text = "" if found is None else found.origin.text
    pieces = _VARIABLE.split(text)
    if not 1 < len(pieces) <= _MOST_PIECES or any("$" in piece for piece in pieces):
        return ".*"
    return ".*".join(re.escape(piece.lower()) for piece in pieces)


def called(name: str, members: Sequence[Member]) -> tuple[Member, ...]:
    """The services of which a container, were it started, answers to ``name`` on one of its networks, or would."""
    return _callable(members).get(name.lower(), ())


def without_names(name: str, members: Sequence[Member]) -> Member | None:
    """The service that is called so and may run, and has no name because its network is not its own."""
    return next(
        (each for each in called(name, members) if each.mode is not None and each.runs is not False), None
    )


@remembered
def _callable(members: Sequence[Member]) -> dict[str, tuple[Member, ...]]:
    found: dict[str, dict[Member, None]] = {}
    for member in members:
        on_networks = (name for joined in member.networks for name in names_on(member, joined))
        of_containers = map(str.lower, _of_containers(member)) if member.mode is not None else ()
        for name in (member.name.lower(), *on_networks, *of_containers):
            found.setdefault(name, {})[member] = None
    return {name: tuple(owners) for name, owners in found.items()}


def names_on(member: Member, joined: Joined) -> frozenset[str]:
    """Every known name of the service's containers on one network, with and without its own, in lower case."""
    names = [each.lower() for each in container_names(member, joined) if isinstance(each, str)]
    return frozenset((*names, *(f"{each}.{joined.real_name}".lower() for each in names)))


def is_invented(name: str, members: Sequence[Member]) -> bool:
    """Whether a name is a service's with something behind its first dot that is no domain: a network, a project.

    Or whether it is a container's with the dots of the project's folder, which Compose leaves out.
    """
    first, dot, rest = name.lower().partition(".")
    last = rest.rpartition(".")[2]
    no_domain = "_" in last or ("-" in last and not last.startswith("xn--"))
    if not dot or not (no_domain or _names_a_part(rest, members)):
        return False
    return bool(called(first, members) or (no_domain and called(name.replace(".", ""), members)))


def _names_a_part(word: str, members: Sequence[Member]) -> bool:
    """Whether nothing but a project or a network of one is called so."""
    if word != "default" and word not in _parts(members):
        return False
    from toybox_lint.deployment.networks.root_domains import is_domain

    return not is_domain(word)


@remembered
def _parts(members: Sequence[Member]) -> frozenset[str]:
    """The names of projects and networks, in lower case."""
    projects = {id(member.project): member for member in members}.values()
    return frozenset(
        part.lower() for member in projects for part in (member.project_name, *member.project.networks)
    )


def container_names(member: Member, joined: Joined) -> Iterable[str | Unknown]:
    """Every name of the service's containers on one network."""
    service = member.service
    yield member.name
    if service.container_name:
        yield service.container_name.value
    else:
        yield from numbered(member)
        if isinstance(service.scale, int) and service.scale > _MOST_COUNTED:
            yield Unknown(f"{member.name} has too many containers to name each")
    yield from (alias.value for alias in joined.attachment.aliases)
    if service.hostname:
        yield service.hostname.value


def has_containers_name(name: str, owners: Iterable[Member]) -> bool:
    """Whether the name is that of one of their containers, which no other container of the machine can have."""
    return any(name.lower() in map(str.lower, _of_containers(owner)) for owner in owners)


def _of_containers(member: Member) -> Iterator[str]:
    given = member.service.container_name
    if given is None:
        yield from numbered(member)
    elif isinstance(given.value, str):
        yield given.value


def numbered(member: Member) -> Iterator[str]:
    """The names that Compose gives to the service's containers."""
    scale = member.service.scale
    if isinstance(member.project.name, str) and isinstance(scale, int):
        sign = "_" if _as_compose_1(member) else "-"
        for number in range(1, min(scale, _MOST_COUNTED) + 1):
            yield f"{member.project.name}{sign}{member.name}{sign}{number}"


def is_numbered(name: str, members: Iterable[Member]) -> bool:
    """Whether Compose would call a container of one of these services so, did it start that many."""
    stem = name.lower().rstrip("0123456789")
    own = (
        f"{each.project.name}-{each.name}-".lower() for each in members if isinstance(each.project.name, str)
    )
    return stem != name.lower() and stem in own


def _as_compose_1(member: Member) -> bool:
    """Whether Compose is told to name containers as its first version did."""
    return str(member.project.environment.values.get("COMPOSE_COMPATIBILITY")).lower() in ("1", "true")


def networks_of(member: Member) -> str:
    """The real names of its networks, for a sentence, which tells no more than a few dozen of them."""
    names = sorted(member.real_networks)
    more = f" and {len(names) - _MOST_SAID} more" if len(names) > _MOST_SAID else ""
    return " and ".join(names[:_MOST_SAID]) + more if names else "no network"
