"""Near names: what may have been meant by one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable

# Letters and digits that are taken for one another.
_LOOKALIKES = str.maketrans("oil", "011")


def nearest(name: str, legal: Iterable[str]) -> tuple[str, ...]:
    """The legal names that are nearly ``name``, nearest first, at most three."""
    from difflib import get_close_matches

    folded = {_folded(item): item for item in legal}
    return tuple(folded[item] for item in get_close_matches(_folded(name), folded, n=3, cutoff=0.6))


def _folded(name: str) -> str:
    return name.lower().translate(_LOOKALIKES)
