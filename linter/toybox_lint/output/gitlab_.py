"""GitLab's code quality report. Source: GitLab's documentation of the report's format."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from toybox_lint.diagnostics import Severity
from toybox_lint.fingerprints import fingerprints
from toybox_lint.output.document import text_of
from toybox_lint.output.places import path, sentence
from toybox_lint.output.result import Result
from toybox_lint.output.terminal import one_line
from toybox_lint.typed import Any

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(result: Result) -> str:
    """A list of findings; what could not be judged stands in it as ``not-judged``."""
    return text_of([*_findings(result), *_gaps(result)])


def _findings(result: Result) -> Iterator[dict[str, Any]]:
    for item, fingerprint in fingerprints(result.diagnostics):
        begin, end = item.origin.start.line, item.origin.end.line
        yield {
            "check_name": item.code,
            "description": f"{item.code}: {sentence(item.message, item.help)}",
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[item.severity],
            "location": {"path": path(item.origin.file.name), "lines": {"begin": begin, "end": end}},
        }


def _gaps(result: Result) -> Iterator[dict[str, Any]]:
    for gap in result.gaps:
        if not gap.blocking:
            continue
        facts = f"not-judged\0{gap.file}\0{gap.reason}"
        yield {
            "check_name": "not-judged",
            "description": f"not judged: {one_line(gap.reason)}",
            "fingerprint": sha256(facts.encode("utf-8", "surrogateescape")).hexdigest()[:32],
            "severity": "major",
            "location": {"path": path(gap.file), "lines": {"begin": gap.line or 1}},
        }
