"""What rules mend in a Caddyfile is refused by the real Caddy before the fix, and accepted after it."""

from __future__ import annotations

import pytest

from caddyfile.oracle import ask_caddy, caddy
from toybox_lint import examples
from toybox_lint.rule import Example
from toybox_lint_rules import all_rules

MENDING = ("TB303", "TB402", "TB403", "TB404")
# This Caddy has no plugins: what a fix writes of them it refuses, too.
PLUGINS = "TB404"
CASES = [
    pytest.param(example, rule.id != PLUGINS, id=f"{rule.id}-{example.title}")
    for rule in all_rules()
    if rule.id in MENDING
    for example in examples.cases(rule).bad
]


@pytest.mark.skipif(caddy() is None, reason="the Caddy program is not here")
@pytest.mark.parametrize(("example", "accepts"), CASES)
def test_caddy_refuses_it_and_accepts_what_is_mended(example: Example, accepts: bool) -> None:
    assert not _accepted(example.text)
    if example.fixed is not None and accepts:
        assert _accepted(example.fixed)


def _accepted(text: str) -> bool:
    return ask_caddy(examples.read(text).texts["Caddyfile"].encode()).valid
