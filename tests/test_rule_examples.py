"""Every example of every rule, as a test. These alone cover all branches of the rules."""

from __future__ import annotations

import pytest

from toybox_lint.rule import Example, Rule
from toybox_lint.testing import check_bad, check_good
from toybox_lint_rules import all_rules

RULES = all_rules()
BAD = [(rule, example) for rule in RULES for example in rule.bad]
GOOD = [(rule, example) for rule in RULES for example in rule.good]


def _name(value: object) -> str:
    return value.id if isinstance(value, Rule) else str(getattr(value, "title", "")).replace(" ", "-")


@pytest.mark.parametrize(("rule", "example"), BAD, ids=_name)
def test_bad(rule: Rule, example: Example) -> None:
    check_bad(rule, example)


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=_name)
def test_good(rule: Rule, example: Example) -> None:
    check_good(rule, example)


def test_rules_are_found_and_their_ids_are_unique() -> None:
    assert len(RULES) >= 5
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_file_and_class_are_named_after_the_rule() -> None:
    for rule in RULES:
        module = type(rule).__module__.rsplit(".", 1)[1]
        assert module == f"{rule.id.lower()}_{rule.name.replace('-', '_')}"
        assert type(rule).__name__ == "".join(part.capitalize() for part in rule.name.split("-"))
