"""Where a closing brace is missing, by the indentation: what is not put in deeper stands outside of a block."""

from __future__ import annotations

from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.source import SourceFile, Span, lines_of

_OPENS = pattern(r"(?:^|[ \t])\{[ \t]*(?:#.*)?\Z")
# What a site begins with, a snippet, or the global options.
_HEAD = pattern(r"[({&]|localhost\b|\S*[.:*$]")
_TAB = 8


def close(file: SourceFile) -> Edit | None:
    """Write the brace that is missing, or all that are where the file ends, on lines of their own behind the blocks.

    ``None`` where the lines are indented in another way, have texts of several lines, or where a site or snippet would
    stand there twice, hold nothing, or have no address behind the brace.
    """
    found: list[tuple[int, str]] = []
    opened: list[tuple[int, str]] = []
    heads: list[str] = []
    at = end = 0
    begun = -1
    for line in lines_of(file.text, keepends=True):
        text = line.strip()
        at += len(line)
        if not text:
            continue
        before = line[: len(line) - len(line.lstrip())]
        width, closes = len(before.expandtabs(_TAB)), text.startswith("}")
        if text.startswith("#"):
            if opened and width > opened[-1][0]:
                end = at - len(line) + len(line.rstrip("\r\n"))
            continue
        while opened and width <= opened[-1][0] and not (closes and width == opened[-1][0]):
            if len(opened) == 1 and end == begun:
                return None
            found.append((end, opened.pop()[1]))
        if "<<" in line or "`" in line or (closes and not opened):
            return None
        if closes and opened.pop()[0] != width:
            return None
        if opens := _OPENS.search(text) is not None:
            if found and not opened and not _HEAD.match(text):
                return None
            heads += () if opened else (text,)
            opened.append((width, before))
        end = at - len(line) + len(line.rstrip("\r\n"))
        begun = end if opens else begun
    found += [(end, before) for _, before in reversed(opened)]
    if len({place for place, _ in found}) != 1 or len(set(heads)) < len(heads):
        return None
    place = found[0][0]
    return Edit(file, Span(place, place), "".join(f"{file.newline}{before}}}" for _, before in found))
