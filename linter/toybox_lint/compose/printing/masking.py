"""A project as it may be shown: stars for what variables gave, and for the values of ``environment``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Set

from toybox_lint.compose.model import Dependency, Network, Project, Service
from toybox_lint.compose.printing.confidential import MASK, Substitution
from toybox_lint.compose.printing.project import printed_project
from toybox_lint.compose.reading.values import Leaf, List, Map, Place, Value
from toybox_lint.compose.yaml.scalars import as_text
from toybox_lint.facts import Unknown
from toybox_lint.records import replace
from toybox_lint.source import Origin

_CONDITIONS = ("service_started", "service_healthy", "service_completed_successfully")


def masked_config(project: Project) -> dict[str, object]:
    """``project.config`` without values: a text keeps what the file says around them (``caddy:***``)."""
    tree = project.confidential.tree
    if project.confidential.substitutions and tree is not None:
        stars = _Stars(project.confidential.substitutions, {*project.services, *project.networks})
        services = {name: stars.service(one) for name, one in project.services.items()}
        networks = {key: stars.network(one, tree) for key, one in project.networks.items()}
        project = printed_project(replace(project, services=services, networks=networks), stars.map(tree))
    masked = dict(project.config)
    for part in ("services", "disabled"):
        services_shown = masked.get(part)
        if isinstance(services_shown, Mapping):
            masked[part] = {name: _without_environment(one) for name, one in services_shown.items()}
    return masked


def _without_environment(service: object) -> object:
    """A service, or a hook inside one, whose variables keep their names alone."""
    if isinstance(service, list):
        return [_without_environment(item) for item in service]
    if not isinstance(service, Mapping):
        return service
    return {
        name: _starred(value) if name == "environment" else _without_environment(value)
        for name, value in service.items()
    }


def _starred(environment: object) -> object:
    if not isinstance(environment, Mapping):
        return environment
    return {name: None if value is None else MASK for name, value in environment.items()}


def place_of(origin: Origin) -> Place:
    """The place of an origin, as values have it."""
    return Place(origin.file, *origin.span)


class _Stars:
    """Puts stars into the values at the places of substitutions, and into whatever was cut out of them."""

    def __init__(self, substitutions: Iterable[Substitution], names: Set[str]) -> None:
        """``names`` are those that the files declare."""
        self.names = names
        self.files: dict[str, list[Substitution]] = {}
        for one in substitutions:
            self.files.setdefault(one.place.file.path, []).append(one)
        for found in self.files.values():
            found.sort(key=lambda one: one.place.start)
        self.starts = {path: [one.place.start for one in found] for path, found in self.files.items()}

    def inside(self, place: Place) -> list[Substitution]:
        """The substitutions that lie in a place."""
        found = self.files.get(place.file.path)
        if found is None:
            return []
        starts = self.starts[place.file.path]
        first, last = bisect_left(starts, place.start), bisect_right(starts, place.end)
        return [one for one in found[first:last] if one.place.end <= place.end]

    def text(self, text: str, place: Place) -> str:
        """A text that stands at a place, with stars; nothing but stars when it is a part, or was changed."""
        for one in self.inside(place):
            if one.value not in text:
                return MASK
            text = text.replace(one.value, one.shown)
        return text

    def value(self, value: Value) -> Value:
        if isinstance(value, Map):
            return self.map(value)
        if isinstance(value, List):
            return List([self.value(item) for item in value.items], value.place, value.key)
        return self.leaf(value)

    def map(self, value: Map) -> Map:
        items = {self.name(name, one.key): self.value(one) for name, one in value.items.items()}
        return Map(items, value.place, value.key)

    def leaf(self, leaf: Leaf) -> Leaf:
        if leaf.value is None or isinstance(leaf.value, Unknown) or not self.inside(leaf.place):
            return leaf
        return Leaf(self.text(as_text(leaf.value), leaf.place), leaf.place, leaf.holes, leaf.key)

    def name(self, name: str, key: Place | None) -> str:
        """A key that was an item of a list once: as it is written where a variable gave it, and it names nothing."""
        if key is None or name in self.names or name in key.text or not self.inside(key):
            return name
        return key.text

    def service(self, service: Service) -> Service:
        variables = {self.name(name, place_of(one.origin)): one for name, one in service.environment.items()}
        dependencies = tuple(self.dependency(one) for one in service.depends_on)
        return replace(service, environment=variables, depends_on=dependencies)

    def dependency(self, one: Dependency) -> Dependency:
        condition = one.condition if one.condition in _CONDITIONS else MASK
        return replace(one, service=self.name(one.service, place_of(one.origin)), condition=condition)

    def network(self, network: Network, tree: Map) -> Network:
        declared = tree.map("networks")
        entry = declared.map(network.key) if declared is not None else None
        name = entry.leaf("name") if entry is not None else None
        if name is None or not self.inside(name.place):
            return network
        return replace(network, real_name=self.leaf(name).text())
