"""Where lines end and braces open and close: tokens of one block to the terminals of the grammar.

Caddy's own rules are positional (a brace opens only at the end of its line, a closing one need not be
alone), so they are settled here; the grammar sees lines and balanced braces.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from toybox_lint_grammar.nodes import Directive
from toybox_lint_grammar.tokens import LBRACE, RBRACE, WORD, Token, starts_line

_WORDS = {WORD}


class ServerBlock:
    """A block of the top level as Caddy stores it: ``segments`` are flat, one for each directive.

    ``open`` and ``close`` are its braces where it has them; ``route`` tells a named route.
    """

    __slots__ = ("close", "keys", "open", "route", "segments")

    def __init__(self) -> None:
        self.keys: list[Token] = []
        self.open: Token | None = None
        self.close: Token | None = None
        self.segments: list[list[Token]] = []
        self.route = False


class Mark(Token):
    """A terminal that is not written: the end of a line, or a brace that Caddy does without."""

    __slots__ = ()

    def __init__(self, type: str, near: Token) -> None:
        super().__init__("", "", near.line, near.end, near.end, near.source, near.depth)
        self.type = type
        self.chain = near.chain


def terminals(block: ServerBlock, lone: bool) -> Iterator[Token | Directive]:
    """What the grammar reads: the words of ``block``, balanced braces, and directives, whole where they can be.

    ``lone`` tells whether it is a site without braces.
    """
    yield from (key if key.type == WORD else _as_word(key) for key in block.keys)
    near = block.keys[-1] if block.keys else block.open or next(chain(*block.segments), None)
    if near is None:  # an address of nothing, and nothing below it
        return
    lone = lone and bool(block.keys)
    yield Mark("NEWLINE", near) if lone else block.open or Mark(LBRACE, near)
    near = block.open or near
    for segment in block.segments:
        whole = whole_line(segment)
        yield from _segment(segment) if whole is None else (whole,)
        near = segment[-1]
    if not lone:
        yield block.close or Mark(RBRACE, near)


def whole_line(segment: list[Token]) -> Directive | None:
    """The directive that is all of ``segment``; ``None`` where its braces do not show one.

    The automaton makes the same of it, later: most directives need no other way.
    """
    if {token.type for token in segment} == _WORDS:
        return Directive(segment, None, [], None)
    body: list[Directive] = []
    words: list[Token] = []
    around: list[tuple[list[Token], Token, list[Directive]]] = []
    previous = segment[0]
    for token in segment:
        type = token.type
        if type == WORD:
            if words and around and starts_line(previous, token):
                body.append(Directive(words, None, [], None))
                words = []
            words.append(token)
        elif type == LBRACE:
            if not words:
                return None
            around.append((words, token, body))
            words, body = [], []
        else:
            if words:
                body.append(Directive(words, None, [], None))
                words = []
            if not around:
                return None
            head, open, before = around.pop()
            before.append(Directive(head, open, body, token))
            body = before
        previous = token
    return None if words or around or len(body) != 1 else body[0]


def _segment(segment: list[Token]) -> Iterator[Token | Directive]:
    """One directive with a block. A line may go on after a closing brace: that begins a new one."""
    depth = 0
    previous = segment[0]
    words: list[Token] = []
    for token in segment:
        type = token.type
        if type == LBRACE and words:
            depth += 1
            yield from words
            words = []
            yield token
        elif type == RBRACE and depth:
            if words:
                yield Directive(words, None, [], None)
                words = []
            depth -= 1
            yield token
        else:
            if words and depth and starts_line(previous, token):
                yield Directive(words, None, [], None)
                words = []
            words.append(token if type == WORD else _as_word(token))
        previous = token
    if words:
        yield Directive(words, None, [], None)
    for _ in range(depth):
        yield Mark(RBRACE, segment[-1])


def _as_word(brace: Token) -> Token:
    word = brace.copy(brace.chain)
    word.type = WORD
    return word
