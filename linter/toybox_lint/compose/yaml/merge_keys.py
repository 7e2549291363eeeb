"""What the merge keys (``<<``) of a mapping bring to it."""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.compose.yaml import nodes
from toybox_lint.later import remembered

# Entries from which on it pays to look one up.
_MANY = 16


def is_key(key: nodes.Node, name: str | int) -> bool:
    """Whether the node is that name."""
    return isinstance(key, nodes.Scalar) and key.text == name


def values(node: nodes.Mapping, name: str | int) -> Iterable[nodes.Node]:
    """What the entries of that name have, as written."""
    if len(node.entries) < _MANY:
        return (value for key, value in node.entries if is_key(key, name))
    return _by_key(node).get(name, ())


@remembered
def _by_key(node: nodes.Mapping) -> dict[str | int, list[nodes.Node]]:
    found: dict[str | int, list[nodes.Node]] = {}
    for key, value in node.entries:
        if isinstance(key, nodes.Scalar):
            found.setdefault(key.text, []).append(value)
    return found


def has_key(node: nodes.Mapping, name: str) -> bool:
    """Whether an entry of that name is written in the mapping itself."""
    return any(True for _ in values(node, name))


def merges(node: nodes.Node | None, key: str) -> bool:
    """Whether a merge key of the mapping brings ``key``."""
    donors = values(node, "<<") if isinstance(node, nodes.Mapping) else ()
    return any(_brings(donor, key) for donor in donors)


def _brings(donor: nodes.Node | None, key: str) -> bool:
    if isinstance(donor, nodes.Alias):
        return _brings(donor.target, key)
    if isinstance(donor, nodes.Sequence):
        return any(_brings(item, key) for item in donor.items)
    return (isinstance(donor, nodes.Mapping) and has_key(donor, key)) or merges(donor, key)
