"""Opening braces without the space before them, which Caddy takes for a part of the word.

Source: ``handle{`` is an unknown directive to Caddy 2.11.7, and the brace that should close the block closes the site.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.caddy.model import Caddyfile, Problem
from toybox_lint.caddy.problems import Problems
from toybox_lint.patterns import pattern
from toybox_lint.records import replace
from toybox_lint.source import lines_of
from toybox_lint_grammar.tokens import WORD, Token, starts_line

KIND = "brace-without-space"
_GLUED = pattern(r"[^\s{]\{[ \t]*(?:[ \t]#[^\n]*)?\r?$")


def may_be_glued(caddyfile: Caddyfile) -> bool:
    """Whether it is refused, and a line ends with such a brace."""
    refused = any(problem.fatal for problem in caddyfile.problems)
    return refused and any(_GLUED.search(line) for file in caddyfile.files for line in lines_of(file.text))


def separated(tokens: Sequence[Token], problems: Problems) -> list[Token]:
    """The tokens with each such brace as one of its own, and a problem for each."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if _is_glued(token) and (following is None or starts_line(token, following)):
            problems.at(token, KIND, f"put a space before the brace: {token.text[:-1]} {{")
            found += _halves(token)
        else:
            found.append(token)
    return found


def _is_glued(token: Token) -> bool:
    text = token.text
    open_ = text.endswith("{") and text.count("{") == text.count("}") + 1
    return open_ and len(text) > 1 and not token.quote and token.type == WORD


def _halves(token: Token) -> Iterator[Token]:
    at = token.end - 1
    yield Token(token.text[:-1], "", token.line, token.start, at, token.source, token.depth)
    yield Token("{", "", token.line, at, token.end, token.source, token.depth)


def better(caddyfile: Caddyfile, other: Caddyfile) -> Caddyfile:
    """``other``, which was read with the braces apart, where that leaves less to mend; what Caddy names stays first."""
    before = [each for each in caddyfile.problems if each.fatal]
    after = [each for each in other.problems if each.fatal and each.kind != KIND]
    if len(after) >= len(before):
        return caddyfile
    return replace(other, problems=_in_order(before[0], other.problems))


def _in_order(named: Problem, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    first = next((each for each in problems if each == named), None)
    if first is None:
        glued = next(each for each in problems if each.kind == KIND)
        rest = tuple(each for each in problems if each is not glued)
        return (replace(glued, caddy_line=named.caddy_line), *rest)
    return (first, *(each for each in problems if each is not first))
