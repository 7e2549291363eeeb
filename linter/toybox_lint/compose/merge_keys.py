"""What the merge keys (``<<``) of a mapping bring to it."""

from __future__ import annotations

from toybox_lint.compose import nodes


def is_key(key: nodes.Node, name: str | int) -> bool:
    return isinstance(key, nodes.Scalar) and key.text == name


def merges(node: nodes.Node | None, key: str) -> bool:
    """Whether a merge key of the mapping brings ``key``."""
    donors = (
        [value for name, value in node.entries if is_key(name, "<<")]
        if isinstance(node, nodes.Mapping)
        else []
    )
    return any(_brings(donor, key) for donor in donors)


def _brings(donor: nodes.Node | None, key: str) -> bool:
    if isinstance(donor, nodes.Alias):
        return _brings(donor.target, key)
    if isinstance(donor, nodes.Sequence):
        return any(_brings(item, key) for item in donor.items)
    own = isinstance(donor, nodes.Mapping) and any(is_key(name, key) for name, _ in donor.entries)
    return own or merges(donor, key)
