"""The words of a shell command line: quotes, escapes and variables, each word with its place.

Follows the POSIX Shell Command Language, 2.2 (quoting), 2.6 (expansions) and 2.10 (operators). Command
substitution and arithmetic give unknown words; patterns and ``~`` stay literal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from toybox_lint.compose.model import Text
from toybox_lint.facts import Absent, Unknown
from toybox_lint.source import Located, Origin

Lookup = Callable[[str], "str | Unknown | Absent"]
Piece = str | Unknown

_OPERATOR = re.compile(r"&&|\|\||;;|\|&|&>>?|<<<|<<-?|>>|[<>]&|<>|>\||[;&|<>()\n]")
_PLAIN = re.compile(r"[^\s'\"\\$`;&|<>()]+")
_PLAIN_WITH_OPERATORS = re.compile(r"[^\s'\"\\$`]+")
_BLANKS = re.compile(r"[ \t\r\f\v]+")
_COMMENT = re.compile(r"#[^\n]*")
_NAME = re.compile(r"[A-Za-z_]\w*|\d|[@*#?$!-]")
_BRACED = re.compile(r"([A-Za-z_]\w*|\d+|[@*])(:?[-=+?])?")


@dataclass(frozen=True, slots=True)
class Operator:
    """A control or redirection operator between words; a line end is one, too."""

    text: str


Token = Located[Text] | Operator


@dataclass(slots=True)
class _Word:
    """A word under construction: ``fields`` split by expansions, the last one still growing."""

    start: int
    fields: list[list[Piece]] = field(default_factory=lambda: [[]])
    exact: bool = True
    kept: bool = False
    inserted: list[Located[Text]] | None = None

    def add(self, piece: Piece) -> None:
        self.fields[-1].append(piece)


def shell_tokens(
    text: str,
    origin: Origin,
    lookup: Lookup,
    arguments: Sequence[Located[Text]] = (),
) -> Iterator[Token]:
    """Words and operators of ``text``, which stands at ``origin``, one at a time.

    ``lookup`` is asked when a word is reached: a reader may add the assignments it has seen before.

    ``arguments`` are what ``"$@"`` and ``$1`` stand for. A word's origin is exact when the file has it
    literally, without quotes; otherwise it covers what the word was made from.
    """
    return _Scanner(text, origin, lookup, arguments).tokens()


def split_words(text: str, origin: Origin, lookup: Lookup) -> Iterator[Located[Text]]:
    """The words alone, as for ``ENV`` in a Dockerfile: no comments, what looks like an operator is text."""
    return _Scanner(text, origin, lookup, (), operators=False).words()


def expand(text: str, lookup: Lookup) -> Text:
    """``text`` as inside double quotes: variables replaced, nothing split."""
    pieces = _Expander(text, lookup, ()).quoted(0, len(text))
    return _joined(pieces)


def _joined(pieces: Sequence[Piece]) -> Text:
    unknown = [piece for piece in pieces if isinstance(piece, Unknown)]
    if unknown:
        return Unknown(unknown[0].reason, frozenset().union(*(each.variables for each in unknown)))
    return "".join(piece for piece in pieces if isinstance(piece, str))


class _Expander:
    """Variables, quotes and substitutions inside a text."""

    def __init__(self, text: str, lookup: Lookup, arguments: Sequence[Located[Text]]) -> None:
        self.text = text
        self.lookup = lookup
        self.arguments = arguments

    def quoted(self, start: int, end: int) -> list[Piece]:
        """The pieces of a double-quoted stretch."""
        pieces: list[Piece] = []
        at = start
        while at < end:
            char = self.text[at]
            if char == "\\" and at + 1 < end and self.text[at + 1] in '$`"\\\n':
                pieces.append("" if self.text[at + 1] == "\n" else self.text[at + 1])
                at += 2
            elif char in "$`":
                piece, at = self.substitution(at)
                pieces.append(piece)
            else:
                pieces.append(char)
                at += 1
        return pieces

    def substitution(self, at: int) -> tuple[Piece, int]:
        """The value of what begins with ``$`` or a backtick at ``at``, and where it ends."""
        if self.text[at] == "`":
            end = self.text.find("`", at + 1)
            return Unknown("a command decides it"), (end + 1 if end >= 0 else len(self.text))
        if self.text.startswith("$(", at):
            return Unknown("a command decides it"), self.closing(at + 1, "(", ")")
        if self.text.startswith("${", at):
            end = self.closing(at + 1, "{", "}")
            return self.braced(self.text[at + 2 : end - 1]), end
        name = _NAME.match(self.text, at + 1)
        if not name:
            return "$", at + 1
        return self.value(name[0]), name.end()

    def braced(self, inside: str) -> Piece:
        match = _BRACED.match(inside)
        if not match or (match.end() < len(inside) and not match[2]):
            return Unknown("an expansion that only the shell can do")
        value = self.given(match[1])
        if not match[2]:
            return "" if isinstance(value, Absent) else value
        if isinstance(value, Unknown):
            return value
        missing = isinstance(value, Absent) or (match[2][0] == ":" and not value)
        if match[2][-1] == "+":
            return "" if missing else self.word(inside[match.end() :])
        if not missing and not isinstance(value, Absent):
            return value
        if match[2][-1] == "?":
            return Unknown(f"the variable {match[1]} is not set", frozenset((match[1],)))
        return self.word(inside[match.end() :])

    def word(self, text: str) -> Piece:
        """The word after ``:-`` and its like, quotes removed."""
        inner = _Expander(text, self.lookup, self.arguments)
        return _joined(inner.quoted(0, len(text))) if "'" not in text else text.replace("'", "")

    def value(self, name: str) -> Piece:
        value = self.given(name)
        return "" if isinstance(value, Absent) else value

    def given(self, name: str) -> Piece | Absent:
        if name in "@*":
            return _joined([piece for each in self.arguments for piece in (each.value, " ")][:-1])
        if name.isdigit() and name != "0":
            index = int(name) - 1
            return self.arguments[index].value if index < len(self.arguments) else Absent.ABSENT
        if not (name[0].isalpha() or name[0] == "_"):
            return Unknown("the shell decides it")
        return self.lookup(name)

    def closing(self, at: int, opening: str, closing: str) -> int:
        """The offset after the bracket that closes the one at ``at``; the text's end when none does."""
        depth = 0
        while at < len(self.text):
            char = self.text[at]
            if char == "\\":
                at += 1
            elif char == opening:
                depth += 1
            elif char == closing:
                depth -= 1
                if not depth:
                    return at + 1
            at += 1
        return len(self.text) + 1


class _Scanner(_Expander):
    """Cuts a text into words and operators."""

    def __init__(
        self,
        text: str,
        origin: Origin,
        lookup: Lookup,
        arguments: Sequence[Located[Text]],
        operators: bool = True,
    ) -> None:
        super().__init__(text, lookup, arguments)
        self.origin = origin
        self.splits = operators
        self.plain = _PLAIN if operators else _PLAIN_WITH_OPERATORS
        self.heredocs: list[str] = []

    def tokens(self) -> Iterator[Token]:
        at, expecting_heredoc = 0, False
        while at < len(self.text):
            blank = _BLANKS.match(self.text, at) or _COMMENT.match(self.text, at)
            if blank:
                at = blank.end()
            elif self.text.startswith("\\\n", at):
                at += 2
            elif operator := _OPERATOR.match(self.text, at):
                at = operator.end()
                expecting_heredoc = operator[0] in ("<<", "<<-")
                if operator[0] == "\n":
                    at = self.skip_heredocs(at)
                yield Operator(operator[0])
            else:
                word, end = self.word_at(at)
                if expecting_heredoc:
                    self.heredocs.append(re.sub(r"[\"'\\]", "", self.text[at:end]))
                    expecting_heredoc = False
                if not (self.text[at:end].isdigit() and self.text[end : end + 1] in ("<", ">")):
                    yield from self.finished(word, end)
                at = end

    def words(self) -> Iterator[Located[Text]]:
        at = 0
        while at < len(self.text):
            if self.text[at].isspace():
                at += 1
                continue
            word, end = self.word_at(at)
            yield from self.finished(word, end)
            at = max(end, at + 1)

    def skip_heredocs(self, at: int) -> int:
        for delimiter in self.heredocs:
            end = re.compile(rf"^\t*{re.escape(delimiter)}$", re.M).search(self.text, at)
            at = min(end.end() + 1, len(self.text)) if end else len(self.text)
        self.heredocs.clear()
        return at

    def word_at(self, at: int) -> tuple[_Word, int]:
        word = _Word(at)
        while at < len(self.text):
            char = self.text[at]
            if plain := self.plain.match(self.text, at):
                word.add(plain[0])
                at = plain.end()
            elif char == "\\" and at + 1 < len(self.text):
                word.exact = False
                word.kept = word.kept or self.text[at + 1] != "\n"
                word.add("" if self.text[at + 1] == "\n" else self.text[at + 1])
                at += 2
            elif char in "'\"":
                at = self.quotes(word, at)
            elif char in "$`":
                at = self.unquoted(word, at)
            elif char == "\\":
                word.add(char)
                at += 1
            else:
                break
        return word, min(at, len(self.text))

    def quotes(self, word: _Word, at: int) -> int:
        quote, word.exact, word.kept = self.text[at], False, True
        if self.text.startswith(('"$@"', '"${@}"'), at):
            word.inserted = list(self.arguments)
            return at + (4 if self.text[at + 2] == "@" else 6)
        end = self.text.find("'", at + 1) if quote == "'" else self.double_quote_end(at + 1)
        if end < 0:
            end = len(self.text)
        if quote == "'":
            word.add(self.text[at + 1 : end])
        else:
            for piece in self.quoted(at + 1, end):
                word.add(piece)
        return end + 1

    def double_quote_end(self, at: int) -> int:
        while at < len(self.text) and self.text[at] != '"':
            if self.text[at] == "\\":
                at += 2
            elif self.text.startswith(("${", "$("), at):
                pair = ("{", "}") if self.text[at + 1] == "{" else ("(", ")")
                at = self.closing(at + 1, *pair)
            else:
                at += 1
        return min(at, len(self.text))

    def unquoted(self, word: _Word, at: int) -> int:
        if self.text.startswith(("$@", "$*"), at):
            word.exact, word.inserted = False, list(self.arguments)
            return at + 2
        piece, end = self.substitution(at)
        if piece == "$":
            word.add(piece)
            return end
        word.exact = False
        if isinstance(piece, Unknown):
            word.add(piece)
            word.kept = True
            return end
        for number, part in enumerate(re.split(r"\s+", piece) if self.splits else [piece]):
            if number:
                word.fields.append([])
            word.add(part)
        return end

    def finished(self, word: _Word, end: int) -> Iterator[Located[Text]]:
        origin = self.origin.part(word.start, end)
        if not word.exact:
            origin = replace(origin, exact=False)
        for pieces in word.fields:
            text = _joined(pieces)
            if text or (word.kept and word.inserted is None):
                yield Located(text, origin)
        yield from word.inserted or ()
