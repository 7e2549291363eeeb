"""Several paths where Caddy takes one matcher: they need a name.

Source: Caddy 2.11.7 refuses ``handle /mcp /mcp/*``; its manual of matchers has ``path`` take several.
"""

from __future__ import annotations

from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.source import Origin, Span

_LINE = pattern(r"([ \t]*)(?:handle|route)((?:[ \t]+/[^\s\"`{}#,]*){2,})[ \t]*\{[ \t]*")
_NAME = pattern(r"\w+")


def in_one_matcher(place: Origin) -> tuple[Edit, ...]:
    """Define a matcher above the line of ``place`` that has its paths, and use it; none where it is no such line."""
    text = place.file.text
    start = text.rfind("\n", 0, place.span.start) + 1
    end = text.find("\n", start)
    line = _LINE.fullmatch(text[start : len(text) if end < 0 else end].rstrip("\r"))
    called = next(filter(None, map(_called, line[2].split())), None) if line else None
    if line is None or called is None or f"@{called}" in text:
        return ()
    definition = f"{line[1]}@{called} path{line[2]}{place.file.newline}"
    paths = Span(start + line.start(2), start + line.end(2))
    return (Edit(place.file, Span(start, start), definition), Edit(place.file, paths, f" @{called}"))


def _called(path: str) -> str:
    """A name for a path: of each another one, so that many go in at once."""
    return "_".join(_NAME.findall(path))
