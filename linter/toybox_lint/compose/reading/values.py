"""The model Compose merges: mappings, sequences and leaves, each knowing where it was written.

Texts may hold *holes*: a piece of ``${...}`` whose value nobody knows stands as one character of the
block U+FDD0 to U+FDEF (never used for text), so that ports, mounts and commands can be split around it.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from toybox_lint.compose.yaml.scalars import Plain, as_text, is_finite
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin, SourceFile, Span
from toybox_lint.typed import TypeAlias

# Past the constructor of a place, of which a large file has thousands.
_new = tuple.__new__

HOLES = "".join(map(chr, range(0xFDD0, 0xFDF0)))


@dataclass(slots=True, eq=False)
class Place:
    """A span of a file, before anybody asks whether it is exact."""

    file: SourceFile
    start: int
    end: int
    via: Origin | None = None

    def origin(self, text: str | None = None) -> Origin:
        """As an origin; exact when ``text`` is given and stands there character for character."""
        start, end = self.start, self.end
        exact = text is not None and self.file.text[start:end] == text
        return Origin(self.file, _new(Span, (start, end)), exact, self.via)

    @property
    def text(self) -> str:
        """The text that stands there."""
        return self.file.text[self.start : self.end]

    def point(self) -> Place:
        """Where it begins: the place of what follows from it, and what nobody wrote."""
        return Place(self.file, self.start, self.start, self.via)


@dataclass(slots=True, eq=False)
class Leaf:
    """A scalar after typing and interpolation.

    ``place`` is without quotes. ``holes`` are what the holes in a text stand for, in order. ``runs`` map
    pieces of the value to the file: (start in the value, length, start in the file); empty when the whole
    value, if anything, stands at ``place``. ``half`` is where what begins so far into the value stands, whatever it is.
    """

    value: Plain | Unknown
    place: Place
    holes: tuple[Unknown, ...] = ()
    key: Place | None = None
    runs: tuple[tuple[int, int, int], ...] = ()
    half: tuple[int, Place] | None = None

    def text(self) -> str | Unknown:
        """The value as text; unknown when it has a hole."""
        if self.holes:
            return self.unknown()
        return self.value if isinstance(self.value, str | Unknown) else as_text(self.value)

    def unknown(self) -> Unknown:
        if isinstance(self.value, Unknown):
            return self.value
        found = self.holes[0] if len(self.holes) == 1 else combined(self.holes)
        around = isinstance(self.value, str) and self.value.strip(HOLES)
        return replace(found, filled=True, hint=self.hint()) if around else found

    def hint(self) -> str | None:
        """The text with what may stand in its holes; ``None`` where nothing is known of one."""
        hints = iter(hole.hint for hole in self.holes)
        pieces = [next(hints, None) if char in HOLES else char for char in str(self.value)]
        known = [piece for piece in pieces if piece is not None]
        return "".join(known) if len(known) == len(pieces) else None

    def unknown_or(self, reason: str) -> Unknown:
        """Why the value is not known, or ``reason`` when it is known and of no use."""
        return self.unknown() if self.holes or isinstance(self.value, Unknown) else Unknown(reason)

    def origin(self) -> Origin:
        if isinstance(self.value, Unknown) or self.holes:
            return self.place.origin()
        return self.place.origin(as_text(self.value))

    def located(self) -> Located[str | Unknown]:
        value = self.value
        if type(value) is str and not self.holes:
            return Located(value, self.place.origin(value))
        return Located(self.text(), self.origin())

    def written(self) -> str:
        """The text as it stands in the file, variables unresolved."""
        return self.place.text

    def traced(self) -> Leaf:
        """The same leaf; one that is written as it is knows that from here on, and need not look for every part."""
        if self.runs or not isinstance(self.value, str) or self.written() != self.value:
            return self
        return Leaf(self.value, self.place, self.holes, self.key, ((0, len(self.value), self.place.start),))

    def part(self, start: int, end: int) -> Leaf:
        """The characters ``start`` to ``end`` of a text, with their own place when they have one."""
        text = self.value if isinstance(self.value, str) else as_text(self.value)  # type: ignore[arg-type]
        piece = text[start:end]
        holes = tuple(self.holes[HOLES.index(char)] for char in piece if self.holes and char in HOLES)
        if holes:
            piece = _renumbered(piece)
        return Leaf(piece, self.part_place(start, end), holes)

    def part_place(self, start: int, end: int) -> Place:
        place = self.place
        # Runs are in order. What is empty may stand at the end of the one before.
        behind = bisect_right(self.runs, (start, sys.maxsize))
        for at, length, source in self.runs[max(behind - 2, 0) : behind]:
            if at <= start and end <= at + length:
                begin = source + start - at
                return Place(place.file, begin, begin + end - start, place.via)
        if not self.runs and isinstance(self.value, str) and self.written() == self.value:
            return Place(place.file, place.start + start, place.start + end, place.via)
        if self.half is not None and (start, end) == (self.half[0], len(str(self.value))):
            return self.half[1]
        return place

    def around(self, start: int, end: int) -> Place:
        """Where a part stands that variables give some of: from what is written before it to what is written behind."""
        first, last = self.place.start, self.place.end
        for at, length, source in self.runs:
            if at <= start <= at + length:
                first = source + start - at
            if at <= end <= at + length:
                last = source + end - at
                break
        return Place(self.place.file, first, max(first, last), self.place.via)


def lines_of(value: str, place: Place) -> tuple[tuple[int, int, int], ...]:
    """The runs of a scalar over several lines; none where it is not made of its lines alone."""
    runs: list[tuple[int, int, int]] = []
    at, start = 0, place.start
    for number, line in enumerate(place.text.splitlines(keepends=True)):
        text = line.strip()
        if text and not (number == 0 and text[0] in "|>"):
            while at < len(value) and value[at].isspace():
                at += 1
            if not value.startswith(text, at):
                return ()
            runs.append((at, len(text), start + line.index(text)))
            at += len(text)
        start += len(line)
    return tuple(runs)


def _renumbered(piece: str) -> str:
    following = iter(HOLES)
    return "".join(next(following) if char in HOLES else char for char in piece)


def combined(unknowns: tuple[Unknown, ...]) -> Unknown:
    """One value that is not known for want of several."""
    names = frozenset[str]().union(*(unknown.variables for unknown in unknowns))
    reason = "; ".join(dict.fromkeys(unknown.reason for unknown in unknowns))
    return Unknown(reason, names, filled=any(unknown.filled for unknown in unknowns))


@dataclass(slots=True, eq=False)
class Map:
    """A mapping. Each value knows the key under which it was written."""

    items: dict[str, Value]
    place: Place
    key: Place | None = None

    def get(self, name: str) -> Value | None:
        return self.items.get(name)

    def map(self, name: str) -> Map | None:
        found = self.items.get(name)
        return found if isinstance(found, Map) else None

    def list(self, name: str) -> List | None:
        found = self.items.get(name)
        return found if isinstance(found, List) else None

    def items_of(self, name: str) -> Sequence[Value]:
        """The items of the sequence under ``name``; none where there is no sequence."""
        found = self.items.get(name)
        return found.items if isinstance(found, List) else ()

    def leaf(self, name: str) -> Leaf | None:
        """The scalar under ``name`` unless it is null."""
        found = self.items.get(name)
        return found if isinstance(found, Leaf) and found.value is not None else None


@dataclass(slots=True, eq=False)
class List:
    """A sequence."""

    items: list[Value]
    place: Place
    key: Place | None = None

    def leaves(self) -> Iterator[Leaf]:
        return (item for item in self.items if isinstance(item, Leaf))


Value: TypeAlias = Leaf | Map | List


def plain(value: Value) -> object:
    """Dictionaries, lists and scalars; what is unknown as it was written."""
    if isinstance(value, Map):
        return {name: plain(item) for name, item in value.items.items()}
    if isinstance(value, List):
        return [plain(item) for item in value.items]
    found = value.value
    if value.holes or isinstance(found, Unknown):
        return value.written()
    return as_text(found) if isinstance(found, float) and not is_finite(found) else found


def known_text(value: Value) -> str | None:
    """The text of a scalar; ``None`` for null, for what is not known, and for a mapping or a sequence."""
    if not isinstance(value, Leaf) or value.value is None:
        return None
    text = value.text()
    return text if isinstance(text, str) else None


def key_origin(value: Value, name: str | None = None) -> Origin:
    """Where the key of a value stands, exact when it is ``name``; the value itself in a sequence."""
    return value.key.origin(name) if value.key is not None else whole_origin(value)


def joined(key: Leaf | Place, name: str, value: Leaf) -> Leaf:
    """``name=value`` as one text whose halves remember their places."""
    place = key.place if isinstance(key, Leaf) else key
    text = value.value if isinstance(value.value, str) else as_text(value.value)  # type: ignore[arg-type]
    if isinstance(value.value, Unknown):
        text, value = HOLES[0], Leaf(HOLES[0], value.place, (value.value,))
    after = len(name) + 1
    runs = [(0, len(name), place.start)] if place.origin(name).exact else [(0, 0, place.start)]
    if place.file is value.place.file:
        inner = value.runs or ([(0, len(text), value.place.start)] if value.written() == text else ())
        runs += [(after + at, length, source) for at, length, source in inner]
        whole = Place(
            place.file, min(place.start, value.place.start), max(place.end, value.place.end), place.via
        )
    else:
        whole, runs = value.place, [(0, 0, 0)]
    return Leaf(f"{name}={text}", whole, value.holes, None, tuple(runs), (after, value.place))


def whole_origin(value: Value) -> Origin:
    """Where a value stands, of a collection all of it."""
    return value.origin() if isinstance(value, Leaf) else value.place.origin()


def rekeyed(value: Value, key: Place | None) -> Value:
    """The same value under another key."""
    if isinstance(value, Leaf):
        return Leaf(value.value, value.place, value.holes, key, value.runs)
    if isinstance(value, Map):
        return Map(value.items, value.place, key)
    return List(value.items, value.place, key)
