"""The files inside Caddy's container, as far as they can be seen: where an import finds them."""

from __future__ import annotations

import posixpath

from toybox_lint.facts import ABSENT, Absent, Unknown
from toybox_lint.patterns import re
from toybox_lint.typed import Protocol


class Inside(Protocol):
    """Answers what is at an absolute, normalised path in the container."""

    @property
    def caddyfile(self) -> str:
        """Where the Caddyfile stands there."""

    def host(self, path: str) -> str | Unknown | Absent:
        """The path of the same file in the project."""

    def names(self, folder: str) -> tuple[str, ...] | Unknown:
        """Paths of what stands in a folder, sorted; empty when there is no such folder."""


def found(inside: Inside, pattern: str) -> list[tuple[str, str]] | Unknown | Absent:
    """Each file that ``pattern`` names: its path in the container and in the project, in Caddy's order."""
    if "*" not in pattern and "?" not in pattern:
        path = inside.host(pattern)
        return [(pattern, path)] if isinstance(path, str) else path
    paths = _glob(inside, pattern)
    if isinstance(paths, Unknown):
        return paths
    pairs = [(path, inside.host(path)) for path in paths]
    return [(path, host) for path, host in pairs if isinstance(host, str)] or ABSENT


def _glob(inside: Inside, pattern: str) -> list[str] | Unknown:
    parts = pattern.strip("/").split("/")
    paths = ["/"]
    for part in parts:
        if "*" not in part and "?" not in part:
            paths = [posixpath.join(path, part) for path in paths]
            continue
        matched: list[str] = []
        for folder in paths:
            names = inside.names(folder)
            if isinstance(names, Unknown):
                return names
            matched += matching(names, part, part is parts[-1])
        paths = matched
    return sorted(paths)


def matching(paths: tuple[str, ...], part: str, last: bool) -> list[str]:
    """Paths whose last part matches ``part``; dot files only where the pattern names the dot."""
    rule = re.compile(re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]"))
    hidden = last and part.startswith("*")
    fits = rule.fullmatch
    return [
        path
        for path in paths
        if fits(path, start := path.rfind("/") + 1) and not (hidden and path.startswith(".", start))
    ]
