"""A Dockerfile's text as instructions, each with its place.

Follows the Dockerfile reference of Docker (frontend ``docker/dockerfile:1``): parser directives, comments,
line continuation, here-documents, exec and shell form.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin

_DIRECTIVE = pattern(r"#\s*(\w+)\s*=\s*(\S+)\s*")
_INSTRUCTION = pattern(r"\s*([A-Za-z]+)\b[ \t]*")
_FLAG = pattern(r"--([a-z][a-z-]*)(?:=(\S*))?\s+")
_HEREDOC = pattern(r"<<(-?)([\"']?)([A-Za-z_]\w*)\2")
_STRING = pattern(r'\s*"((?:[^"\\]|\\.)*)"\s*')
_WITH_HEREDOCS = frozenset({"RUN", "COPY", "ADD"})
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


_WORD = pattern(r"\S+")
_ESCAPE = pattern(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: its name in capitals, its flags, and the text after them.

    ``text`` has a blank for every character of a line continuation; ``start`` is its offset in ``source``,
    the whole Dockerfile. ``heredocs`` are the here-documents by delimiter.
    """

    name: str
    flags: dict[str, str]
    text: str
    start: int
    source: Located[str]
    heredocs: dict[str, Located[str]]

    def written(self, start: int = 0) -> str:
        """``text`` from ``start`` on with its line continuations as written."""
        return self.source.value[self.start + start : self.start + len(self.text)]

    def place(self, start: int, end: int) -> Origin:
        """The place of the characters ``start`` to ``end`` of ``text``."""
        origin = self.source.origin.part(self.start + start, self.start + end)
        written = self.source.value[self.start + start : self.start + end]
        return origin if written == self.text[start:end] else replace(origin, exact=False)

    @property
    def origin(self) -> Origin:
        return self.place(0, len(self.text))

    def words(self) -> Iterator[Located[str]]:
        """The text cut at blanks, quotes not looked at."""
        for match in _WORD.finditer(self.text):
            yield Located(match[0], self.place(*match.span()))

    def strings(self, start: int = 0) -> tuple[Located[Text], ...] | None:
        """The strings of the exec form ``["a", "b"]`` from ``start`` on; ``None`` for another form."""
        if not self.text[start:].lstrip().startswith("["):
            return None
        at, found = self.text.index("[", start) + 1, list[Located[Text]]()
        while match := _STRING.match(self.text, at):
            origin = self.place(*match.span(1))
            value = _ESCAPE.sub(lambda escape: _ESCAPES.get(escape[1], escape[1]), match[1])
            found.append(Located(value, replace(origin, exact=origin.exact and "\\" not in match[1])))
            at = match.end()
            if self.text[at : at + 1] != ",":
                break
            at += 1
        closed = self.text[at:].strip() == "]" and (bool(found) or not self.text[at:-1].strip("[] "))
        return tuple(found) if closed else None


@remembered
def instructions(source: Located[str]) -> tuple[Instruction, ...]:
    """Every instruction of the Dockerfile ``source`` in order; lines that are none are skipped."""
    return tuple(_Lines(source).read())


class _Lines:
    def __init__(self, source: Located[str]) -> None:
        self.source = source
        self.text = source.value
        self.at = 0
        self.escape = "\\"

    def line(self) -> tuple[int, str]:
        """The next physical line with its offset, without its line end."""
        start, end = self.at, self.text.find("\n", self.at)
        end = len(self.text) if end < 0 else end
        self.at = end + 1
        return start, self.text[start:end].removesuffix("\r")

    def read(self) -> Iterator[Instruction]:
        directives = True
        while self.at < len(self.text):
            start, line = self.line()
            directive = _DIRECTIVE.fullmatch(line) if directives and line[:1] == "#" else None
            directives = directive is not None
            if directive:
                if directive[1].lower() == "escape" and directive[2] in ("\\", "`"):
                    self.escape = directive[2]
            elif line.strip() and not _is_comment(line):
                yield from self.instruction(start, line)

    def instruction(self, start: int, line: str) -> Iterator[Instruction]:
        text = self.joined(start, line)
        match = _INSTRUCTION.match(text)
        if not match:
            return
        name, at, flags = match[1].upper(), match.end(), dict[str, str]()
        while text.startswith("--", at) and (flag := _FLAG.match(text, at)):
            flags[flag[1]] = flag[2] or ""
            at = flag.end()
        rest = text[at:].rstrip()
        heredocs = self.heredocs(rest) if name in _WITH_HEREDOCS and "<<" in rest else {}
        yield Instruction(name, flags, rest, start + at, self.source, heredocs)

    def joined(self, start: int, line: str) -> str:
        """The logical line that begins with ``line``, blanks in place of what continuation takes away."""
        pieces = [line]
        end = start + len(line)
        while (open_ := pieces[-1].rstrip()).endswith(self.escape) and self.at < len(self.text):
            pieces[-1] = open_[:-1] + " " * (len(pieces[-1]) - len(open_) + 1)
            at, more = self.line()
            while (not more.strip() or _is_comment(more)) and self.at < len(self.text):
                pieces.append(" " * (at - end + len(more)))
                end = at + len(more)
                at, more = self.line()
            pieces.append(" " * (at - end))
            pieces.append(more)
            end = at + len(more)
        return "".join(pieces)

    def heredocs(self, text: str) -> dict[str, Located[str]]:
        found: dict[str, Located[str]] = {}
        for match in _HEREDOC.finditer(text):
            start = end = self.at
            while self.at < len(self.text):
                end, line = self.line()
                if (line.lstrip("\t") if match[1] else line) == match[3]:
                    break
                end = min(self.at, len(self.text))
            found[match[3]] = Located(self.text[start:end], self.source.origin.part(start, end))
        return found


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")
