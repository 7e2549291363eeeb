"""The comments of a YAML file that speak to the linter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Comment
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Origin, SourceFile, Span

_START = pattern(r"(?:^|(?<=[ \t]))#", re.MULTILINE)
_NAME = "toybox-lint"


def comments(file: SourceFile, opaque: Sequence[Span]) -> Iterator[Comment]:
    """Comments that name the linter, outside of ``opaque``: the spans of quoted and block scalars in order."""
    text = file.text
    if _NAME not in text:
        return
    hidden = iter(opaque)
    scalar = next(hidden, None)
    after = 0
    for found in _START.finditer(text):
        at = found.start()
        while scalar is not None and scalar.end <= at:
            scalar = next(hidden, None)
        if at < after or (scalar is not None and scalar.start <= at):
            continue
        end = text.find("\n", at)
        after = end = len(text) if end < 0 else end
        end -= text[at:end].endswith("\r")
        if text.find(_NAME, at, end) < 0:
            continue
        line = text.rfind("\n", 0, at) + 1
        origin = Origin(file, Span(at, end))
        yield Comment(text[at + 1 : end], origin, not text[line:at].strip())
