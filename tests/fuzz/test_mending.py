"""Fixes of every deployment that the tests know, written in many ways, before the real Caddy and Docker Compose."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from fuzz.combining import combined
from fuzz.mending import check_mending, missing
from fuzz.mutation import mutated
from fuzz.seeds import CASES, case, deployments
from fuzz.variants import VARIANTS, any_variant

LONG = int(os.environ.get("FUZZ", "0"))
needs_both = pytest.mark.skipif(missing(), reason="Caddy or Docker Compose is not installed")


@needs_both
@pytest.mark.parametrize("part", range(4))
def test_every_deployment(part: int) -> None:
    """As it is; and in one other way, in a longer run in every one."""
    for number, texts in enumerate(deployments()):
        if number % 4 != part:
            continue
        others = VARIANTS[1:]
        for variant in VARIANTS if LONG else (VARIANTS[0], others[number // 4 % len(others)]):
            check_mending(variant(texts))


@needs_both
def test_mutated_deployments() -> None:
    for seed in range(LONG or 150):
        rng = Random(seed)
        check_mending(any_variant(rng, mutated(rng)))


@needs_both
def test_deployments_together() -> None:
    for seed in range(LONG or 100):
        check_mending(combined(Random(seed)))


@needs_both
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_what_was_found(file: Path) -> None:
    check_mending(case(file))
