"""Tokens: the words of a Caddyfile, with Caddy's line numbers and their places in the text."""

from __future__ import annotations

from toybox_lint.records import NamedTuple

WORD = "WORD"
LBRACE = "LBRACE"
RBRACE = "RBRACE"

_BRACES = {"{": LBRACE, "}": RBRACE}


class Link(NamedTuple):
    """One step of an import chain: the file and line of the ``import``, and what it brought in."""

    path: str
    line: int
    snippet: str


class Chain:
    """The imports through which a token came, innermost last; ``site`` is the import's own token.

    ``place`` is free for whoever works out where that is.
    """

    __slots__ = ("key", "place", "site")

    def __init__(self, key: tuple[Link, ...], site: Token) -> None:
        self.key = key
        self.site = site
        self.place: object = None


class LexicalError(NamedTuple):
    """Why a text cannot be lexed; ``line`` is the one Caddy names, ``start`` and ``end`` the place."""

    kind: str
    message: str
    line: int
    start: int
    end: int


class Piece(NamedTuple):
    """``text[start:end]`` of a rewritten token is ``token.text[at:]``, as far as the piece goes."""

    start: int
    end: int
    token: Token
    at: int


class Token:
    """One word of the expanded text of ``source``.

    ``line`` is the 1-based line Caddy counts and ``last`` the line its text ends on; ``start`` and ``end``
    are offsets that include the quotes. ``type`` is ``LBRACE`` or ``RBRACE`` for a lone unquoted brace.
    ``depth`` counts the braces open before it in its own file. ``pieces`` say where the text came from
    when import arguments were put into it. ``node`` is the directive this word begins, and ``place`` where it was
    written, in the terms of whoever reads the tree.
    """

    __slots__ = (
        "chain",
        "depth",
        "end",
        "last",
        "line",
        "node",
        "pieces",
        "place",
        "quote",
        "snippet",
        "source",
        "start",
        "text",
        "type",
    )

    def __init__(
        self, text: str, quote: str, line: int, start: int, end: int, source: object, depth: int = 0
    ) -> None:
        self.text = text
        self.quote = quote
        self.line = line
        self.last = line if not quote else _last_line(text, quote, line)
        self.start = start
        self.end = end
        self.source = source
        self.depth = depth
        self.type = WORD if quote else _BRACES.get(text, WORD)
        self.chain: Chain | None = None
        self.snippet = ""
        self.pieces: tuple[Piece, ...] | None = None
        self.node: object = None
        self.place: object = None

    def copy(self, chain: Chain | None) -> Token:
        """The same word once more, as ``chain`` brings it in."""
        other = Token.__new__(Token)
        other.text = self.text
        other.quote = self.quote
        other.line = self.line
        other.last = self.last
        other.start = self.start
        other.end = self.end
        other.source = self.source
        other.depth = self.depth
        other.type = self.type
        other.chain = chain
        other.snippet = self.snippet
        other.pieces = self.pieces
        other.node = None
        other.place = None
        return other

    def rewrite(self, text: str, pieces: tuple[Piece, ...]) -> None:
        """Give the word another text, keeping quotes and place."""
        self.text = text
        self.pieces = pieces
        self.place = None
        self.last = _last_line(text, self.quote, self.line)
        self.type = WORD if self.quote else _BRACES.get(text, WORD)

    def __repr__(self) -> str:
        return f"Token({self.text!r}, line {self.line})"


def _last_line(text: str, quote: str, line: int) -> int:
    """The line on which a quoted word ends. An empty heredoc counts one too many, as it does in Caddy."""
    return line + text.count("\n") + (2 if quote == "<<" else 0)


def starts_line(previous: Token, token: Token) -> bool:
    """Whether ``token`` begins a new line after ``previous``: other file, other import, or further down."""
    if previous.last < token.line or previous.source is not token.source:
        return True
    one, two = previous.chain, token.chain
    return one is not two and (one is None or two is None or one.key != two.key)
