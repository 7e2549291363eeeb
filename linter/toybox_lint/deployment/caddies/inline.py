"""A Caddyfile that is written inside another file: the ``content`` of a config, a here-document of a Dockerfile."""

from __future__ import annotations

from toybox_lint.patterns import pattern
from toybox_lint.source import Located, SourceFile

_HEADER = pattern(r"\|[+-]?[ \t]*(?:#[^\n]*)?\r?\n")
_MARGIN = pattern(r"(?:[ \t]*\r?\n)*( *)")
_NOT_BREAK = pattern(r"[^\r\n]")


def inner_file(content: Located[str]) -> SourceFile | None:
    """The text as a file of its own whose places are those of the file around it.

    What stands around it is blank, and so is its margin, which means nothing in a Caddyfile. ``None`` where the text
    is not written as it is read: variables, quotes, folded lines.
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
    if _without_margin(file.text[body:end], margin) != content.value.rstrip():
        return None
    blank = _NOT_BREAK.sub(" ", file.text[:body])
    text = blank + file.text[body:end] + _NOT_BREAK.sub(" ", file.text[end:])
    return SourceFile(file.path, file.name, text, file.bom, whole=file, margin=margin)


def _without_margin(text: str, margin: str) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(
        line.removeprefix(margin) if line.strip() else line.lstrip(" ") for line in lines
    ).rstrip()
