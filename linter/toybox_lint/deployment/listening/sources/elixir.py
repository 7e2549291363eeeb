"""Files of settings in Elixir: the statements that configure endpoints, and under which conditions they count."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple

_COMMENT = pattern(r"\"(?:[^\"\\\n]|\\.)*\"?|#(?!\{)[^\n]*")
_ENDPOINT = pattern(r"[ \t]*config[ \t]+:\w+,\s*([A-Z][\w.]*)[ \t]*,")
_ELSEWHERE = pattern(r"\bconfig\(|\bimport_config[ \t(]+\"(?!#\{)")
_ENVIRONMENT = pattern(r"if[ \t]+(?:config_env\(\)|Mix\.env(?:\(\))?)[ \t]*(==|!=)[ \t]*:(\w+)[ \t]+do")
_LINE = pattern(r"^([ \t]*)(\S[^\n]*)$", re.MULTILINE)
_OPENING, _CLOSING = "[{(", "]})"


class Statement(NamedTuple):
    """A ``config`` line of a module of the application, with all that belongs to it.

    ``start`` is where it begins, in characters; ``condition`` the lines that decide whether it counts, empty where
    only the environment does, and it counts there.
    """

    module: str
    text: str
    start: int
    condition: str


class _Open(NamedTuple):
    """A line that others stand below, farther in; ``module`` is what it configures."""

    depth: int
    line: str
    start: int
    module: str | None
    condition: str


def without_comments(text: str) -> str:
    """The text, as long as it is, with blanks in place of comments."""
    return _COMMENT.sub(lambda found: found[0] if found[0][0] == '"' else " " * len(found[0]), text)


def statements(text: str, stage: str) -> list[Statement] | None:
    """Those that count in the environment ``stage``; ``None`` where another file or way of writing may say more.

    ``text`` has no comments. What stands in a block is told by how far lines are indented, as ``mix format`` has it.
    """
    if _ELSEWHERE.search(text):
        return None
    found: list[Statement] = []
    around: list[_Open] = []
    for line in _LINE.finditer(text):
        depth = len(line[1])
        found += _closed(around, depth, text, line.start())
        opened = _ENDPOINT.match(text, line.start())
        condition = _condition([each.line for each in around], stage) if opened else None
        module = opened[1] if opened and condition is not None else None
        around.append(_Open(depth, line[2].rstrip(), line.start(), module, condition or ""))
    return [*found, *_closed(around, 0, text, len(text))]


def _closed(around: list[_Open], depth: int, text: str, end: int) -> Iterator[Statement]:
    """The statements that end before a line at ``depth``; what that is not in is taken off."""
    while around and around[-1].depth >= depth:
        ended = around.pop()
        if ended.module is not None:
            yield Statement(ended.module, text[ended.start : end], ended.start, ended.condition)


def _condition(lines: list[str], stage: str) -> str | None:
    """What decides besides the environment whether something inside of ``lines`` counts; ``None`` where it does not."""
    tests = [(line, _ENVIRONMENT.fullmatch(line)) for line in lines]
    if any(test and (test[1] == "==") is not (test[2] == stage) for _, test in tests):
        return None
    return " ".join(line for line, test in tests if not test)


def inside_of(text: str, start: int) -> str | None:
    """What stands between the bracket at ``start`` and the one that closes it."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] in _OPENING) - (text[at] in _CLOSING)
        if not depth:
            return text[start + 1 : at]
    return None
