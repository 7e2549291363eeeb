"""Collecting problems in the order in which Caddy meets them."""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.caddy.model import Problem
from toybox_lint.caddy.places import origin_of, source_of
from toybox_lint.caddy.reading.environment import Symbols
from toybox_lint.facts import Unknown
from toybox_lint.source import Located, Origin
from toybox_lint.typed import TypeAlias
from toybox_lint_grammar.tokens import Token

Fault: TypeAlias = "tuple[Token, str, tuple[str, ...]]"
"""A word at which Caddy ends when it starts, what is said of it, and what may stand there."""

# Upstreams that the ranges of ports in a Caddyfile are spread to: more than anybody runs. Caddy 2.11 has no bound; it
# takes 2.3 GB to adapt fifty ranges of all ports, and each Caddy, server and finding would multiply them here.
MAXIMUM_SPREAD = 2_000
TOO_MANY = "the range was not followed: the Caddyfile has too many upstreams"


class Problems:
    """Problems and gaps of one reading. The first fatal problem is the one Caddy reports."""

    def __init__(self, symbols: Symbols, main: str) -> None:
        self.symbols = symbols
        self.main = main
        self.found: list[Problem] = []
        self.gaps: list[Located[str]] = []
        self._seen: set[tuple[object, ...]] = set()
        self._unseen: set[tuple[object, ...]] = set()
        self._spread = 0
        self.held: list[Fault] | None = None

    def report(
        self,
        kind: str,
        message: str,
        origin: Origin,
        line: int | None,
        *,
        fatal: bool = True,
        suggestions: Iterable[str] = (),
        help: str | None = None,
        package: str | None = None,
    ) -> None:
        """Note a problem; one that is known from another use of the same lines counts once."""
        key = (kind, message, origin.file.path, origin.span, fatal)
        if key in self._seen:
            return
        self._seen.add(key)
        text = self.symbols.readable(message)
        # What a variable gave may be secret, also with a unit behind it; and nobody can write it better here.
        meant = tuple(suggestions) if origin.exact else ()
        self.found.append(Problem(kind, text, origin, line, fatal, meant, help, package))

    def gap(self, reason: str, origin: Origin) -> None:
        """Note a part that cannot be judged."""
        if (reason, origin.span) not in self._unseen:
            self._unseen.add((reason, origin.span))
            self.gaps.append(Located(reason, origin))

    def spreads(self, size: int, origin: Origin) -> bool:
        """Whether a range of ``size`` upstreams is spread; a gap where there would be too many."""
        if self._spread + size > MAXIMUM_SPREAD:
            self.gap(TOO_MANY, origin)
            return False
        self._spread += size
        return True

    def at(self, token: Token, kind: str, message: str, **more: object) -> None:
        """Note a problem of one word, at the line Caddy counts for it."""
        line = self.caddy_line(token)
        self.report(kind, message, origin_of(token), line, **more)  # type: ignore[arg-type]

    def at_start(self, fault: Fault) -> None:
        """Note a word at which Caddy ends when it starts; where it may have no use, ``held`` keeps it until then."""
        if self.held is None:
            token, message, suggestions = fault
            self.at(token, "refused-at-start", message, fatal=False, suggestions=suggestions)
        else:
            self.held.append(fault)

    def caddy_line(self, token: Token, *, chain: bool = True) -> int | None:
        """The line of the main file that Caddy names for a token: its own, or that of the import.

        Some of Caddy's messages do not tell the import chain (``chain`` is false).
        """
        if source_of(token).path == self.main:
            return token.line
        if token.chain is not None and chain:
            for link in token.chain.key:
                if link.path == self.main:
                    return link.line
        return None

    def text_of(self, token: Token) -> str | Unknown:
        """The word's text, unknown when a variable decides it."""
        if not self.symbols.variables:
            return token.text
        return self.symbols.unknown(token.text) or token.text
