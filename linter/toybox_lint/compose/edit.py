"""Edits that put a service on one more network and declare that network."""

from __future__ import annotations

from toybox_lint.compose.model import Project, Service
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import (
    Edits,
    Refusal,
    below,
    documents,
    find,
    indentation,
    insert_entry,
    insert_item,
)
from toybox_lint.compose.yaml.layout import Tree, block, flow, flow_entry
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile, Span

_CLOSING = pattern(r"^(?:\.\.\.|---)", re.MULTILINE)

__all__ = ["Edits", "Refusal", "declare_network", "extend_alias", "join_network", "set_variable"]


def join_network(project: Project, service: Service, key: str) -> Edits:
    """The service additionally joins network ``key``; the implicit ``default`` is written out beside it.

    The edit goes where the service's networks are written, else where the service is written last. No edits
    when it is already there.
    """
    if service.network_mode is not None:
        return Refusal(f"{service.name.value} has a network_mode, which excludes networks")
    if any(attachment.network == key for attachment in service.attachments):
        return ()
    path = ("services", service.name.value, "networks")
    for file in reversed(project.files):
        node = find(file, path)
        if node is not None:
            return _into(file, path, node, service, key)
    return _first(project, service, key)


def _into(file: SourceFile, path: tuple[str, ...], node: nodes.Node, service: Service, key: str) -> Edits:
    if isinstance(node, nodes.Alias) and isinstance(node.target, nodes.Mapping):
        return extend_alias(file, node, key, None)
    if isinstance(node, nodes.Alias):
        names = _inherited(service)
        return names if isinstance(names, Refusal) else _over(file, node, (*names, key))
    if node.tag == "!reset":
        return Refusal("its networks are reset")
    if isinstance(node, nodes.Sequence):
        if node.items:
            return insert_item(file, path, key)
        return (Edit(file, Span(node.start, node.end), f"[default, {key}]"),)
    if isinstance(node, nodes.Mapping):
        if node.entries:
            return insert_entry(file, path, key, None)
        return (Edit(file, Span(node.start, node.end), "{default: {}, " + key + ": {}}"),)
    return Refusal("its networks are not a list or a mapping")


def extend_alias(file: SourceFile, node: nodes.Alias, key: str, value: Tree) -> Edits:
    """Put a mapping that merges the anchor's, with one entry more, in place of an alias."""
    if not isinstance(node.target, nodes.Mapping):
        return Refusal(f"it is written at the anchor {node.name}, which others share")
    merged = "{<<: *" + f"{node.name}, {flow_entry(key, value)}" + "}"
    return (Edit(file, Span(node.start, node.end), merged),)


def _over(file: SourceFile, node: nodes.Alias, names: tuple[str, ...]) -> Edits:
    """Write the names in place of an alias, whose anchor others share."""
    return (Edit(file, Span(node.start, node.end), flow(names)),)


def _inherited(service: Service) -> tuple[str, ...] | Refusal:
    """The networks it has from elsewhere, to be written out; not where there is more to them than their name."""
    settings = service.config.get("networks")
    if isinstance(settings, dict) and any(settings.values()):
        return Refusal("its networks come from an anchor or another service, with settings of their own")
    return tuple(each.network for each in service.attachments if not each.implicit)


def _first(project: Project, service: Service, key: str) -> Edits:
    """Write ``networks`` for a service that has none of its own, with those that it inherits."""
    inherited = _inherited(service)
    if isinstance(inherited, Refusal):
        return inherited
    names: Tree = (*(inherited or ("default",)), key)
    file = last_file(project, service.name.value)
    if file is None:
        return Refusal("the service is not written in a file of the project")
    node = find(file, ("services", service.name.value))
    if not isinstance(node, nodes.Mapping):
        return Refusal("the service is not written as a mapping of its own")
    return insert_entry(file, ("services", service.name.value), "networks", names, over=True)


def last_file(project: Project, service: str) -> SourceFile | None:
    """The file that writes the service last."""
    return next(
        (one for one in reversed(project.files) if find(one, ("services", service)) is not None), None
    )


def declare_network(project: Project, key: str, *, external: bool, name: str | None = None) -> Edits:
    """Declare network ``key`` at the top level of the project's first file, which every stack of it holds.

    Goes together with ``join_network`` on one file: their edits do not touch. No edits when the network is
    already declared.
    """
    known = project.networks.get(key)
    if known is not None and not known.implicit:
        return ()
    if not project.files:
        return Refusal("the project has no file")
    entry: dict[str, Tree] = {"external": True} if external else {}
    if name is not None:
        entry["name"] = name
    return declared(project.files[0], "networks", key, entry or None)


def declared(file: SourceFile, name: str, key: str, entry: Tree) -> Edits:
    """Write ``key`` into the section ``name`` at the top level (``networks``, ``volumes``)."""
    root = next(reversed(documents(file)), None)
    if not isinstance(root, nodes.Mapping):
        return Refusal("the file is not a mapping")
    section = below(root, (name,))
    if section is None:
        if root.flow:
            return insert_entry(file, (), name, {key: entry})
        return appended(file, root, name, {key: entry})
    if isinstance(section, nodes.Mapping) and section.entries:
        return insert_entry(file, (name,), key, entry)
    if isinstance(section, nodes.Mapping):
        return (Edit(file, Span(section.start, section.end), flow({key: entry})),)
    if isinstance(section, nodes.Scalar) and not section.text:
        return _filled(file, root, section, key, entry)
    return Refusal(f"its {name} section is not a mapping of its own")


def _filled(file: SourceFile, root: nodes.Mapping, section: nodes.Scalar, key: str, entry: Tree) -> Edits:
    """Write into a ``networks:`` with nothing after it."""
    step, dash = indentation(file)
    lines = block(key, entry, _indent(file, root) + step, step, dash)
    return (Edit(file, Span(section.start, section.end), "".join(file.newline + line for line in lines)),)


def appended(file: SourceFile, root: nodes.Mapping, name: str, entry: Tree) -> Edits:
    """Append a section at the end of the document, which for most files is that of the file."""
    text, newline = file.text, file.newline
    step, dash = indentation(file)
    lines = block(name, entry, _indent(file, root), step, dash)
    blank = newline if "\n\n" in text.replace("\r", "") else ""
    closing = _CLOSING.search(text, root.end)
    if closing is not None:
        start = closing.start()
        return (Edit(file, Span(start, start), "".join(line + newline for line in lines)),)
    whole = text.endswith("\n")
    written = ("" if whole else newline) + blank + newline.join(lines) + (newline if whole else "")
    return (Edit(file, Span(len(text), len(text)), written),)


def _indent(file: SourceFile, root: nodes.Mapping) -> int:
    """How far the top level is put in, by the line of its last key: nothing says that it is not."""
    if not root.entries:
        return 0
    start = root.entries[-1][0].start
    before = file.text[file.text.rfind("\n", 0, start) + 1 : start]
    return len(before) - len(before.lstrip(" "))


def set_variable(file: SourceFile, service: str, name: str, value: str) -> Edits:
    """The service's environment gets one more variable, in the style in which it is written."""
    path = ("services", service, "environment")
    there = find(file, path)
    if there is None:
        return insert_entry(file, path[:2], path[2], {name: value})
    if isinstance(there, nodes.Alias):
        return extend_alias(file, there, name, value)
    if isinstance(there, nodes.Mapping):
        return insert_entry(file, path, name, value)
    return insert_item(file, path, f"{name}={value}")
