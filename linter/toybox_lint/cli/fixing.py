"""``--fix`` and ``--diff``: mend the files, or show what mending would change."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from toybox_lint import fixer
from toybox_lint.cli.check import answer_of, check, status
from toybox_lint.cli.judging import Judge
from toybox_lint.cli.leftovers import recover
from toybox_lint.cli.options import Options, Stop
from toybox_lint.cli.printing import note, put_exactly, tell
from toybox_lint.cli.process import FINDINGS, OK, TROUBLE, complain
from toybox_lint.cli.session import Session
from toybox_lint.cli.writing import WriteError, write_all
from toybox_lint.compose.printing.confidential import MASK
from toybox_lint.diagnostics import Applicability
from toybox_lint.disk import encode
from toybox_lint.engine import Inputs, Report
from toybox_lint.files import Unreadable
from toybox_lint.fixer import Fixed, Overlay
from toybox_lint.output import render
from toybox_lint.output.result import Outcome, Result
from toybox_lint.output.terminal import clean, one_line
from toybox_lint.records import replace
from toybox_lint.secrecy import Secrets
from toybox_lint.source import SourceFile


def fix(options: Options, session: Session, judge: Judge) -> int:
    """Fix every deployment, write or show it; the exit status. Raises ``Stop``."""
    fixed = list(_fixed(options, session, judge))
    if not options.diff and not session.stdin:
        recovery = recover(session.files.folders())
        _say(options, recovery.notes)
        if recovery.changed:
            return check(options)
    for item in fixed:
        if item.failure:
            complain(f"{item.failure}; nothing is changed, please report it")
    if any(item.failure for item in fixed):
        return TROUBLE
    changed = {path: file for item in fixed for path, file in item.changed.items()}
    if options.diff:
        return _show(options, session, fixed, changed.values())
    if session.stdin:
        return _print(options, session, judge, fixed, changed.get(session.stdin))
    try:
        notes = write_all(changed.values(), session.files)
    except WriteError as error:
        raise Stop(str(error)) from error
    _say(options, notes)
    _say_untouched(fixed)
    done = sum(len(item.applied) for item in fixed)
    outcomes = [Outcome.of(item.report) for item in fixed]
    return tell(options, answer_of(options, session, judge, outcomes, fixed=done))


def _say(options: Options, notes: Iterable[str]) -> None:
    if not options.quiet:
        for text in notes:
            note(text)


def _fixed(options: Options, session: Session, judge: Judge) -> Iterator[Fixed]:
    """One deployment after the other: each sees what was changed in files that it shares with one before."""
    level = Applicability.UNSAFE if options.unsafe_fixes else Applicability.SAFE
    changed: dict[str, SourceFile] = {}

    def judged(inputs: Inputs) -> Report:
        report = judge.new_of(inputs)
        return _inside(report, session.stdin) if session.stdin else report

    for inputs in session.inputs:
        files = Overlay(inputs.files, changed) if changed else inputs.files
        item = fixer.fix(replace(inputs, files=files), judged, level)
        changed |= item.changed
        yield item


def _inside(report: Report, path: str) -> Report:
    """The report without fixes that reach beyond the file at ``path``: only that one can be given back."""
    kept = tuple(
        replace(
            item,
            fixes=tuple(fix for fix in item.fixes if all(edit.file.path == path for edit in fix.edits)),
        )
        for item in report.diagnostics
    )
    return replace(report, diagnostics=kept)


def _print(
    options: Options, session: Session, judge: Judge, fixed: Sequence[Fixed], changed: SourceFile | None
) -> int:
    """Standard input as it is after the fixes, on standard output; the findings on standard error."""
    file = changed or session.files.read(session.stdin)
    if isinstance(file, Unreadable):
        raise Stop(f"-: standard input {file.reason}")
    assert isinstance(file, SourceFile)
    if sys.stdout.isatty():
        sys.stdout.write(clean(file.text))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(encode(file))
    _say_untouched(fixed)
    outcomes = tuple(Outcome.of(item.report) for item in fixed)
    result = Result(outcomes, options.paths, quiet=True, rules=judge.rules)
    sys.stderr.write(render(options.output_format, result))
    return status(options, session, result)


def _show(options: Options, session: Session, fixed: Sequence[Fixed], changed: Iterable[SourceFile]) -> int:
    from toybox_lint.output.differences import unified

    secrets = Secrets((item.first or item.report).deployment for item in fixed)
    lines: list[str] = []
    for file in sorted(changed, key=lambda file: file.name):
        before = session.files.read(file.path)
        assert isinstance(before, SourceFile)
        hidden = secrets.source(before) is None
        context = 0 if hidden else 3
        name = one_line(file.name)
        diff = unified(_lines(before), _lines(file), name, context)
        lines += _with_ends(_without_secrets(diff, secrets, hidden))
    put_exactly(options, "".join(lines))
    _say_untouched(fixed)
    if any(item.report.incomplete or item.report.broken for item in fixed):
        return TROUBLE
    return FINDINGS if lines and not options.exit_zero else OK


def _without_secrets(diff: Iterable[str], secrets: Secrets, hidden: bool) -> Iterator[str]:
    """A diff whose new lines carry no value of a variable that the files themselves do not show.

    Of a ``hidden`` file, one of variables, the old lines tell the names alone.
    """
    for number, line in enumerate(diff):
        if number > 1 and hidden and line.startswith("-"):
            yield f"{line.partition('=')[0]}={MASK}\n"
        else:
            yield secrets.text(line) if number > 1 and line.startswith("+") else line


def _lines(file: SourceFile) -> list[str]:
    """Lines with their ends; only LF ends one, as for ``patch``."""
    *whole, last = file.text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _with_ends(lines: Iterable[str]) -> list[str]:
    """A diff whose last lines may lack their line end, as ``patch`` expects it."""
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]


def _say_untouched(fixed: Sequence[Fixed]) -> None:
    if any(item.report.broken and not item.report.incomplete for item in fixed):
        complain("a file is not valid, so nothing of its deployment is fixed; mend what is named first")
    if any(item.report.broken and item.report.incomplete for item in fixed):
        complain("not everything could be judged, so nothing of that deployment is fixed; see what is named")
