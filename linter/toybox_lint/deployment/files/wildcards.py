"""Patterns of files, as ``.gitignore`` and ``.dockerignore`` have them, as regular expressions.

Sources: git's manual of ``gitignore``; Go's ``filepath.Match``, which Docker follows. What neither of them can read
fits nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.patterns import pattern, re
from toybox_lint.typed import Protocol

# A list of characters is looked through to its end, and again from each bracket in it: none has hundreds.
PIECE = pattern(r"/\*\*/|/\*\*\Z|\*\*/|\*+|\?|\\.|\[[!^]?\]?(?:\\.|[^\]\\]){0,200}\]|.", re.DOTALL)
_SPELLED = {"/**/": "/(?:.*/)?", "/**": "/.*", "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_RANGE = pattern(r"(\\?.)(?:-(\\?.))?", re.DOTALL)
_NOTHING = "(?!)"
# Wildcards of a pattern that is a regular expression.
_FEW = 2


class Wildcards(Protocol):
    """What one pattern means."""

    def fullmatch(self, path: str, /) -> object:
        """Something that is true where ``path`` is one of the files that are named, or lies in such a folder."""


def expression(text: str) -> Wildcards:
    """What takes the whole path of each file that ``text`` names, and of what lies in a folder that it names."""
    pieces = PIECE.findall(text)
    if sum(piece.startswith(("*", "/**")) for piece in pieces) > _FEW:
        return Automaton(pieces)
    return regular_expression(pieces)


def regular_expression(pieces: Iterable[str]) -> re.Pattern[str]:
    """The quicker way for a pattern in ``pieces`` with few wildcards."""
    return re.compile("".join(map(_translated, pieces)) + "(?:/.*)?", re.DOTALL)


class Automaton:
    """A pattern with many wildcards: all that may fit is followed side by side.

    A regular expression would try the ways one after another, and for each wildcard more that is the length of the
    path times as many.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        # What takes one character, and whether it may again; and where one may go on instead of the next of them.
        self._steps: list[tuple[re.Pattern[str], bool]] = []
        self._past: dict[int, int] = {}
        whole = (*pieces, "(/**)")
        for piece in whole:
            self._add(piece)
        # What each path has that fits, one after the other: most have not, which takes no time to find out.
        single = (_translated(piece) for piece in whole if "**" not in piece and piece != "*")
        self._needed = re.compile("".join(f"(?>.*?{one})" for one in single), re.DOTALL)

    def _add(self, piece: str) -> None:
        if piece in ("/**", "/**/"):
            self._step("/")
        if piece in ("/**/", "**/", "(/**)"):
            # Before the first step of what may be missing, not within it: a step that takes nothing.
            self._past[len(self._steps)] = len(self._steps) + 3
            self._step(_NOTHING, again=True)
        if piece in ("/**/", "**/"):
            self._step(".", again=True)
            self._step("/")
        elif piece == "(/**)":
            self._step("/")
            self._step(".", again=True)
        elif piece == "*":
            self._step("[^/]", again=True)
        elif piece == "/**" or piece.startswith("**"):
            self._step(".", again=True)
        else:
            self._step(_translated(piece))

    def _step(self, taken: str, *, again: bool = False) -> None:
        self._steps.append((re.compile(taken, re.DOTALL), again))

    def fullmatch(self, path: str, /) -> bool:
        if self._needed.match(path) is None:
            return False
        here = self._reached([0])
        for letter in path:
            steps = ((place, *self._steps[place]) for place in here if place < len(self._steps))
            taken = [place + (not again) for place, one, again in steps if one.fullmatch(letter)]
            here = self._reached(taken)
        return len(self._steps) in here

    def _reached(self, places: list[int]) -> set[int]:
        """``places``, and those to which one comes from them without a character."""
        found: set[int] = set()
        while places:
            place = places.pop()
            if place in found:
                continue
            found.add(place)
            if place < len(self._steps) and self._steps[place][1]:
                places.append(place + 1)
            if place in self._past:
                places.append(self._past[place])
        return found


def _translated(piece: str) -> str:
    if piece in _SPELLED:
        return _SPELLED[piece]
    if piece.startswith("[") and len(piece) > 1:
        return _one_of(piece[1:-1])
    if piece.startswith("\\") and len(piece) > 1:
        return re.escape(piece[1:])
    return _SPELLED["**"] if piece.startswith("**") else _NOTHING if piece == "[" else re.escape(piece)


def _one_of(inner: str) -> str:
    """One character of a list such as ``a-z_``, or, after ``!`` or ``^``, one that is not in it; never a slash."""
    without = inner.startswith(("!", "^"))
    listed = "".join(_spans(inner[without:]))
    if not listed:
        return _NOTHING
    return f"(?!/)[{'^' if without else ''}{listed}]"


def _spans(inner: str) -> Iterator[str]:
    for first, last in _RANGE.findall(inner):
        low, high = first[-1], (last or first)[-1]
        if low <= high:
            yield f"{re.escape(low)}-{re.escape(high)}"
