"""The linter from Python: what ``toybox_lint`` itself offers, imported when it is first asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence

from toybox_lint.cli.check import judge_of, outcomes_of
from toybox_lint.cli.judging import Judge
from toybox_lint.cli.options import Options, Stop
from toybox_lint.cli.selection import chosen
from toybox_lint.cli.session import open_session
from toybox_lint.discovery import discover
from toybox_lint.engine import Inputs
from toybox_lint.facts import Environment
from toybox_lint.files import MemoryFiles
from toybox_lint.output import FORMATS
from toybox_lint.output import render as _render
from toybox_lint.output.result import Result
from toybox_lint.rule import Rule
from toybox_lint_rules import all_rules


class LintError(Exception):
    """Something kept the linter from starting; the text is what the command says."""


def lint(
    *paths: str | os.PathLike[str],
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    config: str | os.PathLike[str] | None = None,
    isolated: bool = False,
    env: Mapping[str, str] | None = None,
    jobs: int = 1,
) -> Result:
    """Lint files and folders on the disk, by default the working folder, as ``toybox-lint check`` does.

    ``select`` and ``ignore`` name rules as the options do, and win over the configuration; ``config`` is its file, else
    the nearest one is read, or none with ``isolated``. ``env`` are variables as in a ``.env`` file; ``jobs`` is how
    many deployments are judged at a time, 0 for one a core. Nothing is printed and nothing is written. Raises
    ``LintError``.
    """
    options = Options(
        paths=tuple(os.fspath(path) for path in paths),
        select=_codes(select),
        ignore=_codes(ignore),
        config=None if config is None else os.fspath(config),
        isolated=isolated,
        env=tuple(f"{name}={value}" for name, value in (env or {}).items()),
        jobs=jobs,
    )
    try:
        session = open_session(options)
        judge = judge_of(options, session)
        outcomes = outcomes_of(options, session, judge)
    except Stop as stop:
        raise LintError(str(stop)) from stop
    if judge.baseline:
        outcomes = judge.without_known(outcomes)[0]
    return Result(outcomes, options.paths, rules=judge.rules)


def lint_texts(
    texts: Mapping[str, str],
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    plugins: Iterable[Rule] = (),
) -> Result:
    """Lint files that are given as texts by name (relative, with ``/``); no disk and no configuration is read.

    ``plugins`` are rules besides ours. Raises ``LintError``.
    """
    files = MemoryFiles(texts)
    found = [item for item in discover([files.root], files) if not item.empty]
    if not found:
        raise LintError("no Caddyfile and no compose file is among the texts")
    environment = None if env is None else Environment(dict(env))
    try:
        rules = chosen((*all_rules(), *plugins), select, ignore)
    except Stop as stop:
        raise LintError(str(stop)) from stop
    judge = Judge(rules)
    outcomes = [judge.outcome(Inputs(item, files, environment=environment)) for item in found]
    return Result(tuple(outcomes), rules=rules)


def render(format_name: str, result: Result) -> str:
    """``result`` as text in a format of the command: ``full``, ``json``, ``sarif``... Raises ``LintError``."""
    if format_name not in FORMATS:
        raise LintError(f"no format is called {format_name}; there are {', '.join(FORMATS)}")
    return _render(format_name, result)


def _codes(names: Sequence[str] | None) -> str | None:
    return None if names is None else ",".join(names)
