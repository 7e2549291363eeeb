"""The words that need care: escapes, heredocs, lone carriage returns, quotes that never close."""

from __future__ import annotations

from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple
from toybox_lint_grammar.tokens import LexicalError, Token

_MARKER = r"[A-Za-z0-9_-]+"
_SPACES = frozenset(
    " \t\n\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


_STOP = pattern("[ \n]")


class Read(NamedTuple):
    """What `read_word` found, and where reading goes on.

    ``skipped`` are line ends that were escaped and not counted yet; ``comment`` is where one begins.
    """

    token: Token | None
    at: int
    line: int
    skipped: int
    comment: int | None = None


def read_word(text: str, at: int, line: int, skipped: int, source: object, depth: int) -> Read | LexicalError:
    """Read up to the end of one word, or to a line end that comes before any."""
    return _Scanner(text, at, line, skipped, source, depth).read()


class _Scanner:
    """Caddy's lexer, character by character; its state for one word."""

    def __init__(self, text: str, at: int, line: int, skipped: int, source: object, depth: int) -> None:
        self.text = text
        self.at = at
        self.line = line
        self.skipped = skipped
        self.source = source
        self.depth = depth
        self.value: list[str] = []
        self.start = at
        self.begun = line

    def read(self) -> Read | LexicalError:
        text, value = self.text, self.value
        escaped = literal = False
        while self.at < len(text):
            if not literal and value[:2] == ["<", "<"]:
                return self._heredoc()
            char = text[self.at]
            self.at += 1
            if char == "\r":
                continue
            if char == "\\" and not escaped:
                escaped = True
                if not value:
                    self.start = self.at - 1
                continue
            if char == "\n":
                self._end_line(escaped)
                return self._word("", self.at - 1) if value else self._nothing()
            if char in _SPACES:
                if value:
                    return self._word("", self.at - 1)
                continue
            if not value:
                self.begun = self.line
                if char == "#":
                    return self._comment(escaped)
                if not escaped:
                    self.start = self.at - 1
                if char in '"`':
                    return self._quoted(char, escaped)
            if escaped:
                literal = literal or char == "<"
                if char != "<":
                    value.append("\\")
                escaped = False
            value.append(char)
        return self._word("", self.at) if value else self._nothing()

    def _end_line(self, escaped: bool) -> None:
        if escaped:
            self.skipped += 1
        else:
            self.line += 1 + self.skipped
            self.skipped = 0

    def _nothing(self, comment: int | None = None) -> Read:
        return Read(None, self.at, self.line, self.skipped, comment)

    def _word(self, quote: str, end: int) -> Read:
        token = Token("".join(self.value), quote, self.begun, self.start, end, self.source, self.depth)
        return Read(token, self.at, self.line, self.skipped)

    def _comment(self, escaped: bool) -> Read:
        """A comment to its line's end, which Caddy does not count after a backslash before or in it."""
        begin = self.at - 1
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end
        if end >= 0 and (escaped or "\\" in self.text[begin:end]):
            self.skipped += 1
            self.at += 1
        return self._nothing(begin)

    def _quoted(self, quote: str, escaped: bool) -> Read:
        text, value = self.text, self.value
        while self.at < len(text):
            char = text[self.at]
            self.at += 1
            if quote == '"':
                if char == "\\" and not escaped:
                    escaped = True
                    continue
                if escaped:
                    if char != '"':
                        value.append("\\")
                elif char == quote:
                    return self._word(quote, self.at)
                escaped = False
            elif char == quote:
                return self._word(quote, self.at)
            if char == "\n":
                self._end_line(False)
            value.append(char)
        return self._word("", self.at) if value else self._nothing()

    def _heredoc(self) -> Read | LexicalError:
        text = self.text
        stop = _STOP.search(text, self.at)
        end = stop.start() if stop else len(text)
        name = "".join(self.value[2:]) + text[self.at : end].replace("\r", "")
        self.value = ["<<", name]
        self.at = end
        if stop is None or stop[0] == " ":
            return self._word("", end)
        if error := self._bad_marker(name):
            return LexicalError("heredoc-marker", error, self.line, self.start, end)
        return self._heredoc_body(name, end + 1)

    def _bad_marker(self, name: str) -> str | None:
        rule = "only letters, digits, dashes and underscores"
        if not name:
            return f"the heredoc has no marker after << (a word of {rule})"
        if name[0] == "<":
            return "too many < before the heredoc marker; use two, as in <<END"
        if not re.fullmatch(_MARKER, name):
            return f"the heredoc marker {name!r} must consist of {rule}"
        return None

    def _heredoc_body(self, marker: str, begin: int) -> Read | LexicalError:
        text = self.text
        found = text.find(marker, begin)
        if found < 0:
            line = self.line + self.skipped + 1 + text.count("\n", begin)
            message = f"the heredoc <<{marker} is never closed: {marker} does not occur again"
            if begin < len(text):
                return LexicalError("heredoc-unclosed", message, line, self.start, begin - 1)
            self.at = len(text)
            return self._nothing()
        body_end = text.rfind("\n", begin - 1, found) + 1
        padding = text[body_end:found]
        lines: list[str] = []
        for number, content in enumerate(text[begin:body_end].split("\n")[:-1]):
            if content in ("", "\r"):
                lines.append("")
            elif not content.startswith(padding):
                message = f"this line of the heredoc <<{marker} lacks the blanks that its closing marker has"
                place = begin + sum(len(other) + 1 for other in text[begin:body_end].split("\n")[:number])
                return LexicalError(
                    "heredoc-indent", message, self.line + number + 1, place, place + len(content)
                )
            else:
                lines.append(content[len(padding) :].replace("\r", ""))
        self.value = ["\n".join(lines)]
        self.at = found + len(marker)
        self.skipped += 1 + text.count("\n", begin, found)
        self.line += self.skipped
        self.skipped = 0
        return self._word("<<", self.at)
