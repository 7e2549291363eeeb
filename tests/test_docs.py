"""What is generated from the rules is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from toybox_lint.docs import page, table
from toybox_lint_rules import all_rules

PAGES = ROOT / "docs" / "rules"
START, END = "<!-- rules: begin -->\n", "<!-- rules: end -->"


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


def test_table_in_the_readme(update: bool) -> None:
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, rest = text.split(START)
    after = rest.split(END)[1]
    _compare(readme, f"{before}{START}{table(all_rules())}{END}{after}", update)
