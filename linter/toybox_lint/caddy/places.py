"""Where the words of a Caddyfile were written."""

from __future__ import annotations

from toybox_lint.caddy.reading.environment import ExpandedText
from toybox_lint.patterns import pattern
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint.typed import cast
from toybox_lint_grammar.tokens import Token

_PORT = pattern(r":\d*")


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


def origin_of(token: Token) -> Origin:
    """Where ``token.text`` was written; inside the quotes when it is exact. Many words are never asked."""
    if token.place is None:
        token.place = origin_in(token, 0, len(token.text))
    return token.place  # type: ignore[return-value]


def origin_in(token: Token, start: int, stop: int) -> Origin:
    """Where ``token.text[start:stop]`` was written."""
    size = len(token.text)
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
                return origin_in(piece.token, start + shift, stop + shift)
        whole = source_of(token).origin(token.start, token.end, via_of(token))
        return Origin(whole.file, whole.span, False, whole.via)
    text = source_of(token).text
    inside = token.start + (1 if token.quote in ('"', "`") and token.quote else 0)
    found = source_of(token).origin(inside + start, inside + stop, via_of(token))
    if text.startswith(token.text, inside) and (found.exact or not token.quote or stop - start < size):
        return found
    whole = source_of(token).origin(token.start, token.end, found.via)
    return Origin(whole.file, whole.span, False, whole.via)


def edited_at(token: Token) -> Origin:
    """Where a person would change an address: the arguments of an import that it was made of but for the port."""
    pieces = token.pieces
    if pieces is None:
        return origin_of(token)
    put = [piece for piece in pieces if piece.token is not token]
    own = "".join(token.text[piece.start : piece.end] for piece in pieces if piece.token is token)
    if not put or not _PORT.fullmatch(own):
        return origin_of(token)
    first, last = (origin_in(one.token, one.at, one.at + one.end - one.start) for one in (put[0], put[-1]))
    if first.file is not last.file or last.span.end < first.span.start:
        return origin_of(token)
    return Origin(first.file, Span(first.span.start, last.span.end), False, first.via)


def place(file: SourceFile, start: int = 0, end: int = 0) -> Origin:
    """Characters of a file, without an import."""
    return Origin(file, Span(start, end))
