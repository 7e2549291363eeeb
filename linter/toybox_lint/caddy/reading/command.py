"""What ``caddy reverse-proxy`` is told by its flags, as the Caddyfile that says the same."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.caddy.reading.environment import ExpandedText, Segment, Symbols, Variable
from toybox_lint.records import NamedTuple
from toybox_lint.source import SourceFile, Span


class Part(NamedTuple):
    """A text of that Caddyfile, or a variable of Docker Compose's in it, and the place in the command that says so.

    ``copied``: it stands there character for character.
    """

    text: str | Variable
    span: Span
    copied: bool = False


class Command(NamedTuple):
    """A command in ``file``, and the Caddyfile in its ``parts``."""

    file: SourceFile
    parts: Sequence[Part]

    def expanded(self, symbols: Symbols) -> ExpandedText:
        """The Caddyfile with words in place of variables, and where each character of it comes from."""
        texts: list[str] = []
        segments: list[Segment] = []
        out = 0
        for part, (start, end), copied in self.parts:
            text = symbols.word(part) if isinstance(part, Variable) else part
            segments.append(Segment(out, start, end, copied))
            texts.append(text)
            out += len(text)
        return ExpandedText(self.file, "".join(texts), segments)
