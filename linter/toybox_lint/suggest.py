"""Near names: what may have been meant by one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, legal: Iterable[str]) -> tuple[str, ...]:
    """The legal names that are nearly ``name``, nearest first, at most three."""
    from difflib import get_close_matches

    folded = {item.lower(): item for item in legal}
    return tuple(folded[item] for item in get_close_matches(name.lower(), folded, n=3, cutoff=0.6))
