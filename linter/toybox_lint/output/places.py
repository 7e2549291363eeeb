"""What the formats for machines share: sentences, and places in their units."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.output.terminal import one_line
from toybox_lint.source import SourceFile, Span


def sentence(message: str, help: str | None) -> str:
    """What is wrong and what to do, in one line."""
    return one_line(f"{message}; {help}" if help else message)


def region(file: SourceFile, span: Span) -> dict[str, int]:
    """SARIF's region: 1-based lines and columns in characters, the end column exclusive."""
    start, end = file.position(span.start), file.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def byte_range(file: SourceFile, span: Span) -> dict[str, dict[str, int]]:
    """rdjson's range: 1-based lines, 1-based columns in bytes of UTF-8, the end exclusive."""
    return {"start": _byte_position(file, span.start), "end": _byte_position(file, span.end)}


def _byte_position(file: SourceFile, offset: int) -> dict[str, int]:
    line, column = file.position(offset)
    before = file.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogateescape")) + 1}


def path(name: str) -> str:
    """A file's name as text that every program can read."""
    return one_line(name)


def unicode(fix: Fix) -> bool:
    """Whether the texts of the fix are Unicode, so that a program can be told them."""
    return not any("\ud800" <= char <= "\udfff" for edit in fix.edits for char in edit.text)


def writable(fix: Fix) -> bool:
    """Whether a program may be told to apply the fix: somebody may, and its texts are Unicode."""
    return fix.applicability > Applicability.DISPLAY and unicode(fix)


def joined(edits: Sequence[Edit]) -> Edit:
    """The edits of one file as one edit, with the text between them as it is."""
    first, *rest = sorted(edits, key=lambda edit: edit.span)
    text, end = first.text, first.span.end
    for edit in rest:
        text += first.file.text[end : edit.span.start] + edit.text
        end = edit.span.end
    return Edit(first.file, Span(first.span.start, end), text)
