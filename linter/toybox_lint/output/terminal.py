"""Text for a terminal: colours, display width, and nothing that could steer it."""

from __future__ import annotations

from toybox_lint.patterns import pattern

TAB = "    "
_CODES = {
    "bold": "1",
    "red": "1;31",
    "yellow": "1;33",
    "cyan": "1;36",
    "blue": "1;34",
    "green": "32",
    "gone": "31",
}
UNSAFE = pattern(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """``text`` with control, direction and invisible characters written out as ``\\x1b``, ``\\u202e``."""
    if text.isprintable():
        return text
    return UNSAFE.sub(lambda match: ascii(match.group())[1:-1], text)


def one_line(text: str) -> str:
    """``clean`` text without line ends."""
    return clean(text.replace("\n", "\\n"))


def paint(text: str, colour: str, enabled: bool) -> str:
    """``text`` in ``colour`` when that is allowed."""
    return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if enabled else text


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def wrap(text: str, room: int) -> list[str]:
    """The lines of ``text`` in ``room`` columns, broken at blanks; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(lines[-1]) + 1 + width(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [line.strip() for line in lines if line.strip()]


def expand(text: str) -> str:
    """A source line as it is shown: tabs as four blanks, nothing that could steer the terminal."""
    return clean(text.replace("\t", TAB))
