"""Containers that are to have one name, of which the engine makes one.

Sources: the engine refuses a container by a name that is taken (``Conflict. The container name "/db" is already in use
by container``); Docker Compose's documentation of project names, by which it knows what it has made: a service of the
same project whose configuration has another hash is made anew (its issues 3966 and 7403). Docker Compose 2.40.3 refuses
two services of one project with one ``container_name``, and does not compare that with the names that it makes itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from toybox_lint.compose.model import Project
from toybox_lint.deployment.model import Deployment, Front, Member, Place, Verdict
from toybox_lint.deployment.networks.names import numbered, records
from toybox_lint.deployment.networks.namespaces import namespace
from toybox_lint.deployment.networks.unseen_names import for_swarm
from toybox_lint.records import dataclass
from toybox_lint.typed import TypeAlias

# The ports of the host and the names that the containers of a project want.
_Wanted: TypeAlias = tuple[frozenset[object], frozenset[object]]
# Of those that want one name, each is compared with so many that come before it.
_COMPARED = 8


@dataclass(frozen=True, slots=True, eq=False)
class Namesake:
    """Two services of which a container is to be called ``name``. ``second`` is given it.

    ``replaces``: to Docker Compose both are one service of one project, and what is started later takes the place of
    the other.
    """

    first: Member
    second: Member
    name: str
    replaces: bool = False


def namesakes(deployment: Deployment) -> Iterator[Namesake]:
    """The services of one project, and of projects that certainly run at once, whose containers want one name.

    Those of one project and one name that Caddy dials are rivals: nobody knows which of them it gets to.
    """
    members = [each for each in deployment.members if each.runs is True and not for_swarm(each.project)]
    given: dict[str, list[Member]] = {}
    services: dict[tuple[str, str], list[Member]] = {}
    for member in members:
        if name := _given(member):
            given.setdefault(name, []).append(member)
        if isinstance(member.project.name, str):
            services.setdefault((member.project.name, member.name), []).append(member)
    meet = _meeting(deployment)
    hosts = {str(link.upstream.host).lower() for link in deployment.links}
    unasked = [same for (_, name), same in services.items() if name.lower() not in hosts]
    replaced = [Namesake(*pair, pair[1].name, True) for pair in _pairs(unasked, meet)]
    both = [Namesake(*pair, str(_given(pair[1]))) for pair in _pairs(given.values(), meet)]
    made = [
        Namesake(member, other, name)
        for member in members
        if not member.service.container_name and given
        for name in numbered(member)
        for other in given.get(name, ())[:_COMPARED]
        if meet(member, other)
    ]
    alike = {(id(each.first), id(each.second)) for each in replaced}
    yield from replaced
    yield from (each for each in (*both, *made) if (id(each.first), id(each.second)) not in alike)


def _given(member: Member) -> str | None:
    name = member.service.container_name
    return name.value if name is not None and isinstance(name.value, str) else None


def _pairs(
    wanting: Iterable[Sequence[Member]], meet: Callable[[Member, Member], bool]
) -> Iterator[tuple[Member, Member]]:
    """Of the services that want a name, each with one of another project before it that runs at once."""
    for members in wanting:
        for number, second in enumerate(members):
            before = (first for first in members[: min(number, _COMPARED)])
            first = next((each for each in before if each.project is not second.project), None)
            if first is not None and meet(first, second):
                yield first, second


def _meeting(deployment: Deployment) -> Callable[[Member, Member], bool]:
    """Whether two services are of one project, or of two to which one Caddy leads, which do not take turns."""
    served = [_served(front, deployment) for front in deployment.fronts]
    wanted = {id(project): (_ports(project), _names(project)) for project in deployment.projects}
    known: dict[tuple[int, int], bool] = {}

    def meet(one: Member, other: Member) -> bool:
        key = id(one.project), id(other.project)
        if key[0] == key[1]:
            return one is not other
        if key not in known:
            together = any(set(key) <= each for each in served)
            known[key] = together and not _take_turns(wanted[key[0]], wanted[key[1]])
        return known[key]

    return meet


def _served(front: Front, deployment: Deployment) -> set[int]:
    """The projects that certainly run beside a Caddy: its own, and those of what it alone calls by a name."""
    member = front.member
    if (member is None and front.place is not Place.HOST) or (member and member.runs is not True):
        return set()
    inside = namespace(member, deployment.members) if member else None
    networks = inside.real_networks if isinstance(inside, Member) else frozenset()
    names = records(deployment.members)
    found = {id(member.project)} if member else set()
    for link in deployment.of(front):
        host, target = link.upstream.host, link.target
        if target is None or link.verdict is Verdict.FAILS or len(link.proxy.upstreams) > 1:
            continue
        owners = names.owners(host, networks) if isinstance(host, str) else ()
        if len({id(each.project) for each in owners}) < 2:
            found.add(id(target.project))
    return found


def _take_turns(one: _Wanted, other: _Wanted) -> bool:
    """Whether both cannot run at once for more than a name: ports of the host, or the names of all containers."""
    if not one[0].isdisjoint(other[0]):
        return True
    shared = one[1] & other[1]
    return any(len(each[1]) > 1 and each[1] == shared for each in (one, other))


def _ports(project: Project) -> frozenset[object]:
    ports = (port for each in project.services.values() if each.enabled for port in each.ports)
    return frozenset((port.published, port.protocol) for port in ports if port.published)


def _names(project: Project) -> frozenset[object]:
    enabled = (each for each in project.services.values() if each.enabled)
    return frozenset(
        each.container_name.value if each.container_name else each.name.value for each in enabled
    )
