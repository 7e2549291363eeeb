"""JUnit's XML, which most CI servers show: a suite for each file, a case for each finding.

Source: the schemas that Jenkins and GitLab read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toybox_lint.deployment import Gap
from toybox_lint.diagnostics import Diagnostic
from toybox_lint.engine import Crash
from toybox_lint.output.places import sentence
from toybox_lint.output.result import Result
from toybox_lint.output.terminal import one_line
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Problem = Diagnostic | Gap | Crash


def render(result: Result) -> str:
    """Findings are failures; what could not be judged and crashes are errors. A file without any passes."""
    from xml.etree.ElementTree import Element, indent, tostring

    suites: dict[str, list[Problem]] = {name: [] for name in result.files}
    for item in result.diagnostics:
        suites.setdefault(item.origin.file.name, []).append(item)
    for gap in result.gaps:
        if gap.blocking:
            suites.setdefault(gap.file, []).append(gap)
    for crash in result.crashes:
        suites.setdefault("toybox-lint", []).append(crash)
    every = [problem for problems in suites.values() for problem in problems]
    passed = sum(not problems for problems in suites.values())
    root = Element("testsuites", {"name": "toybox-lint", **_counts(every, passed)})
    root.extend(_suite(name, problems) for name, problems in suites.items())
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}\n'


def _counts(problems: Iterable[Problem], passed: int) -> dict[str, str]:
    kinds = [isinstance(problem, Diagnostic) for problem in problems]
    failures, errors = sum(kinds), len(kinds) - sum(kinds)
    return {"tests": str(failures + errors + passed), "failures": str(failures), "errors": str(errors)}


def _suite(name: str, problems: Sequence[Problem]) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    suite = Element("testsuite", {"name": one_line(name), **_counts(problems, int(not problems))})
    for problem in problems:
        case = SubElement(suite, "testcase", {"classname": one_line(name), **_place(problem)})
        kind, message = _said(problem)
        element = "failure" if isinstance(problem, Diagnostic) else "error"
        SubElement(case, element, {"type": kind, "message": one_line(message)}).text = one_line(message)
    if not problems:
        SubElement(suite, "testcase", {"classname": one_line(name), "name": "toybox-lint"})
    return suite


def _place(problem: Problem) -> dict[str, str]:
    if isinstance(problem, Diagnostic):
        line, column = problem.origin.start
        name = f"{problem.code} {problem.name} at {line}:{column}"
        return {"name": name, "file": one_line(problem.origin.file.name), "line": str(line)}
    if isinstance(problem, Gap):
        line = problem.line or 1
        return {"name": f"not judged at {line}", "file": one_line(problem.file), "line": str(line)}
    return {"name": problem.code or "toybox-lint"}


def _said(problem: Problem) -> tuple[str, str]:
    if isinstance(problem, Diagnostic):
        return problem.severity.word, sentence(problem.message, problem.help)
    if isinstance(problem, Gap):
        return "not-judged", problem.reason
    return "crash", problem.text
