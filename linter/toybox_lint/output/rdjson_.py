"""Reviewdog's diagnostic format, for comments on a change. Source: ``reviewdog.proto`` of that project."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.diagnostics import Diagnostic
from toybox_lint.output.document import text_of
from toybox_lint.output.places import byte_range, joined, path, sentence, writable
from toybox_lint.output.result import Result, View
from toybox_lint.output.terminal import one_line
from toybox_lint.typed import Any


def render(result: Result) -> str:
    """Findings and gaps. A fix is a suggestion where all of it lies in the file of the finding,
    and nothing secret between its parts."""
    view = result.view
    found = [*(_diagnostic(item, view) for item in result.diagnostics), *_gaps(result)]
    return text_of({"source": {"name": "toybox-lint"}, "severity": "WARNING", "diagnostics": found})


def _diagnostic(item: Diagnostic, view: View) -> dict[str, Any]:
    origin = item.origin
    found: dict[str, Any] = {
        "message": sentence(item.message, item.help),
        "location": {"path": path(origin.file.name), "range": byte_range(origin.file, origin.span)},
        "severity": item.severity.word.upper(),
        "code": {"value": item.code},
    }
    if item.related:
        found["related_locations"] = [
            {
                "message": one_line(label.text),
                "location": {
                    "path": path(label.origin.file.name),
                    "range": byte_range(label.origin.file, label.origin.span),
                },
            }
            for label in item.related
        ]
    suggestions = list(_suggestions(item, view))
    return {**found, "suggestions": suggestions} if suggestions else found


def _suggestions(item: Diagnostic, view: View) -> Iterator[dict[str, Any]]:
    for fix in item.fixes:
        if not writable(fix) or any(edit.file.path != item.origin.file.path for edit in fix.edits):
            continue
        edit = joined(fix.edits)
        shown = view(edit.file, [each.span for each in fix.edits])
        if shown is not None and shown[slice(*edit.span)] == edit.file.text[slice(*edit.span)]:
            yield {"range": byte_range(edit.file, edit.span), "text": edit.text}


def _gaps(result: Result) -> Iterator[dict[str, Any]]:
    for gap in result.gaps:
        location: dict[str, Any] = {"path": path(gap.file)}
        if gap.line is not None:
            location["range"] = {"start": {"line": gap.line}}
        yield {
            "message": f"{'not judged' if gap.blocking else 'not known'}: {one_line(gap.reason)}",
            "location": location,
            "severity": "ERROR" if gap.blocking else "INFO",
        }
