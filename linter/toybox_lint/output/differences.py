"""Two texts as a unified diff, in time that grows with their length alone.

``difflib`` looks for the longest part in common, again and again; with thousands of changes that grows with the square.
Lines that stand once in both texts, and stand in one order, hold them together here, and only what lies between two
of those is compared by it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.records import NamedTuple

# The longest stretch of lines that is compared line by line.
FEW = 200
_Pair = tuple[int, int]


class _Change(NamedTuple):
    """Lines ``start`` to ``end`` of a text that others stand for, ``new_start`` to ``new_end`` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def unified(before: Sequence[str], after: Sequence[str], name: str, context: int) -> Iterator[str]:
    """The lines of the diff of two texts, given in lines, of the file ``name``; none where they are equal."""
    for number, hunk in enumerate(_hunks(_changes(before, after), context)):
        if not number:
            yield from (f"--- {name}\n", f"+++ {name}\n")
        yield from _lines(before, after, hunk, context)


def _lines(
    before: Sequence[str], after: Sequence[str], hunk: Sequence[_Change], context: int
) -> Iterator[str]:
    first, last = hunk[0], hunk[-1]
    start, end = max(first.start - context, 0), min(last.end + context, len(before))
    new_start, new_end = first.new_start - first.start + start, last.new_end - last.end + end
    yield f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n"
    for change in hunk:
        yield from (f" {line}" for line in before[start : change.start])
        yield from (f"-{line}" for line in before[change.start : change.end])
        yield from (f"+{line}" for line in after[change.new_start : change.new_end])
        start = change.end
    yield from (f" {line}" for line in before[start:end])


def _range(start: int, end: int) -> str:
    """Lines ``start`` to ``end`` as ``patch`` has them: from 1, with how many; no lines stand behind the one before."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + bool(count)},{count}"


def _hunks(changes: Iterable[_Change], context: int) -> Iterator[list[_Change]]:
    """Changes together whose lines around, ``context`` on either side, touch."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.start - hunk[-1].end > 2 * context:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[_Change]:
    at, new_at = 0, 0
    for one, other in (*_pairs(before, after), (len(before), len(after))):
        if (one, other) != (at, new_at):
            yield _Change(at, one, new_at, other)
        at, new_at = one + 1, other + 1


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[_Pair]:
    """The numbers of the lines that stay, before and after, in order."""
    for start, end, new_start, new_end in _between(_rising(_once(before, after)), len(before), len(after)):
        for one, other in _near(before[start:end], after[new_start:new_end]):
            yield start + one, new_start + other
        if end < len(before):
            yield end, new_end


def _near(before: Sequence[str], after: Sequence[str]) -> Iterator[_Pair]:
    """The same for what stands between two lines that hold."""
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        yield first, first
        first += 1
    same = 0
    while same < min(len(before), len(after)) - first and before[-1 - same] == after[-1 - same]:
        same += 1
    middle, new_middle = before[first : len(before) - same], after[first : len(after) - same]
    if set(middle).isdisjoint(new_middle):
        pass
    elif len(middle) <= FEW and len(new_middle) <= FEW:
        # Only here, because few changes need it.
        from difflib import SequenceMatcher

        for block in SequenceMatcher(None, middle, new_middle, autojunk=False).get_matching_blocks():
            yield from ((first + block.a + step, first + block.b + step) for step in range(block.size))
    else:
        yield from ((first + one, first + other) for one, other in _rising(_nth(middle, new_middle)))
    for step in range(same, 0, -1):
        yield len(before) - step, len(after) - step


def _between(pairs: Sequence[_Pair], count: int, new_count: int) -> Iterator[tuple[int, int, int, int]]:
    """The stretches before, between and behind some pairs."""
    start, new_start = 0, 0
    for one, other in (*pairs, (count, new_count)):
        yield start, one, new_start, other
        start, new_start = one + 1, other + 1


def _once(before: Sequence[str], after: Sequence[str]) -> list[_Pair]:
    """The lines that stand once in each of them."""
    places, new_places = _places(before), _places(after)
    return [
        (at[0], new_places[line][0])
        for line, at in places.items()
        if len(at) == 1 and len(new_places.get(line, ())) == 1
    ]


def _nth(before: Sequence[str], after: Sequence[str]) -> list[_Pair]:
    """Lines that stand as often in both, each with its like."""
    places, new_places = _places(before), _places(after)
    same = ((at, new_places.get(line, [])) for line, at in places.items())
    return sorted(pair for at, new in same if len(at) == len(new) for pair in zip(at, new, strict=True))


def _places(lines: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        found.setdefault(line, []).append(number)
    return found


def _rising(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The most of them that are in order in both, of pairs in order of the first."""
    ends: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        at = bisect_left(ends, other)
        before.append(chains[at - 1] if at else -1)
        ends[at : at + 1], chains[at : at + 1] = [other], [number]
    found: list[_Pair] = []
    number = chains[-1] if chains else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
