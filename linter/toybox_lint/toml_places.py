"""On which line of a TOML file a key stands, which the standard parser does not tell."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence

from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile
from toybox_lint.typed import Any

# The table of a pyproject.toml that is ours.
TABLE = ("tool", "toybox-lint")
_HEADER = pattern(r"\s*(\[\[?)(.*?)\]\]?\s*(?:#.*)?")
_KEY = pattern(r"""((?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w.\s-])+)=""")


def line_of(file: SourceFile, place: Sequence[str | int], value: str | None = None) -> int:
    """The 1-based line of the key at ``place``; of ``value`` in what follows it, when that is given.

    A place that is not found is that of its nearest parent, at last line 1. Inline tables are one place.
    """
    wanted = tuple(place)
    if file.path.endswith("pyproject.toml"):
        wanted = (*TABLE, *wanted)
    lines = file.text.split("\n")
    keys = list(_keys(lines))
    for length in range(len(wanted), 0, -1):
        found = next((line for line, key in keys if key[:length] == wanted[:length]), None)
        if found is not None:
            inner = [part for part in wanted[length:] if isinstance(part, str)]
            return _with(lines, found, inner if value is None else [value])
    return 1


def _with(lines: Sequence[str], start: int, texts: Sequence[str]) -> int:
    """The first line from ``start`` on, before the next key, that holds one of ``texts``; else ``start``."""
    for number in range(start, len(lines) + 1):
        line = lines[number - 1]
        if number > start and (_KEY.match(line) or _HEADER.fullmatch(line)):
            break
        if any(re.search(rf"(?<!\w){re.escape(text)}(?!\w)", line) for text in texts):
            return number
    return start


def _keys(lines: Sequence[str]) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    table: tuple[str | int, ...] = ()
    seen: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(lines, 1):
        header = _HEADER.fullmatch(line)
        if header:
            table = _path(header[2])
            if header[1] == "[[":
                seen[table] = seen.get(table, -1) + 1
                table = (*table, seen[table])
            yield number, table
            continue
        key = _KEY.match(line)
        if key:
            yield number, (*table, *_path(key[1]))


def _path(text: str) -> tuple[str | int, ...]:
    """The parts of a dotted key, as TOML reads them; none when it is no key."""
    try:
        inner: Any = tomllib.loads(f"{text} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    parts: list[str | int] = []
    while isinstance(inner, dict):
        name, inner = next(iter(inner.items()))
        parts.append(name)
    return tuple(parts)
