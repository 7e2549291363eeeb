"""A diff gives the new text, says no more than what changed, and takes time that grows with the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile.counting import LINEAR, counted, growth
from toybox_lint.output import differences
from toybox_lint.output.differences import unified

LINES = st.lists(st.sampled_from([f"{letter}\n" for letter in "abcdef}"]), max_size=20)
_HEAD = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")


def patched(before: Sequence[str], diff: Iterable[str]) -> list[str]:
    """What ``patch`` makes of it; the numbers of lines are held against what is there."""
    made: list[str] = []
    at = 0
    for line in list(diff)[2:]:
        head = _HEAD.fullmatch(line)
        if head:
            start, count, new, new_count = (1 if each is None else int(each) for each in head.groups())
            made += before[at : start - (count > 0)]
            at = start - (count > 0)
            assert len(made) == new - (new_count > 0)
        elif line.startswith("+"):
            made.append(line[1:])
        else:
            assert before[at] == line[1:]
            made += [] if line.startswith("-") else [before[at]]
            at += 1
    return [*made, *before[at:]]


@pytest.mark.parametrize("few", [differences.FEW, 2])
@given(before=LINES, after=LINES, context=st.sampled_from([0, 3]))
def test_it_gives_the_new_text(few: int, before: list[str], after: list[str], context: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differences, "FEW", few)
        diff = list(unified(before, after, "file", context))
    assert patched(before, diff) == after
    assert bool(diff) is (before != after)


def test_it_says_what_changed_alone() -> None:
    before = [f"{line}\n" for number in range(300) for line in (f"site{number} {{", "old", "}")]
    after = [f"{line}\n" for number in range(300) for line in (f"site{number} {{", "new {", "}", "}")]
    changes = [line for line in list(unified(before, after, "file", 3))[2:] if line[0] in "+-"]
    assert changes == ["-old\n", "+new {\n", "+}\n"] * 300


def sites(count: int) -> Iterator[tuple[list[str], list[str]]]:
    """What is written into each of many blocks that differ in their names, and in nothing."""
    for name in ("site{}", "site"):
        heads = [f"{name.format(number)} {{\n" for number in range(count)]
        yield (
            [line for head in heads for line in (head, "old\n", "}\n")],
            [line for head in heads for line in (head, "new {\n", "in\n", "}\n", "}\n")],
        )


def test_it_is_linear() -> None:
    def steps(count: int) -> int:
        with counted() as found:
            for before, after in sites(10 * count):
                assert list(unified(before, after, "file", 3))
        return found.count

    assert growth(steps) < LINEAR
