"""The words of a shell command line: quotes, escapes and variables, each word with its place.

Follows the POSIX Shell Command Language, 2.2 (quoting), 2.3 (tokens) and 2.10 (operators). Command
substitution and arithmetic give unknown words; patterns and ``~`` stay literal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.expansion import Expander, Lookup, Piece, joined
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, field, replace
from toybox_lint.source import Located, Origin

_OPERATOR = pattern(r"&&|\|\||;;|\|&|&>>?|<<<|<<-?|>>|[<>]&|<>|>\||[;&|<>()\n]")
# To a shell no other blanks end a word: not the unbreakable one, which comes with text that was pasted.
_PLAIN = pattern(r"[^ \t\r\f\v\n'\"\\$`;&|<>()]+")
_PLAIN_WITH_OPERATORS = pattern(r"[^\s'\"\\$`]+")
_BLANKS = pattern(r"[ \t\r\f\v]+")
_COMMENT = pattern(r"#[^\n]*")


_BETWEEN_WORDS = pattern(r"[ \t\n]+")
_QUOTES = pattern(r"[\"'\\]")


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


class _Scanner(Expander):
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
        self.room = max(self.room, len(text)) if operators else self.room

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
                    self.heredocs.append(_QUOTES.sub("", self.text[at:end]))
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
            end = re.compile(rf"^\t*{re.escape(delimiter)}$", re.MULTILINE).search(self.text, at)
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
        for number, part in enumerate(_BETWEEN_WORDS.split(piece) if self.splits else [piece]):
            if number:
                word.fields.append([])
            word.add(part)
        return end

    def inside_quotes(self, word: _Word, end: int) -> Origin | None:
        """The place between the quotes of a word that is nothing else, and stands there as it is read."""
        text = joined(word.fields[0]) if len(word.fields) == 1 and word.inserted is None else None
        written = self.text[word.start : end]
        if not text or written not in (f"'{text}'", f'"{text}"'):
            return None
        return self.origin.part(word.start + 1, end - 1)

    def finished(self, word: _Word, end: int) -> Iterator[Located[Text]]:
        origin = self.origin.part(word.start, end)
        if not word.exact:
            origin = self.inside_quotes(word, end) or replace(origin, exact=False)
        for pieces in word.fields:
            text = joined(pieces)
            if text or (word.kept and word.inserted is None):
                yield Located(text, origin)
        yield from word.inserted or ()
