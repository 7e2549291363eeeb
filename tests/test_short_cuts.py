"""What goes around a part of the standard library, which takes long to import, says what that part says."""

from __future__ import annotations

import math
from difflib import get_close_matches
from shlex import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toybox_lint.api import Example, Rule, Severity
from toybox_lint.compose.yaml.scalars import float_text, is_finite
from toybox_lint.output.full_ import _quoted
from toybox_lint.suggest import Names

NAMES = st.text("abcde-1", max_size=8)


@given(NAMES, st.lists(NAMES, max_size=6), st.sampled_from([0.6, 0.75, 0.8, 1.0]))
def test_near_names(name: str, others: list[str], cutoff: float) -> None:
    assert Names(others).closest(name, cutoff) == get_close_matches(name, others, n=3, cutoff=cutoff)


@given(st.text() | st.text("ab/.-_ '\"$\n日", max_size=6))
def test_words_for_a_shell(path: str) -> None:
    assert _quoted(path) == quote(path)


@given(st.floats())
def test_numbers(value: float) -> None:
    assert is_finite(value) == math.isfinite(value)
    if not math.isnan(value):
        assert float_text(value).startswith("-") == (math.copysign(1, value) < 0)


def test_a_rule_has_a_check() -> None:
    with pytest.raises(TypeError, match="lacks check"):

        class Idle(Rule):
            """Says nothing."""

            id = "ZZ001"
            name = "idle"
            severity = Severity.INFO
            bad = (Example("--- Caddyfile\n"),)
            good = (Example("--- Caddyfile\n"),)
