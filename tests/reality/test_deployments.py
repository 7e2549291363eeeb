"""Every deployment: what really happens, what the linter says of it, and what its fixes make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from reality.lab import start
from reality.lab.plan import Answer, Outcome
from reality.lab.start import Lab
from reality.notation import ANY, FOLDER, Deployment, Finding, fails, read
from toybox_lint import examples
from toybox_lint.deployment import Settings
from toybox_lint.diagnostics import Applicability, Diagnostic, Severity
from toybox_lint.engine import Inputs, Report, lint
from toybox_lint.facts import Environment
from toybox_lint.fixer import fix
from toybox_lint_rules import all_rules

RULES = all_rules()
DEPLOYMENTS = {
    file.stem: read(file.read_text())
    for file in sorted(Path(__file__).with_name("deployments").glob("*.txt"))
}
for_real = pytest.mark.skipif(start.missing() is not None, reason=str(start.missing()))


every = pytest.mark.parametrize("name", DEPLOYMENTS)


def _known(reasons: Mapping[str, str | None]) -> list[object]:
    """Every deployment; strictly failing where it is known that the linter is not there yet."""
    return [
        pytest.param(name, marks=pytest.mark.xfail(reason=reason, strict=True)) if reason else name
        for name, reason in reasons.items()
    ]


@for_real
@every
def test_what_really_happens(name: str, tmp_path: Path, lab: Lab) -> None:
    deployment = DEPLOYMENTS[name]
    outcome = _run(deployment, deployment.texts, tmp_path, lab)
    before = [ask.before for ask in deployment.asks]
    assert (not outcome.failures, _said(deployment, outcome)) == (deployment.starts[0], before), outcome


@pytest.mark.parametrize("name", _known({name: each.unsaid for name, each in DEPLOYMENTS.items()}))
def test_what_the_linter_says(name: str) -> None:
    deployment = DEPLOYMENTS[name]
    report = _lint(_inputs(deployment))
    found = _findings(report)
    assert _error_places(found) == _error_places(deployment.findings), _shown(report)
    assert {each for each in deployment.findings if each.code != ANY} <= found, _shown(report)


@for_real
@pytest.mark.parametrize("name", _known({name: each.unmended for name, each in DEPLOYMENTS.items()}))
def test_what_the_fixes_make_of_it(name: str, tmp_path: Path, lab: Lab) -> None:
    deployment = DEPLOYMENTS[name]
    fixed = fix(_inputs(deployment), _lint, Applicability.UNSAFE)
    assert fixed.failure is None
    changed = {file.name: file.text for file in fixed.changed.values()}
    outcome = _run(deployment, {**deployment.texts, **changed}, tmp_path, lab)
    after = [ask.after for ask in deployment.asks]
    assert (not outcome.failures, _said(deployment, outcome)) == (deployment.starts[1], after), (
        changed,
        outcome,
    )
    if deployment.starts[1] and not any(map(fails, after)):
        assert not _error_places(_findings(fixed.report)), _shown(fixed.report)


@every
def test_a_deployment_is_told_consistently(name: str) -> None:
    """An error on a line means a request that fails, and the other way round, unless the files do not tell."""
    deployment = DEPLOYMENTS[name]
    asked = {(ask.file, ask.line) for ask in deployment.asks}
    failing = {(ask.file, ask.line) for ask in deployment.asks if fails(ask.before)}
    found = {(each.file, each.line) for each in deployment.findings}
    errors = _error_places(deployment.findings)
    assert asked & errors <= failing
    if deployment.starts[0]:
        assert failing <= found | set(deployment.unknown)
    else:
        assert errors or deployment.unknown


def _inputs(deployment: Deployment) -> Inputs:
    found = examples.inputs(deployment.texts)
    profiles = frozenset(
        option for project in deployment.projects for option in project.options if option != "--profile"
    )
    environment = Environment(deployment.variables, complete=False) if deployment.variables else None
    return Inputs(found.found, found.files, Settings(profiles=profiles), environment)


def _lint(inputs: Inputs) -> Report:
    report = lint(inputs, RULES)
    assert not report.crashes, report.crashes[0].traceback
    return report


def findings_of(deployment: Deployment) -> tuple[Diagnostic, ...]:
    """Everything that the linter reports of a deployment."""
    return tuple(_lint(_inputs(deployment)).diagnostics)


def _findings(report: Report) -> set[Finding]:
    return {
        Finding(item.origin.file.name, item.origin.start.line, item.code, item.severity.word)
        for item in report.diagnostics
    }


def _error_places(findings: Iterable[Finding]) -> set[tuple[str, int]]:
    return {(each.file, each.line) for each in findings if each.severity == "error"}


def _shown(report: Report) -> str:
    lines = [
        f"{item.origin.file.name}:{item.origin.start.line} {item.code} {item.severity.word}: {item.message}"
        for item in report.diagnostics
        if item.severity > Severity.INFO and item.code != "TB301"
    ]
    links = [f"{link.upstream.text}: {link.verdict.value}, {link.reason}" for link in report.deployment.links]
    return "\n".join([*lines, *links, *(gap.reason for gap in report.gaps)])


def _run(deployment: Deployment, texts: Mapping[str, str], folder: Path, lab: Lab) -> Outcome:
    for name, text in texts.items():
        file = folder / FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return lab.measure(deployment.plan(str(folder / FOLDER)))


def _said(deployment: Deployment, outcome: Outcome) -> list[str]:
    """The answers in the words of the notation."""
    if not outcome.answers:
        return ["0" for _ in deployment.asks]
    return ["+".join(sorted({_word(deployment, each) for each in answers})) for answers in outcome.answers]


def _word(deployment: Deployment, answer: Answer) -> str:
    if answer.by is None:
        return str(answer.status)
    project, service = answer.by.split("/")
    alone = {
        process.container for process in deployment.processes if process.container.endswith(f"/{service}")
    }
    return service if len(alone) == 1 else f"{project}/{service}"
