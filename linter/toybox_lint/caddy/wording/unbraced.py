"""Several sites without braces, of which Caddy takes the second address for a directive of the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.caddy.directives.order import DIRECTIVES
from toybox_lint.caddy.edit import step
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.source import SourceFile, Span, lines_of

_ADDRESS = pattern(r"(?:https?://)?(?:[\w*-]+(?:\.[\w*-]+)+|localhost)(?::\d+)?,?|:\d+,?")
_OPENS = pattern(r"\{[ \t]*(?:#.*)?\Z")


@remembered
def enclosed(file: SourceFile) -> Edit | None:
    """Braces around each site that has none; ``None`` where lines cannot be told apart at sight."""
    text = file.text
    if "`" in text or "<<" in text or "\r" in text.replace("\r\n", ""):
        return None
    lines = lines_of(text)
    firsts = list(_beginnings(lines))
    bare = [at for at in firsts if at is not None and not _OPENS.search(lines[at])]
    if None in firsts or not bare or any("#" in lines[at] for at in bare):
        return None
    ends = dict(zip(firsts, [*firsts[1:], len(lines)], strict=True))
    without = set(bare)
    written: list[str] = list(lines[: firsts[0]])
    for at in firsts:
        part = lines[at : ends[at]]
        written += _in_braces(part, step(text)) if at in without else part
    return Edit(
        file, Span(0, len(text)), file.newline.join(written) + (file.newline if text.endswith("\n") else "")
    )


def _beginnings(lines: Sequence[str]) -> Iterator[int | None]:
    """The lines where a block of the file's top level begins; ``None`` for one that is none of its own."""
    depth, first = 0, True
    for at, line in enumerate(lines):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        word = text.split()[0]
        if depth == 0 and (first or _ADDRESS.fullmatch(word) or word.startswith("(")):
            yield None if first and word in DIRECTIVES else at
        first = False
        depth += bool(_OPENS.search(text)) - text.startswith("}")


def _in_braces(lines: Sequence[str], step: str) -> Iterator[str]:
    """The lines of a site with its braces; blank lines and comments at the end stay outside."""
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    yield f"{lines[0]} {{"
    deeper = "" if all(line.startswith((" ", "\t")) for line in lines[1:end] if line.strip()) else step
    yield from (deeper + line if line.strip() else line for line in lines[1:end])
    yield "}"
    yield from lines[end:]
