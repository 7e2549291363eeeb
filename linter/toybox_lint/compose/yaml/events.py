"""The events of YAML, from the C parser or from the one in Python; the only module that knows ruamel.yaml."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType

from toybox_lint.typed import Any

# What the parser has read: one of the kinds below, an anchor, a tag, the offsets of its first character and of the one
# behind its last (characters), the text of a scalar, and its style; for a collection that begins whether it is in flow
# style; for a document its version. A tuple, because a large file has tens of thousands.
Event = tuple[int, "str | None", "str | None", int, int, str, Any]
Parser = Callable[[str], Iterator[Event]]
SCALAR, ALIAS, MAPPING, SEQUENCE, MAPPING_END, SEQUENCE_END, DOCUMENT, OTHER = range(8)


class Malformed(Exception):
    """The text is not YAML: what is wrong and the offset; both ``None`` where the parser does not tell."""

    def __init__(self, problem: str | None, offset: int | None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset


def python_events(text: str) -> Iterator[Event]:
    """The events of ``text`` by the parser in Python. Raises ``Malformed``."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    return _refusing(map(_of_its_package, YAML(typ="safe", pure=True).parse(text)), YAMLError)


def c_events() -> Parser | None:
    """What gives the events of a text by the C parser, as ``python_events`` does; ``None`` if it is not installed."""
    if not _found:
        ways = (_alone_as_known, _with_its_package) if _spared else (_with_its_package,)
        _found.append(next(filter(None, (way() for way in ways)), None))
    return _found[0]


def spare_the_package() -> None:
    """Do without the package ruamel.yaml where only its C parser is needed: for a process of our own.

    The C module imports all of the package, a tenth of a small run, for the classes of what it returns. With
    this it is given the classes below in their place; one that wants others gives way to the parser in Python.
    Whoever imports ruamel.yaml afterwards in the same process (a plugin) gets it as if its C parser was not
    installed.
    """
    _spared.append(True)


_found: list[Parser | None] = []
_spared: list[bool] = []


def _alone_as_known() -> Parser | None:
    """The C parser, if it makes its events of what the ones below take: a later one may have more to tell."""
    read = _alone()
    try:
        return read if read is None or tuple(read(_PROBE)) == _PROBED else None
    except (TypeError, AttributeError):
        return None


def _with_its_package() -> Parser | None:
    try:
        from _ruamel_yaml import CParser  # type: ignore[import-not-found]
    except ImportError:
        return None
    from ruamel.yaml.error import YAMLError

    return lambda text: _refusing(map(_of_its_package, iter(CParser(text).get_event, None)), YAMLError)


def _alone() -> Parser | None:
    if "ruamel.yaml" in sys.modules:
        return None
    before = dict(sys.modules)
    sys.modules |= {name: _StandIn(name) for name in _MODULES}
    try:
        from _ruamel_yaml import CParser
    except ImportError:
        return None
    else:
        before["_ruamel_yaml"] = None  # type: ignore[assignment]
    finally:
        for name in _MODULES:
            del sys.modules[name]
        sys.modules |= before
    return lambda text: iter(CParser(text).get_event, None)


def _refusing(events: Iterator[Event], refusal: type[Exception]) -> Iterator[Event]:
    try:
        yield from events
    except refusal as error:
        raise _malformed(error) from error


# The parser sees these after what is wrong; it is there where it began to read.
_SEEN_LATE = ("found unexpected end of stream", "could not find expected ':'")


def _malformed(error: Any) -> Malformed:
    names = ("context", "context_mark", "problem", "problem_mark")
    return Malformed(*_what_and_where(*(getattr(error, name, None) for name in names)))


def _what_and_where(
    context: str | None, began: Any, problem: str | None, mark: Any
) -> tuple[str | None, int | None]:
    what = problem or context
    place = began if mark is None or (what in _SEEN_LATE and began is not None) else mark
    return what, None if place is None else place.index


_MODULES = (
    *("ruamel", "ruamel.yaml"),
    *(
        f"ruamel.yaml.{name}"
        for name in ("error", "tokens", "events", "nodes", "reader", "scanner", "parser")
    ),
    *(f"ruamel.yaml.{name}" for name in ("composer", "constructor", "emitter", "serializer", "representer")),
)


# A text with an event of every kind that is looked at, and its events.
_PROBE = "- &a !b {c: [d]}\n- *a\n"
_PROBED: tuple[Event, ...] = (
    *((OTHER, None, None, 0, 0, "", None), (DOCUMENT, None, None, 0, 0, "", None)),
    *((SEQUENCE, None, None, 0, 0, "", False), (MAPPING, "a", "!b", 2, 9, "", True)),
    *((SCALAR, None, None, 9, 10, "c", ""), (SEQUENCE, None, None, 12, 13, "", True)),
    *((SCALAR, None, None, 13, 14, "d", ""), (SEQUENCE_END, None, None, 14, 15, "", None)),
    *((MAPPING_END, None, None, 15, 16, "", None), (ALIAS, "a", None, 19, 21, "", None)),
    *((SEQUENCE_END, None, None, 22, 22, "", None), (OTHER, None, None, 0, 0, "", None)),
    (OTHER, None, None, 0, 0, "", None),
)


class _StandIn(ModuleType):
    """A module of ruamel.yaml, in as far as the C parser uses it: what makes something for every name."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith("Event"):
            return _EVENTS.get(name, _other)
        return type(name, (YAMLError if name.endswith("Error") else _Unused,), {})


class YAMLError(Malformed):
    """What the C parser raises; a reader's error has other arguments and no place."""

    def __init__(self, *given: Any) -> None:
        context, began, problem, mark = given if len(given) == 4 else (None, None, None, None)
        super().__init__(*_what_and_where(context, began, problem, mark))


class _Unused:
    """A token or a node that nobody looks at."""

    def __init__(self, *given: Any) -> None: ...


def _of_its_package(event: Any) -> Event:
    """An event of ruamel.yaml's own classes."""
    kind = _KINDS.get(type(event).__name__, OTHER)
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    rest = getattr(event, _RESTS.get(kind, ""), None)
    return (
        *(kind, anchor, tag, event.start_mark.index, event.end_mark.index),
        *(event.value if kind == SCALAR else "", rest),
    )


_KINDS = {
    "ScalarEvent": SCALAR,
    "AliasEvent": ALIAS,
    "MappingStartEvent": MAPPING,
    "SequenceStartEvent": SEQUENCE,
    "MappingEndEvent": MAPPING_END,
    "SequenceEndEvent": SEQUENCE_END,
    "DocumentStartEvent": DOCUMENT,
}
_RESTS = {SCALAR: "style", MAPPING: "flow_style", SEQUENCE: "flow_style", DOCUMENT: "version"}


def _scalar(
    anchor: str | None, tag: str | None, implicit: Any, value: str, start: Any, end: Any, style: str
) -> Event:
    return SCALAR, anchor, tag, start.index, end.index, value, style


def _alias(anchor: str, start: Any, end: Any) -> Event:
    return ALIAS, anchor, None, start.index, end.index, "", None


def _mapping(
    anchor: str | None, tag: str | None, implicit: Any, start: Any, end: Any, flow_style: bool
) -> Event:
    return MAPPING, anchor, tag, start.index, end.index, "", flow_style


def _sequence(
    anchor: str | None, tag: str | None, implicit: Any, start: Any, end: Any, flow_style: bool
) -> Event:
    return SEQUENCE, anchor, tag, start.index, end.index, "", flow_style


def _mapping_end(start: Any, end: Any) -> Event:
    return MAPPING_END, None, None, start.index, end.index, "", None


def _sequence_end(start: Any, end: Any) -> Event:
    return SEQUENCE_END, None, None, start.index, end.index, "", None


def _document(start: Any, end: Any, explicit: bool, version: Any, tags: Any) -> Event:
    return DOCUMENT, None, None, start.index, end.index, "", version


def _other(*given: Any) -> Event:
    return OTHER, None, None, 0, 0, "", None


# What the C parser calls for an event, in place of a class.
_EVENTS: dict[str, Callable[..., Event]] = {
    "ScalarEvent": _scalar,
    "AliasEvent": _alias,
    "MappingStartEvent": _mapping,
    "SequenceStartEvent": _sequence,
    "MappingEndEvent": _mapping_end,
    "SequenceEndEvent": _sequence_end,
    "DocumentStartEvent": _document,
}
