"""External networks that no shown project creates.

Sources: Docker Compose 2.40.3 creates the networks that its enabled services are on, no others, and refuses to start a
project whose external network does not exist; moby refuses to create a network that is called ``default``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.compose.model import Network, Project
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import Edits, Refusal, delete, find
from toybox_lint.deployment.model import Joined, Member
from toybox_lint.deployment.networks.externals import misnamed
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass

_DEFAULT = "default"
# The engine keeps this name for itself: no network can be made with it, and there is none.
_KEPT = "default"


@dataclass(frozen=True, slots=True, eq=False)
class Uncreated:
    """An external network that running services of ``project`` need.

    ``owner`` is the shown project whose network it is, though no service of it is on it; ``None`` when the network is
    nobody's who is shown.
    """

    project: Project
    network: Network
    name: str
    owner: Project | None
    members: tuple[Member, ...]

    @property
    def certain(self) -> bool:
        """Whether nobody can have made it either."""
        return self.owner is not None or self.name == _KEPT

    def edits(self) -> tuple[Edit, ...]:
        """Do without the network; empty where that cannot be written."""
        edits: list[Edit] = []
        for member in self.members:
            left = _left(member, self.network.key)
            if isinstance(left, Refusal):
                return ()
            edits += left
        declared = _dropped(self.project, ("networks", self.network.key))
        return () if isinstance(declared, Refusal) else (*edits, *declared)


def uncreated(
    projects: Sequence[Project], members: Sequence[Member], known: frozenset[str] = frozenset()
) -> Iterator[Uncreated]:
    """The external networks that certainly nobody shown creates, once each; not those that are merely misnamed.

    Those of ``known`` exist.
    """
    if any(not project.valid for project in projects):
        return
    created = set(_created(members))
    near = {found.name for found in misnamed(projects, members)}
    if any(not isinstance(name, str) for name in created):
        return
    seen = created | near | known
    on_it, owners = _members_by_network(members), _owners(projects)
    for project, joined in _needed(members):
        name = joined.real_name
        if not isinstance(name, str) or name in seen:
            continue
        seen.add(name)
        there = on_it[id(project), joined.network.key]
        yield Uncreated(project, joined.network, name, owners.get(name), tuple(there))


def _created(members: Iterable[Member]) -> Iterator[object]:
    """The names of the networks that a project creates, unknown ones among them."""
    for member in members:
        for joined in member.networks:
            if member.service.enabled and joined.network.external is not True:
                yield joined.real_name


def _needed(members: Iterable[Member]) -> Iterator[tuple[Project, Joined]]:
    for member in members:
        for joined in member.networks:
            if member.runs is True and joined.network.external is True:
                yield member.project, joined


def _members_by_network(members: Iterable[Member]) -> dict[tuple[int, str], list[Member]]:
    """The services on each network, by its project and its name there."""
    found: dict[tuple[int, str], list[Member]] = {}
    for member in members:
        for key in dict.fromkeys(joined.network.key for joined in member.networks):
            found.setdefault((id(member.project), key), []).append(member)
    return found


def _owners(projects: Iterable[Project]) -> dict[str, Project]:
    """The project that owns each network, of two the first."""
    found: dict[str, Project] = {}
    for project in projects:
        owned = [network.real_name for network in project.networks.values() if network.external is False]
        for name in (*owned, f"{project.name}_{_DEFAULT}"):
            if isinstance(name, str):
                found.setdefault(name, project)
    return found


def _left(member: Member, key: str) -> Edits:
    """The service without the network: on the others, else on its project's default again."""
    service = ("services", member.name)
    if len(member.service.attachments) == 1:
        return _dropped(member.project, (*service, "networks"))
    for file in member.project.files:
        written = find(file, (*service, "networks"))
        if isinstance(written, nodes.Mapping) and find(file, (*service, "networks", key)) is not None:
            return delete(file, (*service, "networks", key))
        for index, item in enumerate(written.items if isinstance(written, nodes.Sequence) else ()):
            if isinstance(item, nodes.Scalar) and item.text == key:
                return delete(file, (*service, "networks", index))
    return Refusal("the network is not written with the service")


def _dropped(project: Project, path: tuple[str, ...]) -> Edits:
    """Without the entry, and without what it leaves empty."""
    file = next((each for each in project.files if find(each, path) is not None), None)
    if file is None:
        return Refusal("it is not written in a file of the project")
    edits = delete(file, path)
    return delete(file, path[:-1]) if isinstance(edits, Refusal) and len(path) == 2 else edits
