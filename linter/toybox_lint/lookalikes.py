"""Characters of Japanese and Chinese keyboards that look like those of ASCII, and are letters to every program.

Source: Unicode, "Halfwidth and Fullwidth Forms" (U+FF01 to U+FF5E stand for U+0021 to U+007E) and "CJK Symbols and
Punctuation" (the ideographic space, comma and full stop).
"""

from __future__ import annotations

from toybox_lint.patterns import pattern

_FIRST, _LAST, _APART = 0xFF01, 0xFF5E, 0xFEE0
_PLAIN = {code: chr(code - _APART) for code in range(_FIRST, _LAST + 1)} | {
    0x3000: " ",
    0x3001: ",",
    0x3002: ".",
}
WIDE = pattern(r"[\u3000-\u3002\uff01-\uff5e]")


def in_ascii(text: str) -> str:
    """``text`` with ASCII in place of the characters that only look like it."""
    return text.translate(_PLAIN) if WIDE.search(text) else text
