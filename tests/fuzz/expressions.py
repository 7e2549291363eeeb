"""Texts made to keep a regular expression busy: ``python -m fuzz expressions`` attacks every one of the project's.

A file of others may hold whatever it likes, and an expression that goes through a text once for each of its
characters hangs on a long one. The steps of Python's engine cannot be counted, so this takes the time, of two lengths,
and is no test. Which methods of an expression are called is seen by checking every example of every rule before.
"""

from __future__ import annotations

import gc
import re
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from random import Random
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser
from typing import Any
from unittest.mock import patch

from toybox_lint import examples
from toybox_lint.engine import lint
from toybox_lint.patterns import Pending
from toybox_lint_rules import all_rules

Parts = Sequence[tuple[Any, Any]]

# What stands for a set of characters, and what an expression may stumble over after a long run of them.
CHARACTERS = "a0_ -./\"':=,\n\t\\{}()[]<>$#@*|&;Zé`!?+%~^x"
ENDS = ("", "\0", "\n!")
REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)
LONG = 40
# With how long a text, and what is little for it: of 2,000 characters a linear expression needs some 0.1 ms, and a
# square that does little at each of them no more, which shows with longer ones alone. Seconds.
LENGTHS = ((2000, 0.003), (30_000, 0.025))
LIMIT = 0.3
# Of four times the length: 4 of what is linear, 16 of a square.
GROWTH = 9.0
TEXTS = 60
# Those that are given texts alone in which they do not have to go on: what ends with a brace.
GUARDED = frozenset({r"\{[^}]*\}|\*"})

METHODS: dict[str, Callable[[Any, str], object]] = {
    "search": lambda made, text: made.search(text),
    "finditer": lambda made, text: [None for _ in made.finditer(text)],
    "findall": lambda made, text: made.findall(text),
    "sub": lambda made, text: made.sub("", text),
    "split": lambda made, text: made.split(text),
    "match": lambda made, text: made.match(text),
    "fullmatch": lambda made, text: made.fullmatch(text),
}


class _TooLong(Exception):
    pass


def main(seed: str) -> int:
    """Attack each expression that the examples use; whether one does not keep to a multiple of the text."""
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGVTALRM, _stop)
    asked = {given: methods for given, methods in used().items() if methods and given[0] not in GUARDED}
    found = 0
    for (text, flags), methods in sorted(asked.items()):
        for told in _attacked(text, flags, methods, Random(f"{seed}{text}")):
            found += 1
            print(told, flush=True)
    print(f"{len(asked)} expressions attacked, {found} findings")
    return 1 if found else 0


def used() -> dict[tuple[str, int], set[str]]:
    """Every expression that something was asked of while all examples were checked, and what."""
    with _made_meanwhile() as made:
        _check_every_example()
    asked = dict(made.values())
    for one in gc.get_objects():
        if type(one) is Pending:
            asked.setdefault(one.given, set()).update(METHODS.keys() & one.__dict__.keys())
    return asked


@contextmanager
def _made_meanwhile() -> Iterator[dict[str, tuple[tuple[str, int], set[str]]]]:
    """One of the expressions that each place in the code puts together of names and the like."""
    made: dict[str, tuple[tuple[str, int], set[str]]] = {}
    usual = re._compile  # type: ignore[attr-defined]

    def compiling(text: str, flags: int) -> re.Pattern[str]:
        frame = sys._getframe(2)
        # What is compiled there and asked elsewhere is for whole names.
        method = {"compile": "fullmatch"}.get(name := sys._getframe(1).f_code.co_name, name)
        made.setdefault(f"{frame.f_code.co_filename}:{frame.f_lineno}", ((text, int(flags)), {method}))
        found: re.Pattern[str] = usual(text, flags)
        return found

    with patch.object(re, "_compile", compiling):
        yield made


def _check_every_example() -> None:
    rules = all_rules()
    for rule in rules:
        every = examples.cases(rule)
        for example in (*every.bad, *every.good):
            report = lint(examples.inputs(examples.read(example.text).texts), rules)
            for diagnostic in report.diagnostics:
                _ = diagnostic.fixes


def _attacked(text: str, flags: int, methods: set[str], rng: Random) -> Iterator[str]:
    """What is told of an expression, at most once for each method."""
    made = re.compile(text, flags)
    for method in sorted(methods):
        attacks = _attacks(parser.parse(text, flags), made.flags, rng)
        told = (_told(METHODS[method], made, make, *each) for make in attacks for each in LENGTHS)
        yield from (f"{each}: {method} {text!r}" for each in islice(filter(None, told), 1))


def _told(
    method: Callable[[Any, str], object],
    made: re.Pattern[str],
    make: Callable[[int], str],
    length: int,
    little: float,
) -> str | None:
    """How long it takes, where that is much more than the text grows."""
    short = _taken(method, made, make(length))
    if short > little:
        short = min(short, _taken(method, made, make(length)))
    if short < little:
        return None
    long = _taken(method, made, make(4 * length))
    if short < LIMIT and long / short <= GROWTH:
        return None
    return f"{short * 1000:.1f} ms, {long / short:.1f} times that of {make(9)!r}"


def _taken(method: Callable[[Any, str], object], made: re.Pattern[str], text: str) -> float:
    """Seconds of the processor."""
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, 10 * LIMIT)
    with suppress(_TooLong):
        method(made, text)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - started


def _stop(number: int, frame: object) -> None:
    raise _TooLong


def _attacks(parts: Parts, flags: int, rng: Random) -> list[Callable[[int], str]]:
    """Makers of texts of about a length."""
    runs = list(dict.fromkeys(_runs(parts, flags, "", rng)))
    units = list(dict.fromkeys(unit for _, unit in runs))
    rng.shuffle(runs)
    rng.shuffle(units)
    whole = _whole(parts, flags, rng)
    made: list[Callable[[int], str]] = [lambda length: _filled(whole, length)] if whole else []
    for before, unit in runs:
        made += [lambda length, b=before, u=unit, e=end: b + _filled(u, length) + e for end in ENDS]
        made.append(lambda length, u=before + unit: _filled(u, length))
    for one in units[:5]:
        for other in units[:5]:
            made.append(lambda length, u=one + other: _filled(u, length))
            made.append(
                lambda length, a=one, b=other: _filled(a, length // 2) + _filled(b, length // 2) + "\0"
            )
    return made if len(made) <= TEXTS else rng.sample(made, TEXTS)


def _filled(unit: str, length: int) -> str:
    return unit * max(1, length // len(unit))


def _runs(parts: Parts, flags: int, before: str, rng: Random) -> Iterator[tuple[str, str]]:
    """Every place where an expression takes as many as there are: what may stand before it, and one of those."""
    for kind, value in parts:
        if kind in REPEATS:
            _, most, inner = value
            if most > LONG:
                for _ in range(4):
                    if unit := _whole(inner, flags, rng):
                        yield before, unit
            yield from _runs(inner, flags, before, rng)
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from _runs(branch, flags, before, rng)
        elif kind in (kinds.ASSERT, kinds.ASSERT_NOT):
            yield from _runs(value[1], flags, before, rng)
        elif kind is kinds.SUBPATTERN:
            yield from _runs(value[3], flags, before, rng)
        elif kind is kinds.ATOMIC_GROUP:
            yield from _runs(value, flags, before, rng)
        before += _whole([(kind, value)], flags, rng)


def _whole(parts: Parts, flags: int, rng: Random) -> str:
    """A text that the parts take, what is asserted left aside."""
    return "".join(_one(kind, value, flags, rng) for kind, value in parts)


def _one(kind: object, value: Any, flags: int, rng: Random) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.NOT_LITERAL:
        return rng.choice(CHARACTERS.replace(chr(value), ""))
    if kind is kinds.ANY:
        return rng.choice(CHARACTERS if flags & re.DOTALL else CHARACTERS.replace("\n", ""))
    if kind is kinds.IN:
        return rng.choice([one for one in CHARACTERS if _is_in(one, value)] or [_first(value)])
    if kind in REPEATS:
        least, most, inner = value
        return "".join(_whole(inner, flags, rng) for _ in range(least or min(1, most)))
    if kind is kinds.SUBPATTERN:
        return _whole(value[3], flags, rng)
    if kind is kinds.ATOMIC_GROUP:
        return _whole(value, flags, rng)
    return _whole(rng.choice(value[1]), flags, rng) if kind is kinds.BRANCH else ""


def _is_in(one: str, members: Parts) -> bool:
    """Whether a set holds the character."""
    negated = members[0][0] is kinds.NEGATE
    return negated != any(_is_member(one, kind, value) for kind, value in members)


def _is_member(one: str, kind: object, value: Any) -> bool:
    if kind is kinds.LITERAL:
        return ord(one) == value
    if kind is kinds.RANGE:
        return bool(value[0] <= ord(one) <= value[1])
    if kind is not kinds.CATEGORY:
        return False
    name = str(value).removeprefix("CATEGORY_")
    is_one = {"DIGIT": one.isdigit(), "SPACE": one.isspace(), "WORD": one.isalnum() or one == "_"}
    return is_one[name.removeprefix("NOT_")] != name.startswith("NOT_")


def _first(members: Parts) -> str:
    """A character of a set that none of the usual ones is in."""
    for kind, value in members:
        if kind in (kinds.LITERAL, kinds.RANGE):
            return chr(value if kind is kinds.LITERAL else value[0])
    return "a"
