"""Collecting problems in the order in which Caddy meets them."""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.caddy.environment import ExpandedText, Symbols
from toybox_lint.caddy.model import Problem
from toybox_lint.facts import Unknown
from toybox_lint.source import Located, Origin, SourceFile, Span
from toybox_lint.typed import cast
from toybox_lint_grammar.tokens import Token


def source_of(token: Token) -> ExpandedText:
    """The text that ``token`` was read from."""
    return cast(ExpandedText, token.source)


def via_of(token: Token) -> Origin | None:
    """The import through which ``token`` came."""
    chain = token.chain
    if chain is None:
        return None
    if chain.place is None:
        chain.place = origin_of(chain.site)
    return cast(Origin, chain.place)


def origin_of(token: Token, start: int = 0, end: int | None = None) -> Origin:
    """Where ``token.text[start:end]`` was written; inside the quotes when it is exact."""
    size = len(token.text)
    stop = size if end is None else end
    if token.pieces is None and token.end - token.start == size and not token.quote:
        begin = token.start
        return token.source.origin(begin + start, begin + stop, via_of(token))  # type: ignore[attr-defined, no-any-return]
    if token.pieces is not None:
        for piece in token.pieces:
            if piece.start <= start and stop <= piece.end:
                shift = piece.at - piece.start
                if piece.token is token:
                    return source_of(token).origin(
                        token.start + start + shift, token.start + stop + shift, via_of(token)
                    )
                return origin_of(piece.token, start + shift, stop + shift)
        whole = source_of(token).origin(token.start, token.end, via_of(token))
        return Origin(whole.file, whole.span, False, whole.via)
    text = source_of(token).text
    inside = token.start + (1 if token.quote in ('"', "`") and token.quote else 0)
    found = source_of(token).origin(inside + start, inside + stop, via_of(token))
    if text.startswith(token.text, inside) and (found.exact or not token.quote):
        return found
    whole = source_of(token).origin(token.start, token.end, found.via)
    return Origin(whole.file, whole.span, False, whole.via)


class Problems:
    """Problems and gaps of one reading. The first fatal problem is the one Caddy reports."""

    def __init__(self, symbols: Symbols, main: str) -> None:
        self.symbols = symbols
        self.main = main
        self.found: list[Problem] = []
        self.gaps: list[Located[str]] = []
        self._seen: set[tuple[object, ...]] = set()

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
        self.found.append(Problem(kind, text, origin, line, fatal, tuple(suggestions), help, package))

    def gap(self, reason: str, origin: Origin) -> None:
        """Note a part that cannot be judged."""
        if all(gap.value != reason or gap.origin.span != origin.span for gap in self.gaps):
            self.gaps.append(Located(reason, origin))

    def at(self, token: Token, kind: str, message: str, **more: object) -> None:
        """Note a problem of one word, at the line Caddy counts for it."""
        line = self.caddy_line(token)
        self.report(kind, message, origin_of(token), line, **more)  # type: ignore[arg-type]

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


def place(file: SourceFile, start: int = 0, end: int = 0) -> Origin:
    """Characters of a file, without an import."""
    return Origin(file, Span(start, end))
