"""A rule's examples: from their notation to files, marks and back."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from toybox_lint.deferred import undeferred
from toybox_lint.discovery import discover
from toybox_lint.engine import Inputs
from toybox_lint.files import MemoryFiles
from toybox_lint.modules import module
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple, dataclass
from toybox_lint.rule import Example, Rule
from toybox_lint.source import Span

ROOT = "/project"
_HEADER = pattern(r"^--- (.+)$", re.MULTILINE)
_MARK = pattern("[«»]")


class Cases(NamedTuple):
    """All examples of a rule: those on its page, and then the further ones."""

    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    further: int


def cases(rule: Rule) -> Cases:
    """The examples of a rule, and those in the module ``cases`` and its code of the same package, where there is one.

    ``rules/cases/tb101.py`` has ``BAD`` and ``GOOD`` beside the examples of ``rules/tb101_unknown_upstream.py``.
    """
    package = type(undeferred(rule)).__module__.rpartition(".")[0]
    name = f"{package}.cases.{rule.id.lower()}"
    try:
        found = vars(module(name)) if package else {}
    except ModuleNotFoundError as error:
        if not (name == error.name or name.startswith(f"{error.name}.")):
            raise
        found = {}
    bad, good = found.get("BAD", ()), found.get("GOOD", ())
    return Cases((*rule.bad, *bad), (*rule.good, *good), len(bad) + len(good))


@dataclass(frozen=True, slots=True)
class Files:
    """The files of an example by name, and what must be underlined in each."""

    texts: Mapping[str, str]
    marks: frozenset[tuple[str, Span]]


def read(text: str) -> Files:
    """Split an example at its ``--- NAME`` lines and take the marks out.

    Common indentation and the first line end are dropped. Marks do not nest.
    """
    parts = _HEADER.split(textwrap.dedent(text).lstrip("\n"))
    if parts[0].strip():
        raise ValueError("an example begins with a line '--- NAME'")
    texts: dict[str, str] = {}
    marks: set[tuple[str, Span]] = set()
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        plain, spans = _unmarked(body.removeprefix("\n"))
        texts[name.strip()] = plain
        marks |= {(name.strip(), span) for span in spans}
    return Files(texts, frozenset(marks))


def _unmarked(text: str) -> tuple[str, list[Span]]:
    pieces = _MARK.split(text)
    if len(pieces) % 2 == 0:
        raise ValueError("a mark « has no » after it")
    spans: list[Span] = []
    length = 0
    for index, piece in enumerate(pieces):
        if index % 2:
            spans.append(Span(length, length + len(piece)))
        length += len(piece)
    return "".join(pieces), spans


def inputs(texts: Mapping[str, str]) -> Inputs:
    """What the command would lint in a folder with these files."""
    files = MemoryFiles(texts, ROOT)
    found = discover([ROOT], files)
    if len(found) != 1:
        raise ValueError(f"an example is one deployment, not {len(found)}")
    return Inputs(found[0], files)
