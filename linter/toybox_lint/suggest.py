"""Near names: what may have been meant by one that does not exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

# Names of which each is compared: to compare thousands with thousands takes minutes.
FEW = 200
_LONGEST = 100
_LONG_ENOUGH, _TWO_SCHEMES = 5, {"http", "https"}
_BETWEEN_WORDS = str.maketrans("-.", "__")
# Letters and digits that are taken for one another.
_LOOKALIKES = str.maketrans("oil", "011")


class Names:
    """Names that others are compared with. Of more than ``FEW``, those that differ in one letter or two count."""

    __slots__ = ("_forms", "_known", "_names")

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._forms: dict[str, list[int]] | None = None
        self._known: dict[tuple[str, float], list[str]] = {}

    def closest(self, name: str, cutoff: float) -> list[str]:
        """The names that are nearly ``name``, nearest first, at most three; ``cutoff`` of 1 asks for the same."""
        if (name, cutoff) not in self._known:
            likely = [other for other in self._comparable(name) if _likely(name, other, cutoff)]
            self._known[name, cutoff] = _nearest(name, likely, cutoff) if likely else []
        return self._known[name, cutoff]

    def _comparable(self, name: str) -> tuple[str, ...]:
        if len(self._names) <= FEW:
            return self._names
        if self._forms is None:
            self._forms = _by_form(self._names)
        known = self._forms
        found = {number: None for form in forms(name) for number in known.get(form, ())}
        return tuple(self._names[number] for number in islice(found, FEW))


def _likely(name: str, other: str, cutoff: float) -> bool:
    """Whether they have enough letters in common, in whatever order: most names have not."""
    both = len(name) + len(other)
    if 2.0 * min(len(name), len(other)) < cutoff * both:
        return False  # not even if each letter of the shorter one is in the other
    return not both or 2.0 * (Counter(name) & Counter(other)).total() / both >= cutoff


def _nearest(name: str, names: Sequence[str], cutoff: float) -> list[str]:
    # Not before: it takes a hundredth of a small run to import it.
    from difflib import get_close_matches

    return get_close_matches(name, names, n=3, cutoff=cutoff)


def _by_form(names: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for form in forms(name):
            same = found.setdefault(form, [])
            if len(same) < FEW:
                same.append(number)
    return found


def forms(name: str) -> Iterator[str]:
    """The name, and what is left of it without each of its letters: it shares one of these with its slips."""
    yield name
    if len(name) <= _LONGEST:
        yield from {name[:at] + name[at + 1 :] for at in range(len(name))}


def is_slip(name: str, meant: str) -> bool:
    """Whether one letter is wrong in ``name``, missing, too much, or has changed places with the next one."""
    return not frozenset(forms(name.lower())).isdisjoint(forms(meant.lower()))


def is_slip_in_a_word(name: str, meant: str) -> bool:
    """Whether that is so in a longer word: ``user_a`` and ``user_b``, ``rest`` and ``test`` are two names each.

    So are names with different digits, and ``http`` and ``https``.
    """
    one, two = (each.lower().translate(_BETWEEN_WORDS).split("_") for each in (name, meant))
    if list(filter(str.isdigit, name)) != list(filter(str.isdigit, meant)) or not is_slip(name, meant):
        return False
    wrong = [(a, b) for a, b in zip(one, two, strict=False) if a != b] if len(one) == len(two) else []
    return all(max(len(a), len(b)) >= _LONG_ENOUGH and {a, b} != _TWO_SCHEMES for a, b in wrong)


def nearest(name: str, legal: Collection[str]) -> tuple[str, ...]:
    """The legal names that are nearly ``name``, nearest first, at most three."""
    folded, names = _of_many(legal) if len(legal) > FEW else _folded_names(legal)
    return tuple(folded[item] for item in names.closest(_folded(name), 0.6))


# Of the names that were asked last, if they are many: themselves, how many they were, what was made of them.
_many: list[tuple[Collection[str], int, tuple[dict[str, str], Names]]] = []


def _of_many(legal: Collection[str]) -> tuple[dict[str, str], Names]:
    for known, count, made in _many:
        if known is legal and count == len(legal):
            return made
    _many[:] = [(legal, len(legal), _folded_names(legal))]
    return _many[0][2]


def _folded_names(legal: Iterable[str]) -> tuple[dict[str, str], Names]:
    folded = {_folded(item): item for item in legal}
    return folded, Names(folded)


def _folded(name: str) -> str:
    return name.lower().translate(_LOOKALIKES)
