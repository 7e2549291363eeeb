"""Values of header fields that are several words, of which Caddy takes the second for a replacement.

Measured with Caddy 2.11.7: behind the name of a field stand its value, or what to look for in it and what to put in
its place. In the block of ``header`` a fourth word is the name of another field.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive, Word
from toybox_lint.caddy.sites.lines import lines
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

# Who gives a value two parts puts one of these behind the first; of more than two words Caddy makes nothing.
_ENDS = (";", ",")
_WITH_MATCHER = ("header", "request_header")
_IN_PROXY = ("header_up", "header_down")
# A block of fields with what may be a matcher.
_MATCHER_BELOW = pattern(r"^[ \t]*header\b[^\n]*\{[^{}\n]*\n[^{}]*@", re.MULTILINE)


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The ``words`` that are meant to be the value of ``field`` together.

    ``alone`` tells that Caddy takes the first one for the value, and nothing of the rest.
    """

    field: str
    words: tuple[Word, ...]
    alone: bool

    @property
    def origin(self) -> Origin:
        return self.words[0].origin

    def edits(self) -> tuple[Edit, ...]:
        """Quotes around them; empty where they are not written here, side by side."""
        first, last = self.words[0].origin, self.words[-1].origin
        if any(not each.origin.exact or each.origin.via is not None for each in self.words):
            return ()
        span = Span(first.span.start, last.span.end)
        text = first.file.text[span.start : span.end]
        if first.file is not last.file or "\n" in text or "`" in text or "\\" in text:
            return ()
        quote = "`" if '"' in text else '"'
        return (Edit(first.file, span, f"{quote}{text}{quote}"),)


def in_pieces(caddyfile: Caddyfile) -> Iterator[Pieces]:
    """Fields of answers and of requests whose value is in pieces."""
    for each in lines(caddyfile, *_WITH_MATCHER, *_IN_PROXY):
        for words in _fields(each):
            if (found := _pieces(words, each.name.text == "header")) is not None:
                yield found


def no_fields(caddyfile: Caddyfile) -> Iterator[Word]:
    """Matchers in blocks of ``header``, which Caddy takes for the names of fields, as it does all below them."""
    if not any(_MATCHER_BELOW.search(file.text) for file in caddyfile.files):
        return
    for line in lines(caddyfile, "header"):
        for each in line.block.directives if line.block else ():
            if str(each.name.text).startswith("@"):
                yield each.name


def _fields(line: Directive) -> Iterator[tuple[Word, ...]]:
    """The words of a field and of its value, of each field that a directive writes."""
    name = line.name.text
    if name in _IN_PROXY:
        yield line.arguments
    elif name in _WITH_MATCHER:
        first = line.arguments[0].text if line.arguments else ""
        matched = isinstance(first, str) and (first.startswith(("/", "@")) or first == "*")
        yield line.arguments[1:] if matched else line.arguments
        if name == "header" and line.block is not None:
            yield from (each.words for each in line.block.directives)


def _pieces(words: tuple[Word, ...], answers: bool) -> Pieces | None:
    """``answers``: it is a field of answers, of which Caddy takes any number of words."""
    field, values = words[0].text if words else "", words[1:]
    if len(values) < 2 or any(each.quote for each in values) or (len(values) > 2 and not answers):
        return None
    texts = [each.text for each in values]
    if (
        not isinstance(field, str)
        or field.startswith("-")
        or not all(isinstance(each, str) for each in texts)
    ):
        return None
    if len(values) == 2 and not str(texts[0]).endswith(_ENDS):
        return None
    if field == "header":
        return None  # it stands below a matcher, in a block that takes none
    return Pieces(field.lstrip("+?>").rstrip(":"), values, field.startswith(("+", "?")))
