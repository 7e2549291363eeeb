"""SARIF 2.1.0, for code scanning: findings with their fixes, related places, and what each rule says.

Source: the OASIS standard of that version and its JSON schema, against which the tests hold the output.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence

from toybox_lint import __version__
from toybox_lint.deferred import undeferred
from toybox_lint.diagnostics import Diagnostic, Edit, Fix, Severity
from toybox_lint.fingerprints import fingerprints
from toybox_lint.output.document import text_of
from toybox_lint.output.places import region, sentence, writable
from toybox_lint.output.result import Result
from toybox_lint.output.terminal import one_line
from toybox_lint.rule import Rule, summary
from toybox_lint.source import SourceFile, Span
from toybox_lint.typed import Any

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(result: Result) -> str:
    """One run. Names of files are relative to the working folder (``%SRCROOT%``), columns are characters."""
    indices = {rule.id: index for index, rule in enumerate(result.rules)}
    driver = {
        "name": "toybox-lint",
        "version": __version__,
        "rules": [_rule(rule) for rule in map(undeferred, result.rules)],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder that was linted from."}}},
        "invocations": [
            {
                "executionSuccessful": not result.incomplete,
                "toolExecutionNotifications": list(_notifications(result)),
            }
        ],
        "results": [_result(item, print_, indices) for item, print_ in fingerprints(result.diagnostics)],
    }
    return text_of({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    text = inspect.cleandoc(type(rule).__doc__ or rule.name)
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": summary(type(rule)) or rule.name},
        "fullDescription": {"text": summary(type(rule)) or rule.name},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["caddy", "docker-compose"]},
    }


def _result(item: Diagnostic, fingerprint: str, indices: dict[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": item.code,
        "level": _LEVELS[item.severity],
        "message": {"text": sentence(item.message, item.help)},
        "locations": [{"physicalLocation": _place(item.origin.file, item.origin.span)}],
        "partialFingerprints": {"toyboxLint/v1": fingerprint},
    }
    if item.code in indices:
        found["ruleIndex"] = indices[item.code]
    if item.related:
        found["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(label.origin.file, label.origin.span),
                "message": {"text": one_line(label.text) or "this belongs to it"},
            }
            for number, label in enumerate(item.related, 1)
        ]
    fixes = [_fix(fix) for fix in item.fixes if writable(fix)]
    return {**found, "fixes": fixes} if fixes else found


def _place(file: SourceFile, span: Span) -> dict[str, Any]:
    return {"artifactLocation": _artifact(file.name), "region": region(file, span)}


def _artifact(name: str) -> dict[str, str]:
    from urllib.parse import quote_from_bytes

    return {"uri": quote_from_bytes(name.encode("utf-8", "surrogateescape")), "uriBaseId": "%SRCROOT%"}


def _fix(fix: Fix) -> dict[str, Any]:
    files = {edit.file.path: edit.file for edit in fix.edits}
    return {
        "description": {"text": one_line(f"{fix.title} ({fix.applicability.word})")},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(file.name),
                "replacements": _replacements([edit for edit in fix.edits if edit.file.path == path]),
            }
            for path, file in files.items()
        ],
    }


def _replacements(edits: Sequence[Edit]) -> list[dict[str, Any]]:
    return [
        {"deletedRegion": region(edit.file, edit.span), "insertedContent": {"text": edit.text}}
        for edit in edits
    ]


def _notifications(result: Result) -> Iterator[dict[str, Any]]:
    for gap in result.gaps:
        place: dict[str, Any] = {"artifactLocation": _artifact(gap.file)}
        if gap.line is not None:
            place["region"] = {"startLine": gap.line}
        yield {
            "level": "error" if gap.blocking else "note",
            "message": {"text": one_line(gap.reason)},
            "locations": [{"physicalLocation": place}],
        }
    for crash in result.crashes:
        yield {
            "level": "error",
            "message": {"text": one_line(crash.text)},
        }
