"""Walking the tokens of one directive the way Caddy's own directive parsers do.

Inside a directive's block Caddy mostly ignores line ends between sub-directives; walking the flat tokens
with the same few moves gives the same verdicts on the same lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint_grammar.tokens import LBRACE, RBRACE, WORD, Token, starts_line


class Dispenser:
    """A cursor before the first token of ``tokens``."""

    __slots__ = ("at", "nesting", "tokens")

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = -1
        self.nesting = 0

    @property
    def token(self) -> Token:
        """The current token; the first or last one when the cursor stands outside."""
        tokens, at = self.tokens, self.at
        return tokens[at] if 0 <= at < len(tokens) else tokens[min(max(at, 0), len(tokens) - 1)]

    @property
    def text(self) -> str:
        """The current token's text; empty when the cursor stands outside."""
        return self.tokens[self.at].text if 0 <= self.at < len(self.tokens) else ""

    def next(self) -> bool:
        """Go to the next token, on whatever line."""
        if self.at < len(self.tokens) - 1:
            self.at += 1
            return True
        return False

    def _next_on_line(self) -> bool:
        at = self.at
        if at < 0:
            self.at = 0
            return True
        if at >= len(self.tokens) - 1 or starts_line(self.tokens[at], self.tokens[at + 1]):
            return False
        self.at = at + 1
        return True

    def next_arg(self) -> bool:
        """Go to the next token if it is on the same line and opens no block."""
        at = self.at + 1
        tokens = self.tokens
        if at >= len(tokens) or tokens[at].type == LBRACE or (at and starts_line(tokens[at - 1], tokens[at])):
            return False
        self.at = at
        return True

    def rest(self) -> list[Token]:
        """The remaining arguments of the line."""
        tokens = self.tokens
        start = at = self.at + 1
        while at < len(tokens) and tokens[at].type != LBRACE:
            if at and starts_line(tokens[at - 1], tokens[at]):
                break
            at += 1
        self.at = at - 1
        return tokens[start:at]

    def line(self) -> list[Token]:
        """All tokens of the current line."""
        tokens = self.tokens
        start = end = min(max(self.at, 0), len(tokens) - 1)
        while start > 0 and not starts_line(tokens[start - 1], tokens[start]):
            start -= 1
        while end + 1 < len(tokens) and not starts_line(tokens[end], tokens[end + 1]):
            end += 1
        return tokens[start : end + 1]

    def count_rest(self) -> int:
        """How many arguments remain on the line; the cursor stays."""
        at = self.at
        count = len(self.rest())
        self.at = at
        return count

    def next_block(self, level: int) -> bool:
        """Go to the next entry of the block opened on this line, at nesting ``level``."""
        if self.nesting > level:
            if not self.next():
                return False
            type = self.tokens[self.at].type
            if type == RBRACE and not self._next_on_line():
                self.nesting -= 1
            elif type == LBRACE and not self._next_on_line():
                self.nesting += 1
            return self.nesting > level
        if not self._next_on_line():
            return False
        if self.tokens[self.at].type != LBRACE:
            self.at -= 1
            return False
        self.next()
        if self.tokens[self.at].type == RBRACE:
            return False
        self.nesting += 1
        return True

    def block(self) -> Iterator[Token]:
        """Each entry of the block opened on this line."""
        level = self.nesting
        while self.next_block(level):
            yield self.tokens[self.at]

    def segment(self) -> list[Token]:
        """The current token, the rest of its line and the block opened there, braces included."""
        found = [self.tokens[self.at], *self.rest()]
        level = self.nesting
        if self.next_block(level):
            found += self.tokens[self.at - 1 : self.at + 1]
            self._go_through(level, found)
            found.append(self.token)
        return found

    def _go_through(self, level: int, found: list[Token]) -> None:
        """As `next_block` until it fails, with what is met on the way: most of a large file is read so."""
        tokens, last = self.tokens, len(self.tokens) - 1
        at, nesting = self.at, self.nesting
        while at < last and nesting > level:
            at += 1
            type = tokens[at].type
            if type != WORD:
                if at < last and not starts_line(tokens[at], tokens[at + 1]):
                    at += 1
                else:
                    nesting += 1 if type == LBRACE else -1
            if nesting > level:
                found.append(tokens[at])
        self.at, self.nesting = at, nesting

    def delete(self, count: int) -> None:
        """Take out the current token and those before it, ``count`` in all."""
        del self.tokens[self.at - count + 1 : self.at + 1]
        self.at -= count

    def from_segment(self) -> Dispenser:
        """A cursor over `segment`."""
        return Dispenser(self.segment())
