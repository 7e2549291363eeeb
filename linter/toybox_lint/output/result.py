"""What the formats are given."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment import Gap
from toybox_lint.diagnostics import Applicability, Diagnostic, Severity
from toybox_lint.engine import Crash, Report
from toybox_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """The reports of one run, and what its caller knows beside them.

    ``arguments`` are the paths as they were given, for the next command in the footer; ``fixed`` is how many
    fixes went in; ``color`` allows escape sequences.
    """

    reports: tuple[Report, ...]
    arguments: tuple[str, ...] = ()
    fixed: int = 0
    color: bool = False

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        return (item for report in self.reports for item in report.diagnostics)

    @property
    def gaps(self) -> Iterator[Gap]:
        return (gap for report in self.reports for gap in report.gaps)

    @property
    def crashes(self) -> Iterator[Crash]:
        return (crash for report in self.reports for crash in report.crashes)

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files that were read, each once."""
        return tuple(
            dict.fromkeys(source.name for report in self.reports for source in report.deployment.sources())
        )

    @property
    def notes(self) -> Iterator[str]:
        return (note for report in self.reports for note in report.deployment.notes)

    def count(self, severity: Severity) -> int:
        return sum(report.count(severity) for report in self.reports)

    def fixable(self, level: Applicability) -> int:
        """How many diagnostics have a fix of exactly this applicability as their first."""
        return sum(bool(item.fixes) and item.fixes[0].applicability is level for item in self.diagnostics)


def plural(number: int, word: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
