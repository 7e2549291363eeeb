"""Edits of a part of a scalar, and what stands around scalars."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.layout import QUOTES, scalar
from toybox_lint.compose.yaml.scalars import resolve_plain
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.source import Origin, SourceFile, Span

_SEPARATOR = pattern(r"[ \t]*(?:,\s*|\r?\n[ \t]*-[ \t]+)")
_FIRST = frozenset("{}[],&*!|>%@`#'\"")


def literal(origin: Origin) -> Origin:
    """The place with the quotes around it."""
    text, (start, end) = origin.file.text, origin.span
    if text[start - 1 : start] in QUOTES and text[start - 1] == text[end : end + 1]:
        return Origin(origin.file, Span(start - 1, end + 1), False)
    return origin


def separator(items: Sequence[Origin]) -> str | None:
    """What stands between adjacent items of a sequence: a comma, or a line end and a dash.

    ``None`` where it is something else, such as a comment, or nothing because there is only one.
    """
    between = [one.file.text[one.span.end : other.span.start] for one, other in pairwise(items)]
    return between[0] if between and all(map(_SEPARATOR.fullmatch, between)) else None


def replace_part(file: SourceFile, span: Span, text: str) -> Edit:
    """Put ``text`` in place of a part of a scalar, which gets quotes where it would not be one without them.

    For any other file, a ``.env`` or a Dockerfile, the text is put there as it is.
    """
    found = next(_around(nodes.parse(file).documents, span, in_flow=False), None) if _is_yaml(file) else None
    if found is None or found[0].style:
        return Edit(file, span, text)
    node, in_flow = found
    old = file.text[node.start : node.end]
    new = file.text[node.start : span.start] + text + file.text[span.end : node.end]
    if "\n" in old or _stays(old, new, in_flow):
        return Edit(file, span, text)
    return Edit(file, Span(node.start, node.end), scalar(new, '"'))


def stands_alone(origin: Origin) -> bool:
    """Whether the quotes around the place are those of a scalar, and not of a word in it."""
    around = literal(origin)
    found = next(_around(nodes.parse(origin.file).documents, origin.span, in_flow=False), None)
    return found is not None and (found[0].start, found[0].end) == around.span


def _is_yaml(file: SourceFile) -> bool:
    return file.name.endswith((".yaml", ".yml"))


def _stays(old: str, new: str, in_flow: bool) -> bool:
    """Whether the plain scalar ``new`` is one, and text when ``old`` was."""
    if not new or new[0] in _FIRST or new[:2] in ("- ", "? ", ": "):
        return False
    if ": " in new or " #" in new or new.endswith(":") or (in_flow and any(each in ",[]{}" for each in new)):
        return False
    return isinstance(resolve_plain(new), str) or not isinstance(resolve_plain(old), str)


def _around(found: Sequence[nodes.Node], span: Span, *, in_flow: bool) -> Iterator[tuple[nodes.Scalar, bool]]:
    """The scalar that holds ``span``, and whether it stands in a flow collection."""
    at = bisect_right(found, span.start, key=lambda node: node.start)
    for node in found[max(at - 1, 0) : at]:
        if not node.start <= span.start <= span.end <= node.end:
            continue
        if isinstance(node, nodes.Scalar):
            yield node, in_flow
        elif isinstance(node, nodes.Sequence):
            yield from _around(node.items, span, in_flow=in_flow or node.flow)
        elif isinstance(node, nodes.Mapping):
            entry = bisect_right(node.entries, span.start, key=lambda entry: entry[0].start)
            inside = [each for entry in node.entries[max(entry - 1, 0) : entry] for each in entry]
            yield from _around(inside, span, in_flow=in_flow or node.flow)
