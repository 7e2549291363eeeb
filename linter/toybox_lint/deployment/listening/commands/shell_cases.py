"""Which branch of a shell's ``case`` is taken, where its word is known.

Source: POSIX, Shell Command Language, 2.9.4.3 and 2.14: the first pattern that fits, its branch alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.compose.model import Text
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located

_SPECIAL = pattern(r"[\\\[]")


@dataclass(slots=True)
class Case:
    """A ``case`` that is being read.

    ``awaiting`` a pattern, else in a branch; ``taken`` says of that whether it runs, ``None`` where it cannot be told.
    ``settled``: one before it runs, so that no other does.
    """

    word: Text = Unknown("the word is not read yet")
    awaiting: bool = True
    taken: bool | None = None
    settled: bool = False
    doubtful: bool = False

    def branch(self, patterns: Sequence[Located[Text]]) -> None:
        """Begin the branch of the ``patterns``."""
        self.awaiting = False
        if self.settled:
            self.taken = False
            return
        fits = [_fits(self.word, pattern.value) for pattern in patterns]
        known = True if True in fits else None if None in fits or not fits else False
        self.taken = None if self.doubtful and known else known
        self.doubtful = self.doubtful or known is None
        self.settled = self.taken is True

    def ended(self) -> None:
        """End the branch, and wait for the next pattern."""
        self.awaiting = True

    def goes_on(self) -> None:
        """What is told of the branches behind ``;&`` and ``;;&``, which are tried, too: nothing."""
        self.settled, self.doubtful = False, True


def _fits(word: Text, pattern: Text) -> bool | None:
    if pattern == "*":
        return True
    if isinstance(word, Unknown) or isinstance(pattern, Unknown) or _SPECIAL.search(pattern):
        return None
    from fnmatch import fnmatchcase

    return fnmatchcase(word, pattern)
