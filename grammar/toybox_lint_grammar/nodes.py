"""The tree of a Caddyfile after its imports: blocks, directives, words."""

from __future__ import annotations

from toybox_lint_grammar.tokens import Token


class Directive:
    """A line: its words, and the block opened at its end (``open`` is ``None`` without one).

    ``type`` is its name in the grammar: a whole one may stand among the terminals.
    """

    __slots__ = ("body", "close", "open", "words")
    type = "directive"

    def __init__(self, words: list[Token], open: Token | None, body: list[Directive], close: Token | None):
        self.words = words
        self.open = open
        self.body = body
        self.close = close


class Block:
    """A block of the file's top level. ``keys`` are empty for global options.

    ``open`` and ``close`` are ``None`` for the one site of a file that needs no braces.
    """

    __slots__ = ("body", "close", "keys", "open")

    def __init__(self, keys: list[Token], open: Token | None, body: list[Directive], close: Token | None):
        self.keys = keys
        self.open = open
        self.body = body
        self.close = close
