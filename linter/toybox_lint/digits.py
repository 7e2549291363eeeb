"""Whole numbers as files hold them: with however many digits, of which Python reads no more than 4300."""

from __future__ import annotations

_MOST = 40


def number(text: str) -> int:
    """The value of ASCII digits, a sign before them or not.

    With more digits than any program takes it is just a very large one.
    """
    if len(text) <= _MOST:
        return int(text)
    sign = -1 if text[0] == "-" else 1
    digits = text.lstrip("+-").lstrip("0")
    return sign * (10**_MOST if len(digits) > _MOST else int(digits or "0"))


def whole(text: str) -> int | None:
    """The value of a text that is nothing but ASCII digits; ``None`` for any other."""
    return number(text) if text.isascii() and text.isdigit() else None
