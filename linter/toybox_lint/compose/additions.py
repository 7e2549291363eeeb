"""Edits that add to a service: an item of a list such as ``ports``, a volume with its declaration."""

from __future__ import annotations

from toybox_lint.compose.edit import declared, last_file
from toybox_lint.compose.model import Project
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import Edits, Refusal, find, insert_entry, insert_item
from toybox_lint.diagnostics import Edit


def add_item(project: Project, service: str, key: str, item: str) -> Edits:
    """Add ``item`` to the list ``key`` of a service: where it is written last, else to the service itself."""
    path = ("services", service, key)
    for file in reversed(project.files):
        node = find(file, path)
        if isinstance(node, nodes.Sequence) and node.items and node.tag is None:
            return insert_item(file, path, item)
        if node is not None:
            return Refusal(f"{key} of {service} is not a list of its own")
    home = last_file(project, service)
    if home is None:
        return Refusal("the service is not written in a file of the project")
    return insert_entry(home, ("services", service), key, (item,))


def add_volume(project: Project, service: str, name: str, target: str) -> tuple[Edit, ...]:
    """Mount volume ``name`` at ``target`` of a service and declare it; empty where that cannot be written."""
    mounted = add_item(project, service, "volumes", f"{name}:{target}")
    known = project.config.get("volumes")
    there = isinstance(known, dict) and name in known
    declaration = () if there else declared(project.files[0], "volumes", name, None)
    if isinstance(mounted, Refusal) or isinstance(declaration, Refusal):
        return ()
    return (*mounted, *declaration)
