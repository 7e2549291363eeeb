"""Tokens to a tree, by the automaton that lark made of ``caddyfile.lark``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from toybox_lint.typed import Any
from toybox_lint_grammar.nodes import Block, Directive
from toybox_lint_grammar.tables import END, RULES, STATES
from toybox_lint_grammar.tokens import Token

_Braces = tuple[Token, list[Directive], Token]


def parse(terminals: Iterable[Token]) -> list[Block]:
    """The blocks of a file, in order. ``terminals`` are those of `layout.terminals`, which always fit."""
    states, values = [0], []  # type: tuple[list[int], list[Any]]
    for token in chain(terminals, (None,)):
        name = "$END" if token is None else token.type
        while (action := STATES[states[-1]][name]) < 0:
            _reduce(~action, states, values)
            if token is None and states[-1] == END:
                return values[-1]  # type: ignore[no-any-return]
        states.append(action)
        values.append(token)
    raise AssertionError("the end of the terminals ends the file")


class _Inline(list[Any]):
    """Parts without a node of their own."""


def _reduce(number: int, states: list[int], values: list[Any]) -> None:
    """Put the parts of a finished rule together; those of an inline rule join the rule around it."""
    name, origin, count, inline = RULES[number]
    parts = _joined(values[-count:]) if count else _Inline()
    if count:
        del states[-count:], values[-count:]
    values.append(parts if inline else _NODES[name](parts))
    states.append(STATES[states[-1]][origin])


def _joined(values: list[Any]) -> _Inline:
    """The parts, inline ones spliced. A list that grows part by part is grown, not copied."""
    first = values[0]
    parts = first if type(first) is _Inline else _Inline((first,))
    for value in values[1:]:
        if type(value) is _Inline:
            parts.extend(value)
        else:
            parts.append(value)
    return parts


def _options(parts: list[Any]) -> Block:
    return Block([], *parts[0])


def _site(parts: list[Any]) -> Block:
    *keys, braces = parts
    return Block(keys, *braces)


def _lone_site(parts: list[Any]) -> Block:
    keys = [part for part in parts if isinstance(part, Token)]
    body = [part for part in parts if isinstance(part, Directive)]
    return Block(keys[:-1], None, body, None)


def _line(words: list[Any]) -> Directive:
    return Directive(words[:-1], None, [], None)


def _line_with_block(parts: list[Any]) -> Directive:
    *words, braces = parts
    return Directive(words, *braces)


def _braces(parts: list[Any]) -> _Braces:
    return parts[0], parts[1:-1], parts[-1]


_NODES: dict[str, Callable[[list[Any]], object]] = {
    "start": list,
    "options": _options,
    "site": _site,
    "lone_site": _lone_site,
    "line": _line,
    "line_with_block": _line_with_block,
    "braces": _braces,
}
