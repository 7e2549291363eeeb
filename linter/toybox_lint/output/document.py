"""JSON text of plain data: readable by line, quick for large documents, and with nothing that steers a terminal.

The standard encoder is written in C only without indentation, so that is used for the leaves. pydantic would
cost more than all the rest of a small run; the tests hold what is printed against ``contracts``.
"""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.output.terminal import UNSAFE

# How many levels of a document are laid out line by line; what is deeper stands on one line.
_LEVELS = 4


def text_of(document: object) -> str:
    """``document`` (mappings with text keys, lists, texts, numbers, ``True``, ``None``) with a final newline."""
    from json.encoder import JSONEncoder

    text = _lines(document, 0, JSONEncoder(ensure_ascii=False).encode)
    if text.isascii() and "\x7f" not in text:
        return text + "\n"
    return UNSAFE.sub(lambda found: _escaped(found.group()), text) + "\n"


def _escaped(char: str) -> str:
    """``\\u202e``; a byte that is no Unicode is the replacement character, which every reader of JSON takes."""
    from json.encoder import JSONEncoder

    return "\\ufffd" if "\ud800" <= char <= "\udfff" else JSONEncoder().encode(char)[1:-1]


def _lines(value: object, level: int, leaf: Callable[[object], str]) -> str:
    if level >= _LEVELS or not value or not isinstance(value, (dict, list)):
        return leaf(value)
    if isinstance(value, dict):
        parts = [f"{leaf(name)}: {_lines(part, level + 1, leaf)}" for name, part in value.items()]
    else:
        parts = [_lines(part, level + 1, leaf) for part in value]
    inner = "\n" + "  " * (level + 1)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}{inner}{f',{inner}'.join(parts)}\n{'  ' * level}{closing}"
