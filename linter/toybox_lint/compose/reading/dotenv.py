"""``.env`` and ``env_file`` in the dialect of Docker Compose 2.40.3."""

from __future__ import annotations

from toybox_lint.compose.reading.interpolate import Lookup, Piece, Room, substitute
from toybox_lint.facts import ABSENT, Absent, Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple
from toybox_lint.source import SourceFile, Span

_BLANK = " \t\v\f\r\x85\xa0"
_ESCAPE = pattern(r'\\(?:([abcfnrtv$"\\])|0(\d{0,3}))')
_ESCAPED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "$": "$$"}
_BYTE = pattern(r"[0-3][0-7]{2}\Z")
_QUOTE_ESCAPE = {quote: pattern(rf"(?<!\\)((?:\\\\)*)\\{quote}") for quote in "'\""}
# Go's scanner takes no longer lines, in bytes.
_LONGEST_LINE = 65_535


_EXPORT = pattern(r"export[ \t\v\f\r\x85\xa0]+")


class Variable(NamedTuple):
    """A line ``NAME=value``; ``value`` is ``None`` for a bare name, passed on from the environment.

    ``span`` is where the value stands, without quotes; ``verbatim`` tells that it stands there letter by
    letter.
    """

    name: str
    value: str | Unknown | None
    span: Span
    verbatim: bool


class Fault(NamedTuple):
    """Why the file is refused: a clause that quotes no value."""

    message: str
    span: Span


class EnvFile(NamedTuple):
    """What a file gives, in order, up to the first fault."""

    variables: tuple[Variable, ...]
    fault: Fault | None

    def values(self) -> dict[str, str | Unknown]:
        return {entry.name: entry.value for entry in self.variables if entry.value is not None}


def parse(file: SourceFile, lookup: Lookup) -> EnvFile:
    """Read a file; ``${...}`` in values asks ``lookup`` first, then the earlier lines."""
    reader = _Reader(file.text, lookup)
    try:
        reader.run()
    except _Refused as refused:
        return EnvFile(tuple(reader.found), Fault(refused.message, refused.span))
    return EnvFile(tuple(reader.found), None)


def parse_raw(file: SourceFile, lookup: Lookup) -> EnvFile:
    """Read a file of ``format: raw``: everything after the first ``=`` is the value."""
    found: list[Variable] = []
    at = 0
    for line in file.text.split("\n"):
        start = at + len(line) - len(line.lstrip())
        name, equals, value = line.lstrip().removesuffix("\r").partition("=")
        at += len(line) + 1
        if (not name and not equals) or name.startswith("#"):
            continue
        if fault := _raw_fault(name, line):
            return EnvFile(tuple(found), Fault(fault, Span(start, start + len(name))))
        if equals:
            after = start + len(name) + 1
            found.append(Variable(name, value, Span(after, after + len(value)), True))
            continue
        given = lookup(name)
        known = given if not isinstance(given, Absent) else None
        found.append(Variable(name, known, Span(start, start + len(name)), False))
    return EnvFile(tuple(found), None)


def _raw_fault(name: str, line: str) -> str:
    if len(line.encode("utf-8", "surrogateescape")) > _LONGEST_LINE:
        return "a line is too long"
    if not name:
        return "a line has no variable's name"
    return "a variable's name cannot contain a space" if " " in name or "\t" in name else ""


class _Refused(Exception):
    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.span = Span(start, end)


class _Reader:
    def __init__(self, text: str, lookup: Lookup) -> None:
        self.text = text
        self.at = 0
        self.outside = lookup
        self.room = Room(text)
        self.found: list[Variable] = []
        self.known: dict[str, str | Unknown] = {}

    def lookup(self, name: str) -> str | Unknown | Absent:
        value = self.outside(name)
        return self.known[name] if not isinstance(value, str) and name in self.known else value

    def run(self) -> None:
        while self.to_statement():
            name, inherited, start = self.name()
            variable = self.inherited(name, start) if inherited else self.valued(name)
            self.found.append(variable)
            if variable.value is not None:
                self.known[name] = variable.value

    def to_statement(self) -> bool:
        """Go to the next line that says something."""
        text = self.text
        while self.at < len(text):
            if text[self.at].isspace():
                self.at += 1
            elif text[self.at] == "#":
                end = text.find("\n", self.at)
                self.at = len(text) if end < 0 else end
            else:
                return True
        return False

    def name(self) -> tuple[str, bool, int]:
        text = self.text
        if exported := _EXPORT.match(text, self.at):
            self.at = exported.end()
        start = at = self.at
        while at < len(text) and text[at] not in "=:\n":
            char = text[at]
            if not (char in _BLANK or char in "_.-[]" or char.isalpha() or char.isnumeric()):
                raise _Refused("there is an unexpected character in a variable's name", at, at + 1)
            at += 1
        name = text[start:at].rstrip()
        if " " in name or "\t" in name:
            raise _Refused("a variable's name cannot contain a space", start, at)
        self.at = at + 1
        return name, at >= len(text) or text[at] == "\n", start

    def inherited(self, name: str, start: int) -> Variable:
        value = self.lookup(name)
        return Variable(
            name,
            None if value is ABSENT or isinstance(value, Absent) else value,
            Span(start, start + len(name)),
            False,
        )

    def valued(self, name: str) -> Variable:
        text = self.text
        while self.at < len(text) and text[self.at] in _BLANK:
            self.at += 1
        quote = text[self.at : self.at + 1]
        if quote in ("'", '"') and quote:
            return self.quoted(name, quote)
        end = text.find("\n", self.at)
        end = len(text) if end < 0 else end
        start, self.at = self.at, end
        line = text[start:end]
        value = line.partition(" #")[0].rstrip()
        return self.expanded(name, value, Span(start, start + len(value)), value)

    def quoted(self, name: str, quote: str) -> Variable:
        text, start = self.text, self.at + 1
        end = start
        while end < len(text) and text[end] != quote:
            end += 2 if text[end] == "\\" else 1
        if end >= len(text):
            line = text.find("\n", start)
            raise _Refused("a quoted value is not closed", start - 1, len(text) if line < 0 else line)
        self.at = end + 1
        written = text[start:end]
        value = _QUOTE_ESCAPE[quote].sub(lambda found: found[1] + quote, written)
        if quote == "'":
            return Variable(name, value, Span(start, end), value == written)
        return self.expanded(name, _unescape(value), Span(start, end), written)

    def expanded(self, name: str, value: str, span: Span, written: str) -> Variable:
        if "$" not in value:
            return Variable(name, value, span, value == written)
        outcome = substitute(value, self.lookup, self.room)
        for refused in outcome.refused:
            if not refused.excused or not isinstance(self.lookup(refused.variable), Unknown):
                raise _Refused(refused.message.partition(":")[0], *span)
        return Variable(name, _whole(name, outcome.pieces), span, False)


def _whole(name: str, pieces: tuple[Piece, ...]) -> str | Unknown:
    """The value; the reason why it is unknown does not tell the variable in it, which may be a piece of a hash."""
    holes = [piece.hole for piece in pieces if piece.hole is not None]
    if not holes:
        return "".join(piece.text for piece in pieces)
    return Unknown(f"the value of {name} refers to a variable that is not given", holes[0].variables)


def _unescape(value: str) -> str:
    return _ESCAPE.sub(_escaped, value)


def _escaped(found: re.Match[str]) -> str:
    char, octal = found.groups()
    if char is None:
        return chr(int(octal, 8)) if _BYTE.match(octal) else f"\\{octal}"
    return found[0] if char == "c" else _ESCAPED.get(char, char)
