"""``${...}`` as Docker Compose 2.40.3 substitutes it: all forms, nested, operands always evaluated."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, takewhile

from toybox_lint.compose.reading.values import HOLES, Leaf
from toybox_lint.facts import ABSENT, Absent, Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple
from toybox_lint.typed import TypeAlias

Lookup: TypeAlias = Callable[[str], str | Unknown | Absent]

MAXIMUM_DEPTH = 100
# Of dollars, or braces, in one text.
MAXIMUM_SIGNS = 2_000_000
# Of characters that variables give to the texts of one file: as many as these, and some for each of its own.
_FREE, _EACH = 4_000_000, 16

_START = pattern(r"\$(?:(?P<escaped>\$)|(?P<named>[_a-zA-Z][_a-zA-Z0-9]*)|(?P<braced>\{))")
_BRACES = pattern(r"\{.?|\}", re.DOTALL)
_BRACED = pattern(r"\{([_a-zA-Z][_a-zA-Z0-9]*)(\}|:?[-+?])")


class Piece(NamedTuple):
    """A piece of a result: a text, from where in the template it was copied (else ``None``), or a hole.

    ``variable`` is the name of the variable whose value the text is.
    """

    text: str
    source: int | None
    hole: Unknown | None = None
    variable: str = ""


class Refused(NamedTuple):
    """Why a template is refused; ``excused`` when only the required ``variable`` is missing."""

    kind: str
    message: str
    excused: bool = False
    variable: str = ""


class Outcome(NamedTuple):
    """``pieces`` are empty when the template is malformed. ``unset`` are variables that are absent."""

    pieces: tuple[Piece, ...]
    refused: tuple[Refused, ...]
    unset: tuple[str, ...]


class Room:
    """How much variables may still give to the texts of one file: lines that double each other fill any memory."""

    __slots__ = ("left",)

    def __init__(self, file: str) -> None:
        self.left = _FREE + _EACH * len(file)


_TOO_LARGE = Outcome((), (Refused("too-large", "its variables make it too long a text"),), ())


def substitute(template: str, lookup: Lookup, room: Room | None = None) -> Outcome:
    """Evaluate a template. A missing required variable is a problem and leaves a hole."""
    if len(template) > MAXIMUM_SIGNS and max(map(template.count, "${}")) > MAXIMUM_SIGNS:
        return _TOO_LARGE
    evaluation = _Evaluation(template, lookup)
    try:
        pieces = evaluation.run(0, len(template))
    except _Malformed as malformed:
        message = f"invalid interpolation format: {malformed.text}"
        return Outcome((), (Refused("bad-interpolation", message),), ())
    room = room or Room(template)
    room.left -= sum(len(piece.text) for piece in pieces if piece.variable)
    if room.left < 0:
        return _TOO_LARGE
    return Outcome(tuple(pieces), tuple(evaluation.refused), tuple(evaluation.unset))


class _Malformed(Exception):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class _Evaluation:
    def __init__(self, text: str, lookup: Lookup) -> None:
        self.text = text
        self.lookup = lookup
        self.refused: list[Refused] = []
        self.unset: list[str] = []
        self.depth = 0
        # Start, end and last brace of the line that was asked for last, at each depth.
        self.lines: dict[int, tuple[int, int, int]] = {}
        self.closing: dict[int, int] | None = None

    def run(self, at: int, end: int) -> list[Piece]:
        """What the text gives from there to there."""
        text = self.text
        pieces: list[Piece] = []
        while at < end:
            found = _START.search(text, at, end)
            if found is None:
                break
            if found.start() > at:
                pieces.append(Piece(text[at : found.start()], at))
            if found["escaped"]:
                pieces.append(Piece("$", None))
                at = found.end()
            elif found["named"]:
                pieces.append(self.value(found["named"]))
                at = found.end()
            else:
                braced, at = self.braced(found.start(), end)
                pieces.extend(braced)
        if at < end:
            pieces.append(Piece(text[at:end], at))
        return pieces

    def value(self, name: str) -> Piece:
        value = self.lookup(name)
        if isinstance(value, Unknown):
            return Piece("", None, value)
        if value is ABSENT:
            self.unset.append(name)
        return Piece("" if isinstance(value, Absent) else value, None, None, name)

    def braced(self, dollar: int, limit: int) -> tuple[list[Piece], int]:
        """What ``${...}`` at ``dollar`` gives, and where it ends."""
        found = _BRACED.match(self.text, dollar + 1, limit)
        if found is None:
            raise _Malformed(_excerpt(self.text, dollar, limit))
        name, operator = found.groups()
        if operator == "}":
            return [self.value(name)], found.end()
        last = self.last_brace(dollar, limit)
        if last < 0 or self.depth >= MAXIMUM_DEPTH:
            raise _Malformed(_excerpt(self.text, dollar, limit))
        if self.closing is None:
            self.closing = _closing_braces(self.text)
        end = min(self.closing.get(dollar + 1, last), last)
        self.depth += 1
        operand = self.run(found.end(), end)
        self.depth -= 1
        return self.choose(name, operator, list(map(_unplaced, operand))), end + 1

    def last_brace(self, dollar: int, limit: int) -> int:
        """Where the last closing brace of a reference's line stands; a line may hold very many references."""
        start, end, brace = self.lines.get(self.depth, (0, 0, 0))
        if not start <= dollar < end:
            found = self.text.find("\n", dollar, limit)
            end = found if found >= 0 else limit
            brace = self.text.rfind("}", dollar, end)
            self.lines[self.depth] = (dollar, end, brace)
        return brace if brace > dollar else -1

    def choose(self, name: str, operator: str, operand: list[Piece]) -> list[Piece]:
        value = self.lookup(name)
        if isinstance(value, Unknown):
            if operator[-1] == "?":
                return [self.required(name, filled=operator == ":?")]
            return [Piece("", None, _with_hint(value, operand, filled=operator == ":-" and _some(operand)))]
        missing = value is ABSENT or (operator[0] == ":" and value == "")
        if operator[-1] == "-":
            return operand if missing else [Piece(str(value), None, None, name)]
        if operator[-1] == "+":
            return [] if missing else operand
        if missing:
            return [self.required(name, filled=operator == ":?")]
        return [Piece(str(value), None, None, name)]

    def required(self, name: str, *, filled: bool) -> Piece:
        text = f"required variable {name} is missing a value"
        self.refused.append(Refused("missing-variable", text, True, name))
        reason = f"the required variable {name} is not given"
        return Piece("", None, Unknown(reason, frozenset((name,)), filled=filled))


def _unplaced(piece: Piece) -> Piece:
    return piece if piece.source is None else piece._replace(source=None)


def _with_hint(value: Unknown, operand: list[Piece], *, filled: bool) -> Unknown:
    """``value`` with its default, as far as that is known, or with an example; neither where the two differ."""
    texts = [piece.hole.hint if piece.hole else piece.text for piece in operand]
    known = [text for text in texts if text is not None]
    default = None if len(known) < len(texts) else "".join(known)
    hint = default if value.hint in (None, default) else value.hint if default is None else None
    return Unknown(value.reason, value.variables, hint, filled)


def _some(pieces: list[Piece]) -> bool:
    """Whether the text of the pieces is certainly not empty."""
    return any(piece.text or (piece.hole and piece.hole.filled) for piece in pieces)


def _excerpt(text: str, dollar: int, limit: int) -> str:
    """The broken reference itself: never text beside it."""
    end = text.find("}", dollar, limit)
    line = text.find("\n", dollar, limit)
    stop = min(end + 1 if end >= 0 else limit, line if line >= 0 else limit)
    return text[dollar : min(stop, dollar + 60)]


def _closing_braces(text: str) -> dict[int, int]:
    """Where each brace behind a dollar closes, by counting: what stands behind an opening one counts for nothing."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for brace in _BRACES.finditer(text):
        if brace[0] != "}":
            waiting.append(brace.start())
        elif waiting:
            found[waiting.pop()] = brace.start()
    return found


def _copied(
    runs: Sequence[tuple[int, int, int]], source: int, length: int, to: int
) -> Iterator[tuple[int, int, int]]:
    """The parts of ``runs`` in a piece of the template, for the place ``to`` of the result."""
    first = max(bisect_right(runs, (source, sys.maxsize)) - 1, 0)
    for at, extent, start in takewhile(lambda run: run[0] < source + length, islice(runs, first, None)):
        low, high = max(at, source), min(at + extent, source + length)
        if low < high:
            yield to + low - source, high - low, start + low - at


def filled(leaf: Leaf, pieces: tuple[Piece, ...]) -> Leaf:
    """``leaf`` with the evaluated text, holes and the map of what was copied from the file."""
    holes = tuple(piece.hole for piece in pieces if piece.hole is not None)
    if len(holes) > len(HOLES):
        return Leaf(Unknown("too many variables are not given"), leaf.place, (), leaf.key)
    if holes and any(char in HOLES for piece in pieces for char in piece.text):
        return Leaf(Unknown("it holds characters that Unicode has not"), leaf.place, (), leaf.key)
    verbatim = leaf.written() == leaf.value
    texts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = count = 0
    for piece in pieces:
        text = piece.text
        if piece.hole is not None:
            text = HOLES[count]
            count += 1
        elif piece.source is not None and (verbatim or leaf.runs):
            copied = leaf.runs or ((0, piece.source + len(text), leaf.place.start),)
            runs.extend(_copied(copied, piece.source, len(text), length))
        texts.append(text)
        length += len(text)
    if not runs:
        runs.append((0, 0, leaf.place.start))
    return Leaf("".join(texts), leaf.place, holes, leaf.key, tuple(runs))
