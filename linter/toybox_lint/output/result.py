"""What the formats are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from toybox_lint.deployment import Gap
from toybox_lint.diagnostics import Applicability, Diagnostic, Fix, Severity
from toybox_lint.engine import Crash, Report
from toybox_lint.records import NamedTuple, dataclass, field, replace
from toybox_lint.rule import Rule
from toybox_lint.secrecy import Secrets, uncovered
from toybox_lint.source import SourceFile, Span
from toybox_lint.typed import TypeAlias

# A file's text as it may be shown, where only the given places of what is secret may be; `None` for not at all.
View: TypeAlias = Callable[[SourceFile, Iterable[Span]], str | None]


# Of a finding its severity, and who may apply its first fix.
Kind: TypeAlias = tuple[Severity, Applicability | None]


class Printed(NamedTuple):
    """What ``full`` says of each finding of a deployment.

    ``paths`` are those of the files of which it shows something, ``kinds`` how many findings there are of each kind.
    """

    findings: tuple[str, ...]
    paths: frozenset[str]
    kinds: Mapping[Kind, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told of one deployment: of its report all but the models, so that a process can send it.

    It holds no value of a variable, so that no format can print one; ``hidden`` are the texts, as they may be
    shown, of the files that hold secrets, ``None`` for one of which no line may be.
    ``files`` are the names of the files that were read; ``broken`` and ``incomplete`` are the report's;
    ``known`` is how many findings the baseline holds; ``printed`` is there where the process that found them wrote
    them, too: then there may be no ``diagnostics`` and nothing ``hidden``.
    """

    diagnostics: tuple[Diagnostic, ...]
    gaps: tuple[Gap, ...] = ()
    crashes: tuple[Crash, ...] = ()
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    suppressed: int = 0
    known: int = 0
    broken: bool = False
    incomplete: bool = False
    hidden: Mapping[str, str | None] = field(default_factory=dict)
    printed: Printed | None = None

    @property
    def kinds(self) -> Mapping[Kind, int]:
        """How many findings there are of each kind."""
        return self.printed.kinds if self.printed else Counter(map(_kind, self.diagnostics))

    @property
    def told(self) -> Iterator[Diagnostic]:
        """The findings as people read them: while a file is refused, `--fix` does nothing but make it load."""
        for item in self.diagnostics:
            yield replace(item, fixes=tuple(map(_put_off, item.fixes))) if self.broken else item

    @classmethod
    def of(cls, report: Report) -> Outcome:
        secrets = Secrets((report.deployment,))
        return cls(
            diagnostics=tuple(secrets.diagnostic(item) for item in report.diagnostics),
            gaps=tuple(secrets.gap(gap) for gap in report.gaps),
            crashes=tuple(
                Crash(crash.code, secrets.text(crash.error), secrets.text(crash.traceback))
                for crash in report.crashes
            ),
            files=tuple(file.name for file in report.deployment.sources()),
            notes=report.deployment.notes,
            suppressed=report.suppressed,
            broken=report.broken,
            incomplete=report.incomplete,
            hidden=dict(secrets.hidden(report.diagnostics)),
        )


@dataclass(frozen=True, slots=True)
class Result:
    """The outcomes of one run, and what its caller knows beside them.

    ``arguments`` are the paths as they were given, for the next command in the footer; ``fixed`` is how many
    fixes went in; ``rules`` are those that ran; ``color`` allows escape sequences; ``quiet`` leaves out what is
    not a finding.
    """

    outcomes: tuple[Outcome, ...]
    arguments: tuple[str, ...] = ()
    fixed: int = 0
    color: bool = False
    quiet: bool = False
    rules: tuple[Rule, ...] = ()
    _kinds: Counter[Kind] = field(default_factory=Counter, repr=False, compare=False)

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        return (item for outcome in self.outcomes for item in outcome.diagnostics)

    @property
    def told(self) -> Iterator[Diagnostic]:
        """The findings as people read them."""
        return (item for outcome in self.outcomes for item in outcome.told)

    @property
    def gaps(self) -> Iterator[Gap]:
        return (gap for outcome in self.outcomes for gap in outcome.gaps)

    @property
    def crashes(self) -> Iterator[Crash]:
        return (crash for outcome in self.outcomes for crash in outcome.crashes)

    @property
    def view(self) -> View:
        """A file's text with stars for what is secret but not in ``shown``; ``None`` where no line may be shown."""
        hidden: dict[str, str | None] = {}
        for outcome in reversed(self.outcomes):
            hidden |= outcome.hidden

        def view(file: SourceFile, shown: Iterable[Span]) -> str | None:
            masked = hidden.get(file.path, file.text)
            return masked if masked is None or masked is file.text else uncovered(masked, file, shown)

        return view

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files that were read, each once."""
        return tuple(dict.fromkeys(name for outcome in self.outcomes for name in outcome.files))

    @property
    def notes(self) -> Iterator[str]:
        return (note for outcome in self.outcomes for note in outcome.notes)

    @property
    def suppressed(self) -> int:
        return sum(outcome.suppressed for outcome in self.outcomes)

    @property
    def known(self) -> int:
        return sum(outcome.known for outcome in self.outcomes)

    @property
    def broken(self) -> bool:
        return any(outcome.broken for outcome in self.outcomes)

    @property
    def incomplete(self) -> bool:
        """Whether something kept the run from judging: exit status 2."""
        return any(outcome.incomplete for outcome in self.outcomes)

    def count(self, severity: Severity) -> int:
        return sum(number for (each, _), number in self.kinds.items() if each is severity)

    def at_least(self, severity: Severity) -> bool:
        """Whether there is a finding of this severity or a higher one."""
        return any(each >= severity for each, _ in self.kinds)

    def fixable(self, level: Applicability) -> int:
        """How many findings have a fix of exactly this applicability as their first."""
        return sum(number for (_, each), number in self.kinds.items() if each is level)

    @property
    def kinds(self) -> Mapping[Kind, int]:
        """How many findings there are of each kind."""
        if not self._kinds:
            for outcome in self.outcomes:
                self._kinds.update(outcome.kinds)
        return self._kinds


def _put_off(fix: Fix) -> Fix:
    return fix if fix.mends else replace(fix, applicability=Applicability.DISPLAY)


def _kind(item: Diagnostic) -> Kind:
    return item.severity, item.fixes[0].applicability if item.fixes else None


def plural(number: int, word: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
