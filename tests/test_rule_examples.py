"""Every example of every rule, as a test. These alone cover all branches of the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

import toybox_lint_rules
from toybox_lint import examples
from toybox_lint.deferred import undeferred
from toybox_lint.deployment import build
from toybox_lint.deployment.signs import shows
from toybox_lint.rule import Example, Rule
from toybox_lint.testing import check_bad, check_good
from toybox_lint_rules import all_rules, deferred_rules
from toybox_lint_rules.index import INDEX

RULES = all_rules()
BAD = [(rule, example) for rule in RULES for example in examples.cases(rule).bad]
GOOD = [(rule, example) for rule in RULES for example in examples.cases(rule).good]


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


def test_further_examples_belong_to_a_rule() -> None:
    names = {file.stem for file in Path(toybox_lint_rules.__path__[0], "cases").glob("tb*.py")}
    assert names <= {rule.id.lower() for rule in RULES}
    assert {rule.id.lower() for rule in RULES if examples.cases(rule).further} == names


def test_a_rule_that_cannot_import_its_further_examples_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise ModuleNotFoundError("No module named 'elsewhere'", name="elsewhere")

    monkeypatch.setattr(examples, "module", absent)
    with pytest.raises(ModuleNotFoundError, match="elsewhere"):
        examples.cases(RULES[0])


def test_deferred_rules_are_the_rules() -> None:
    for rule, stand_in in zip(RULES, deferred_rules(), strict=True):
        for name in ("id", "name", "on_request", "signs", "severity"):
            assert getattr(stand_in, name) == getattr(rule, name)
        assert type(undeferred(stand_in)) is type(rule)
        assert undeferred(rule) is rule


def test_a_rule_that_is_not_in_the_index_is_no_worse_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(INDEX, "tb101_unknown_upstream")
    assert [rule.id for rule in deferred_rules.__wrapped__()] == [rule.id for rule in RULES]


def test_signs_have_a_zero_for_every_digit() -> None:
    words = [sign for rule in RULES for sign in rule.signs if isinstance(sign, str)]
    assert words
    assert not [word for word in words if set(word) & set("123456789")]


def test_a_rule_has_nothing_to_say_without_its_signs() -> None:
    texts = {example.text for _, example in (*BAD, *GOOD)}
    for text in sorted(texts):
        inputs = examples.inputs(examples.read(text).texts)
        deployment = build(inputs.found, inputs.files, inputs.settings)
        for rule in RULES:
            if rule.signs and not shows(deployment, rule.signs):
                assert list(rule.check(deployment)) == [], f"{rule.id} lacks a sign in\n{text}"
