"""The tokens to come and those already read: imports put new ones in between, at no cost for the rest."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint_grammar.tokens import LBRACE, RBRACE, Token, starts_line


class TokenStream:
    """A cursor over tokens. ``read`` ends with the current one; ``pending`` holds the rest, reversed."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.read: list[Token] = []
        self.pending = list(reversed(tokens))

    @property
    def current(self) -> Token:
        """The token the cursor is on."""
        return self.read[-1]

    def advance(self) -> bool:
        """Go to the next token; false when there is none."""
        if not self.pending:
            return False
        self.read.append(self.pending.pop())
        return True

    def back(self) -> None:
        """Undo one `advance`."""
        self.pending.append(self.read.pop())

    def on_new_line(self) -> bool:
        """Whether the current token begins a line."""
        return len(self.read) < 2 or starts_line(self.read[-2], self.read[-1])

    def next_on_new_line(self) -> bool:
        """Whether the next token begins a line, or there is none."""
        return not self.pending or starts_line(self.read[-1], self.pending[-1])

    def line_opens_block(self) -> bool:
        """Whether the line that begins with the next token ends with an opening brace."""
        at = len(self.pending) - 1
        while at > 0 and not starts_line(self.pending[at], self.pending[at - 1]):
            at -= 1
        return self.pending[at].type == LBRACE

    def next_argument(self) -> bool:
        """Go to the next token if it is an argument: on the same line, and no opening brace."""
        if self.next_on_new_line() or self.pending[-1].type == LBRACE:
            return False
        return self.advance()

    def arguments(self) -> list[Token]:
        """The arguments that follow on the line."""
        found = []
        while self.next_argument():
            found.append(self.read[-1])
        return found

    def block(self) -> list[Token] | None:
        """The tokens between the braces opened here, without them; ``None`` where no block opens."""
        if self.next_on_new_line() or self.pending[-1].type != LBRACE:
            return None
        self.advance()
        if not self.advance():
            return [self.read[-1]]
        if self.read[-1].type == RBRACE:
            return []
        depth, found = 1, [self.read[-1]]
        while self.advance():
            if self.read[-1].type == RBRACE and not self._next_on_line():
                depth -= 1
            elif self.read[-1].type == LBRACE and not self._next_on_line():
                depth += 1
            if not depth:
                break
            found.append(self.read[-1])
        return found

    def _next_on_line(self) -> bool:
        return not self.next_on_new_line() and self.advance()

    def replace(self, count: int, tokens: Sequence[Token]) -> None:
        """Put ``tokens`` in place of the last ``count`` read ones; they are read next."""
        del self.read[len(self.read) - count :]
        self.pending.extend(reversed(tokens))
