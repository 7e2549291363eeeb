"""A baseline: findings that are known, by what they are, so that only new ones are told.

The file is JSON: ``{"version": 1, "findings": [{"file", "code", "fingerprint", "count"}]}``, sorted, names relative to
the folder that it lies in. It holds no message and no value.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from toybox_lint.diagnostics import Diagnostic
from toybox_lint.files import display_name
from toybox_lint.fingerprints import identity
from toybox_lint.records import dataclass
from toybox_lint.source import SourceFile


class BaselineError(Exception):
    """The file is no baseline; the text says why."""


@dataclass(frozen=True, slots=True)
class Known:
    """A finding of the baseline: the name of its file (from the baseline's folder), its rule, its identity."""

    file: str
    code: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each known finding may occur. ``folder`` is where the file lies."""

    folder: str
    counts: Mapping[Known, int]

    def split(self, diagnostics: Iterable[Diagnostic]) -> tuple[tuple[Diagnostic, ...], Counter[Known]]:
        """What is new, in the given order, and how often each known finding occurred."""
        new: list[Diagnostic] = []
        met: Counter[Known] = Counter()
        for item in diagnostics:
            known = _known(item, self.folder)
            if met[known] < self.counts.get(known, 0):
                met[known] += 1
            else:
                new.append(item)
        return tuple(new), met

    def stale(
        self, met: Mapping[Known, int], codes: frozenset[str], files: Iterable[str]
    ) -> dict[Known, int]:
        """How often known findings are missing, of rules that ran and of files (absolute) that were read."""
        read = {display_name(path, self.folder) for path in files}
        return {
            known: count - met.get(known, 0)
            for known, count in self.counts.items()
            if known.code in codes and known.file in read and met.get(known, 0) < count
        }


def read(file: SourceFile) -> Baseline:
    """The baseline in ``file``. Raises ``BaselineError``."""
    import json

    try:
        document = json.loads(file.text)
    except ValueError as error:
        raise BaselineError(f"not JSON: {error}") from error
    except RecursionError as error:
        raise BaselineError("nested too deeply") from error
    if not isinstance(document, dict) or document.get("version") != 1:
        raise BaselineError('not a baseline: "version" is not 1')
    findings = document.get("findings")
    counts = [_entry(entry) for entry in findings] if isinstance(findings, list) else [None]
    good = [entry for entry in counts if entry]
    if len(good) != len(counts):
        raise BaselineError("not a baseline: a finding has file, code, fingerprint and count")
    return Baseline(posixpath.dirname(file.path), dict(good))


def _entry(entry: object) -> tuple[Known, int] | None:
    if not isinstance(entry, dict):
        return None
    texts = [entry.get(key) for key in ("file", "code", "fingerprint")]
    count = entry.get("count", 1)
    if not all(isinstance(text, str) for text in texts) or not isinstance(count, int):
        return None
    return Known(*map(str, texts)), count


def write(reports: Sequence[Sequence[Diagnostic]], folder: str) -> str:
    """The text of a baseline that lies in ``folder`` and holds the findings of every report.

    A file that several deployments share counts once.
    """
    counts: Counter[Known] = Counter()
    for diagnostics in reports:
        counts |= Counter(_known(item, folder) for item in diagnostics)
    ordered = sorted(counts.items(), key=lambda item: (item[0].file, item[0].code, item[0].fingerprint))
    return _text(
        {"file": known.file, "code": known.code, "fingerprint": known.fingerprint, "count": count}
        for known, count in ordered
    )


def _text(entries: Iterable[Mapping[str, object]]) -> str:
    """A line a finding, so that a change of one changes one line."""
    import json

    lines = ",\n".join(f"    {json.dumps(entry)}" for entry in entries)
    return '{\n  "version": 1,\n  "findings": [' + (f"\n{lines}\n  " if lines else "") + "]\n}\n"


def _known(item: Diagnostic, folder: str) -> Known:
    file = display_name(item.origin.file.path, folder)
    return Known(file, item.code, identity(item, file))
