"""``{args[0]}``, ``{args[1:]}``: what an import's arguments put into the tokens it brings."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.digits import number
from toybox_lint.patterns import pattern
from toybox_lint_grammar.tokens import Piece, Token

_DEPRECATED = pattern(r"args\.(.+)")
_INDEXED = pattern(r"args\[(.+)]")
_NUMBER = pattern(r"[+-]?[0-9]+")


class NegativeIndex(Exception):
    """``{args[-1]}``: Caddy 2.11 ends with a panic."""


def variadic(text: str, count: int) -> slice | None:
    """The arguments that a token such as ``{args[1:]}`` stands for; ``None`` when it is none."""
    if not (text.startswith("{args[") and text.endswith("]}")):
        return None
    first, colon, last = text[6:-2].partition(":")
    if not colon or "}" in first or "{" in last:
        return None
    if any(part and not _NUMBER.fullmatch(part) for part in (first, last)):
        return None
    start, end = number(first or "0"), number(last) if last else count
    return slice(start, end) if 0 <= start <= end <= count else None


def substitute(token: Token, arguments: Sequence[Token]) -> None:
    """Put ``arguments`` into a token's text, by Caddy's replacer: escaped braces lose their backslash."""
    text = token.text
    if "{" not in text:
        return
    parts: list[tuple[int, int, Token | None]] = []
    written = at = 0
    while at < len(text):
        if at and text[at - 1] == "\\" and text[at] in "{}":
            parts.append((written, at - 1, None))
            written = at
        elif text[at] == "{" and (end := _closing(text, at)) is not None:
            value = _argument(text[at + 1 : end], arguments)
            if value is None:
                parts.append((written, at, None))
                written = at
            else:
                parts += [(written, at, None), (0, len(value.text), value)]
                at = end
                written = end + 1
        at += 1
    if parts:
        _assemble(token, [*parts, (written, len(text), None)])


def _closing(text: str, start: int) -> int | None:
    end = text.find("}", start)
    while 0 < end < len(text) - 1 and text[end - 1] == "\\":
        end = text.find("}", end + 1)
    return end if end >= 0 else None


def _argument(key: str, arguments: Sequence[Token]) -> Token | None:
    found = _DEPRECATED.fullmatch(key) or _INDEXED.fullmatch(key)
    if found is None or not _NUMBER.fullmatch(found[1]):
        return None
    index = number(found[1])
    if index < 0:
        raise NegativeIndex
    return arguments[index] if index < len(arguments) else None


def _assemble(token: Token, parts: list[tuple[int, int, Token | None]]) -> None:
    pieces: list[Piece] = []
    before = token.pieces
    text = ""
    shift = 1 if token.quote and token.quote != "<<" else 0
    for start, end, value in parts:
        if start == end:
            continue
        here = len(text)
        if value is not None:
            text += value.text
            pieces.append(Piece(here, len(text), value, 0))
            continue
        text += token.text[start:end]
        if before is None:
            pieces.append(Piece(here, len(text), token, start + shift))
            continue
        for piece in before:
            low, high = max(start, piece.start), min(end, piece.end)
            if low < high:
                at = piece.at + low - piece.start
                pieces.append(Piece(here + low - start, here + high - start, piece.token, at))
    if text == token.text and before is None:
        return
    token.rewrite(text, tuple(pieces))
