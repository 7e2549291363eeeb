"""Names of mounted files and of their folders in which a letter, the ending of YAML or half a word is wrong."""

from __future__ import annotations

import posixpath

from toybox_lint.suggest import is_slip_in_a_word

_OF_YAML = frozenset((".yml", ".yaml"))
# Stages of a deployment, of which people write the beginning.
_STAGES = frozenset(("production", "development", "staging", "config", "configuration"))


def is_file_mistyped(name: str, other: str, wanted: str) -> bool:
    """Whether ``name`` is meant to be ``other``; the container has it at a path that ends in ``wanted``.

    Where that repeats the name, nobody has written a letter for another one twice: ``route`` and ``router`` are two.
    """
    (stem, extension), (another, ending) = posixpath.splitext(name), posixpath.splitext(other)
    if extension != ending:
        return stem == another and {extension, ending} == _OF_YAML
    (before, _, word), (same, _, more) = stem.rpartition("-"), another.rpartition("-")
    if before and before == same and is_more(word, more):
        return max(word, more, key=len).lower() in _STAGES
    return is_folder_mistyped(stem, another) and (name != wanted or _is_inside(stem, another))


def is_folder_mistyped(name: str, other: str) -> bool:
    """Whether a letter is wrong; the last one tells things of a kind apart: ``siteA`` and ``siteB``."""
    counted = len(name) == len(other) and name[:-1] == other[:-1]
    return name != other and not counted and is_slip_in_a_word(name, other)


def is_more(word: str, other: str) -> bool:
    """Whether one is the beginning of the other: ``prod`` and ``production``."""
    return (
        word != other
        and min(len(word), len(other)) > 2
        and (word.startswith(other) or other.startswith(word))
    )


def _is_inside(name: str, other: str) -> bool:
    """Whether a letter is missing within a word, or two have changed places."""
    ends = name[:1] == other[:1] and name[-1:] == other[-1:]
    return ends and (len(name) != len(other) or sorted(name) == sorted(other))
