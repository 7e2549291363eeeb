"""Variables in shell text and in Dockerfiles: ``$NAME``, ``${NAME:-word}`` and what only a shell can do.

Follows the POSIX Shell Command Language, 2.6 (word expansions).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toybox_lint.compose.model import Text
from toybox_lint.digits import number
from toybox_lint.facts import Absent, Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located

Lookup = Callable[[str], "str | Unknown | Absent"]
Piece = str | Unknown

_NAME = pattern(r"[A-Za-z_]\w*|\d|[@*#?$!-]", re.ASCII)
_BRACED = pattern(r"([A-Za-z_]\w*|\d+|[@*])(:?[-=+?])?", re.ASCII)
_DEEPEST = 20
# In characters: the longest value that is put in place of a variable, and how much is put into one text. Of forty
# variables each may be the one before twice.
_LONGEST, _ROOM = 1000, 4000


def expand(text: str, lookup: Lookup) -> Text:
    """``text`` as inside double quotes: variables replaced, nothing split."""
    pieces = Expander(text, lookup).quoted(0, len(text))
    return joined(pieces)


def joined(pieces: Sequence[Piece]) -> Text:
    """The pieces as one text; unknown when one of them is."""
    unknown = [piece for piece in pieces if isinstance(piece, Unknown)]
    if unknown:
        return Unknown(unknown[0].reason, frozenset().union(*(each.variables for each in unknown)))
    return "".join(piece for piece in pieces if isinstance(piece, str))


class Expander:
    """Variables, quotes and substitutions inside a text."""

    def __init__(
        self, text: str, lookup: Lookup, arguments: Sequence[Located[Text]] = (), depth: int = 0
    ) -> None:
        self.text = text
        self.lookup = lookup
        self.arguments = arguments
        self.depth = depth
        self.room = _ROOM

    def quoted(self, start: int, end: int) -> list[Piece]:
        """The pieces of a double-quoted stretch."""
        pieces: list[Piece] = []
        at = start
        while at < end:
            char = self.text[at]
            if char == "\\" and at + 1 < end and self.text[at + 1] in '$`"\\\n':
                pieces.append("" if self.text[at + 1] == "\n" else self.text[at + 1])
                at += 2
            elif char in "$`":
                piece, at = self.substitution(at)
                pieces.append(piece)
            else:
                pieces.append(char)
                at += 1
        return pieces

    def substitution(self, at: int) -> tuple[Piece, int]:
        """The value of what begins with ``$`` or a backtick at ``at``, and where it ends."""
        piece, end = self.substituted(at)
        if isinstance(piece, str):
            self.room -= len(piece)
            if len(piece) > _LONGEST or self.room < 0:
                return Unknown("its value is too long to be read"), end
        return piece, end

    def substituted(self, at: int) -> tuple[Piece, int]:
        """The same, however long it is."""
        if self.text[at] == "`":
            end = self.text.find("`", at + 1)
            return Unknown("a command decides it"), (end + 1 if end >= 0 else len(self.text))
        if self.text.startswith("$(", at):
            return Unknown("a command decides it"), self.closing(at + 1, "(", ")")
        if self.text.startswith("${", at):
            end = self.closing(at + 1, "{", "}")
            return self.braced(self.text[at + 2 : end - 1]), end
        name = _NAME.match(self.text, at + 1)
        if not name:
            return "$", at + 1
        return self.value(name[0]), name.end()

    def braced(self, inside: str) -> Piece:
        match = _BRACED.match(inside)
        if not match or (match.end() < len(inside) and not match[2]) or self.depth > _DEEPEST:
            return Unknown("an expansion that only the shell can do")
        value = self.given(match[1])
        if not match[2]:
            return "" if isinstance(value, Absent) else value
        if isinstance(value, Unknown):
            return value
        missing = isinstance(value, Absent) or (match[2][0] == ":" and not value)
        if match[2][-1] == "+":
            return "" if missing else self.word(inside[match.end() :])
        if not missing and not isinstance(value, Absent):
            return value
        if match[2][-1] == "?":
            return Unknown(f"the variable {match[1]} is not set", frozenset((match[1],)))
        return self.word(inside[match.end() :])

    def word(self, text: str) -> Piece:
        """The word after ``:-`` and its like, quotes removed."""
        inner = Expander(text, self.lookup, self.arguments, self.depth + 1)
        return joined(inner.quoted(0, len(text))) if "'" not in text else text.replace("'", "")

    def value(self, name: str) -> Piece:
        value = self.given(name)
        return "" if isinstance(value, Absent) else value

    def given(self, name: str) -> Piece | Absent:
        if name in "@*":
            return joined([piece for each in self.arguments for piece in (each.value, " ")][:-1])
        if name.isdigit() and name != "0":
            index = number(name) - 1
            return self.arguments[index].value if index < len(self.arguments) else Absent.ABSENT
        if not (name[0].isalpha() or name[0] == "_"):
            return Unknown("the shell decides it")
        return self.lookup(name)

    def closing(self, at: int, opening: str, closing: str) -> int:
        """The offset after the bracket that closes the one at ``at``; the text's end when none does."""
        depth = 0
        while at < len(self.text):
            char = self.text[at]
            if char == "\\":
                at += 1
            elif char == opening:
                depth += 1
            elif char == closing:
                depth -= 1
                if not depth:
                    return at + 1
            at += 1
        return len(self.text) + 1
