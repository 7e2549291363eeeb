"""Patterns of files, as ``.gitignore`` and ``.dockerignore`` have them, as regular expressions.

Sources: git's manual of ``gitignore``; Go's ``filepath.Match``, which Docker follows. What neither of them can read
fits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toybox_lint.patterns import pattern

_PIECE = pattern(r"/\*\*/|/\*\*\Z|\*\*/|\*+|\?|\\.|\[[!^]?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_SPELLED = {"/**/": "/(?:.*/)?", "/**": "/.*", "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_RANGE = pattern(r"(\\?.)(?:-(\\?.))?", re.DOTALL)
_NOTHING = "(?!)"


def expression(text: str) -> re.Pattern[str]:
    """What takes the whole path of each file that ``text`` names, and of what lies in a folder that it names."""
    return re.compile("".join(map(_translated, _PIECE.findall(text))) + "(?:/.*)?", re.DOTALL)


def _translated(piece: str) -> str:
    if piece in _SPELLED:
        return _SPELLED[piece]
    if piece.startswith("[") and len(piece) > 1:
        return _one_of(piece[1:-1])
    if piece.startswith("\\") and len(piece) > 1:
        return re.escape(piece[1:])
    return _SPELLED["**"] if piece.startswith("**") else _NOTHING if piece == "[" else re.escape(piece)


def _one_of(inner: str) -> str:
    """One character of a list such as ``a-z_``, or, after ``!`` or ``^``, one that is not in it; never a slash."""
    without = inner.startswith(("!", "^"))
    listed = "".join(_spans(inner[without:]))
    if not listed:
        return _NOTHING
    return f"(?!/)[{'^' if without else ''}{listed}]"


def _spans(inner: str) -> Iterator[str]:
    for first, last in _RANGE.findall(inner):
        low, high = first[-1], (last or first)[-1]
        if low <= high:
            yield f"{re.escape(low)}-{re.escape(high)}"
