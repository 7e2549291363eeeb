"""``python -m reality.measure NUMBER [SEED]``: hold what is said of drawn deployments against what happens in them.

Prints recall and precision over the lines of upstreams: a line fails when a request through it is not answered
with 200, and is predicted to when an error stands on it. Of a deployment that does not start, any error counts. What
the files do not tell (see ``reality.drawing.telling``) is counted apart; an error there is right or wrong all the same.
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
from reality.lab.start import Lab
from toybox_lint.diagnostics import Severity


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


def measure(seed: int, folder: Path, lab: Lab) -> list[Judgement]:
    """Draw the deployment of a seed into ``folder``, run it, and judge what is said of it."""
    drawn = draw(seed)
    write(drawn, folder)
    outcome = lab.measure(scenario.planned(drawn.scenario, folder))
    return list(judged(drawn.scenario, outcome, errors(folder)))


def main() -> None:
    """Measure, and print every line that was missed or wrongly called failing."""
    number = int(sys.argv[1])
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    count: Counter[str] = Counter()
    lab = Lab(start.programs())
    with tempfile.TemporaryDirectory() as place:
        for seed in range(first, first + number):
            for each in measure(seed, Path(place).resolve() / f"{seed}", lab):
                count[each.kind] += 1
                if each.kind in ("missed", "wrong"):
                    print(f"seed {seed}: {each.kind} {each.file}:{each.line} {each.what}", flush=True)
    lab.close()
    found, missed, wrong = count["found"], count["missed"], count["wrong"]
    print(f"recall {found}/{found + missed}, precision {found}/{found + wrong}, {dict(count)}")
    sys.exit(bool(missed or wrong))


if __name__ == "__main__":
    main()
