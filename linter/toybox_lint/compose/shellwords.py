"""How Compose splits a ``command`` written as one text: quotes and backslashes, but no shell."""

from __future__ import annotations

from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple

_BLANKS = " \t\r\n"
_OPERATORS = ";&|<>"
_SPECIAL = pattern(r"""[\\"'`();&|<>]""")
_WORD = pattern(f"[^{_BLANKS}]+")


class Word(NamedTuple):
    """A word and the characters ``start`` to ``end`` it was cut from, quotes included."""

    text: str
    start: int
    end: int


def split(text: str) -> list[Word] | None:
    """The words up to the first unquoted operator, which Compose silently drops with what follows.

    ``None`` when a quote is open at the end or a parenthesis stands bare (as go-shellwords in Docker Compose
    2.40.3: no variables, no comments; backticks and ``$( )`` only keep their text together).
    """
    if not _SPECIAL.search(text):
        return [Word(found.group(), *found.span()) for found in _WORD.finditer(text)]
    splitter = _Splitter()
    for at, char in enumerate(text):
        if not splitter.take(char, at):
            break
    return splitter.finish(len(text))


class _Splitter:
    """``quote`` is the open one: a quote character, a backtick, ``)`` inside ``$(``, or empty."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.buffer: list[str] = []
        self.start: int | None = None
        self.end: int | None = None
        self.quote = ""
        self.quoted = self.escaped = self.broken = False

    def take(self, char: str, at: int) -> bool:
        """Whether to go on with the next character."""
        if self.escaped:
            self.escaped = False
            self.add(char, at)
        elif char == "\\" and self.quote != "'":
            self.escaped = True
            self.begin(at)
        elif self.quote:
            self.inside(char, at)
        elif char in _BLANKS:
            self.flush(at)
        elif char in _OPERATORS:
            self.stop(char, at)
            return False
        else:
            self.outside(char, at)
        return not self.broken

    def inside(self, char: str, at: int) -> None:
        if char == "(" and self.quote == ")":
            self.broken = True
        elif char != self.quote:
            self.add(char, at)
        else:
            self.quote = ""
            if char in "`)":
                self.add(char, at)
            else:
                self.quoted = True

    def outside(self, char: str, at: int) -> None:
        if char == "(" and self.buffer[-1:] != ["$"]:
            self.broken = True
        elif char in "\"'":
            self.quote = char
            self.begin(at)
        else:
            self.quote = {"`": "`", "(": ")", ")": ")"}.get(char, "")
            self.add(char, at)

    def begin(self, at: int) -> None:
        if self.start is None:
            self.start = at

    def add(self, char: str, at: int) -> None:
        self.begin(at)
        self.buffer.append(char)

    def flush(self, at: int) -> None:
        if self.start is not None and (self.buffer or self.quoted):
            self.words.append(Word("".join(self.buffer), self.start, at))
        self.buffer, self.start, self.quoted = [], None, False

    def stop(self, char: str, at: int) -> None:
        self.end = at
        if char == ">" and self.buffer and self.buffer[0].isdigit():
            self.buffer, self.start, self.quoted = [], None, False

    def finish(self, length: int) -> list[Word] | None:
        if self.broken or self.quote or self.escaped:
            return None
        self.flush(length if self.end is None else self.end)
        return self.words
