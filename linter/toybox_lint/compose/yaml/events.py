"""The events of YAML, from the C parser or from the one in Python; the only module that knows ruamel.yaml."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType

from toybox_lint.typed import Any

Parser = Callable[[str], Iterator[Any]]


class Malformed(Exception):
    """The text is not YAML: what is wrong and the offset; both ``None`` where the parser does not tell."""

    def __init__(self, problem: str | None, offset: int | None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset


def python_events(text: str) -> Iterator[Any]:
    """The events of ``text`` by the parser in Python. Raises ``Malformed``."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except YAMLError as error:
        raise _malformed(error) from error


def c_events() -> Parser | None:
    """What gives the events of a text by the C parser, as ``python_events`` does; ``None`` if it is not installed."""
    if not _found:
        ways = (_alone, _with_its_package) if _spared else (_with_its_package,)
        _found.append(next(filter(None, (way() for way in ways)), None))
    return _found[0]


def spare_the_package() -> None:
    """Do without the package ruamel.yaml where only its C parser is needed: for a process of our own.

    The C module imports all of the package, a tenth of a small run, for the classes of what it returns. With
    this it is given the classes below in their place. Whoever imports ruamel.yaml afterwards in the same process
    (a plugin) gets it as if its C parser was not installed.
    """
    _spared.append(True)


_found: list[Parser | None] = []
_spared: list[bool] = []


def _with_its_package() -> Parser | None:
    try:
        from _ruamel_yaml import CParser  # type: ignore[import-not-found]
    except ImportError:
        return None
    from ruamel.yaml.error import YAMLError

    return lambda text: _events(CParser(text), YAMLError)


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
    return lambda text: _events(CParser(text), YAMLError)


def _events(parser: Any, refusal: type[Exception]) -> Iterator[Any]:
    try:
        event = parser.get_event()
        while event is not None:
            yield event
            event = parser.get_event()
    except refusal as error:
        raise _malformed(error) from error


# The parser sees these after what is wrong; it is there where it began to read.
_SEEN_LATE = ("found unexpected end of stream", "could not find expected ':'")


def _malformed(error: Any) -> Malformed:
    mark, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "context", None)
    if mark is None or (problem in _SEEN_LATE and began is not None):
        mark = began
    return Malformed(problem, None if mark is None else mark.index)


_MODULES = (
    *("ruamel", "ruamel.yaml"),
    *(
        f"ruamel.yaml.{name}"
        for name in ("error", "tokens", "events", "nodes", "reader", "scanner", "parser")
    ),
    *(f"ruamel.yaml.{name}" for name in ("composer", "constructor", "emitter", "serializer", "representer")),
)


class _StandIn(ModuleType):
    """A module of ruamel.yaml, in as far as the C parser uses it: a class for every name."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in _EVENTS:
            return _EVENTS[name]
        return type(name, (YAMLError if name.endswith("Error") else _Unused,), {})


class YAMLError(Exception):
    """What the C parser raises; a reader's error has other arguments and no place."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        if len(given) == 4:
            self.context, self.context_mark, self.problem, self.problem_mark = given


class _Unused:
    """An event, a token or a node that nobody looks at."""

    def __init__(self, *given: Any) -> None: ...


class AliasEvent:
    __slots__ = ("anchor", "end_mark", "start_mark")

    def __init__(self, anchor: str, start_mark: Any, end_mark: Any) -> None:
        self.anchor = anchor
        self.start_mark = start_mark
        self.end_mark = end_mark


class ScalarEvent:
    __slots__ = ("anchor", "end_mark", "start_mark", "style", "tag", "value")

    def __init__(
        self, anchor: str, tag: str, implicit: Any, value: str, start_mark: Any, end_mark: Any, style: str
    ) -> None:
        self.anchor = anchor
        self.tag = tag
        self.value = value
        self.start_mark = start_mark
        self.end_mark = end_mark
        self.style = style


class MappingStartEvent:
    __slots__ = ("anchor", "end_mark", "flow_style", "start_mark", "tag")

    def __init__(
        self, anchor: str, tag: str, implicit: Any, start_mark: Any, end_mark: Any, flow_style: bool
    ) -> None:
        self.anchor = anchor
        self.tag = tag
        self.start_mark = start_mark
        self.end_mark = end_mark
        self.flow_style = flow_style


class SequenceStartEvent(MappingStartEvent):
    __slots__ = ()


class MappingEndEvent:
    __slots__ = ("end_mark", "start_mark")

    def __init__(self, start_mark: Any, end_mark: Any) -> None:
        self.start_mark = start_mark
        self.end_mark = end_mark


class SequenceEndEvent(MappingEndEvent):
    __slots__ = ()


class DocumentStartEvent:
    __slots__ = ("end_mark", "start_mark", "version")

    def __init__(self, start_mark: Any, end_mark: Any, explicit: bool, version: Any, tags: Any) -> None:
        self.start_mark = start_mark
        self.end_mark = end_mark
        self.version = version


_EVENTS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(AliasEvent, ScalarEvent, DocumentStartEvent),
        *(MappingStartEvent, MappingEndEvent, SequenceStartEvent, SequenceEndEvent),
    )
}
