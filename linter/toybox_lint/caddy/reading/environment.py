"""``{$NAME}`` and ``{$NAME:default}``: replaced in the text before anything is read, with a map back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from toybox_lint.facts import Absent, Environment, Unknown
from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple
from toybox_lint.source import Origin, SourceFile, Span

# Lone surrogates outside the range of surrogateescape: no file's text can hold them.
_OPEN, _CLOSE = "\ud800", "\ud801"
# Past the constructor of a place: every word has one.
_new = tuple.__new__
# A variable of its process that Caddy looks up when a request comes.
PLACEHOLDER = pattern(r"\{env\.([^{}]+)\}")


class Variable(NamedTuple):
    """A variable that nobody gave, and the default the file has for it: of no use where it is certainly ``filled``."""

    name: str
    reason: str
    default: str | None
    filled: bool = False


class Symbols:
    """Words that stand in for the values of unknown variables, the values of those ``given``, the ``emptied`` ones."""

    def __init__(self) -> None:
        self.variables: list[Variable] = []
        self._numbers: dict[Variable, int] = {}
        self.given: dict[str, str] = {}
        self.emptied: set[str] = set()

    def word(self, variable: Variable) -> str:
        """A word that no file contains, for ``variable``."""
        number = self._numbers.setdefault(variable, len(self.variables))
        if number == len(self.variables):
            self.variables.append(variable)
        return f"{_OPEN}{number}{_CLOSE}"

    def unknown(self, text: str) -> Unknown | None:
        """What keeps ``text`` from being known; ``None`` when it is."""
        if _OPEN not in text:
            return None
        numbers = [part.split(_CLOSE, 1)[0] for part in text.split(_OPEN)[1:]]
        found = [self.variables[int(number)] for number in dict.fromkeys(numbers)]
        reason = "; ".join(
            each.reason
            if each.default is None or each.filled
            else f"{each.reason} (its default is {each.default!r})"
            for each in found
        )
        return Unknown(reason, frozenset(each.name for each in found))

    def readable(self, text: str) -> str:
        """``text`` for people, with ``{$NAME}`` where a word stands in."""
        if _OPEN not in text:
            return text
        head, *rest = text.split(_OPEN)
        for part in rest:
            number, tail = part.split(_CLOSE, 1)
            head += "{$" + self.variables[int(number)].name + "}" + tail
        return head


def is_symbolic(text: str) -> bool:
    """Whether ``text`` depends on a variable that nobody gave."""
    return _OPEN in text


def is_variable(text: str) -> bool:
    """Whether ``text`` is nothing but one variable that nobody gave."""
    return text.startswith(_OPEN) and text.find(_CLOSE) == len(text) - 1


class Segment(NamedTuple):
    """Characters from ``out`` on come from ``start`` on (``copied``), or stand for ``start`` to ``end``."""

    out: int
    start: int
    end: int
    copied: bool


class ExpandedText:
    """A file's text after its variables are replaced, and where each character of it comes from."""

    __slots__ = ("_outs", "_segments", "_verbatim", "file", "path", "text")

    def __init__(self, file: SourceFile, text: str, segments: list[Segment]) -> None:
        self.file = file
        self.path = file.path
        self.text = text
        self._segments = segments
        self._outs = [segment.out for segment in segments]
        self._verbatim = len(segments) == 1 and segments[0].copied

    def origin(self, start: int, end: int, via: Origin | None = None) -> Origin:
        """Where ``text[start:end]`` was written; exact when it is there character for character."""
        if self._verbatim:
            return Origin(self.file, _new(Span, (start, end)), True, via)
        first = self._segments[max(bisect_right(self._outs, start) - 1, 0)]
        index = max(bisect_right(self._outs, max(end - 1, start)) - 1, 0)
        last = self._segments[index]
        if first is last and first.copied:
            shift = first.start - first.out
            return Origin(self.file, Span(start + shift, end + shift), True, via)
        begin = first.start + (start - first.out if first.copied else 0)
        stop = last.start + (end - last.out) if last.copied else last.end
        return Origin(self.file, Span(begin, stop), False, via)


class Use(NamedTuple):
    """A ``{$NAME}`` or ``{$NAME:default}``, or a ``{env.NAME}``, at ``start`` to ``end`` of a text."""

    name: str
    default: str | None
    start: int
    end: int


def uses(text: str) -> Iterator[Use]:
    """The variables of a text as Caddy finds them, from left to right, in comments and quotes, too."""
    begin = text.find("{$")
    while begin >= 0:
        end = text.find("}", begin + 2)
        if end < 0:
            return
        if end > begin + 2:
            name, colon, default = text[begin + 2 : end].partition(":")
            yield Use(name, default if colon else None, begin, end + 1)
        begin = text.find("{$", end + 1)


def placeholders(text: str) -> Iterator[Use]:
    """The variables of a text that Caddy looks up while it runs."""
    for found in PLACEHOLDER.finditer(text):
        yield Use(found[1], None, found.start(), found.end())


def expand(file: SourceFile, environment: Environment, symbols: Symbols) -> ExpandedText:
    """Replace the variables of ``file``, once, from left to right, as Caddy does before it reads tokens."""
    text = file.text
    if "{$" not in text:
        return ExpandedText(file, text, [Segment(0, 0, len(text), True)])
    parts: list[str] = []
    segments: list[Segment] = []
    out = at = 0

    def add(part: str, start: int, end: int, copied: bool) -> None:
        nonlocal out
        segments.append(Segment(out, start, end, copied))
        parts.append(part)
        out += len(part)

    for name, default, begin, end in uses(text):
        if begin > at:
            add(text[at:begin], at, begin, True)
        value = environment.lookup(name)
        if isinstance(value, Unknown):
            add(symbols.word(Variable(name, value.reason, default, value.filled)), begin, end, False)
        elif isinstance(value, Absent) and default:
            add(default, begin + 3 + len(name), end - 1, True)
        else:
            given = "" if isinstance(value, Absent) else value
            if given:
                symbols.given[name] = given
            else:
                symbols.emptied.add(name)
            add(given, begin, end, False)
        at = end
    if at < len(text) or not segments:
        add(text[at:], at, len(text), True)
    return ExpandedText(file, "".join(parts), segments)
