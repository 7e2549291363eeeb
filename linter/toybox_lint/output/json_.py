"""The report as one JSON document, a contract: see ``contracts.ReportDocument``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.diagnostics import Diagnostic, Fix, Severity
from toybox_lint.fingerprints import fingerprints
from toybox_lint.output.document import text_of
from toybox_lint.output.places import unicode
from toybox_lint.output.result import Result
from toybox_lint.source import SourceFile, Span

DOCUMENTATION = "docs/rules/{code}.md"
_Part = dict[str, object]


def render(result: Result) -> str:
    """An indented document with a final newline."""
    gaps = [(gap.file, gap.line, gap.reason) for gap in result.gaps]
    gaps += [("", None, crash.text) for crash in result.crashes]
    return text_of(
        {
            "version": 1,
            "diagnostics": list(_diagnostics(result.diagnostics)),
            "gaps": [{"file": file, "line": line, "reason": reason} for file, line, reason in gaps],
            "summary": {
                "files": len(result.files),
                "errors": result.count(Severity.ERROR),
                "warnings": result.count(Severity.WARNING),
                "infos": result.count(Severity.INFO),
                "fixed": result.fixed,
            },
        }
    )


def _diagnostics(diagnostics: Iterable[Diagnostic]) -> Iterator[_Part]:
    for item, fingerprint in fingerprints(diagnostics):
        yield {
            "code": item.code,
            "name": item.name,
            "severity": item.severity.word,
            "message": item.message,
            "help": item.help,
            **_place(item.origin.file, item.origin.span),
            "related": [
                {**_place(label.origin.file, label.origin.span), "message": label.text}
                for label in item.related
            ],
            "fixes": [_fix(fix) for fix in item.fixes if unicode(fix)],
            "url": DOCUMENTATION.format(code=item.code),
            "fingerprint": fingerprint,
        }


def _fix(fix: Fix) -> _Part:
    return {
        "title": fix.title,
        "applicability": fix.applicability.word,
        "edits": [{**_place(edit.file, edit.span), "text": edit.text} for edit in fix.edits],
    }


def _place(file: SourceFile, span: Span) -> _Part:
    start, end = file.position(span.start), file.position(span.end)
    return {
        "file": file.name,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }
