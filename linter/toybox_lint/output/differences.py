"""Two texts as a unified diff, in time that grows with their length alone.

``difflib`` looks for the longest part in common, again and again; with thousands of changes that grows with the square.
Lines that stand once in both texts, and stand in one order, hold them together here, and only what lies between two
of those is compared by it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher

# The longest stretch of lines that is compared line by line.
FEW = 200
_Pair = tuple[int, int]


def unified(before: Sequence[str], after: Sequence[str], name: str, context: int) -> Iterator[str]:
    """The lines of the diff of two texts, given in lines, of the file ``name``; none where they are equal."""
    for number, group in enumerate(_Matcher(before, after).get_grouped_opcodes(context)):
        if not number:
            yield from (f"--- {name}\n", f"+++ {name}\n")
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                yield from (f" {line}" for line in before[start:end])
                continue
            yield from (f"-{line}" for line in before[start:end])
            yield from (f"+{line}" for line in after[new_start:new_end])


def _range(start: int, end: int) -> str:
    """Lines ``start`` to ``end`` as ``patch`` has them: from 1, with how many; no lines stand behind the one before."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + bool(count)},{count}"


class _Matcher(SequenceMatcher[str]):
    """Groups changes as ``difflib`` does, but finds what is equal by ``_pairs``."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        super().__init__(None, (), ())
        self.a, self.b = before, after

    def get_matching_blocks(self) -> list[Match]:
        found: list[Match] = []
        for one, other in _pairs(self.a, self.b):
            last = found[-1] if found else Match(-1, -1, 0)
            if (one, other) == (last.a + last.size, last.b + last.size):
                found[-1] = Match(last.a, last.b, last.size + 1)
            else:
                found.append(Match(one, other, 1))
        return [*found, Match(len(self.a), len(self.b), 0)]


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
    if len(middle) <= FEW and len(new_middle) <= FEW:
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
