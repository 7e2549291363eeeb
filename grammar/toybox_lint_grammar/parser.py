"""Tokens to a tree, by the automaton that lark made of ``caddyfile.lark``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from toybox_lint.typed import Any
from toybox_lint_grammar.nodes import Block, Directive
from toybox_lint_grammar.tables import END, RULES, STATES
from toybox_lint_grammar.tokens import LBRACE, RBRACE, WORD, Token

_Braces = tuple[Token, list[Directive], Token]


def _growing(state: int) -> frozenset[str]:
    """What is joined to what was read in ``state`` and leads back to it: words and lines after the first."""
    return frozenset(name for name in _READ if STATES[state].get(name, -1) >= 0 and _grows(state, name))


def _grows(state: int, terminal: str) -> bool:
    (action, *others) = set(STATES[STATES[state][terminal]].values())
    if others or action >= 0:
        return False
    _, origin, count, inline = RULES[~action]
    return (
        inline and count == 2 and all(each.get(origin) == state for each in STATES if state in each.values())
    )


def _with_lines(state: dict[str, int]) -> dict[str, int]:
    """What happens in a state, where a whole line may come, too: what comes to an end before its first word does."""
    action = state.get(WORD, 0)
    return {Directive.type: action, **state} if action < 0 else state


_READ = frozenset((WORD, LBRACE, RBRACE, "NEWLINE", Directive.type))
_ACTIONS = tuple(map(_with_lines, STATES))
_GROWS = tuple(map(_growing, range(len(STATES))))


class _Inline(list[Any]):
    """Parts without a node of their own."""


def parse(terminals: Iterable[Token | Directive]) -> list[Block]:
    """The blocks of a file, in order. ``terminals`` are those of `layout.terminals`, which always fit.

    A line without a block needs no automaton: it may come as the directive that it is.
    """
    states, values = [0], []  # type: tuple[list[int], list[Any]]
    state, before = 0, None  # type: tuple[int, Any]
    for token in terminals:
        type_ = token.type
        if type_ in _GROWS[state]:
            if type(before) is _Inline:
                before.append(token)
            else:
                before = values[-1] = _Inline((before, token))
            continue
        while (action := _ACTIONS[state][type_]) < 0:
            _reduce(~action, states, values)
            state = states[-1]
        state, before = action, token
        states.append(action)
        values.append(token)
    while states[-1] != END:
        _reduce(~STATES[states[-1]]["$END"], states, values)
    return values[-1]  # type: ignore[no-any-return]


def _reduce(number: int, states: list[int], values: list[Any]) -> None:
    """Put the parts of a finished rule together; those of an inline rule join the rule around it."""
    name, origin, count, inline = RULES[number]
    if count == 1:
        parts = values[-1]
        if type(parts) is not _Inline:
            parts = _Inline((parts,))
        values[-1] = parts if inline else _NODES[name](parts)
        states[-1] = STATES[states[-2]][origin]
        return
    if count == 2:
        states.pop()
        last, parts = values.pop(), values[-1]
        if type(parts) is not _Inline:
            parts = _Inline((parts,))
        parts.extend(last) if type(last) is _Inline else parts.append(last)
        values[-1] = parts if inline else _NODES[name](parts)
        states[-1] = STATES[states[-2]][origin]
        return
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
    del words[-1]
    return Directive(words, None, [], None)


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
