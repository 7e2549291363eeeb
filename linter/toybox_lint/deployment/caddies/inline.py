"""A Caddyfile that is written inside another file: the ``content`` of a config, a here-document of a Dockerfile."""

from __future__ import annotations

from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, SourceFile

_HEADER = pattern(r"\|[+-]?[ \t]*(?:#[^\n]*)?\r?\n")
_MARGIN = pattern(r"(?:[ \t]*\r?\n)*( *)")
# A dollar for Docker Compose, which takes a single one for the beginning of a variable.
_ESCAPED = "$$"
# A line, and what must stay at its end: a backslash that takes in the next one.
_ENDED = pattern(r"([^\n]*?)(\\?\r?(?:\n|\Z))")


def inner_file(content: Located[str]) -> SourceFile | None:
    """The text as a file of its own whose places are those of the file around it.

    What stands around it is blank, and so is its margin, which means nothing in a Caddyfile. A ``$$``, which is one to
    Caddy, leaves a blank at the end of its line. ``None`` where the text is not written as it is read: variables,
    quotes, folded lines.
    """
    file, (start, end) = content.origin.file, content.origin.span
    margin, body = "", start
    if not content.origin.exact:
        header = _HEADER.match(file.text, start, end)
        if header is None:
            return None
        body = header.end()
        found = _MARGIN.match(file.text, body)
        margin = found[1] if found else ""
    text, value = file.text[body:end], content.value.rstrip()
    shifted = _without_margin(text, margin) != value
    if shifted and _without_margin(text.replace(_ESCAPED, "$"), margin) != value:
        return None
    inner = _unescaped(text) if shifted else text
    blank = _blank(file)
    around = blank[:body] + inner + blank[end:]
    return SourceFile(file.path, file.name, around, file.bom, whole=file, margin=margin, shifted=shifted)


@remembered
def _blank(file: SourceFile) -> str:
    """Its lines without what is on them. A file may hold hundreds of others."""
    lines = (
        " " * (len(line) - 1) + "\r" if line.endswith("\r") else " " * len(line)
        for line in file.text.split("\n")
    )
    return "\n".join(lines)


def _unescaped(text: str) -> str:
    """As Caddy reads it, each line as long as it was: with blanks at its end."""
    return _ENDED.sub(
        lambda line: line[1].replace(_ESCAPED, "$") + " " * line[1].count(_ESCAPED) + line[2], text
    )


def _without_margin(text: str, margin: str) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(
        line.removeprefix(margin) if line.strip() else line.lstrip(" ") for line in lines
    ).rstrip()
