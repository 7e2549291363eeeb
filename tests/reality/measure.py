"""``python -m reality.measure NUMBER [SEED...]``: hold what is said of drawn deployments against what happens in them.

Draws NUMBER deployments from each SEED on, and prints recall and precision over the lines of upstreams: a line fails
when a request through it is not answered with 200, and is predicted to when an error stands on it. Of a deployment
that does not start, any error counts. What the files do not tell (see ``reality.drawing.telling``) is counted apart;
an error there is right or wrong all the same. Then every fix is made, and each deployment runs once more: no line
that answered may fail.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import toybox_lint
from reality import scenario
from reality.drawing import Drawn, draw
from reality.lab import start
from reality.lab.plan import Answer, Outcome
from reality.lab.start import Lab, LabFailure
from toybox_lint import examples
from toybox_lint.diagnostics import Applicability, Severity
from toybox_lint.engine import Inputs, Report, lint
from toybox_lint.fixer import fix
from toybox_lint_rules import all_rules

_SHOWN = frozenset({"missed", "wrong", "not told", "broken", "fails when mended", "not run"})
_RULES = all_rules()


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of an upstream, or a whole deployment that does not start (then ``line`` is 0)."""

    file: str
    line: int
    fails: bool
    said: bool
    told: bool
    what: str

    @property
    def kind(self) -> str:
        if self.fails and not self.said:
            return "missed" if self.told else "not told"
        return ("found" if self.fails else "wrong") if self.said else "silent"


def write(drawn: Drawn, folder: Path) -> None:
    """Write the files of a deployment."""
    for name, text in drawn.texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def mend(drawn: Drawn, folder: Path) -> dict[str, str]:
    """Make every fix in the files of a deployment that was written; the new texts by path."""
    fixed = fix(examples.inputs(drawn.texts), _lint, Applicability.UNSAFE)
    assert fixed.failure is None, fixed.failure
    changed = {file.name: file.text for file in fixed.changed.values()}
    for name, text in changed.items():
        (folder / name).write_bytes(text.encode())
    return changed


def _lint(inputs: Inputs) -> Report:
    report = lint(inputs, _RULES)
    assert not report.crashes, report.crashes[0].traceback
    return report


def errors(folder: Path) -> set[tuple[str, int]]:
    """File and line of every error that the linter reports in ``folder``."""
    result = toybox_lint.lint(folder, isolated=True)
    found = [item for outcome in result.outcomes for item in outcome.diagnostics]
    return {
        (item.origin.file.path.removeprefix(f"{folder}/"), item.origin.start.line)
        for item in found
        if item.severity is Severity.ERROR
    }


def judged(spec: Mapping[str, Any], outcome: Outcome, said: set[tuple[str, int]]) -> Iterator[Judgement]:
    """Every line, with what happened and what was said."""
    if outcome.failures:
        yield Judgement("", 0, True, bool(said), spec["told"], outcome.failures[0])
        return
    lines: dict[tuple[str, int], list[tuple[Mapping[str, Any], tuple[Answer, ...]]]] = {}
    for route, answers in zip(spec["routes"], outcome.answers, strict=True):
        lines.setdefault((route.get("file", spec["caddyfile"]), route["line"]), []).append((route, answers))
    for place, asked in lines.items():
        fails = any(each.status != 200 for _, answers in asked for each in answers)
        told = all(route["told"] for route, _ in asked)
        what = ", ".join(f"{route['target']} ({route['kind']}, {route['form']})" for route, _ in asked)
        yield Judgement(*place, fails, place in said, told, what)


def broken(before: Outcome, after: Outcome) -> list[int]:
    """The routes, by number, that containers answered before and do not answer afterwards."""
    nothing = ((),) * len(before.answers)
    pairs = zip(before.answers, after.answers or nothing, strict=False)
    return [
        number
        for number, (was, now) in enumerate(pairs)
        if all(each.by for each in was) and not (now and all(each.by for each in now))
    ]


def measure(seed: int, folder: Path, lab: Lab) -> Iterator[tuple[str, str]]:
    """Draw the deployment of a seed into ``folder``, run it, judge what is said of it, mend it and run it again.

    The judgements as words, each with its place.
    """
    drawn = draw(seed)
    write(drawn, folder)
    before = lab.measure(scenario.planned(drawn.scenario, folder))
    for each in judged(drawn.scenario, before, errors(folder)):
        yield each.kind, f"{each.file}:{each.line} {each.what}"
    routes = drawn.scenario["routes"]
    after = lab.measure(scenario.planned(drawn.scenario, folder)) if mend(drawn, folder) else before
    lost = broken(before, after)
    for number, route in enumerate(routes):
        place = f"{route.get('file', drawn.scenario['caddyfile'])}:{route['line']} {route['target']}"
        answers = after.answers[number] if after.answers else ()
        well = bool(answers) and all(each.status == 200 for each in answers)
        yield "answers when mended" if well else "broken" if number in lost else "fails when mended", place


def _measured(seed: int, folder: Path, lab: Lab) -> list[tuple[str, str]]:
    """As ``measure``; nothing but that where the machine does not get it done."""
    try:
        return list(measure(seed, folder, lab))
    except LabFailure as failure:
        return [("not run", str(failure))]


def main() -> None:
    """Measure, and print every line that was missed, wrongly called failing, or broken."""
    number, *firsts = map(int, sys.argv[1:])
    total: Counter[str] = Counter()
    lab = Lab(start.programs())
    for first in firsts or [0]:
        count: Counter[str] = Counter()
        with tempfile.TemporaryDirectory() as place:
            for seed in range(first, first + number):
                for kind, what in _measured(seed, Path(place).resolve() / f"{seed}", lab):
                    count[kind] += 1
                    if kind in _SHOWN:
                        print(f"seed {seed}: {kind} {what}", flush=True)
        _tell(f"from {first}", count)
        total += count
    lab.close()
    _tell("together", total)
    sys.exit(bool(total["missed"] or total["wrong"] or total["broken"]))


def _tell(what: str, count: Counter[str]) -> None:
    found, missed, wrong = count["found"], count["missed"], count["wrong"]
    print(
        f"{what}: recall {found}/{found + missed}, precision {found}/{found + wrong}, {dict(count)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
