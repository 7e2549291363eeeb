"""``toybox-lint check``: lint, fix, or show what a fix would change."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from toybox_lint.cli.options import Options, Stop
from toybox_lint.cli.process import FINDINGS, OK, TROUBLE, complain
from toybox_lint.cli.selection import selected
from toybox_lint.cli.session import Session, open_session
from toybox_lint.diagnostics import Applicability, Severity
from toybox_lint.disk import WriteError, write_all
from toybox_lint.engine import Inputs, Report, lint
from toybox_lint.fixer import Fixed, fix
from toybox_lint.output import render
from toybox_lint.output.result import Outcome, Result
from toybox_lint.rule import Rule
from toybox_lint.source import SourceFile

_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


def check(options: Options) -> int:
    """Run the check; its exit status. Raises ``Stop``."""
    session = open_session(options)
    rules = selected(options, session.config)

    def linted(inputs: Inputs) -> Report:
        return lint(inputs, rules)

    if not (options.fix or options.diff):
        reports = tuple(linted(inputs) for inputs in session.inputs)
        return _finish(options, session, rules, reports, 0)
    level = Applicability.UNSAFE if options.unsafe_fixes else Applicability.SAFE
    fixed = [fix(inputs, linted, level) for inputs in session.inputs]
    for item in fixed:
        if item.failure:
            complain(f"{item.failure}; nothing is changed, please report it")
    if any(item.failure for item in fixed):
        return TROUBLE
    if options.diff:
        return _diff(options, session, fixed)
    return _write(options, session, rules, fixed)


def _write(options: Options, session: Session, rules: tuple[Rule, ...], fixed: Sequence[Fixed]) -> int:
    changed = [file for item in fixed for file in item.changed.values()]
    try:
        write_all(changed, session.files)
    except WriteError as error:
        raise Stop(str(error)) from error
    _say_untouched(fixed)
    done = sum(len(item.applied) for item in fixed)
    return _finish(options, session, rules, tuple(item.report for item in fixed), done)


def _diff(options: Options, session: Session, fixed: Sequence[Fixed]) -> int:
    from difflib import unified_diff

    lines: list[str] = []
    for file in sorted(
        (file for item in fixed for file in item.changed.values()), key=lambda file: file.name
    ):
        before = session.files.read(file.path)
        assert isinstance(before, SourceFile)
        lines += _with_ends(unified_diff(_lines(before), _lines(file), before.name, file.name))
    _print(options, "".join(lines))
    _say_untouched(fixed)
    if any(item.report.incomplete or item.report.broken for item in fixed):
        return TROUBLE
    return FINDINGS if lines else OK


def _lines(file: SourceFile) -> list[str]:
    """Lines with their ends; only LF ends one, as for ``patch``."""
    *whole, last = file.text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _with_ends(lines: Iterable[str]) -> list[str]:
    """A diff whose last lines may lack their line end, as ``patch`` expects it."""
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]


def _say_untouched(fixed: Sequence[Fixed]) -> None:
    if any(item.report.broken for item in fixed):
        complain("a file is not valid, so nothing of its deployment is fixed; mend what is named first")


def _finish(
    options: Options, session: Session, rules: tuple[Rule, ...], reports: tuple[Report, ...], fixed: int
) -> int:
    outcomes = tuple(Outcome.of(report) for report in reports)
    result = Result(outcomes, options.paths, fixed, session.color, rules=rules)
    _print(options, render(options.output_format, result))
    if result.incomplete:
        return TROUBLE
    name = options.fail_on or (session.config.fail_on if session.config else "error")
    level = _LEVELS.get(name)
    return FINDINGS if level is not None and result.at_least(level) else OK


def _print(options: Options, text: str) -> None:
    if options.output_file is None:
        sys.stdout.write(text)
        return
    try:
        with open(options.output_file, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError as error:
        raise Stop(f"{options.output_file}: cannot be written: {error.strerror} (--output-file)") from error
