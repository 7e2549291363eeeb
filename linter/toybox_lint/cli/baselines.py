"""``--baseline`` and ``--write-baseline``."""

from __future__ import annotations

import os
import posixpath
import sys
from collections.abc import Mapping, Sequence

from toybox_lint import baseline
from toybox_lint.baseline import Baseline, BaselineError, Known
from toybox_lint.cli.options import Options, Stop
from toybox_lint.cli.printing import note, note_line, write_file
from toybox_lint.cli.process import OK, TROUBLE
from toybox_lint.cli.session import Session
from toybox_lint.files import resolve
from toybox_lint.output.result import Outcome, plural
from toybox_lint.output.terminal import one_line
from toybox_lint.rule import Rule
from toybox_lint.source import SourceFile


def opened(options: Options, session: Session) -> Baseline:
    """The baseline of the options, else that of the configuration, which names one. Raises ``Stop``."""
    if options.baseline is not None:
        name, home, source = options.baseline, session.files.root, "--baseline"
    else:
        assert session.config is not None
        name, home, source = str(session.config.baseline), session.home, session.where("baseline")
    file = session.files.read(resolve(home, name))
    if not isinstance(file, SourceFile):
        raise Stop(
            f"{name}: there is no such baseline that can be read ({source}); --write-baseline makes it"
        )
    try:
        return baseline.read(file)
    except BaselineError as error:
        raise Stop(f"{name}: {error} ({source})") from error


def written(options: Options, outcomes: Sequence[Outcome]) -> int:
    """Write all findings to the new baseline; the exit status. Raises ``Stop``."""
    name = str(options.write_baseline)
    folder = posixpath.dirname(resolve(os.getcwd(), name))
    write_file(
        name, baseline.write([outcome.diagnostics for outcome in outcomes], folder), "--write-baseline"
    )
    total = sum(len(outcome.diagnostics) for outcome in outcomes)
    if not options.quiet:
        sys.stdout.write(f"Wrote {plural(total, 'finding')} to {one_line(name)}.\n")
    if any(outcome.incomplete for outcome in outcomes):
        note("it is not complete: something could not be judged")
        return TROUBLE
    return OK


def stale_line(
    known: Baseline, met: Mapping[Known, int], rules: Sequence[Rule], outcomes: Sequence[Outcome], root: str
) -> str:
    """One line about findings of the baseline that are gone; empty when none is."""
    read = [resolve(root, name) for outcome in outcomes for name in outcome.files]
    stale = known.stale(met, frozenset(rule.id for rule in rules), read)
    if not stale:
        return ""
    names = list(dict.fromkeys(f"{known.code} in {known.file}" for known in stale))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    total = sum(stale.values())
    return note_line(
        f"{plural(total, 'finding')} of the baseline {'is' if total == 1 else 'are'} gone:"
        f" {', '.join(names[:3])}{more}; --write-baseline makes it anew"
    )
