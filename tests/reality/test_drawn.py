"""Deployments drawn at random: every failure is an error, an error is a promise, and a fix breaks nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reality import scenario
from reality.drawing import draw
from reality.lab import start
from reality.lab.start import Lab
from reality.measure import errors, judged, write
from toybox_lint import examples
from toybox_lint.diagnostics import Applicability
from toybox_lint.engine import Inputs, Report, lint
from toybox_lint.fixer import fix
from toybox_lint_rules import all_rules

RULES = all_rules()
SEEDS = range(min(int(os.environ.get("FUZZ", "8")), 1000))
pytestmark = pytest.mark.skipif(start.missing() is not None, reason=str(start.missing()))


@pytest.mark.parametrize("seed", SEEDS)
def test_fuzz_errors_name_what_fails_and_fixes_break_nothing(seed: int, tmp_path: Path, lab: Lab) -> None:
    drawn = draw(seed)
    folder = tmp_path / "deployment"
    write(drawn, folder)
    plan = scenario.planned(drawn.scenario, folder)
    before = lab.measure(plan)
    bad = [
        each for each in judged(drawn.scenario, before, errors(folder)) if each.kind in ("missed", "wrong")
    ]
    assert not bad, (bad, drawn.texts)
    fixed = fix(examples.inputs(drawn.texts), _lint, Applicability.UNSAFE)
    assert fixed.failure is None
    for file in fixed.changed.values():
        (folder / file.name).write_text(file.text)
    after = lab.measure(plan)
    assert bool(after.failures) <= bool(before.failures), (fixed.changed, after)
    broken = [
        (was, now)
        for was, now in zip(before.answers, after.answers, strict=False)
        if all(each.by for each in was) and not all(each.by for each in now)
    ]
    assert not broken, (drawn.texts, fixed.changed)


def _lint(inputs: Inputs) -> Report:
    report = lint(inputs, RULES)
    assert not report.crashes, report.crashes[0].traceback
    return report
