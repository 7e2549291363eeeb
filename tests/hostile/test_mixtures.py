"""Twice as much of several things at once takes twice as long; ``FUZZ=n`` tries more mixtures."""

from __future__ import annotations

import os

import pytest

from hostile.counting import FEW, growth_of_a_check
from hostile.image_mixtures import image_mixture
from hostile.mixtures import mixture
from toybox_lint.engine import lint
from toybox_lint.examples import inputs
from toybox_lint_rules import all_rules

# A mixture may get to what fewer lines did not: more than a doubling, and far from a square.
MOST, MOST_OF_IMAGES = 2.3, 2.6
SEEDS = range(max(int(os.environ.get("FUZZ", "0")) // 200, 6))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mixture_is_linear_in_fuzz(seed: int) -> None:
    mixed, deployment = mixture(seed)
    assert growth_of_a_check(deployment) < MOST, mixed


@pytest.mark.parametrize("seed", SEEDS)
def test_what_an_image_is_made_of_is_linear_in_fuzz(seed: int) -> None:
    mixed, deployment = image_mixture(seed)
    lint(inputs(deployment(4 * FEW)), all_rules())  # What is imported for many is not counted.
    assert growth_of_a_check(deployment) < MOST_OF_IMAGES, mixed
