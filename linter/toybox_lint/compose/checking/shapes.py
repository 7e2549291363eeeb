"""What a value of a compose file may look like, and the check of values against it."""

from __future__ import annotations

from collections.abc import Mapping

from toybox_lint.compose.model import Problem
from toybox_lint.compose.reading.values import Leaf, List, Map, Value, key_origin, plain, whole_origin
from toybox_lint.compose.yaml.scalars import Timestamp
from toybox_lint.facts import Unknown
from toybox_lint.patterns import re
from toybox_lint.records import dataclass, field
from toybox_lint.source import Origin


@dataclass(frozen=True, slots=True)
class Entries:
    """What a mapping may hold.

    ``known`` are keys with their shapes; other keys that match ``names`` have the shape ``others``;
    ``open`` lets any further key pass, and keys that begin with ``x-`` pass when ``extensible``.
    """

    known: Mapping[str, Shape] = field(default_factory=dict)
    names: re.Pattern[str] | None = None
    others: Shape | None = None
    open: bool = False
    extensible: bool = False
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """Alternatives of different kinds: scalars by type, a sequence of ``items``, a mapping of ``entries``.

    ``scalars`` are JSON type names. The other fields narrow the alternative they belong to.
    """

    scalars: frozenset[str] = frozenset()
    items: Shape | None = None
    unique: bool = False
    entries: Entries | None = None
    words: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    least: int | None = None
    most: int | None = None


_WORDS = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}


def kind_of(leaf: Leaf) -> str:
    """The JSON type of a scalar."""
    value = leaf.value
    if type(value) is str:
        return "string"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "integer" if value.is_integer() else "number"
    return "date" if type(value) is Timestamp else "string"


def _outside(root: Map, known: Mapping[str, Shape]) -> dict[str, Value]:
    """What looks like services beside the keys that a file may have."""
    return {
        name: item
        for name, item in root.items.items()
        if isinstance(item, Map)
        and name not in known
        and not name.startswith("x-")
        and ("image" in item.items or "build" in item.items)
    }


class Checker:
    """Reports everything in which values differ from their shape."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.path: list[str] = []

    def check(self, value: Value, shape: Shape) -> None:
        if type(value) is Leaf:
            self.scalar(value, shape)
        elif type(value) is List:
            if shape.items is None:
                self.wrong_type(value, shape, "a sequence")
            else:
                self.sequence(value, shape, shape.items)
        elif shape.entries is None:
            self.wrong_type(value, shape, "a mapping")
        elif type(value) is Map:
            self.mapping(value, shape.entries)

    def report(self, kind: str, message: str, origin: Origin, suggestions: tuple[str, ...] = ()) -> None:
        self.problems.append(Problem(kind, message, origin, suggestions=suggestions))

    def name(self) -> str:
        return ".".join(self.path) or "the file"

    def wrong_type(self, value: Value, shape: Shape, given: str) -> None:
        wanted = [_WORDS[kind] for kind in _WORDS if kind in shape.scalars]
        wanted += ["a sequence"] * (shape.items is not None) + ["a mapping"] * (shape.entries is not None)
        if "a number" in wanted and "a whole number" in wanted:
            wanted.remove("a whole number")
        message = f"{self.name()} must be {' or '.join(wanted)}, not {given}"
        origin = whole_origin(value)
        self.report(
            "wrong-type", message, origin if origin.span.end > origin.span.start else key_origin(value)
        )

    def scalar(self, leaf: Leaf, shape: Shape) -> None:
        if isinstance(leaf.value, Unknown) and shape.scalars:
            return
        kind = kind_of(leaf)
        scalars = shape.scalars
        if kind not in scalars and not (kind == "integer" and "number" in scalars):
            given = "a date (quote it)" if kind == "date" else _WORDS.get(kind, kind)
            self.wrong_type(leaf, shape, given)
        elif shape.words or shape.pattern is not None or shape.least is not None:
            self.narrow(leaf, shape, kind)

    def narrow(self, leaf: Leaf, shape: Shape, kind: str) -> None:
        value = leaf.value
        if leaf.holes:
            return
        if shape.words and value not in shape.words:
            from toybox_lint.suggest import nearest

            message = f"{self.name()} must be one of {', '.join(shape.words)}"
            self.report("unknown-value", message, leaf.origin(), nearest(str(value), shape.words))
        if shape.pattern is not None and not shape.pattern.search(str(value)):
            self.report("bad-value", f"{self.name()} has not the form it must have", leaf.origin())
        if kind in ("integer", "number") and isinstance(value, int | float):
            self.bounds(leaf, value, shape)

    def bounds(self, leaf: Leaf, value: float, shape: Shape) -> None:
        if shape.least is not None and value < shape.least:
            self.report("bad-value", f"{self.name()} must be at least {shape.least}", leaf.origin())
        if shape.most is not None and value > shape.most:
            self.report("bad-value", f"{self.name()} must be at most {shape.most}", leaf.origin())

    def sequence(self, value: List, shape: Shape, items: Shape) -> None:
        for index, item in enumerate(value.items):
            self.path.append(str(index))
            self.check(item, items)
            self.path.pop()
        if shape.unique and len(value.items) > 1:
            self.doubled(value)

    def doubled(self, value: List) -> None:
        seen: set[str] = set()
        for item in value.items:
            if isinstance(item, Leaf) and (item.holes or isinstance(item.value, Unknown)):
                continue
            text = repr(plain(item))
            if text in seen:
                self.report("doubled-item", f"{self.name()} holds this twice", whole_origin(item))
            seen.add(text)

    def mapping(self, value: Map, entries: Entries) -> None:
        known, names, others = entries.known, entries.names, entries.others
        outside = {} if self.path or "services" in value.items else _outside(value, known)
        for name, item in value.items.items():
            shape = known.get(name)
            if shape is None and names is not None and names.search(name):
                shape = others
            if shape is not None:
                self.path.append(name)
                self.check(item, shape)
                self.path.pop()
            elif name in outside or (isinstance(item, Leaf) and isinstance(item.value, Unknown)):
                continue
            elif not entries.open and not (entries.extensible and name.startswith("x-")):
                self.unknown_key(name, item, entries)
        if outside:
            message = "services stand below the key services; without it the file is one of Compose 1"
            name, first = next(iter(outside.items()))
            self.report("services-outside", message, key_origin(first, name))
        for name in entries.required:
            if name not in value.items:
                self.report("missing-key", f"{self.name()} needs {name}", key_origin(value))

    def unknown_key(self, name: str, item: Value, entries: Entries) -> None:
        from toybox_lint.suggest import nearest

        if entries.known:
            message = f"{self.name()} has no key {name}" if self.path else f"there is no top-level key {name}"
        else:
            message = f"{self.name()}: the name {name} has characters that are not allowed"
        self.report("unknown-key", message, key_origin(item, name), nearest(name, entries.known))
