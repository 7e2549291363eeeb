"""Whatever the files hold, the linter does not break: a short run of the fuzz, and all that it ever found."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz import laws
from fuzz.jobs import check_jobs, command_line, several
from fuzz.mutation import mutated, noise
from fuzz.seeds import CASES, Texts, case
from fuzz.session import command_on
from fuzz.work import OverBudget, Work

SEEDS = st.integers(0, 2**32)


def bounded(examples: int) -> settings:
    return settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@bounded(400)
@given(SEEDS)
def test_lint(seed: int) -> None:
    check(laws.check_lint, mutated(Random(seed)))


@bounded(200)
@given(SEEDS)
def test_bytes(seed: int) -> None:
    check(laws.check_lint, noise(Random(seed)))


@bounded(150)
@given(SEEDS)
def test_fixes(seed: int) -> None:
    check(laws.check_fixes, mutated(Random(seed)))


@bounded(100)
@given(SEEDS)
def test_outputs(seed: int) -> None:
    check(laws.check_outputs, mutated(Random(seed)))


@bounded(150)
@given(SEEDS)
def test_commands(seed: int) -> None:
    command_on(Random(seed), mutated(Random(seed)))


@bounded(20)
@given(SEEDS)
def test_several_processes_say_what_one_says(seed: int) -> None:
    rng = Random(seed)
    check_jobs(several(rng), command_line(rng), rng.choice((2, 3)))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_what_was_found(file: Path) -> None:
    for law in (laws.check_lint, laws.check_fixes, laws.check_outputs):
        check(law, case(file))


def test_too_much_work_is_seen() -> None:
    with pytest.raises(OverBudget), Work(limit=1000).counted():
        laws.check_lint(mutated(Random(1)))


def check(law: laws.Law, texts: Texts) -> None:
    """Hold ``texts`` to the law, with no more work than any input may make."""
    with Work().counted():
        law(texts)
