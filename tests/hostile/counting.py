"""Work, counted in steps of the interpreter, and texts with as many sites and services as one likes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from toybox_lint.diagnostics import Applicability
from toybox_lint.engine import lint
from toybox_lint.examples import inputs
from toybox_lint.fixer import fix
from toybox_lint_rules import all_rules

FEW = 20
# What a doubling may take more than the one before; fixes leave more networks to look through.
LINEAR, FIXED = 2.1, 2.25
CADDY = "services:\n  caddy:\n    image: caddy:2\n    volumes: [./Caddyfile:/etc/caddy/Caddyfile]\n"
Case = Callable[[int], dict[str, str]]


def sites(count: int, lines: str) -> str:
    return "".join(f"s{n}.example.com {{\n{lines.replace('#', str(n))}}}\n" for n in range(count))


def services(count: int, lines: str = "", image: str = "nginx") -> str:
    return "".join(f"  web{n}:\n    image: {image}\n{lines.replace('#', str(n))}" for n in range(count))


class Steps:
    """How many lines the interpreter came to, each turn of a loop again, and how many calls it made.

    Instructions grow alike and take four times as long to count.
    """

    def __init__(self) -> None:
        self.count = 0

    def trace(self, frame: FrameType, event: str, argument: object) -> Callable[..., object]:
        self.count += 1
        return self.trace


@contextmanager
def counted() -> Iterator[Steps]:
    steps, before = Steps(), sys.gettrace()
    sys.settrace(steps.trace)
    try:
        yield steps
    finally:
        sys.settrace(before)


def growth(steps: Callable[[int], int]) -> float:
    """How much more the second doubling takes than the first: 2 of what is linear, 4 of what is a square."""
    steps(2)
    few, more, most = (steps(FEW * times) for times in (1, 2, 4))
    return (most - more) / (more - few)


def steps_of_a_check(case: Case, count: int) -> int:
    given = inputs(case(count))
    with counted() as found:
        lint(given, all_rules())
    return found.count


def growth_of_a_check(case: Case) -> float:
    return growth(lambda count: steps_of_a_check(case, count))


def growth_of_a_fix(case: Case) -> float:
    """Of fixes that all go in, one at least for each of what there is many of."""

    def steps(count: int) -> int:
        given = inputs(case(count))
        with counted() as found:
            fixed = fix(given, lambda each: lint(each, all_rules()), Applicability.UNSAFE)
        assert fixed.failure is None
        assert len(fixed.applied) >= count
        return found.count

    return growth(steps)
