"""Which rules run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from toybox_lint.cli.options import Options, Stop
from toybox_lint.rule import Rule
from toybox_lint.suggest import nearest
from toybox_lint_rules import all_rules

if TYPE_CHECKING:
    from toybox_lint.config import Config


def selected(options: Options, config: Config | None) -> tuple[Rule, ...]:
    """The rules that options and configuration leave; options win. A code or its beginning names rules."""
    rules = all_rules()
    select = _named(options.select, "--select") or (config.select if config else None)
    extend = _named(options.extend_select, "--extend-select") or (config.extend_select if config else [])
    ignore = _named(options.ignore, "--ignore") or (config.ignore if config else [])
    for name in (*(select or ()), *extend, *ignore):
        _known(name, rules)
    wanted = [rule for rule in rules if select is None or _is_in(rule, select) or _is_in(rule, extend)]
    return tuple(rule for rule in wanted if not _is_in(rule, ignore))


def _named(text: str | None, option: str) -> list[str]:
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    if text is not None and not names:
        raise Stop(f"{option}: name at least one code")
    return names


def _is_in(rule: Rule, names: Iterable[str]) -> bool:
    return any(rule.id.startswith(name.upper()) or rule.name == name for name in names)


def _known(name: str, rules: Iterable[Rule]) -> None:
    if any(_is_in(rule, [name]) for rule in rules):
        return
    near = nearest(name, [item for rule in rules for item in (rule.id, rule.name)])
    raise Stop(f"no rule is called {name}" + (f"; did you mean {' or '.join(near)}?" if near else ""))
