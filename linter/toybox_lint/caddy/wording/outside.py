"""A directive with its block that stands beside the one site of a file, where Caddy takes it for a site."""

from __future__ import annotations

from itertools import islice, takewhile

from toybox_lint.caddy.directives.order import DIRECTIVES
from toybox_lint.caddy.edit import with_comments, without_gap
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple
from toybox_lint.source import Origin, SourceFile, Span, lines_of

_OPENS = pattern(r"(?:\A|[ \t])\{[ \t]*\Z")
_SOMETHING = pattern(r"\S")
_NO_SITE = ("{", "(", "&(")


class _Block(NamedTuple):
    """A block whose head and closing brace are at the beginning of their lines; ``end`` is behind its last line."""

    head: str
    start: int
    close: int
    end: int


def into_the_site(name: Origin) -> tuple[Edit, ...]:
    """Move the block of the directive ``name``, with the comments above it, to the end of the site.

    Empty where there is not just one site, and where the file has texts of several lines or blocks in another layout.
    """
    file = name.file
    blocks = _outermost(file)
    own = blocks.by_start.get(name.span.start)
    sites = [(block, step) for block, step in blocks.sites if block is not own]
    if own is None or len(sites) != 1:
        return ()
    ((site, step),) = sites
    first = with_comments(file.text, own.start)
    lines = lines_of(file.text[first : own.end])
    moved = file.newline.join(("", *(step + line if line.strip() else line for line in lines), ""))
    return (
        Edit(file, Span(site.close, site.close), moved),
        Edit(file, _with_the_gap(file.text, first, own.end), ""),
    )


class _Outermost(NamedTuple):
    """The blocks of the first level, and three of the sites at most with what is indented in them."""

    by_start: dict[int, _Block]
    sites: list[tuple[_Block, str]]


@remembered
def _outermost(file: SourceFile) -> _Outermost:
    blocks = _blocks(file)
    sites = (block for block in blocks if not block.head.startswith(_NO_SITE) and _is_address(block.head))
    steps = [(site, _step(file.text[site.start : site.close])) for site in islice(sites, 3)]
    return _Outermost({block.start: block for block in blocks}, steps)


def _with_the_gap(text: str, start: int, end: int) -> Span:
    """Whole lines to leave out, with the blank ones before them where nothing comes behind."""
    if _SOMETHING.search(text, end):
        return without_gap(text, start, end)
    return Span(text.find("\n", len(text[:start].rstrip())) + 1, len(text))


def _is_address(head: str) -> bool:
    return head.split()[0] not in DIRECTIVES


def _blocks(file: SourceFile) -> list[_Block]:
    """The blocks of the first level; empty where anything of it is laid out in another way."""
    found: list[_Block] = []
    head, start, at = "", 0, 0
    for line in lines_of(file.text, keepends=True):
        text = line.rstrip()
        if "<<" in line or "`" in line:
            return []
        if text and not text[0].isspace() and text[0] != "#":
            if text == "}":
                if not head:
                    return []
                found.append(_Block(head, start, at, at + len(line)))
                head = ""
            elif head or not _OPENS.search(text):
                return []
            else:
                head, start = text, at
        at += len(line)
    return [] if head else found


def _step(text: str) -> str:
    """What the first line inside of a block is indented by."""
    inside = (line for line in lines_of(text)[1:] if line.strip())
    return "".join(takewhile(str.isspace, next(inside, ""))) or "\t"
