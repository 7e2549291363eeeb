"""The outage, for real: what its site answered, and what it answers once the linter has mended it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from reality import scenario
from reality.lab import start
from reality.lab.plan import Answer
from reality.lab.start import Lab

SCENARIO = Path(__file__).parent / "toybox" / "scenario.json"
pytestmark = pytest.mark.skipif(start.missing() is not None, reason=str(start.missing()))
Lint = Callable[..., CompletedProcess[str]]


def _answers(folder: Path, lab: Lab) -> list[tuple[Answer, ...]]:
    outcome = lab.measure(scenario.plan(SCENARIO, folder))
    assert outcome.failures == ()
    return list(outcome.answers)


def test_every_route_of_the_outage_answers_502_and_its_upstream_is_an_error(
    toybox: Path, lint: Lint, lab: Lab
) -> None:
    lines = scenario.lines(SCENARIO)
    assert _answers(toybox, lab) == [(Answer(502),)] * len(lines)
    found = json.loads(lint("--output-format", "json", cwd=toybox).stdout)["diagnostics"]
    errors = {each["line"] for each in found if (each["severity"], each["file"]) == ("error", "Caddyfile")}
    assert errors == set(lines)


def test_every_route_of_the_outage_answers_after_the_fix(toybox: Path, lint: Lint, lab: Lab) -> None:
    lint("--fix", "--unsafe-fixes", cwd=toybox)
    lines = scenario.lines(SCENARIO)
    assert _answers(toybox, lab) == [(Answer(200, "backend/web"),)] * len(lines)
    assert lint("--fail-on", "warning", cwd=toybox).returncode == 0
