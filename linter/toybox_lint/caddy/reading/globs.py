"""Patterns of an ``import``, and the files that match them."""

from __future__ import annotations

import posixpath

from toybox_lint.caddy.reading.inside import matching
from toybox_lint.files import Files
from toybox_lint.patterns import pattern

_WILDCARD = pattern(r"[*?\[]")


def start_of(path: str) -> str:
    """The folder in which a pattern begins to look; a path without wildcards itself."""
    return posixpath.dirname(_WILDCARD.split(path)[0]) if _WILDCARD.search(path) else path


def has_too_many_wildcards(path: str) -> bool:
    """Whether Caddy refuses the pattern."""
    return path.count("*") > 1 or path.count("?") > 1 or ("[" in path and "]" in path)


def matching_files(files: Files, path: str) -> list[str]:
    """Files that match, in lexical order; dot files only where the pattern names the dot."""
    if "*" not in path and "?" not in path:
        there = files.is_directory(path) or files.read(path) is not None
        return [path] if there else []
    parts = path.strip("/").split("/")
    first = next(number for number, part in enumerate(parts) if "*" in part or "?" in part)
    found = ["/" + "/".join(parts[:first])]
    for number, part in enumerate(parts[first:], first):
        last = number == len(parts) - 1
        found = [match for directory in found for match in _entries(files, directory, part, last)]
    return sorted(found)


def _entries(files: Files, directory: str, part: str, last: bool) -> list[str]:
    if "*" not in part and "?" not in part:
        path = posixpath.join(directory, part)
        there = files.is_directory(path) or (last and files.read(path) is not None)
        return [path] if there else []
    above = f"{directory.rstrip('/')}/"
    return matching(tuple([above + name for name in files.names(directory)]), part, last)
