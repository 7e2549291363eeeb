"""Files of settings in Elixir: the statements that configure endpoints, and under which conditions they count."""

from __future__ import annotations

from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple

_COMMENT = pattern(r"\"(?:[^\"\\\n]|\\.)*\"|#(?!\{)[^\n]*")
_ENDPOINT = pattern(r"^([ \t]*)config[ \t]+:\w+,\s*([A-Z][\w.]*)[ \t]*,", re.MULTILINE)
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


def without_comments(text: str) -> str:
    """The text, as long as it is, with blanks in place of comments."""
    return _COMMENT.sub(lambda found: found[0] if found[0][0] == '"' else " " * len(found[0]), text)


def statements(text: str, stage: str) -> list[Statement] | None:
    """Those that count in the environment ``stage``; ``None`` where another file or way of writing may say more.

    ``text`` has no comments. What stands in a block is told by how far lines are indented, as ``mix format`` has it.
    """
    if _ELSEWHERE.search(text):
        return None
    lines = [(match.start(), len(match[1]), match[2]) for match in _LINE.finditer(text)]
    found: list[Statement] = []
    for match in _ENDPOINT.finditer(text):
        depth = len(match[1])
        end = next((at for at, own, _ in lines if at > match.start() and own <= depth), len(text))
        around = _around(lines, match.start(), depth)
        tests = [(line, _ENVIRONMENT.fullmatch(line)) for line in around]
        if any(test and (test[1] == "==") is not (test[2] == stage) for _, test in tests):
            continue
        condition = " ".join(line for line, test in tests if not test)
        found.append(Statement(match[2], text[match.start() : end], match.start(), condition))
    return found


def _around(lines: list[tuple[int, int, str]], start: int, depth: int) -> list[str]:
    """The lines that open the blocks around the one at ``start``, the innermost first."""
    found: list[str] = []
    for at, own, line in reversed(lines):
        if at < start and own < depth:
            depth = own
            found.append(line.rstrip())
    return found


def inside_of(text: str, start: int) -> str | None:
    """What stands between the bracket at ``start`` and the one that closes it."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] in _OPENING) - (text[at] in _CLOSING)
        if not depth:
            return text[start + 1 : at]
    return None
