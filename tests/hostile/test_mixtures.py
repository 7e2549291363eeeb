"""Twice as much of several things at once takes twice as long; ``FUZZ=n`` tries more mixtures."""

from __future__ import annotations

import os

import pytest

from hostile.counting import growth_of_a_check
from hostile.mixtures import mixture

# A mixture may get to what fewer lines did not: more than a doubling, and far from a square.
MOST = 2.3
SEEDS = range(max(int(os.environ.get("FUZZ", "0")) // 200, 6))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mixture_is_linear_in_fuzz(seed: int) -> None:
    mixed, deployment = mixture(seed)
    assert growth_of_a_check(deployment) < MOST, mixed
