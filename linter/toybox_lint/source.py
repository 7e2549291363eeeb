"""Texts and places in them: every value of every model knows where it was written."""

from __future__ import annotations

from bisect import bisect_right

from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple, dataclass, field
from toybox_lint.typed import Generic, TypeVar

T = TypeVar("T")
_BRACE = pattern(r"[{}]")


class Span(NamedTuple):
    """Characters ``start`` (0-based, included) to ``end`` (excluded) of a file's text."""

    start: int
    end: int


class Position(NamedTuple):
    """A place for people: 1-based line and 1-based column, both in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class SourceFile:
    """One file as it was read.

    ``path`` is absolute and normalised, with ``/``; ``name`` is how the report calls it (relative to the
    working folder). ``text`` is without a byte order mark; bytes that are not UTF-8 are kept as lone
    surrogates (``surrogateescape``), so that writing gives the same bytes back. A text that is written inside
    another file has its places: ``whole`` is that file, of which all else is blank here, and ``margin`` stands before
    each of its lines. ``shifted``: some of its characters stand a little before where they are in that file, on the
    same line. ``rigid``: the text is that of ``whole``, and only its words may be rewritten, each with another one.
    """

    path: str
    name: str
    text: str
    bom: bool = False
    whole: SourceFile | None = None
    margin: str = ""
    shifted: bool = False
    rigid: bool = False
    _starts: list[int] = field(default_factory=list, repr=False)

    def _line_starts(self) -> list[int]:
        if self.whole is not None:
            return self.whole._line_starts()
        if not self._starts:
            starts, at = [0], 0
            for line in self.text.split("\n")[:-1]:
                at += len(line) + 1
                starts.append(at)
            self._starts.extend(starts)
        return self._starts

    def position(self, offset: int) -> Position:
        """Line and column of the character at ``offset``; only LF ends a line."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def offset(self, line: int, column: int = 1) -> int:
        """Offset of a 1-based line and column."""
        return self._line_starts()[line - 1] + column - 1

    def line(self, number: int) -> str:
        """Text of 1-based line ``number`` without its line end; empty past the last one."""
        starts = self._line_starts()
        if number > len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].removesuffix("\r")

    @property
    def newline(self) -> str:
        """The line end this file uses: that of its first line, LF when there is none."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written, in the file where a person would edit it.

    ``exact`` means that the text at ``span`` is the value, character for character: only then may a fix
    rewrite it. ``via`` is the import (or alias, or ``extends``) through which it came.
    """

    file: SourceFile
    span: Span
    exact: bool = True
    via: Origin | None = None

    @property
    def start(self) -> Position:
        return self.file.position(self.span.start)

    @property
    def end(self) -> Position:
        return self.file.position(self.span.end)

    @property
    def text(self) -> str:
        return self.file.text[self.span.start : self.span.end]

    def part(self, start: int, end: int) -> Origin:
        """The characters ``start`` to ``end`` of the value; the whole when it is not exact."""
        if not self.exact:
            return self
        begin = self.span.start
        return Origin(self.file, Span(begin + start, begin + end), True, self.via)


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value and where it was written."""

    value: T
    origin: Origin


def blank_out(sought: re.Pattern[str], text: str) -> str:
    """``text`` with blanks in place of all that ``sought`` finds, as comments: all else stays where it is."""
    return sought.sub(_blanks, text)


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def closing_brace(text: str, inside: int) -> int | None:
    """Where the block ends whose content begins at ``inside``: its ``}``; ``None`` where nothing closes it."""
    depth = 1
    for brace in _BRACE.finditer(text, inside):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.start()
    return None


def lines_of(text: str, *, keepends: bool = False) -> list[str]:
    """The lines of a text where Caddy ends them, at line feeds alone; without ``keepends`` also without returns there.

    ``str.splitlines`` ends lines at ten more characters, which are blanks to Caddy, or letters.
    """
    *whole, rest = text.split("\n")
    if keepends:
        return [*(f"{line}\n" for line in whole), *((rest,) if rest else ())]
    return [line.removesuffix("\r") for line in (*whole, *((rest,) if rest else ()))]
