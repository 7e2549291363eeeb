"""Deployments drawn at random: an error is a promise, and a fix breaks nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from reality.draw import draw
from reality.lab import start
from reality.lab.plan import Outcome, Plan
from reality.lab.start import Lab
from reality.notation import FOLDER
from toybox_lint import examples
from toybox_lint.diagnostics import Applicability, Severity
from toybox_lint.engine import Inputs, Report, lint
from toybox_lint.fixer import fix
from toybox_lint_rules import all_rules

RULES = all_rules()
SEEDS = range(min(int(os.environ.get("FUZZ", "6")), 1000))
pytestmark = pytest.mark.skipif(start.missing() is not None, reason=str(start.missing()))


@pytest.mark.parametrize("seed", SEEDS)
def test_fuzz_errors_name_what_fails_and_fixes_break_nothing(seed: int, tmp_path: Path, lab: Lab) -> None:
    drawn = draw(seed)
    before = _run(drawn.texts, drawn.plan, tmp_path / "before", lab)
    report = _lint(examples.inputs(drawn.texts))
    errors = {
        item.origin.start.line
        for item in report.diagnostics
        if item.severity is Severity.ERROR and item.origin.file.name == "Caddyfile"
    }
    answered = [all(each.by for each in answers) for answers in before.answers]
    wrong = [line for line, good in zip(drawn.lines, answered, strict=False) if good and line in errors]
    assert not wrong, (drawn.texts, report.diagnostics)
    fixed = fix(examples.inputs(drawn.texts), _lint, Applicability.UNSAFE)
    assert fixed.failure is None
    changed = {file.name: file.text for file in fixed.changed.values()}
    after = _run({**drawn.texts, **changed}, drawn.plan, tmp_path / "after", lab)
    assert bool(after.failures) <= bool(before.failures), (changed, after)
    broken = [
        (was, now)
        for good, was, now in zip(answered, before.answers, after.answers, strict=False)
        if good and not all(each.by for each in now)
    ]
    assert not broken, (drawn.texts, changed)


def _lint(inputs: Inputs) -> Report:
    report = lint(inputs, RULES)
    assert not report.crashes, report.crashes[0].traceback
    return report


def _run(texts: Mapping[str, str], plan: Plan, folder: Path, lab: Lab) -> Outcome:
    root = folder / FOLDER
    for name, text in texts.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return lab.measure(replace(plan, folder=str(root)))
