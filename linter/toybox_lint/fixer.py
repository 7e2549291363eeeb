"""Apply fixes: choose edits, splice them into the original texts, lint again, until nothing changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter

from toybox_lint.diagnostics import Added, Applicability, Diagnostic, Edit, Fix
from toybox_lint.engine import Inputs, Report
from toybox_lint.files import Files, Unreadable
from toybox_lint.records import dataclass, replace
from toybox_lint.source import SourceFile, Span

MAX_PASSES = 10


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing made of the inputs.

    ``changed`` holds the files to write, new text included, keyed by path; ``applied`` a code and title for
    each fix that went in; ``report`` is the last run's. With a ``failure`` nothing is to be written: it says
    why, and names the rules. ``first`` is the report on the inputs as they were.
    """

    changed: Mapping[str, SourceFile]
    applied: tuple[tuple[str, str], ...]
    report: Report
    failure: str | None = None
    first: Report | None = None


class Overlay:
    """Files of which some texts have changed."""

    def __init__(self, base: Files, changed: Mapping[str, SourceFile]) -> None:
        self._base = base
        self._changed = dict(changed)

    @property
    def root(self) -> str:
        return self._base.root

    def read(self, path: str) -> SourceFile | Unreadable | None:
        return self._changed.get(path) or self._base.read(path)

    def is_directory(self, path: str) -> bool:
        return self._base.is_directory(path)

    def names(self, directory: str) -> tuple[str, ...]:
        return self._base.names(directory)

    def is_outside(self, path: str) -> bool:
        return self._base.is_outside(path)

    def is_link(self, path: str) -> bool:
        return self._base.is_link(path)


@dataclass(frozen=True, slots=True)
class _Made:
    """What some passes made: the files that changed by their paths, codes and titles that went in, and what is left."""

    changed: Mapping[str, SourceFile]
    applied: tuple[tuple[str, str], ...]
    report: Report


def fix(inputs: Inputs, lint: Callable[[Inputs], Report], level: Applicability) -> Fixed:
    """Fix what may be fixed at ``level`` in at most ``MAX_PASSES`` passes.

    Where a file is refused, only fixes that mend it go in, and nothing when it is refused all the same. A text
    seen before (two rules undo each other) and a file that no longer loads throw everything away. Where fixes only show
    that another file does not load, because Caddy is found to read it, they alone do not go in.
    """
    first = lint(inputs)
    last = _Made({}, (), first)
    loading = None if first.broken else last
    seen = {_state(last.changed)}
    for _ in range(MAX_PASSES):
        chosen = choose(last.report.diagnostics, level, mending=last.report.broken)
        if not chosen:
            return _outcome(first, last, loading)
        last = _pass(inputs, last, chosen, lint)
        state = _state(last.changed)
        if state in seen:
            return Fixed({}, (), first, f"the fixes of {_codes(chosen)} undo each other")
        seen.add(state)
        loading = loading if last.report.broken else last
    left = choose(last.report.diagnostics, level, mending=last.report.broken)
    if left:
        why = f"the fixes of {_codes(left)} do not come to an end in {MAX_PASSES} passes"
        return Fixed({}, (), first, why)
    return _outcome(first, last, loading)


def _pass(
    inputs: Inputs, last: _Made, chosen: Sequence[tuple[str, Fix]], lint: Callable[[Inputs], Report]
) -> _Made:
    written = {file.path: file for file in splice(edit for _, item in chosen for edit in item.edits)}
    changed = {**last.changed, **written}
    report = lint(replace(inputs, files=Overlay(inputs.files, changed)))
    return _Made(changed, (*last.applied, *((code, item.title) for code, item in chosen)), report)


def _codes(pairs: Iterable[tuple[str, object]]) -> str:
    return ", ".join(sorted({code for code, _ in pairs}))


def _outcome(first: Report, last: _Made, loading: _Made | None) -> Fixed:
    """What comes of it, where ``loading`` is the last of what was made that loads."""
    if last is loading:
        return Fixed(last.changed, last.applied, last.report, first=first)
    if loading is None:
        return Fixed({}, (), first, first=first)
    written = (path for path, file in last.changed.items() if loading.changed.get(path) is not file)
    refused = _refused(last.report)
    if refused and refused.isdisjoint(written):
        return Fixed(loading.changed, loading.applied, loading.report, first=first)
    codes = _codes(last.applied[len(loading.applied) :])
    return Fixed({}, (), first, f"the fixes of {codes} gave a file that no longer loads")


def _refused(report: Report) -> set[str]:
    """The files that are refused."""
    problems = (problem for part in report.deployment.parts for problem in part.problems if problem.fatal)
    return {problem.origin.file.path for problem in problems}


def choose(
    diagnostics: Iterable[Diagnostic], level: Applicability, *, mending: bool = False
) -> list[tuple[str, Fix]]:
    """Fixes that can go in together, in order of place: code and fix. With ``mending`` only those that mend.

    So it is, too, where one mends a file that loads: the others were thought of with what that one changes.
    A fix goes in whole or not at all. One whose edits are all taken already counts as done; one that
    touches an edit of another waits for the next pass, or rule order would decide the text.
    """
    offered = [
        (diagnostic.code, item)
        for diagnostic in sorted(diagnostics, key=_place)
        if (item := next((item for item in diagnostic.fixes if item.applicability >= level), None))
    ]
    first = _fitting(pair for pair in offered if pair[1].mends)
    return first if first or mending else _fitting(offered)


def _fitting(offered: Iterable[tuple[str, Fix]]) -> list[tuple[str, Fix]]:
    """Those that can go in together, the first ones before others."""
    taken: dict[str, _Taken] = {}
    chosen: list[tuple[str, Fix]] = []
    for code, item in offered:
        there = {edit.file.path: taken.setdefault(edit.file.path, _Taken()) for edit in item.edits}
        new = [edit for edit in item.edits if edit not in there[edit.file.path]]
        if not new or any(there[edit.file.path].touched_by(edit) for edit in new):
            continue
        if _overlap(new):
            continue
        for edit in new:
            there[edit.file.path].add(edit)
        chosen.append((code, item))
    return chosen


class _Taken:
    """The edits of one file that go in."""

    __slots__ = ("_added", "_edits", "_spans")

    def __init__(self) -> None:
        self._edits: set[Edit] = set()
        # Sorted by where they begin and by where they end: no two have a character in common.
        self._spans: list[tuple[int, int]] = []
        self._added: dict[int, set[Added]] = {}

    def __contains__(self, edit: Edit) -> bool:
        return edit in self._edits

    def add(self, edit: Edit) -> None:
        self._edits.add(edit)
        if edit.adds is not None:
            self._added.setdefault(edit.span.start, set()).add(edit.adds)
        insort(self._spans, (edit.span.start, edit.span.end))

    def touched_by(self, edit: Edit) -> bool:
        """Whether one of them ends or begins where the edit is, but for what adds something else to the same list."""
        start, end = edit.span
        first = bisect_left(self._spans, start, key=itemgetter(1))
        last = bisect_right(self._spans, end, key=itemgetter(0))
        added = self._added.get(start)
        if added is None or edit.adds is None or edit.adds in added or edit.adds[0] != next(iter(added))[0]:
            return first < last
        return self._spans[first] != (start, start) or self._spans[last - 1] != (start, start)


def splice(edits: Iterable[Edit]) -> Sequence[SourceFile]:
    """The files of ``edits`` with the edits in place; equal ones count once.

    Edits of one file do not overlap. Insertions at one place go in in their order.
    """
    by_file: dict[str, dict[Edit, None]] = {}
    for edit in edits:
        by_file.setdefault(edit.file.path, {})[edit] = None
    return [_spliced(list(items)) for items in by_file.values()]


def _spliced(edits: Sequence[Edit]) -> SourceFile:
    file = edits[0].file
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        pieces += (file.text[at : edit.span.start], edit.text)
        at = edit.span.end
    return SourceFile(file.path, file.name, "".join((*pieces, file.text[at:])), file.bom)


def _overlap(edits: Iterable[Edit]) -> bool:
    """Whether two of them change a character in common, or one inserts inside another."""
    ends: dict[str, int] = {}
    for edit in sorted(edits, key=lambda edit: edit.span):
        end = ends.get(edit.file.path, 0)
        if edit.span.start < end:
            return True
        ends[edit.file.path] = max(end, edit.span.end)
    return False


def _place(diagnostic: Diagnostic) -> tuple[str, Span, str]:
    return diagnostic.origin.file.path, diagnostic.origin.span, diagnostic.code


def _state(changed: Mapping[str, SourceFile]) -> frozenset[tuple[str, str]]:
    return frozenset((path, file.text) for path, file in changed.items())
