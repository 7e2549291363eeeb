"""Edits of YAML by span, in the file's own style: comments, quotes and line ends around them stay."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.layout import (
    QUOTES,
    Tree,
    block,
    block_item,
    flow,
    flow_entry,
    like,
    scalar,
    siblings,
)
from toybox_lint.compose.yaml.merge_keys import has_key, is_key, merges, values
from toybox_lint.diagnostics import Added, Edit
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import SourceFile, Span
from toybox_lint.typed import TypeAlias

_BLANK_LINES = pattern(r"(?:[ \t]*\r?\n)+")
_DASH = pattern(r"[ ]*-([ ]+)")
# What may stand behind the last item of a flow collection, on its line.
_COMMA = pattern(r"[ \t]*,[ \t]*(?:#.*)?")
_COMMENT = pattern(r"[ \t]+#.*")
_ANCHOR = pattern(r"&([^\s,\[\]{}]+)")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no edit: a clause for people."""

    reason: str


Edits: TypeAlias = tuple[Edit, ...] | Refusal


class _Refused(Exception):
    """Carries the reason out of the depth of an edit."""


def documents(file: SourceFile) -> tuple[nodes.Node, ...]:
    """The documents of a file; none where it is no YAML, so that nobody edits what could be read of it."""
    stream = nodes.parse(file)
    return stream.documents if stream.fault is None else ()


def find(file: SourceFile, path: tuple[str | int, ...]) -> nodes.Node | None:
    """The node at a path of keys and indices in the last document that has it; aliases are not followed."""
    for document in reversed(documents(file)):
        found = below(document, path)
        if found is not None:
            return found
    return None


def below(node: nodes.Node, path: tuple[str | int, ...]) -> nodes.Node | None:
    """The node at the end of the path, of keys and of numbers of items; ``None`` where there is none."""
    current: nodes.Node | None = node
    for step in path:
        if isinstance(current, nodes.Mapping):
            current = next(iter(values(current, step)), None)
        elif isinstance(current, nodes.Sequence) and isinstance(step, int) and step < len(current.items):
            current = current.items[step]
        else:
            return None
    return current


def set_scalar(file: SourceFile, path: tuple[str | int, ...], text: str) -> Edits:
    """Put ``text`` in place of the scalar at ``path``, in the quotes that stand there."""
    node = find(file, path)
    if not isinstance(node, nodes.Scalar):
        return Refusal("there is no scalar of its own at that place")
    if node.style in ("|", ">") or file.text[node.start : node.end].count("\n"):
        return Refusal("the value spans several lines")
    gap = " " if node.start == node.end and file.text[node.start - 1 : node.start] == ":" else ""
    return (Edit(file, Span(node.start, node.end), gap + scalar(text, node.style)),)


def insert_item(file: SourceFile, path: tuple[str | int, ...], item: Tree) -> Edits:
    """Append an item to the sequence at ``path``."""
    return insert_items(file, path, (item,))


def insert_items(file: SourceFile, path: tuple[str | int, ...], items: Iterable[Tree]) -> Edits:
    """Append items to the sequence at ``path``, an edit each."""
    node = find(file, path)
    if not isinstance(node, nodes.Sequence):
        return Refusal("there is no sequence of its own at that place")
    try:
        return tuple(_Writer(file).item(node, item) for item in items)
    except _Refused as refused:
        return Refusal(str(refused))


def insert_entry(
    file: SourceFile, path: tuple[str | int, ...], key: str, value: Tree, *, over: bool = False
) -> Edits:
    """Append ``key`` with its value to the mapping at ``path``; ``over`` what a merge key brings only if asked."""
    node = find(file, path)
    if not isinstance(node, nodes.Mapping):
        return Refusal("there is no mapping of its own at that place")
    if has_key(node, key):
        return Refusal(f"there is already an entry {key}")
    if not over and merges(node, key):
        return Refusal(f"its {key} come from a merge key, and would be lost")
    return _guarded(_Writer(file).entry, node, key, value)


def replace_entry(file: SourceFile, path: tuple[str | int, ...], key: str, value: Tree) -> Edits:
    """Put the entry ``key`` with its value in place of the one at ``path``, a scalar on one line."""
    parent = find(file, path[:-1])
    entries = parent.entries if isinstance(parent, nodes.Mapping) else ()
    old = next(((name, node) for name, node in entries if is_key(name, path[-1])), None)
    if not isinstance(parent, nodes.Mapping) or old is None or not isinstance(old[1], nodes.Scalar):
        return Refusal("there is no scalar of its own at that place")
    if "\n" in file.text[old[0].start : old[1].end]:
        return Refusal("the value spans several lines")
    if parent.flow:
        text = flow_entry(key, value, _style_of(parent))
    else:
        step, dash = indentation(file)
        column = old[0].start - (file.text.rfind("\n", 0, old[0].start) + 1)
        text = file.newline.join(block(key, value, column, step, dash)).lstrip(" ")
    return (Edit(file, Span(old[0].start, old[1].end), text),)


def _style_of(parent: nodes.Mapping) -> str:
    """The quotes of the keys of a mapping, where they have double ones, as in JSON."""
    first = parent.entries[0][0] if parent.entries else None
    return '"' if isinstance(first, nodes.Scalar) and first.style == '"' else ""


def delete(file: SourceFile, path: tuple[str | int, ...]) -> Edits:
    """Remove the entry or item at ``path``, with its line when nothing else stands there."""
    parent = find(file, path[:-1]) if path else None
    step = path[-1] if path else 0
    if isinstance(parent, nodes.Mapping):
        spans = [Span(key.start, value.end) for key, value in parent.entries]
        index = next((i for i, (key, _) in enumerate(parent.entries) if is_key(key, step)), None)
    elif isinstance(parent, nodes.Sequence) and isinstance(step, int) and step < len(parent.items):
        spans, index = [Span(item.start, item.end) for item in parent.items], step
    else:
        return Refusal("there is nothing at that place")
    if index is None:
        return Refusal("there is nothing at that place")
    if len(spans) == 1:
        return Refusal("it is the only one there: the rest would mean something else")
    if _is_needed(file.text, spans[index]):
        return Refusal("it holds an anchor that is used elsewhere")
    if parent.flow:
        return (Edit(file, _flow_extent(spans, index), ""),)
    return _guarded(_Writer(file).without_lines, spans[index])


def _is_needed(text: str, span: Span) -> bool:
    """Whether an alias outside of ``span`` may mean an anchor inside."""
    rest = f"{text[: span.start]} {text[span.end :]}"
    return any(f"*{found[1]}" in rest for found in _ANCHOR.finditer(text, *span))


def _flow_extent(spans: list[Span], index: int) -> Span:
    if index + 1 < len(spans):
        return Span(spans[index].start, spans[index + 1].start)
    return Span(spans[index - 1].end, spans[index].end)


def _guarded(edit: object, *arguments: object) -> Edits:
    try:
        return (edit(*arguments),)  # type: ignore[operator]
    except _Refused as refused:
        return Refusal(str(refused))


class _Writer:
    """Inserts into the nodes of one file."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.text = file.text

    def column(self, offset: int) -> int:
        return offset - (self.text.rfind("\n", 0, offset) + 1)

    def line_end(self, offset: int) -> int:
        """The end of the line, before its line break."""
        end = self.text.find("\n", offset)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[offset:end].endswith("\r") else end

    def insertion(self, offset: int, lines: list[str], adds: Added) -> Edit:
        newline = self.file.newline
        return Edit(self.file, Span(offset, offset), "".join(newline + line for line in lines), adds)

    def before(self, start: int, lines: list[str], adds: Added) -> Edit:
        """Whole lines before the line on which something starts that stands first there."""
        newline = self.file.newline
        first = start - self.column(start)
        if self.text[first:start].strip():
            raise _Refused("something else stands on the same line")
        return Edit(self.file, Span(first, first), "".join(line + newline for line in lines), adds)

    def item(self, node: nodes.Sequence, item: Tree) -> Edit:
        beside = siblings(node)
        if node.flow:
            text = like(item, beside, inside_flow=True)
            return self.into_flow(node, text, [(each, each) for each in node.items], (node.start, text))
        indent, last = " " * self.column(node.start), node.items[-1]
        found = _DASH.fullmatch(self.text, last.start - self.column(last.start), last.start)
        lines = block_item(item, last, beside, found[1] if found else " ")
        return self.after(last, [indent + line for line in lines], (node.start, flow(item)))

    def entry(self, node: nodes.Mapping, key: str, value: Tree) -> Edit:
        beside = siblings(node)
        if node.flow:
            style = _style_of(node)
            written = (
                like(value, beside, inside_flow=True)
                if beside and isinstance(value, str)
                else flow(value, style)
            )
            return self.into_flow(
                node, f"{scalar(key, style)}: {written}", list(node.entries), (node.start, key)
            )
        first = node.entries[0][0].start
        indent = self.column(first)
        if self.text[first - indent : first].strip(" -"):
            raise _Refused("an anchor or a tag stands before its first key")
        step, dash = self.steps()
        last_key, last = node.entries[-1]
        style = last_key.style if isinstance(last_key, nodes.Scalar) else ""
        lines = block(key, value, indent, step, dash, style if style in QUOTES else "", beside)
        if self.line_end(last.end) == len(self.text) or self.keeps_blank_lines(last):
            return self.before(last_key.start, lines, (node.start, key))
        return self.after(last, lines, (node.start, key))

    def keeps_blank_lines(self, node: nodes.Node) -> bool:
        header = self.text[node.start : self.line_end(node.start)]
        return isinstance(node, nodes.Scalar) and node.style in ("|", ">") and "+" in header

    def into_flow(
        self,
        node: nodes.Mapping | nodes.Sequence,
        text: str,
        children: list[tuple[nodes.Node, nodes.Node]],
        adds: Added,
    ) -> Edit:
        """Behind the last of the children, each of which is where it begins and where it ends."""
        if not children:
            return Edit(self.file, Span(node.start + 1, node.start + 1), text)
        first, last = children[-1]
        # A comma right after the colon of an empty value would belong to the key.
        comma = " ," if last.start == last.end else ","
        line = first.start - self.column(first.start)
        if not self.text[line : first.start].strip():
            gap = self.file.newline + self.text[line : first.start]
            rest = Span(last.end, self.line_end(last.end))
            if _COMMA.fullmatch(self.text, *rest):
                return Edit(self.file, Span(rest.end, rest.end), gap + text + ",", adds)
            if _COMMENT.fullmatch(self.text, *rest):
                return Edit(self.file, rest, f",{self.text[slice(*rest)]}{gap}{text}", adds)
        else:
            gap = "" if self.text[children[-2:][0][1].end : first.start] == "," else " "
        return Edit(self.file, Span(last.end, last.end), comma + gap + text, adds)

    def after(self, node: nodes.Node, lines: list[str], adds: Added) -> Edit:
        if self.keeps_blank_lines(node):
            raise _Refused("a block that keeps its blank lines stands before")
        return self.insertion(self.line_end(node.end), lines, adds)

    def steps(self) -> tuple[int, int]:
        """How this file indents mappings and the dashes of sequences below a key."""
        return indentation(self.file)

    def without_lines(self, span: Span) -> Edit:
        first = self.text.rfind("\n", 0, span.start) + 1
        if self.text[first : span.start].strip(" -"):
            raise _Refused("something else stands on the same line")
        if "-" in self.text[first : span.start] and self.text[first : span.start].count("-") > 1:
            raise _Refused("it is the first of a nested sequence")
        end = self.text.find("\n", span.end)
        if end < 0:
            return Edit(self.file, Span(first, len(self.text)), "")
        return Edit(self.file, Span(first, self.past_blank_lines(first, end + 1)), "")

    def past_blank_lines(self, start: int, end: int) -> int:
        """Where the text goes on after lines that are left out: no blank line more than there was before them."""
        before = self.text[self.text.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
        if before.strip() not in ("", "---"):
            return end
        found = _BLANK_LINES.match(self.text, end)
        return found.end() if found and found.end() < len(self.text) else end


@remembered
def indentation(file: SourceFile) -> tuple[int, int]:
    """Indentation of nested mappings, and of dashes below their key: the first seen, else two and two."""
    step = dash = None
    pending = deque(nodes.parse(file).documents)
    while pending and (step is None or dash is None):
        node = pending.popleft()
        if not isinstance(node, nodes.Mapping) or node.flow:
            continue
        for key, value in node.entries:
            pending.append(value)
            # Behind an anchor or a tag a key's column says nothing.
            if file.text[key.start - _column(file, key.start) : key.start].strip(" -"):
                continue
            inside = _column(file, value.start) - _column(file, key.start)
            if isinstance(value, nodes.Mapping) and not value.flow and value.entries:
                step = step or inside
            if isinstance(value, nodes.Sequence) and not value.flow and dash is None:
                dash = inside
    return step or 2, (step or 2) if dash is None else dash


def _column(file: SourceFile, offset: int) -> int:
    return offset - (file.text.rfind("\n", 0, offset) + 1)
