"""External networks that no shown project owns, though one owns a network that is nearly called so.

Source: Docker Compose 2.40.3 names a network it creates ``<project>_<key>`` unless ``name`` is given, and an external
one by its key or ``name`` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.compose.model import Network, Project
from toybox_lint.compose.yaml.edit import Edits, Refusal, find, insert_entry, set_scalar
from toybox_lint.deployment.caddies.alternatives import asking, takes_turns
from toybox_lint.deployment.model import Link, Member
from toybox_lint.deployment.networks.names import called
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass

_NEAR = 0.8


_BETWEEN_PARTS = pattern(r"[-_.]")


@dataclass(frozen=True, slots=True, eq=False)
class Misnamed:
    """An external network of ``project``, and the networks of other projects that may be meant: mostly one."""

    project: Project
    network: Network
    name: str
    owned: tuple[Network, ...]

    @property
    def real_name(self) -> str:
        """What the first of them is called."""
        return str(self.owned[0].real_name)

    @property
    def real_names(self) -> frozenset[str]:
        """What all of them are called."""
        return frozenset(str(each.real_name) for each in self.owned)

    def edits(self) -> tuple[Edit, ...]:
        """Give the network the name it has; empty where that cannot be written, or where several may be meant."""
        if len(self.owned) > 1:
            return ()
        path = ("networks", self.network.key)
        files = [each for each in self.project.files if find(each, path)]
        new, old = (*path, "name"), (*path, "external", "name")
        written = [(file, name) for file in reversed(files) for name in (new, old) if find(file, name)]
        if not files:
            return ()
        if not written:
            return _all(insert_entry(files[0], path, "name", self.real_name))
        # What a later file says is in force; but Compose wants both ways of writing it to agree.
        legacy = any(name == old for _, name in written)
        places = written if legacy else written[:1]
        return _all(*(set_scalar(file, name, self.real_name) for file, name in places))


def _all(*changes: Edits) -> tuple[Edit, ...]:
    """The edits of all changes; none where one of them cannot be written."""
    found: list[Edit] = []
    for edits in changes:
        if isinstance(edits, Refusal):
            return ()
        found += edits
    return tuple(found)


def misnamed(
    projects: Sequence[Project], members: Iterable[Member], known: frozenset[str] = frozenset()
) -> Iterator[Misnamed]:
    """External networks that a running service needs, under a name that only nearly exists.

    Those of ``known`` exist. None while the name of some network is not known: it may be the one that is meant.
    """
    owned = [
        (project, each) for project in projects for each in project.networks.values() if not each.external
    ]
    if any(not isinstance(network.real_name, str) for _, network in owned):
        return
    names = {network.real_name for _, network in owned} | known
    alike = _Alike(owned)
    for project, network in _needed(members):
        name = network.real_name
        if not isinstance(name, str) or name in names:
            continue
        near = alike.to(name, project)
        if near:
            yield Misnamed(project, network, name, near)


def is_meant(found: Misnamed, links: Iterable[Link], members: Sequence[Member]) -> bool:
    """Whether nobody made a network of the name by hand: it has a project in it, or the two projects have to meet.

    They have to where a Caddy of the one dials a service of the other, and none there takes its place.
    """
    owners = {
        id(member.project): member.project_name
        for member in members
        for each in member.networks
        if each.network in found.owned
    }
    if any(_plain(found.name).startswith(_plain(name)) for name in owners.values()):
        return True
    projects = {*owners, id(found.project)}
    links = tuple(links)
    fronts = asking(links)
    return any(
        id(project) in projects and project is not front.project and not takes_turns(front, project, fronts)
        for link in links
        for front in [link.front.member]
        if front is not None and id(front.project) in projects
        for project in _dialled(link, members)
    )


def _dialled(link: Link, members: Sequence[Member]) -> Iterator[Project]:
    """The projects of the services that an upstream names, or may have meant."""
    named = called(link.upstream.host, members) if isinstance(link.upstream.host, str) else ()
    return (member.project for member in (*named, *(each.member for each in link.candidates)))


def _needed(members: Iterable[Member]) -> Iterator[tuple[Project, Network]]:
    seen: set[int] = set()
    for member in members:
        for joined in member.networks:
            if member.runs is True and joined.network.external is True and id(joined.network) not in seen:
                seen.add(id(joined.network))
                yield member.project, joined.network


class _Alike:
    """Networks, to be found by a name that is theirs but for the project before it or signs between words, or misspelt.

    It can only be misspelt where the project stands before it: any other name somebody may have created by hand.
    """

    def __init__(self, owned: Sequence[tuple[Project, Network]]) -> None:
        self._owned = owned
        self._by_form: dict[str, list[int]] = {}
        self._by_project: dict[str, list[int]] = {}
        for number, (owner, network) in enumerate(owned):
            key = network.key
            names = (key, f"{owner.directory.rsplit('/', 1)[-1]}_{key}", str(network.real_name))
            for form in dict.fromkeys(map(_plain, names)):
                self._by_form.setdefault(form, []).append(number)
            self._by_project.setdefault(f"{owner.name}_", []).append(number)

    def to(self, name: str, project: Project) -> tuple[Network, ...]:
        """Those of other projects that ``name`` may mean."""
        found = {each for each in self._by_form.get(_plain(name), ()) if self._is_told(name, each)}
        for prefix, numbers in self._by_project.items():
            if name.startswith(prefix):
                found.update(each for each in numbers if _misspelt(name, self._name(each), prefix))
        networks = (self._owned[number] for number in sorted(found))
        return tuple([network for owner, network in networks if owner is not project])

    def _name(self, number: int) -> str:
        return str(self._owned[number][1].real_name)

    def _is_told(self, name: str, number: int) -> bool:
        """Whether the name is more than ``default``, as which every project has one."""
        key = self._owned[number][1].key
        return key != "default" or name != key


def _misspelt(name: str, real_name: str, project: str) -> bool:
    if not (name.startswith(project) and real_name.startswith(project)):
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name[len(project) :], real_name[len(project) :]).ratio() > _NEAR


def _plain(name: str) -> str:
    return _BETWEEN_PARTS.sub("", name).lower()
