"""Edits that add to a service: an item of a list such as ``ports``, a volume with its declaration."""

from __future__ import annotations

from toybox_lint.compose.edit import declared, last_file
from toybox_lint.compose.model import Project
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import Edits, Refusal, find, insert_entry, insert_items
from toybox_lint.compose.yaml.layout import Tree
from toybox_lint.diagnostics import Edit

_PORT_KEYS = ("protocol", "mode")


def add_item(project: Project, service: str, key: str, *items: str) -> Edits:
    """Add ``items`` to the list ``key`` of a service: where it is written last, else to the service itself."""
    path = ("services", service, key)
    for file in reversed(project.files):
        node = find(file, path)
        if isinstance(node, nodes.Sequence) and node.items and node.tag in (None, "!override"):
            return insert_items(file, path, [_as_written(key, node.items[-1], each) for each in items])
        if node is not None:
            return Refusal(f"{key} of {service} is not a list of its own")
    home = last_file(project, service)
    if home is None:
        return Refusal("the service is not written in a file of the project")
    return insert_entry(home, ("services", service), key, items)


def _as_written(key: str, last: nodes.Node, item: str) -> Tree:
    """The item in the long form where ``last``, the one before it, has that."""
    if not isinstance(last, nodes.Mapping):
        return item
    names = [name.text for name, _ in last.entries if isinstance(name, nodes.Scalar)]
    form = _port(item, last) if key == "ports" else _mount(item) if key == "volumes" else {}
    if not form:
        return item
    return {name: form[name] for name in dict.fromkeys((*names, *form)) if name in form}


def _port(item: str, last: nodes.Mapping) -> dict[str, Tree]:
    """A mapping such as ``127.0.0.1:443:443/udp``; ``mode`` is as it is beside it."""
    words, _, protocol = item.partition("/")
    *address, published, target = words.split(":")
    form: dict[str, Tree] = {"target": target, "published": published}
    if address:
        form["host_ip"] = ":".join(address)
    for name, value in last.entries:
        if isinstance(name, nodes.Scalar) and isinstance(value, nodes.Scalar) and name.text in _PORT_KEYS:
            form[name.text] = value.text
    return form | ({"protocol": protocol} if protocol else {})


def _mount(item: str) -> dict[str, Tree]:
    """A mount such as ``./Caddyfile:/etc/caddy/Caddyfile:ro``; a source that is a path has a slash."""
    source, target, *mode = item.split(":")
    form: dict[str, Tree] = {
        "type": "bind" if "/" in source else "volume",
        "source": source,
        "target": target,
    }
    return form | ({"read_only": True} if mode == ["ro"] else {})


def add_volume(project: Project, service: str, name: str, target: str) -> tuple[Edit, ...]:
    """Mount volume ``name`` at ``target`` of a service and declare it; empty where that cannot be written."""
    mounted = add_item(project, service, "volumes", f"{name}:{target}")
    declaration = (
        () if project.resource("volumes", name) else declared(project.files[0], "volumes", name, None)
    )
    if isinstance(mounted, Refusal) or isinstance(declaration, Refusal):
        return ()
    return (*mounted, *declaration)
