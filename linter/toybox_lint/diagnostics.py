"""What rules say: diagnostics with places, and fixes made of edits on the original text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toybox_lint.enums import IntEnum
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint.typed import Literal, TypeAlias

# What the words of a command are made of, and what is more than a word to a shell, in YAML and in a Caddyfile.
_OF_WORDS = pattern(r"[\w./:-]")
_MORE = pattern(r"[\s\"'`\\{}\[\]$#,&|;<>()*?!]")


class Severity(IntEnum):
    """How certain the failure is. ``ERROR`` is a promise: with these files it fails."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> Literal["error", "warning", "info"]:
        return _SEVERITIES[self]


class Applicability(IntEnum):
    """Who may apply a fix: nobody (shown only), a person who agrees, anyone."""

    DISPLAY = 1
    UNSAFE = 2
    SAFE = 3

    @property
    def word(self) -> Literal["safe", "unsafe", "display"]:
        return _APPLICABILITIES[self]


_SEVERITIES: dict[Severity, Literal["error", "warning", "info"]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}
_APPLICABILITIES: dict[Applicability, Literal["safe", "unsafe", "display"]] = {
    Applicability.SAFE: "safe",
    Applicability.UNSAFE: "unsafe",
    Applicability.DISPLAY: "display",
}


Added: TypeAlias = tuple[int, str]
"""Where a list or a mapping begins, in characters from the start of the file, and what is added to it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in place of ``span`` of ``file``. An empty span inserts, an empty text deletes.

    ``adds`` tells what an insertion adds to a list or a mapping, behind all that is there: others that add something
    else to it may be inserted at the same place.
    """

    file: SourceFile
    span: Span
    text: str
    adds: Added | None = None


def outward(edit: Edit) -> Edit:
    """The edit of the file around a text that is written inside it, with its margin before new lines."""
    inner = edit.file
    if inner.whole is None:
        return edit
    first, *lines = edit.text.split("\n")
    if edit.text and inner.position(edit.span.start).column == 1:
        first = _behind(inner.margin, first)
    text = "\n".join((first, *(_behind(inner.margin, line) for line in lines)))
    ends = edit.text.endswith("\n") and inner.position(edit.span.end).column == 1
    return Edit(inner.whole, edit.span, text.removesuffix(inner.margin) if ends else text, edit.adds)


def _behind(margin: str, line: str) -> str:
    """A new line behind the margin, which a copied one has."""
    return line if line.startswith(margin) else margin + line


def may_be_written(edit: Edit) -> bool:
    """Whether an edit of a text inside another one has a place in that: a word where nothing else fits."""
    if not edit.file.rigid:
        return not edit.file.shifted
    text, (start, end) = edit.file.text, edit.span
    more = _MORE.search(text[start:end] + edit.text)
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return bool(edit.text) and more is None and (end > start or _OF_WORDS.search(around) is not None)


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that go in together or not at all, over any number of files.

    ``mends`` marks one that makes a file load which its program refuses: no other goes into such a file.
    """

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...]
    mends: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A place and what there is to say about it."""

    origin: Origin
    text: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    ``key`` is its identity: facts such as names and ports, never wording or line numbers. ``origin`` is
    what must be underlined; ``related`` are the other places that make it understood, in any file. ``gist`` is what the
    message says of several places that it tells apart: they may be said together.
    """

    code: str
    name: str
    severity: Severity
    message: str
    origin: Origin
    key: tuple[str, ...]
    help: str | None = None
    related: tuple[Label, ...] = ()
    fixes: tuple[Fix, ...] = ()
    gist: str | None = None

    @property
    def texts(self) -> Iterator[str]:
        """All that it says in words, which ``retold`` changes; not the lines of its edits."""
        yield from (self.message, self.help or "", self.gist or "")
        yield from (label.text for label in self.related)
        yield from (fix.title for fix in self.fixes)

    def retold(self, told: Callable[[str], str]) -> Diagnostic:
        """The finding with ``told`` of each of its texts in the place of that."""
        return replace(
            self,
            message=told(self.message),
            help=None if self.help is None else told(self.help),
            gist=None if self.gist is None else told(self.gist),
            related=tuple([replace(label, text=told(label.text)) for label in self.related]),
            fixes=tuple([replace(fix, title=told(fix.title)) for fix in self.fixes]),
        )

    @property
    def files(self) -> Iterator[SourceFile]:
        """The files that it shows something of, some more than once."""
        yield self.origin.file
        yield from (label.origin.file for label in self.related)
        yield from (edit.file for fix in self.fixes for edit in fix.edits)
