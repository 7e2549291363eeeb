"""Characters to tokens, as Caddy 2.11 reads them (measured on its binary, ``caddy adapt``)."""

from __future__ import annotations

from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple
from toybox_lint.typed import TYPE_CHECKING
from toybox_lint_grammar.tokens import LBRACE, WORD, LexicalError, Token

if TYPE_CHECKING:
    from toybox_lint_grammar.scanner import Read

# Go's unicode.IsSpace is \s without \x1c to \x1f. As a class of characters it is compiled in a third of the time
# that naming them takes.
_BLANK = r"[^\S\n\r\x1c-\x1f]"

# What needs more care (backslashes, heredocs, lone CR, unterminated quotes, \x1c to \x1f) is left to `read_word`.
_PLAIN = pattern(
    rf"{_BLANK}*(?:"
    r"(?P<newline>\r?\n)"
    r"|(?P<comment>\#[^\n\\]*(?=\n|\Z))"
    r'|"(?P<double>[^"\\]*)"'
    r"|`(?P<backtick>[^`]*)`"
    r"|(?P<word>(?![\"`\#]|<<)[^\s\\]++)(?![\\\x1c-\x1f]|\r(?!\n))"
    r"|(?P<end>\Z))"
)
# Whole lines of nothing but words and blanks, as most are.
_LINES = pattern(r"[^\"`\#<\\\r\x1c-\x1f]*\n")
_SKIPPED = pattern(rf"{_BLANK}*")
_QUOTES = {"double": '"', "backtick": "`"}


class Comment(NamedTuple):
    """A comment's place (``#`` included), and whether nothing stands before it on its line."""

    start: int
    end: int
    alone: bool


class Lexed(NamedTuple):
    """What a text consists of; after an error, what came before it."""

    tokens: list[Token]
    comments: list[Comment]
    error: LexicalError | None


def tokenize(text: str, source: object) -> Lexed:
    """Tokens and comments of ``text``; every token carries ``source``."""
    tokens: list[Token] = []
    comments: list[Comment] = []
    append = tokens.append
    match = _PLAIN.match
    # Around a text inside another one there are many blank lines.
    at, size = len(text) - len(text.lstrip(" \n")), len(text.rstrip(" \n"))
    line, depth, skipped = 1 + text.count("\n", 0, at), 0, 0
    while at < size:
        if text[at - 1] == "\n" and not skipped and (lines := _LINES.match(text, at, size)):
            for words in lines[0][:-1].split("\n"):
                for word in words.split():
                    start = text.find(word, at)
                    at = start + len(word)
                    token = Token(word, "", line, start, at, source, depth)
                    if token.type != WORD:
                        depth = _depth_behind(token)
                    append(token)
                line += 1
            at = lines.end()
            continue
        found = match(text, at)
        if found is None:
            read = _with_care(text, at, line, skipped, source, depth)
            if isinstance(read, LexicalError):
                return Lexed(tokens, comments, read)
            at, line, skipped = read.at, read.line, read.skipped
            if read.comment is not None:
                comments.append(Comment(read.comment, at, False))
            if read.token is not None:
                append(read.token)
            continue
        kind = found.lastgroup
        at = found.end()
        if kind == "word":
            word = found["word"]
            token = Token(word, "", line, at - len(word), at, source, depth)
            if token.type != WORD:
                depth = _depth_behind(token)
            append(token)
        elif kind == "newline":
            line += 1 + skipped
            skipped = 0
        elif kind == "comment":
            comments.append(_comment(text, found.start("comment"), at))
        elif kind is not None and kind != "end":
            value = found[kind]
            append(Token(value, _QUOTES[kind], line, at - len(value) - 2, at, source, depth))
            breaks = value.count("\n")
            if breaks:
                line += breaks + skipped
                skipped = 0
    return Lexed(tokens, comments, None)


def _depth_behind(brace: Token) -> int:
    """How many braces are open behind one. A closing one stands as deep as the one that it closes."""
    if brace.type == LBRACE:
        return brace.depth + 1
    brace.depth -= 1
    return brace.depth


def _with_care(
    text: str, at: int, line: int, skipped: int, source: object, depth: int
) -> Read | LexicalError:
    from toybox_lint_grammar.scanner import read_word

    start = _SKIPPED.match(text, at).end()  # type: ignore[union-attr]
    return read_word(text, start, line, skipped, source, depth)


def _comment(text: str, start: int, at: int) -> Comment:
    end = at - 1 if text[at - 1] == "\r" else at
    return Comment(start, end, not text[text.rfind("\n", 0, start) + 1 : start].strip())
