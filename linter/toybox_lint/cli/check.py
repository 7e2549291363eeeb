"""``toybox-lint check``: lint, and tell."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.cli.cache import Answer, Entry
from toybox_lint.cli.judging import Judge, each
from toybox_lint.cli.options import Options, Stop
from toybox_lint.cli.printing import tell
from toybox_lint.cli.process import FINDINGS, OK, TROUBLE, error_line
from toybox_lint.cli.selection import overrides, selected
from toybox_lint.cli.session import Session, open_session
from toybox_lint.diagnostics import Severity
from toybox_lint.engine import Inputs
from toybox_lint.output import render
from toybox_lint.output.result import Outcome, Result
from toybox_lint.records import replace
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.baseline import Baseline
    from toybox_lint.questions import Question

_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
# The formats that tell of gaps and crashes in their own words.
_COMPLETE = ("full", "concise", "json", "sarif", "github", "junit")


def check(options: Options, entry: Entry | None = None) -> int:
    """Run the check; its exit status. ``entry`` is where its result may be kept. Raises ``Stop``."""
    _refuse_contradictions(options)
    session = open_session(options)
    judge = judge_of(options, session)
    if options.fix or options.diff:
        from toybox_lint.cli.fixing import fix

        return fix(options, session, judge)
    printing = _form(options) == "full" and not judge.baseline and options.write_baseline is None
    outcomes = outcomes_of(options, session, judge, printing=printing)
    if options.write_baseline is not None:
        from toybox_lint.cli.baselines import written

        return written(options, outcomes)
    note = ""
    if judge.baseline:
        from toybox_lint.cli.baselines import stale_line

        every, (outcomes, met) = outcomes, judge.without_known(outcomes)
        if not options.quiet:
            note = stale_line(judge.baseline, met, judge.rules, every, session.files.root)
    answer = answer_of(options, session, judge, outcomes, note=note)
    told = tell(options, answer)
    if entry and _may_be_kept(options, session, outcomes) and options.cache_dir == entry.given:
        entry.keep(answer, session.files.asked)
    return told


def judge_of(options: Options, session: Session) -> Judge:
    """What options and configuration want told. Raises ``Stop``."""
    rules = selected(options, session)
    return Judge(rules, overrides(session, rules), _baseline(options, session))


def outcomes_of(
    options: Options, session: Session, judge: Judge, *, printing: bool = False
) -> tuple[Outcome, ...]:
    """Every deployment's outcome, the baseline not yet taken off. Raises ``Stop``.

    With ``printing`` several processes write what ``full`` says of what they find.
    """
    asked, jobs = session.files.asked, options.jobs or os.cpu_count() or 1
    printing = printing and jobs > 1 and len(session.inputs) > 1

    def work(inputs: Inputs) -> tuple[Outcome, Mapping[Question, str]]:
        outcome = judge.outcome(inputs)
        if printing:
            from toybox_lint.output.full_ import printed

            outcome = printed(outcome, inputs.found.root, session.color)
        return outcome, {} if options.no_cache else asked.news()

    done = each(session.inputs, work, jobs)
    asked.learn(news for _, news in done)
    outcomes = tuple(outcome for outcome, _ in done)
    return tuple(_to_print(outcomes, session.inputs, judge)) if printing else outcomes


def _to_print(outcomes: Sequence[Outcome], inputs: Sequence[Inputs], judge: Judge) -> Iterator[Outcome]:
    """With their findings, in place of what was printed, where several show something of one file.

    Those that were left out are found again: that a deployment shows a file of another one is rare.
    """
    times = Counter(path for outcome in outcomes if outcome.printed for path in outcome.printed.paths)
    for outcome, one in zip(outcomes, inputs, strict=True):
        if outcome.printed is None or all(times[path] == 1 for path in outcome.printed.paths):
            yield outcome
        else:
            yield replace(outcome, printed=None) if outcome.diagnostics else judge.outcome(one)


def _baseline(options: Options, session: Session) -> Baseline | None:
    configured = session.config.baseline if session.config else None
    if options.write_baseline is not None or (options.baseline is None and configured is None):
        return None
    from toybox_lint.cli.baselines import opened

    return opened(options, session)


def _may_be_kept(options: Options, session: Session, outcomes: Sequence[Outcome]) -> bool:
    """Whether the run depends on nothing but what it asked the disk, and only printed.

    A plugin is not ours: it may look at anything. A crash is no result.
    """
    plugins = session.config is not None and session.config.plugins
    written = options.no_cache or options.output_file is not None
    return not (plugins or written or session.stdin or any(outcome.crashes for outcome in outcomes))


def answer_of(
    options: Options,
    session: Session,
    judge: Judge,
    outcomes: Sequence[Outcome],
    *,
    fixed: int = 0,
    note: str = "",
) -> Answer:
    """What is told of ``outcomes``, a ``note`` before it."""
    result = Result(tuple(outcomes), options.paths, fixed, session.color, options.quiet, judge.rules)
    form = _form(options)
    trouble = "" if form in _COMPLETE else "".join(map(error_line, _incomplete(result)))
    texts = (("stderr", note), ("stdout", render(form, result)), ("stderr", trouble))
    return Answer(
        status(options, session, result),
        [(stream, text) for stream, text in texts if text or stream == "stdout"],
    )


def status(options: Options, session: Session, result: Result) -> int:
    """The exit status of ``result``."""
    if result.incomplete:
        return TROUBLE
    name = options.fail_on or (session.config.fail_on if session.config else "error")
    level = None if options.exit_zero else _LEVELS.get(name)
    return FINDINGS if level is not None and result.at_least(level) else OK


def _form(options: Options) -> str:
    return "statistics" if options.statistics else options.output_format


def _incomplete(result: Result) -> Iterator[str]:
    for gap in result.gaps:
        if gap.blocking:
            yield f"not judged: {gap.place}: {gap.reason}"
    for crash in result.crashes:
        yield crash.text


def _refuse_contradictions(options: Options) -> None:
    """What cannot be asked for together. Raises ``Stop``."""
    mending = "--fix" if options.fix else "--diff" if options.diff else None
    if options.write_baseline is not None and (mending or options.baseline):
        raise Stop(f"--write-baseline and {mending or '--baseline'}: choose one")
    if options.statistics and (options.diff or options.output_format not in ("full", "concise")):
        other = "--diff" if options.diff else f"--output-format {options.output_format}"
        raise Stop(f"--statistics and {other}: choose one")
    if options.touched and ("-" in options.paths or not options.paths):
        raise Stop("--touched: name the changed files")
    if options.stdin_filename is not None and "-" not in options.paths:
        raise Stop("--stdin-filename: names what is read from standard input, which is asked for with -")
