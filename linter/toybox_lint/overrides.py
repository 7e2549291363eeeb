"""What a project wants told differently: severities of rules, and rules that certain files are free of."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from toybox_lint.diagnostics import Diagnostic, Severity
from toybox_lint.engine import Report
from toybox_lint.files import display_name
from toybox_lint.records import dataclass, replace


@dataclass(frozen=True, slots=True)
class Overrides:
    """``severities`` by rule id; ``ignored`` are patterns of paths, each with the ids of rules left out there.

    A pattern is held against the path from the folder ``home`` and against the file's name; ``*`` matches every
    character, ``/`` too.
    """

    home: str
    severities: Mapping[str, Severity]
    ignored: tuple[tuple[str, frozenset[str]], ...]

    def apply(self, report: Report) -> Report:
        """The report as the project wants it."""
        kept = tuple(self._severe(item) for item in report.diagnostics if not self._ignores(item))
        return replace(report, diagnostics=kept)

    def _severe(self, item: Diagnostic) -> Diagnostic:
        severity = self.severities.get(item.code)
        return item if severity is None else replace(item, severity=severity)

    def _ignores(self, item: Diagnostic) -> bool:
        path = display_name(item.origin.file.path, self.home)
        name = path.rsplit("/", 1)[-1]
        return any(
            item.code in codes and (fnmatchcase(path, pattern) or fnmatchcase(name, pattern))
            for pattern, codes in self.ignored
        )
