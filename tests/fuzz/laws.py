"""What holds for every input: no fault inside, places inside the files, edits that can go in, documents as agreed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from xml.etree import ElementTree

from fuzz.seeds import ENVIRONMENT, Texts
from toybox_lint.deployment import build
from toybox_lint.diagnostics import Applicability, Diagnostic, Edit
from toybox_lint.discovery import discover
from toybox_lint.engine import Inputs, Report, lint
from toybox_lint.facts import Environment
from toybox_lint.files import Files, MemoryFiles
from toybox_lint.fixer import Fixed, Overlay, fix
from toybox_lint.output import FORMATS, inspect_json, inspect_text, render
from toybox_lint.output.contracts import InspectDocument, ReportDocument
from toybox_lint.output.result import Outcome, Result
from toybox_lint.records import replace
from toybox_lint.source import Origin, SourceFile
from toybox_lint_rules import all_rules

RULES = all_rules()
ROOT = "/project"
Law = Callable[[Texts], None]


class Broken(AssertionError):
    """A law that does not hold; the first line says which."""


def inputs_of(texts: Texts) -> list[Inputs]:
    """What the command would lint in a folder with these files; one of them may be the environment."""
    files = MemoryFiles(texts, ROOT)
    lines = [line.partition("=") for line in texts.get(ENVIRONMENT, "").splitlines()]
    given = Environment({name: value for name, _, value in lines}, True) if ENVIRONMENT in texts else None
    found = (item for item in discover([ROOT], files) if not item.empty)
    return [Inputs(item, files, environment=given) for item in found]


def linted(inputs: Inputs) -> Report:
    """The report; a rule that failed inside counts as a failure."""
    report = lint(inputs, RULES)
    if report.crashes:
        raise Broken(f"rule {report.crashes[0].code} failed\n{report.crashes[0].traceback}")
    return report


def check_lint(texts: Texts) -> None:
    """Lint, print JSON, look at the places."""
    for inputs in inputs_of(texts):
        report = linted(inputs)
        check_places(report, inputs.files)
        json.loads(render("json", Result((Outcome.of(report),), rules=RULES)))


def check_outputs(texts: Texts) -> None:
    """Every format and both of ``inspect``; what is JSON or XML is read again and held to its contract."""
    every = inputs_of(texts)
    result = Result(tuple(Outcome.of(linted(inputs)) for inputs in every), rules=RULES)
    for name in FORMATS:
        _check_output(name, render(name, result))
    deployments = [build(each.found, each.files, each.settings, each.environment) for each in every]
    inspect_text.render(deployments, color=True)
    InspectDocument.model_validate_json(inspect_json.render(deployments, show_values=False))


def check_places(report: Report, files: Files) -> None:
    for item in report.diagnostics:
        for origin in (item.origin, *(label.origin for label in item.related)):
            _check_origin(item, origin, files)
        for each in item.fixes:
            _check_edits(item, each.edits, files)


def check_fixes(texts: Texts) -> None:
    """Fix at both levels: no failure, nothing left to do, nothing but the edits changed, nothing refused after it."""
    unchanged: dict[int, Report] = {}
    for level in (Applicability.SAFE, Applicability.UNSAFE):
        after = texts
        for _, fixed in each_fixed(texts, level, unchanged):
            after = {**after, **written(fixed)}
        if after != texts:
            check_second_run(after, level)


def each_fixed(
    texts: Texts, level: Applicability, unchanged: dict[int, Report]
) -> Iterator[tuple[Inputs, Fixed]]:
    """One deployment after the other, as the command does it: each sees what was changed before.

    ``unchanged`` keeps the reports of those before which nothing was changed, for the next level.
    """
    changed: dict[str, SourceFile] = {}
    for number, inputs in enumerate(inputs_of(texts)):
        inputs = replace(inputs, files=Overlay(inputs.files, changed))
        if not changed and number not in unchanged:
            unchanged[number] = linted(inputs)
        first = linted(inputs) if changed else unchanged[number]
        fixed = fix(inputs, partial(_linted_but, inputs, first), level)
        if fixed.failure:
            raise Broken(f"fix: {fixed.failure}")
        changed |= fixed.changed
        yield inputs, fixed


def _linted_but(known: Inputs, report: Report, inputs: Inputs) -> Report:
    return report if inputs is known else linted(inputs)


def written(fixed: Fixed) -> Texts:
    return {file.name: "\ufeff" * file.bom + file.text for file in fixed.changed.values()}


def check_second_run(texts: Texts, level: Applicability) -> None:
    for inputs in inputs_of(texts):
        again = fix(inputs, linted, level)
        if again.changed or again.failure:
            codes = ", ".join(sorted({code for code, _ in again.applied}))
            raise Broken(f"a second run changes what was fixed: {codes} {again.failure or ''}")


def _check_origin(item: Diagnostic, origin: Origin, files: Files) -> None:
    file = origin.file.whole or origin.file
    start, end = origin.span
    if not 0 <= start <= end <= len(file.text):
        raise Broken(f"{item.code} at {start}-{end} of {len(file.text)} characters of {file.name}")
    read = files.read(file.path)
    if (read.text if isinstance(read, SourceFile) else "") != file.text:
        raise Broken(f"{item.code} is in {file.path}, which is another file")


def _check_edits(item: Diagnostic, edits: Iterable[Edit], files: Files) -> None:
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.file.whole is not None:
            raise Broken(f"{item.code} edits a text inside {edit.file.path}")
        _check_origin(item, Origin(edit.file, edit.span), files)
        by_file.setdefault(edit.file.path, []).append(edit)
    for one, other in (pair for found in by_file.values() for pair in _neighbours(found)):
        if one.span.end > other.span.start:
            raise Broken(f"{item.code} has edits that overlap: {one.span}, {other.span}")


def _neighbours(edits: list[Edit]) -> Iterator[tuple[Edit, Edit]]:
    edits = sorted(edits, key=lambda edit: edit.span)
    return pairwise(edits)


def _check_output(name: str, text: str) -> None:
    if name == "json":
        ReportDocument.model_validate_json(text)
    elif name in ("sarif", "gitlab", "rdjson"):
        json.loads(text)
    elif name == "junit":
        ElementTree.fromstring(text)
    elif "\x1b" in text or "\u202e" in text:
        raise Broken(f"{name}: a control character comes out raw")
    text.encode("utf-8", "strict" if name != "full" else "backslashreplace")
