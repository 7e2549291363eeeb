"""What an import brings, written in its place: where one of those who share it needs it otherwise."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile
from operator import itemgetter

from toybox_lint.caddy.model import Word
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Origin, SourceFile, Span, lines_of

_ARGUMENT = pattern(r"\{args\[(\d+)\]\}")
# An import of a snippet on a line of its own: its arguments are words without quotes, blocks and comments.
_IMPORT = pattern(r"([ \t]*)import[ \t]+\S+((?:[ \t]+[^\s\"`{}#]+)*)[ \t]*\r?", re.ASCII)
# What means something else elsewhere, or takes several lines as they are.
_BOUND = pattern(r"<<|`|\{args\[(?!\d+\]\})|\{blocks?[.}]|^[ \t]*import\s", re.MULTILINE)
_OPENED = pattern(r"^\([^()\s]+\)[ \t]*\{[ \t]*(?:#[^\n]*)?\r?\n", re.MULTILINE)


def brought(word: Word, edits: Sequence[Edit]) -> frozenset[Edit]:
    """Those of ``edits`` that change the snippet, or the file, which an import brings ``word`` from."""
    origin = word.origin
    if origin.via is None:
        return frozenset()
    span = _body(origin) or Span(0, len(origin.file.text))
    return frozenset(edit for edit in edits if _is_in(edit, origin.file, span))


def _body(origin: Origin) -> Span | None:
    """The lines between the braces of the snippet around a place."""
    bodies = _bodies(origin.file)
    number = bisect_right(bodies, origin.span.start, key=itemgetter(0)) - 1
    return bodies[number] if number >= 0 and origin.span.end <= bodies[number].end else None


@remembered
def _bodies(file: SourceFile) -> list[Span]:
    """The lines between the braces of each snippet that ends with a brace at the start of a line."""
    starts = [found.end() for found in _OPENED.finditer(file.text)]
    ends = ((start, file.text.find("\n}", start - 1) + 1) for start in starts)
    return [Span(start, end) for start, end in takewhile(itemgetter(1), ends)]


def written_out(word: Word, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """``edits`` in a copy of the snippet that brings ``word``, in place of its import.

    ``None`` where the import stands in what another one brings, or does not bring plain lines.
    """
    origin, via = word.origin, word.origin.via
    body = _body(origin)
    if via is None or via.via is not None or body is None:
        return None
    line = _line_of(via)
    found = _IMPORT.fullmatch(via.file.text, *line)
    text = origin.file.text[body.start : body.end]
    if found is None or _BOUND.search(text) or any(line.count('"') % 2 for line in text.split("\n")):
        return None
    arguments = _changed(via.file, Span(found.start(2), found.end(2)), edits).split()
    if any(int(match[1]) >= len(arguments) for match in _ARGUMENT.finditer(text)):
        return None
    changed = _ARGUMENT.sub(lambda match: arguments[int(match[1])], _changed(origin.file, body, edits))
    lines = via.file.newline.join(_laid_out(changed, found[1]))
    others = [each for each in edits if not (_is_in(each, via.file, line) or _is_in(each, origin.file, body))]
    return Edit(via.file, Span(line.start, line.end - found[0].endswith("\r")), lines), *others


def _laid_out(text: str, before: str) -> list[str]:
    """The lines of a snippet's body, as deep as ``before`` instead of one level."""
    lines = lines_of(text.rstrip())
    first = next((line for line in lines if line.strip()), "")
    step = first[: len(first) - len(first.lstrip())]
    return [before + line.removeprefix(step) if line.strip() else "" for line in lines]


def _line_of(origin: Origin) -> Span:
    text = origin.file.text
    end = text.find("\n", origin.span.end)
    return Span(text.rfind("\n", 0, origin.span.start) + 1, len(text) if end < 0 else end)


def _is_in(edit: Edit, file: SourceFile, span: Span) -> bool:
    return edit.file is file and span.start <= edit.span.start <= edit.span.end <= span.end


def _changed(file: SourceFile, span: Span, edits: Sequence[Edit]) -> str:
    """The text at ``span`` with those of ``edits`` that are in it."""
    pieces: list[str] = []
    at = span.start
    for edit in sorted((each for each in edits if _is_in(each, file, span)), key=lambda each: each.span):
        pieces += file.text[at : edit.span.start], edit.text
        at = edit.span.end
    return "".join((*pieces, file.text[at : span.end]))
