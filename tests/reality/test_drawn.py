"""Deployments drawn at random: every failure is an error, an error is a promise, and a fix breaks nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reality import scenario
from reality.drawing import draw
from reality.lab import start
from reality.lab.start import Lab
from reality.measure import broken, errors, judged, mend, write

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
    changed = mend(drawn, folder)
    after = lab.measure(plan)
    assert bool(after.failures) <= bool(before.failures), (changed, after)
    assert not broken(before, after), (drawn.texts, changed)
