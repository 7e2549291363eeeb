"""The report as one JSON document, a contract: see ``contracts.ReportDocument``."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from toybox_lint.diagnostics import Diagnostic, Edit, Fix, Severity
from toybox_lint.output.contracts import (
    DiagnosticPart,
    EditPart,
    FixPart,
    GapPart,
    RelatedPlace,
    ReportDocument,
    Summary,
)
from toybox_lint.output.result import Result
from toybox_lint.source import SourceFile, Span

DOCUMENTATION = "docs/rules/{code}.md"


def render(result: Result) -> str:
    """An indented document with a final newline."""
    document = ReportDocument(
        diagnostics=list(_diagnostics(result.diagnostics)),
        gaps=[GapPart(file=gap.file, line=gap.line, reason=gap.reason) for gap in result.gaps]
        + [
            GapPart(file="", line=None, reason=f"rule {crash.code}: {crash.error}")
            for crash in result.crashes
        ],
        summary=Summary(
            files=len(result.files),
            errors=result.count(Severity.ERROR),
            warnings=result.count(Severity.WARNING),
            infos=result.count(Severity.INFO),
            fixed=result.fixed,
        ),
    )
    return document.model_dump_json(indent=2) + "\n"


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each diagnostic with an identity that outlives edits: rule, file and facts, never line or wording.

    Findings that are alike in all of these are numbered in order of place.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for item in diagnostics:
        facts = (item.code, item.origin.file.name, *item.key)
        seen[facts] += 1
        text = "\0".join((*facts, str(seen[facts])))
        yield item, hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _diagnostics(diagnostics: Iterable[Diagnostic]) -> Iterator[DiagnosticPart]:
    for item, fingerprint in fingerprints(diagnostics):
        yield DiagnosticPart(
            code=item.code,
            name=item.name,
            severity=item.severity.word,
            message=item.message,
            help=item.help,
            **_place(item.origin.file, item.origin.span),
            related=[
                RelatedPlace(**_place(label.origin.file, label.origin.span), message=label.text)
                for label in item.related
            ],
            fixes=[_fix(fix) for fix in item.fixes],
            url=DOCUMENTATION.format(code=item.code),
            fingerprint=fingerprint,
        )


def _fix(fix: Fix) -> FixPart:
    return FixPart(
        title=fix.title, applicability=fix.applicability.word, edits=[_edit(edit) for edit in fix.edits]
    )


def _edit(edit: Edit) -> EditPart:
    return EditPart(**_place(edit.file, edit.span), text=edit.text)


def _place(file: SourceFile, span: Span) -> dict[str, Any]:
    start, end = file.position(span.start), file.position(span.end)
    return {
        "file": file.name,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }
