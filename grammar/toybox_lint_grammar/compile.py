"""From ``caddyfile.lark`` to ``tables.py``: lark does the work once, so that nobody waits for it at start.

``python -m toybox_lint_grammar.compile`` writes the tables anew; a test compares them with the grammar. The only
module that knows lark.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toybox_lint.typed import Any

HERE = Path(__file__).parent
HEADER = '''"""The automaton of ``caddyfile.lark``. Written by ``compile.py``; do not edit."""

# A state maps the name of a terminal or rule to what happens: a number from 0 up is the next state, one below is
# the complement of the rule to reduce. State 0 is the first. A rule is the node it makes, its name, how many parts
# it takes, and whether these join the parts of the rule around it.
'''
_States = list[dict[str, int]]
_Rule = tuple[str, str, int, bool]


def grammar() -> Any:
    """The grammar as lark reads it."""
    from lark import Lark

    text = HERE.joinpath("caddyfile.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", lexer="basic", propagate_positions=False)


def source() -> str:
    """The text of ``tables.py``."""
    table = grammar().parser.parser._parse_table
    states, rules = _numbered(table)
    _skip_renaming(states, rules)
    end = states[0]["start"]
    return (
        f"{HEADER}\nEND = {end}\n"
        f"STATES: tuple[dict[str, int], ...] = (\n{_lines(states)})\n"
        f"RULES: tuple[tuple[str, str, int, bool], ...] = (\n{_lines(rules)})\n"
    )


def _numbered(table: Any) -> tuple[_States, list[_Rule]]:
    """States and rules in the order in which they are met from the start: lark's own numbers vary."""
    order = [table.start_states["start"]]
    states: _States = []
    rules: dict[_Rule, int] = {}
    for state in order:
        row: dict[str, int] = {}
        for name, (action, argument) in sorted(table.states[state].items()):
            if action.name == "Shift":
                if argument not in order:
                    order.append(argument)
                row[name] = order.index(argument)
            else:
                row[name] = ~rules.setdefault(_rule(argument), len(rules))
        states.append(row)
    return states, list(rules)


def _rule(rule: Any) -> _Rule:
    """A rule with ``?`` or a leading ``_`` has no node of its own: its parts join those around it."""
    origin = str(rule.origin.name)
    inline = origin.startswith("_") or (rule.options.expand1 and len(rule.expansion) == 1)
    return str(rule.alias or origin), origin, len(rule.expansion), bool(inline)


def _skip_renaming(states: _States, rules: list[_Rule]) -> None:
    """Go straight to where a rule such as ``?word: WORD`` leads, without a reduction of its own."""
    for row in states:
        for name in row:
            while (rule := _renaming(row[name], states, rules)) is not None:
                row[name] = row[rule]


def _renaming(action: int, states: _States, rules: list[_Rule]) -> str | None:
    """The rule that a state only reduces one part to, when that makes no node."""
    reductions = set(states[action].values()) if action >= 0 else set()
    if len(reductions) != 1 or min(reductions) >= 0:
        return None
    _, origin, count, inline = rules[~reductions.pop()]
    return origin if count == 1 and inline else None


def _lines(values: Sequence[object]) -> str:
    return "".join(f"    {value!r},\n" for value in values)


if __name__ == "__main__":
    HERE.joinpath("tables.py").write_text(source(), encoding="utf-8")
