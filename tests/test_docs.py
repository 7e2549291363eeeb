"""What is generated from the rules is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, Command
from toybox_lint.docs import page, table
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
def test_page(rule: object, update: bool) -> None:
    found = next(item for item in all_rules() if item.id == getattr(rule, "id", None))
    _compare(PAGES / f"{found.id}.md", page(found), update)


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
