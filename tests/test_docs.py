"""What is generated from the rules is current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT, Command
from toybox_lint.cli.commands import command
from toybox_lint.config import Config
from toybox_lint.docs import page, table
from toybox_lint.output import FORMATS
from toybox_lint.rule import Rule
from toybox_lint_rules import all_rules

PAGES = ROOT / "docs" / "rules"
README = ROOT / "README.md"


def _compare(path: Path, text: str, update: bool) -> None:
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), f"{path.name} is missing; run make docs"
    assert path.read_text(encoding="utf-8") == text, f"{path.name} is not current; run make docs"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_page(rule: Rule, update: bool) -> None:
    _compare(PAGES / f"{rule.id}.md", page(rule), update)


def test_no_page_without_a_rule() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {rule.id for rule in all_rules()}


def _between(name: str, text: str, update: bool) -> None:
    """The README holds ``text`` between the marks of ``name``."""
    start, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    before, rest = README.read_text(encoding="utf-8").split(start)
    _compare(README, f"{before}{start}{text}{end}{rest.split(end)[1]}", update)


def test_list_of_rules(update: bool) -> None:
    text = (
        "# Rules\n\nAn error is a promise: with these files that request fails, or that container does not start."
        " [How it decides](how-it-decides.md) says more. `toybox-lint explain CODE` prints a page in the terminal.\n\n"
    )
    _compare(PAGES.parent / "rules.md", text + table(all_rules(), "rules"), update)


def test_table_in_the_readme(update: bool) -> None:
    _between("rules", table(all_rules()), update)


def test_output_in_the_readme(update: bool, lint: Command) -> None:
    printed = lint("examples/toybox", cwd=ROOT).stdout
    _between("output", f"```\n$ toybox-lint examples/toybox\n{printed}```\n", update)


@pytest.mark.parametrize(
    "option",
    sorted(
        {
            name
            for one in command.commands.values()
            for each in one.params
            for name in each.opts
            if "--" in name
        }
    ),
)
def test_every_option_is_told(option: str) -> None:
    pages = (README, *PAGES.parent.glob("*.md"))
    assert any(re.search(rf"{option}(?![\w-])", page.read_text(encoding="utf-8")) for page in pages)


def test_every_format_is_told() -> None:
    row = next(
        line for line in README.read_text(encoding="utf-8").splitlines() if "| `--output-format` |" in line
    )
    assert tuple(re.findall(r"`(\w+)`", row)) == FORMATS


def test_every_key_of_the_configuration_is_told() -> None:
    """In the table of all keys."""
    page = PAGES.parent.joinpath("configuration.md").read_text(encoding="utf-8")
    table = page.partition("| key | default |")[2].partition("\n\n")[0]
    keys = [field.alias or name for name, field in Config.model_fields.items()]
    assert sorted(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == sorted(keys)
