"""Fixes for services of which the files say what cannot be: two ways to be on a network, a dependency on nobody.

Source: Docker Compose 2.40.3, which refuses such a project as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.edit import Refusal
from toybox_lint.compose.model import Problem, Project
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import Edits, delete, find
from toybox_lint.deployment.model import Deployment
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.source import SourceFile

_MODE, _DEPENDENCIES = "network_mode", "depends_on"
_NETWORK_OF = "service:"


def on_its_networks(project: Project, problem: Problem, deployment: Deployment) -> tuple[Fix, ...]:
    """Leave out the ``network_mode`` of a service that has networks, too, where a Caddyfile dials it by its name.

    So does the one that runs such a Caddy: it finds the others by their names.
    """
    if problem.origin.text != _MODE:
        return ()
    names = {
        str(each.host).lower()
        for file in deployment.caddyfiles
        for proxy in file.proxies
        for each in proxy.upstreams
    }
    file = problem.origin.file
    for name in project.services:
        path = ("services", name, _MODE)
        node = find(file, path)
        if node is None or file.text.rfind(_MODE, 0, node.start) != problem.origin.span.start:
            continue
        runs_caddy = any(
            front.member is not None and front.member.name == name for front in deployment.fronts
        )
        meant = names & {each.lower() for each in project.services} if runs_caddy else names & {name.lower()}
        return _fix(f"leave {name} on its networks", delete(file, path)) if meant else ()
    return ()


def known_dependency(project: Project, problem: Problem) -> tuple[Fix, ...]:
    """Write the one service that is near in place of one that does not exist, or take that out of ``depends_on``."""
    file, start, text = problem.origin.file, problem.origin.span.start, problem.origin.text
    near = problem.suggestions[0] if len(problem.suggestions) == 1 else None
    place = next(
        ((name, path) for name in project.services for path in _dependencies(file, name, start)), None
    )
    if near is not None and (place is None or not _has(file, place[1][:-1], near)):
        alias = "".join(text.partition(":")[1:])
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


def _dependencies(file: SourceFile, name: str, start: int) -> Iterator[tuple[str | int, ...]]:
    """The path of the dependency of a service that is written at ``start``."""
    path = ("services", name, _DEPENDENCIES)
    node = find(file, path)
    if isinstance(node, nodes.Sequence):
        yield from ((*path, number) for number, item in enumerate(node.items) if _holds(item, start))
    elif isinstance(node, nodes.Mapping):
        for key, _ in node.entries:
            if isinstance(key, nodes.Scalar) and _holds(key, start):
                yield (*path, key.text)


def _holds(node: nodes.Node, start: int) -> bool:
    return node.start <= start < node.end


def _without(file: SourceFile, path: tuple[str | int, ...]) -> Edits:
    """Without what is at ``path``, and without the list around it where nothing else is in that."""
    node = find(file, path[:-1])
    entries = node.items if isinstance(node, nodes.Sequence) else getattr(node, "entries", ())
    return delete(file, path[:-1] if len(entries) == 1 else path)


def _fix(title: str, edits: Edits) -> tuple[Fix, ...]:
    return () if isinstance(edits, Refusal) else (Fix(title, Applicability.UNSAFE, edits, mends=True),)
