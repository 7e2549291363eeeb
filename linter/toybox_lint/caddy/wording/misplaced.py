"""Timeouts written in a proxy's own block, where Caddy 2 refuses them: they stand in that of its transport."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.caddy.directives.values import duration
from toybox_lint.caddy.edit import append, indentation
from toybox_lint.caddy.model import Directive
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.source import SourceFile, Span

# What people write, as in Caddy 1 or nginx, and what it is called in a transport.
MEANT = {
    "read_timeout": ("read_timeout",),
    "write_timeout": ("write_timeout",),
    "dial_timeout": ("dial_timeout",),
    "response_header_timeout": ("response_header_timeout",),
    "timeout": ("read_timeout", "write_timeout"),
    "timeouts": ("read_timeout", "write_timeout"),
    "connect_timeout": ("dial_timeout",),
    "proxy_read_timeout": ("read_timeout",),
    "proxy_send_timeout": ("write_timeout",),
    "proxy_connect_timeout": ("dial_timeout",),
}

_COMMENT = pattern(r"[ \t]+#[^\r\n]*")


@remembered
def move(directive: Directive) -> tuple[Edit, ...]:
    """Edits that put the timeouts of the proxy ``directive`` into its transport's block.

    None where a value is no duration, the directive brings its own transport, or the text does not allow it.
    """
    if directive.name.text == "php_fastcgi":
        return ()
    children = directive.block.directives if directive.block else ()
    misplaced = [child for child in children if child.name.text in MEANT]
    transport = next((child for child in children if child.name.text == "transport"), None)
    lines = list(_lines(misplaced, transport))
    if any(_value(child) is None for child in misplaced) or any(_line(child) is None for child in misplaced):
        return ()
    if transport is not None:
        added = append(transport, lines)
        return (*map(_removed, misplaced), added) if added else ()
    first, *others = misplaced
    file, span = first.name.origin.file, _words(first)
    before, step = indentation(first)
    block = ["transport http {", *(f"{before}{step}{line}" for line in lines), before + "}"]
    return (Edit(file, span, file.newline.join(block)), *map(_removed, others))


def _lines(misplaced: Iterable[Directive], transport: Directive | None) -> Iterator[str]:
    """The lines that the transport lacks, the first value for each name; a comment goes with its line."""
    inside = transport.block.directives if transport and transport.block else ()
    there = {child.name.text for child in inside}
    for child in misplaced:
        comment = f" {_comment(child).strip()}".rstrip()
        for name in MEANT[str(child.name.text)]:
            if name not in there:
                there.add(name)
                yield f"{name} {_value(child)}{comment}"
                comment = ""


def _value(directive: Directive) -> str | None:
    """The duration of a line that is made of a name and a duration."""
    values = [word.text for word in directive.arguments]
    if len(values) != 1 or not isinstance(values[0], str) or directive.block is not None:
        return None
    return values[0] if duration(values[0]) else None


def _words(directive: Directive) -> Span:
    """From the first word to the last one, or to the end of the comment behind it."""
    return Span(directive.name.origin.span.start, _end(directive) + len(_comment(directive)))


def _end(directive: Directive) -> int:
    last = directive.words[-1]
    return last.origin.span.end + len(last.quote)


def _comment(directive: Directive) -> str:
    """The comment behind the last word, with the blanks before it; empty where there is none."""
    found = _COMMENT.match(directive.name.origin.file.text, _end(directive))
    return found[0] if found else ""


def _line(directive: Directive) -> tuple[SourceFile, Span] | None:
    """The file and the place of the words, when all of them are written there as they are read."""
    origins = [word.origin for word in directive.words]
    if any(not origin.exact or origin.file is not origins[0].file for origin in origins):
        return None
    return origins[0].file, _words(directive)


def _removed(directive: Directive) -> Edit:
    """Without the words, and without their line when nothing else stands on it."""
    file, span = directive.name.origin.file, _words(directive)
    start = file.text.rfind("\n", 0, span.start) + 1
    end = file.text.find("\n", span.end) + 1
    if end and not (file.text[start : span.start] + file.text[span.end : end]).strip():
        return Edit(file, Span(start, end), "")
    return Edit(file, span, "")
