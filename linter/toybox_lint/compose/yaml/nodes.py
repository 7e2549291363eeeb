"""YAML text as an immutable tree with character offsets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from toybox_lint.compose.yaml import events
from toybox_lint.compose.yaml.events import Event, Malformed, c_events, python_events
from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple
from toybox_lint.source import SourceFile, Span
from toybox_lint.typed import TypeAlias

_new = tuple.__new__
MAXIMUM_DEPTH = 120
MAXIMUM_CHARACTERS = 16_000_000

_PROPERTIES = pattern(r"(?:[&!][^\s,\[\]{}]*(?:[ \t\r\n]|#[^\n]*\n)*)+")
# libyaml as ruamel.yaml.clib builds it ends a plain scalar at the colon of `{image: caddy:2}` and refuses it;
# Go's yaml.v3 does not. Such a colon is then hidden from it behind a character the text does not use.
_COLON_IN_FLOW = "found unexpected ':'"
_INNER_COLON = pattern(r"""(?<=[^\s"'\]}\[{,:]):(?=[^\s,\[\]{}])""")
# A byte order mark: passed over by libyaml at the start of any line, a letter to Go's yaml.v3 but at that of the file.
_MARK = "\ufeff"
# JSON's escape of a slash, which Go's yaml.v3 does not know.
_ESCAPED_SLASH = pattern(r'"(?:[^\\]|\\[^/])*?\\/')
_COLON = pattern(r"\s*:")
_DASH = pattern(r"(?:\s|#[^\n]*(?:\n|\Z))*-")


_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")


class Scalar(NamedTuple):
    """A scalar. ``start`` and ``end`` are without anchor and tag, with the quotes.

    ``style`` is empty for a plain scalar, else ``'``, ``"``, ``|`` or ``>``. ``text`` is the value after
    YAML's unescaping and folding.
    """

    text: str
    tag: str | None
    style: str
    start: int
    end: int
    anchor: str | None


class Mapping(NamedTuple):
    """A mapping with every entry as written, doubled keys included.

    A block mapping ends where its last value ends.
    """

    entries: tuple[tuple[Node, Node], ...]
    tag: str | None
    flow: bool
    start: int
    end: int
    anchor: str | None


class Sequence(NamedTuple):
    """A sequence; a block one starts at its first dash and ends where its last item ends."""

    items: tuple[Node, ...]
    tag: str | None
    flow: bool
    start: int
    end: int
    anchor: str | None


class Alias(NamedTuple):
    """The use of an anchor. ``target`` is ``None`` inside the anchored node itself."""

    name: str
    target: Node | None
    start: int
    end: int


Node: TypeAlias = Scalar | Mapping | Sequence | Alias


class Fault(NamedTuple):
    """Why a text is not YAML for Compose: a clause for people and where."""

    kind: str
    message: str
    span: Span


class Stream(NamedTuple):
    """The documents of a text up to the first fault, and the spans of its quoted and block scalars."""

    documents: tuple[Node, ...]
    fault: Fault | None
    opaque: tuple[Span, ...]


def parse(file: SourceFile, *, pure: bool = False) -> Stream:
    """The documents of a file. ``pure`` asks for the parser in Python even where the C one is installed."""
    return _parse(file.text, pure)


@lru_cache(maxsize=8)
def _parse(text: str, pure: bool) -> Stream:
    """Remembered, because whoever edits a file wants the nodes that were read from it."""
    if len(text) > MAXIMUM_CHARACTERS:
        return Stream((), Fault("too-large", "the file is too large", Span(0, 0)), ())
    try:
        text.encode()
    except UnicodeEncodeError as error:
        bad = Span(error.start, error.start + 1)
        return Stream((), Fault("yaml-syntax", "the file is not valid UTF-8", bad), ())
    # The C parser passes over such a character, and counts it.
    parser = None if pure or text.startswith(_MARK) else c_events()
    if parser is None:
        return _built(text, python_events(text))
    guards = (char for char in map(chr, range(0xE000, 0xF8FF)) if char not in text)
    guarded, meant = text, list[tuple[str, str]]()
    if _MARK in text:
        meant.append((next(guards), _MARK))
        guarded = text.replace(_MARK, meant[0][0])
    stream = _built(text, parser(guarded), meant)
    if stream.fault is not None and stream.fault.message == _COLON_IN_FLOW:
        meant.append((next(guards), ":"))
        stream = _built(text, parser(_INNER_COLON.sub(meant[-1][0], guarded)), meant)
        if stream.fault is not None and stream.fault.message == _COLON_IN_FLOW:
            return _built(text, python_events(text))
    return stream


def _built(text: str, given: Iterator[Event], meant: Iterable[tuple[str, str]] = ()) -> Stream:
    builder = _Builder(text, meant)
    fault = builder.run(given)
    return Stream(tuple(builder.documents), fault, tuple(builder.opaque))


class _Stop(Exception):
    """Ends the reading of a text that Compose would refuse."""

    def __init__(self, kind: str, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.fault = Fault(kind, message, Span(start, end))


class _Builder:
    """Events to nodes, without recursion: hostile nesting must not reach Python's stack."""

    def __init__(self, text: str, meant: Iterable[tuple[str, str]]) -> None:
        self.text = text
        self.meant = meant
        self.slashes = "\\/" in text
        self.documents: list[Node] = []
        self.opaque: list[Span] = []
        self.anchors: dict[str, Node | None] = {}
        self.open: list[tuple[Event, list[Node]]] = []
        self.children = self.documents

    def run(self, given: Iterable[Event]) -> Fault | None:
        handlers: dict[int, Callable[[Event], None]] = {
            events.SCALAR: self.scalar,
            events.ALIAS: self.alias,
            events.MAPPING: self.enter,
            events.SEQUENCE: self.enter,
            events.MAPPING_END: self.leave_mapping,
            events.SEQUENCE_END: self.leave_sequence,
            events.DOCUMENT: self.document,
            events.OTHER: lambda event: None,
        }
        try:
            for event in given:
                handlers[event[0]](event)
        except _Stop as stop:
            return stop.fault
        except Malformed as error:
            return self.syntax_fault(error.problem, error.offset) if error.problem else self.reader_fault()
        except RecursionError:
            return Fault("too-deep", "nested too deeply", Span(0, 0))
        return None

    def syntax_fault(self, problem: str, offset: int | None) -> Fault:
        from toybox_lint.compose.yaml.faults import in_words, lookalike

        at = min(offset or 0, len(self.text))
        sign = lookalike(self.text, at)
        if sign is not None and sign.lastgroup is not None:
            name = "blank" if sign.lastgroup == "gap" else sign.lastgroup
            message = f"this {name} is a letter to YAML: write that of ASCII"
            return Fault("yaml-syntax", message, Span(*sign.span(sign.lastgroup)))
        end = at + 1 if at < len(self.text) and self.text[at] != "\n" else at
        return Fault("yaml-syntax", in_words(problem, self.text, at), Span(at, end))

    def reader_fault(self) -> Fault:
        control = _CONTROL.search(self.text)
        at = control.start() if control else 0
        return Fault("yaml-syntax", "control characters are not allowed", Span(at, at + 1))

    def document(self, event: Event) -> None:
        *_, start, end, _, version = event
        if version is not None and tuple(version) != (1, 1):
            from toybox_lint.compose.yaml.faults import in_words

            raise _Stop("yaml-directive", in_words("found incompatible YAML document"), start, end)

    def scalar(self, event: Event) -> None:
        _, anchor, tag, start, end, text, style = event
        if anchor is not None or tag is not None:
            start = self.after_properties(start, end)
        if style:
            end = self.styled(style, start, end)
        elif start == end and tag is None and anchor is None:
            start = end = self.empty_place(start)
        if self.meant:
            for guard, char in self.meant:
                text = text.replace(guard, char)
        # Past the constructor: a large file has ten thousand of these.
        node = _new(Scalar, (text, tag, style or "", start, end, anchor))
        if anchor is not None:
            self.anchors[anchor] = node
        self.children.append(node)

    def styled(self, style: str, start: int, end: int) -> int:
        """Note a scalar whose text is not that of the file; where it ends."""
        if style == "|" or style == ">":
            body = self.text.find("\n", start)
            end = start + len(self.text[start:end].rstrip())
            self.opaque.append(Span(body if 0 <= body < end else end, end))
            return end
        self.opaque.append(_new(Span, (start, end)))
        if style == '"' and self.slashes and (bad := _ESCAPED_SLASH.match(self.text, start, end)):
            from toybox_lint.compose.yaml.faults import in_words

            raise _Stop("yaml-syntax", in_words("found unknown escape character"), bad.end() - 2, bad.end())
        return end

    def empty_place(self, given: int) -> int:
        """Where a value that is not there would begin: the two parsers do not agree on that."""
        if not self.open:
            return given
        (kind, _, _, start, *_), children = self.open[-1]
        if kind == events.MAPPING:
            if len(children) % 2 == 0:
                return given
            after = children[-1].end
            colon = _COLON.match(self.text, after)
        else:
            after = children[-1].end if children else start
            colon = _DASH.match(self.text, after)
        return colon.end() if colon else after

    def after_properties(self, start: int, end: int) -> int:
        found = _PROPERTIES.match(self.text, start, end)
        return found.end() if found else start

    def alias(self, event: Event) -> None:
        name, start, end = str(event[1]), event[3], event[4]
        if name not in self.anchors:
            raise _Stop("unknown-anchor", f"unknown anchor '{name}' referenced", start, end)
        self.children.append(Alias(name, self.anchors[name], start, end))

    def enter(self, event: Event) -> None:
        _, anchor, _, start, end, *_ = event
        if len(self.open) >= MAXIMUM_DEPTH:
            raise _Stop("too-deep", "nested too deeply", start, end)
        if anchor is not None:
            self.anchors[anchor] = None
        self.children = []
        self.open.append((event, self.children))

    def leave_mapping(self, event: Event) -> None:
        (_, anchor, tag, begun, _, _, flow), children = self.open.pop()
        each = iter(children)
        entries = tuple(zip(each, each, strict=True))
        start, end = self.extent(begun, anchor or tag, flow, event[4], children)
        self.close(_new(Mapping, (entries, tag, bool(flow), start, end, anchor)), anchor)

    def leave_sequence(self, event: Event) -> None:
        (_, anchor, tag, begun, _, _, flow), children = self.open.pop()
        start, end = self.extent(begun, anchor or tag, flow, event[4], children)
        self.close(_new(Sequence, (tuple(children), tag, bool(flow), start, end, anchor)), anchor)

    def extent(
        self, start: int, properties: str | None, flow: bool, end: int, children: list[Node]
    ) -> tuple[int, int]:
        if properties is not None:
            start = self.after_properties(start, end if flow else len(self.text))
        if flow:
            return start, end
        return start, children[-1].end if children else start

    def close(self, node: Mapping | Sequence, anchor: str | None) -> None:
        if anchor is not None:
            self.anchors[anchor] = node
        self.children = self.open[-1][1] if self.open else self.documents
        self.children.append(node)
