"""From YAML nodes to values: typing, merge keys, interpolation and casts, as Compose orders them."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Problem
from toybox_lint.compose.names import PROJECT_NAME
from toybox_lint.compose.printing.confidential import MASK
from toybox_lint.compose.reading import casts
from toybox_lint.compose.reading.interpolate import Piece, Room, filled, substitute
from toybox_lint.compose.reading.settings import Settings
from toybox_lint.compose.reading.values import Leaf, List, Map, Place, Value, lines_of
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.scalars import Timestamp, resolve
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass, field
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint.typed import TypeAlias

# Of those that stand behind aliases, in one document; Compose v5 has the same limit.
MAXIMUM_VALUES = 100_000

_QUOTES = frozenset("'\"")

Path: TypeAlias = tuple[str, ...]


@dataclass(slots=True)
class Document:
    """One YAML document as values. ``resets`` are the paths of ``!reset`` and ``!override``."""

    root: Value | None
    resets: tuple[Path, ...]
    problems: tuple[Problem, ...]


def is_text(key: nodes.Scalar) -> bool:
    """Whether Go's yaml.v3 reads a key as a text; Compose refuses other keys."""
    try:
        value = resolve(key)
    except ValueError:
        return False
    return isinstance(value, str) and not isinstance(value, Timestamp)


def is_merge(key: nodes.Scalar) -> bool:
    """Whether a key ``<<`` merges: a plain one without a tag, and any that is tagged so."""
    if key.tag is None or key.tag == "!":
        return not key.style
    return key.tag == "tag:yaml.org,2002:merge"


def merged_scalars(node: nodes.Node) -> Iterator[nodes.Scalar]:
    """The values of every mapping that is merged into this one, those that its own values replace as well."""
    seen: set[int] = set()
    pending = [node]
    while pending:
        one = pending.pop()
        target = one.target if type(one) is nodes.Alias else one
        if target is None or id(target) in seen:
            continue
        seen.add(id(target))
        if type(target) is nodes.Sequence:
            pending.extend(target.items)
        elif type(target) is nodes.Mapping:
            pending.extend(
                child
                for key, child in target.entries
                if type(child) is not nodes.Scalar and type(key) is nodes.Scalar and is_merge(key)
            )
            if target is not node:
                yield from (child for _, child in target.entries if type(child) is nodes.Scalar)


class TooLarge(Exception):
    """Aliases that multiply beyond what anybody wrote by hand."""


def read_document(file: SourceFile, node: nodes.Node, settings: Settings) -> Document:
    """The values of a document; what is refused is left out and reported."""
    reader = _Reader(file, settings, Room(file.text))
    try:
        root = reader.value(node, casts.CASTS, None)
    except TooLarge:
        origin = Origin(file, Span(node.start, node.start), False)
        problem = Problem("too-large", "its aliases expand to too many values", origin)
        return Document(None, (), (*reader.problems, problem))
    return Document(root, tuple(reader.resets), tuple(reader.problems))


Casting: TypeAlias = "casts.Casts | casts.Caster | None"


@dataclass(slots=True)
class _Reader:
    file: SourceFile
    settings: Settings
    room: Room
    problems: list[Problem] = field(default_factory=list)
    resets: list[Path] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    via: Origin | None = None
    count: int = 0

    def report(
        self, kind: str, message: str, start: int, end: int, *, fatal: bool = True, excused: bool = False
    ) -> None:
        origin = Origin(self.file, Span(start, end), False, self.via)
        self.problems.append(Problem(kind, message, origin, fatal, excused))

    def value(self, node: nodes.Node, casting: Casting, key: Place | None) -> Value | None:
        """The value of a node; ``None`` when there is none to merge (``!reset``, a refused one)."""
        if self.via is not None:
            self.count += 1
            if self.count > MAXIMUM_VALUES:
                raise TooLarge
        if isinstance(node, nodes.Alias):
            return self.alias(node, casting, key)
        if node.tag is not None and self.dropped(node.tag):
            return None
        if isinstance(node, nodes.Scalar):
            return self.scalar(node, casting, key)
        if isinstance(node, nodes.Mapping):
            return self.mapping(node, casting, key)
        return self.sequence(node, casting, key)

    def dropped(self, tag: str) -> bool:
        if tag == "!reset" or tag == "!override":
            self.resets.append(tuple(self.path))
        return tag == "!reset"

    def alias(self, node: nodes.Alias, casting: Casting, key: Place | None) -> Value | None:
        if node.target is None:
            self.report("alias-cycle", f"the alias *{node.name} contains itself", node.start, node.end)
            return None
        outer = self.via
        self.via = Origin(self.file, Span(node.start, node.end), False, outer)
        value = self.value(node.target, casting, key)
        self.via = outer
        return value

    def sequence(self, node: nodes.Sequence, casting: Casting, key: Place | None) -> Value:
        inner = casts.below(casting, casts.ANY_ITEM)
        items: list[Value] = []
        for index, item in enumerate(node.items):
            self.path.append(f"[{index}]")
            value = self.value(item, inner, None)
            self.path.pop()
            if value is not None:
                items.append(value)
        return List(items, Place(self.file, node.start, node.end, self.via), key)

    def mapping(self, node: nodes.Mapping, casting: Casting, key: Place | None) -> Value:
        items: dict[str, Value] = {}
        self.fill(items, node, casting)
        return Map(items, Place(self.file, node.start, node.end, self.via), key)

    def fill(self, items: dict[str, Value], node: nodes.Mapping, casting: Casting) -> None:
        """The entries of ``node`` that ``items`` does not have; those of its merge keys after its own."""
        merged: nodes.Node | None = None
        seen: dict[str, nodes.Scalar] = {}
        for key, child in node.entries:
            if type(key) is not nodes.Scalar:
                self.report("non-string-key", "a key must be a text", key.start, key.end)
                continue
            name, tag, style, start, end, _ = key
            if name in seen:
                self.double_key(key, seen[name])
                continue
            seen[name] = key
            if name == "<<" and is_merge(key):
                merged = child
            elif (tag is not None or name not in self.texts) and not self.is_text(key):
                self.report(
                    "non-string-key", f"the key {name or '(empty)'} is not a text: quote it", start, end
                )
            elif name not in items:
                quotes = 1 if style in _QUOTES else 0
                place = Place(self.file, start + quotes, end - quotes, self.via)
                self.entry(items, name, place, child, casts.below(casting, name))
        if merged is not None:
            self.merge(items, merged, casting)

    def is_text(self, key: nodes.Scalar) -> bool:
        """Whether a key is a text; ``texts`` are those that are. A file writes few keys many times."""
        found = is_text(key)
        if found and key.tag is None and not key.style:
            self.texts.add(key.text)
        return found

    def entry(
        self, items: dict[str, Value], name: str, key: Place, child: nodes.Node, casting: Casting
    ) -> None:
        value: Value | None
        if type(child) is nodes.Scalar and child.tag is None and self.via is None:
            # Most are so: nothing drops them, nor asks for their path.
            value = self.scalar(child, casting, key)
        else:
            self.path.append(name)
            value = self.value(child, casting, key)
            self.path.pop()
        if value is not None:
            items[name] = value
            if name == "environment":
                self.settings.confidential.environments.append(value)
                self.settings.confidential.merged.extend(
                    Place(self.file, one.start, one.end) for one in merged_scalars(child)
                )

    def double_key(self, key: nodes.Scalar, first: nodes.Scalar) -> None:
        line = self.file.position(first.start).line
        message = f"the key {key.text} is already defined at line {line}"
        self.report("duplicate-key", message, key.start, key.end)

    def merge(self, items: dict[str, Value], donor: nodes.Node, casting: Casting) -> None:
        outer = self.via
        if type(donor) is nodes.Alias:
            self.via = Origin(self.file, Span(donor.start, donor.end), False, outer)
        target = donor.target if type(donor) is nodes.Alias else donor
        if type(target) is nodes.Mapping:
            self.count += 1
            self.fill(items, target, casting)
        elif type(target) is nodes.Sequence:
            for item in target.items:
                self.merge(items, item, casting)
        else:
            message = "a merge key (<<) takes a mapping or a sequence of mappings"
            self.report("bad-merge-key", message, donor.start, donor.end)
        self.via = outer

    def scalar(self, node: nodes.Scalar, casting: Casting, key: Place | None) -> Leaf:
        _, _, style, start, end, _ = node
        quotes = 1 if style in _QUOTES else 0
        place = Place(self.file, start + quotes, end - quotes, self.via)
        try:
            value = resolve(node)
        except ValueError as error:
            self.report("bad-tag", f"the value is {error}", place.start, place.end)
            return Leaf(Unknown(f"it is {error}"), place, (), key)
        leaf = Leaf(value, place, (), key)
        if type(value) is not str:
            return leaf
        if self.file.text.find("\n", place.start, place.end) >= 0:
            leaf = Leaf(value, place, (), key, lines_of(value, place))
        if "$" in value:
            leaf = self.interpolated(leaf, value)
        return leaf if casting is None or isinstance(casting, dict) else self.cast(leaf, casting)

    def interpolated(self, leaf: Leaf, template: str) -> Leaf:
        outcome = substitute(template, self.settings.lookup, self.room)
        place = leaf.place
        for refused in outcome.refused:
            self.report(refused.kind, refused.message, place.start, place.end, excused=refused.excused)
        for name in outcome.unset:
            message = f"the variable {name} is not set: it becomes a blank text"
            self.report("unset-variable", message, place.start, place.end, fatal=False)
        if not outcome.pieces and outcome.refused:
            return Leaf(Unknown("its ${...} is malformed"), place, (), leaf.key)
        found = filled(leaf, outcome.pieces)
        self.note(found, outcome.pieces)
        return found

    def note(self, leaf: Leaf, pieces: tuple[Piece, ...]) -> None:
        """Note what variables gave to a text, for it must not be printed. A project's name may be."""
        given = {
            piece.variable: piece.text
            for piece in pieces
            if piece.text and piece.variable and piece.variable != PROJECT_NAME
        }
        if given and isinstance(leaf.value, str):
            self.settings.confidential.given.update(given)
            shown = "".join(MASK if piece.variable in given else piece.text for piece in pieces)
            self.settings.confidential.substituted(leaf.place, leaf.value, shown)

    def cast(self, leaf: Leaf, cast: casts.Caster) -> Leaf:
        if leaf.holes or not isinstance(leaf.value, str):
            return Leaf(leaf.unknown() if leaf.holes else leaf.value, leaf.place, (), leaf.key)
        try:
            value = cast(leaf.value)
        except ValueError as error:
            self.report("bad-type", f"{leaf.written()} is {error}", leaf.place.start, leaf.place.end)
            return Leaf(Unknown(f"it is {error}"), leaf.place, (), leaf.key)
        if cast is casts.to_bool and leaf.value.lower() in casts.ODD_WORDS:
            message = f"{leaf.written()} is read as {str(value).lower()} here; YAML 1.2 says true and false"
            self.report("odd-boolean", message, leaf.place.start, leaf.place.end, fatal=False)
        return Leaf(value, leaf.place, (), leaf.key, leaf.runs)
