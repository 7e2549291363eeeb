"""Fixes for services of which the files say what cannot be: two ways to be on a network, a dependency on nobody.

Source: Docker Compose 2.40.3, which refuses such a project as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.compose.edit import Refusal
from toybox_lint.compose.model import Problem, Project, Service
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import Edits, below, delete, find
from toybox_lint.deployment.fixes.starting import SCALES
from toybox_lint.deployment.model import Deployment
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.later import remembered
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint.typed import TypeAlias

Path: TypeAlias = "tuple[str | int, ...]"
_MODE, _DEPENDENCIES = "network_mode", "depends_on"
_NETWORK_OF = "service:"


def on_its_networks(project: Project, problem: Problem, deployment: Deployment) -> tuple[Fix, ...]:
    """Leave out the ``network_mode`` of a service that has networks, too, where a Caddyfile dials it by its name.

    So does the one that runs such a Caddy: it finds the others by their names.
    """
    file, start = problem.origin.file, problem.origin.span.start
    name = _modes(file).get(start) if problem.origin.text == _MODE else None
    if name is None or name not in project.services:
        return ()
    runs_caddy = any(front.member is not None and front.member.name == name for front in deployment.fronts)
    of_services = {each.lower() for each in project.services} if runs_caddy else {name.lower()}
    if _dialled(deployment).isdisjoint(of_services):
        return ()
    return _fix(f"leave {name} on its networks", delete(file, ("services", name, _MODE)))


def one_of_its_name(project: Project, problem: Problem, deployment: Deployment) -> tuple[Fix, ...]:
    """One container where a Caddyfile dials the name that several would share, else none of them called so."""
    place = problem.origin
    service = _by_container_name(project).get(place)
    if service is None:
        return ()
    name, path = service.name.value, ("services", service.name.value)
    if place.text.lower() in _dialled(deployment):
        numbers = [
            (file, node)
            for file in project.files
            for scale in SCALES
            if isinstance(node := find(file, (*path, *scale)), nodes.Scalar)
        ]
        if len(numbers) != 1:
            return ()
        file, node = numbers[0]
        one = Edit(file, Span(node.start, node.end), f"{node.style}1{node.style}")
        return _fix(f"start one container of {name}", (one,))
    return _fix(f"leave out the container_name of {name}", delete(place.file, (*path, "container_name")))


@remembered
def _by_container_name(project: Project) -> dict[Origin, Service]:
    """The services by where their ``container_name`` is written; of several, the first."""
    services = list(project.services.values())[::-1]
    return {each.container_name.origin: each for each in services if each.container_name}


def without_doubled(problem: Problem) -> tuple[Fix, ...]:
    """A list without an item that is in it already."""
    path = _items(problem.origin.file).get(problem.origin.span.start)
    edits = delete(problem.origin.file, path) if path else Refusal("it is no item of a list in this file")
    if isinstance(edits, Refusal):
        return ()
    return (Fix("leave it out", Applicability.SAFE, edits, mends=True),)


@remembered
def _items(file: SourceFile) -> dict[int, Path]:
    """Where the items of all lists are, by the places of their first characters without quotes."""
    found: dict[int, Path] = {}
    root = find(file, ())
    todo: list[tuple[Path, nodes.Node]] = [] if root is None else [((), root)]
    while todo:
        path, node = todo.pop()
        if isinstance(node, nodes.Mapping):
            todo += [
                ((*path, key.text), value) for key, value in node.entries if isinstance(key, nodes.Scalar)
            ]
        elif isinstance(node, nodes.Sequence):
            for number, item in enumerate(node.items):
                quoted = isinstance(item, nodes.Scalar) and item.style in ("'", '"')
                found[item.start + quoted] = (*path, number)
                todo.append(((*path, number), item))
    return found


@remembered
def _dialled(deployment: Deployment) -> frozenset[str]:
    """The hosts that the Caddyfiles dial."""
    proxies = (proxy for file in deployment.caddyfiles for proxy in file.proxies)
    return frozenset(str(each.host).lower() for proxy in proxies for each in proxy.upstreams)


@remembered
def _modes(file: SourceFile) -> dict[int, str]:
    """The services that have a ``network_mode``, by where that key is written."""
    return {
        key.start + bool(key.style): name
        for name, service in _services(file)
        for key, _ in (service.entries if isinstance(service, nodes.Mapping) else ())
        if isinstance(key, nodes.Scalar) and key.text == _MODE
    }


def _services(file: SourceFile) -> Iterator[tuple[str, nodes.Node]]:
    services = find(file, ("services",))
    for key, service in services.entries if isinstance(services, nodes.Mapping) else ():
        if isinstance(key, nodes.Scalar):
            yield key.text, service


def known_dependency(problem: Problem) -> tuple[Fix, ...]:
    """Write the one service that is near in place of one that does not exist, or take that out of ``depends_on``."""
    file, start, text = problem.origin.file, problem.origin.span.start, problem.origin.text
    near = problem.suggestions[0] if len(problem.suggestions) == 1 else None
    place = _dependencies(file).get(start)
    if near is not None and (place is None or not _has(file, place[1][:-1], near)):
        # Links have one, dependencies do not.
        alias = "" if place else "".join(text.partition(":")[1:])
        written = f"{_NETWORK_OF}{near}" if text.startswith(_NETWORK_OF) else near + alias
        return _fix(f"write {near}", (Edit(file, problem.origin.span, written),))
    if place is None:
        return ()
    return _fix(f"take {text} out of {_DEPENDENCIES} of {place[0]}", _without(file, place[1]))


def _has(file: SourceFile, path: tuple[str | int, ...], name: str) -> bool:
    """Whether the dependencies at ``path`` have ``name`` already."""
    node = find(file, path)
    items = node.items if isinstance(node, nodes.Sequence) else ()
    entries = [key for key, _ in node.entries] if isinstance(node, nodes.Mapping) else items
    return any(isinstance(each, nodes.Scalar) and each.text == name for each in entries)


@remembered
def _dependencies(file: SourceFile) -> dict[int, tuple[str, tuple[str | int, ...]]]:
    """The services that depend on others, and the paths of the dependencies, by where the text of each is written."""
    found: dict[int, tuple[str, tuple[str | int, ...]]] = {}
    for name, service in _services(file):
        path, node = ("services", name, _DEPENDENCIES), below(service, (_DEPENDENCIES,))
        steps: Iterable[tuple[str | int, nodes.Node]] = ()
        if isinstance(node, nodes.Sequence):
            steps = enumerate(node.items)
        elif isinstance(node, nodes.Mapping):
            steps = ((key.text, key) for key, _ in node.entries if isinstance(key, nodes.Scalar))
        for step, each in steps:
            quoted = isinstance(each, nodes.Scalar) and each.style in ("'", '"')
            found[each.start + quoted] = (name, (*path, step))
    return found


def _without(file: SourceFile, path: tuple[str | int, ...]) -> Edits:
    """Without what is at ``path``, and without the list around it where nothing else is in that."""
    node = find(file, path[:-1])
    entries = node.items if isinstance(node, nodes.Sequence) else getattr(node, "entries", ())
    return delete(file, path[:-1] if len(entries) == 1 else path)


def _fix(title: str, edits: Edits) -> tuple[Fix, ...]:
    return () if isinstance(edits, Refusal) else (Fix(title, Applicability.UNSAFE, edits, mends=True),)
