"""The nearest legal names, for whoever mistyped one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str]) -> tuple[str, ...]:
    """At most three of ``names`` that look like ``word``, the nearest first."""
    from difflib import get_close_matches

    return tuple(get_close_matches(word.lower(), list(names), n=3, cutoff=0.6))
