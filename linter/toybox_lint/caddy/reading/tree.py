"""The grammar's tree to the model's: blocks, directives and words with their origins."""

from __future__ import annotations

from toybox_lint.caddy.model import Block, Directive, Word
from toybox_lint.caddy.places import source_of
from toybox_lint.caddy.problems import Problems
from toybox_lint_grammar import nodes
from toybox_lint_grammar.layout import ServerBlock, terminals, whole_line
from toybox_lint_grammar.parser import parse
from toybox_lint_grammar.tokens import Token


class BlockTree:
    """The directives of a block of the top level, made when somebody first asks for them.

    ``lone`` tells whether it is a site without braces.
    """

    __slots__ = ("_block", "_lone", "_made", "_problems")

    def __init__(self, block: ServerBlock, lone: bool, problems: Problems) -> None:
        self._block = block
        self._lone = lone
        self._problems = problems
        self._made: tuple[Directive, ...] | None = None

    @property
    def directives(self) -> tuple[Directive, ...]:
        """All of them, in the order of the file."""
        if self._made is None:
            lines = [each for each in map(whole_line, self._block.segments) if each is not None]
            if len(lines) < len(self._block.segments):
                (node,) = parse(terminals(self._block, self._lone))
                lines = node.body
            self._made = tuple([directive(each, self._problems) for each in lines])
        return self._made

    def at(self, token: Token) -> Directive | None:
        """The directive that ``token`` begins; ``None`` where Caddy and the layout see lines differently."""
        return directive_of(token) if self.directives else None


def word(token: Token, problems: Problems) -> Word:
    """A token as a word of the model."""
    return Word(problems.text_of(token), token)


def directive(node: nodes.Directive, problems: Problems) -> Directive:
    """A node as a directive of the model; its first token keeps it for whoever asks again."""
    if problems.symbols.variables:
        words = tuple([word(token, problems) for token in node.words])
    else:
        words = tuple([Word(token.text, token) for token in node.words])
    body = None
    if node.open is not None and node.close is not None:
        body = block(node.open, node.body, node.close, problems)
    last = node.words[-1]
    place = None if last.pieces is None else source_of(last).origin(last.start, last.end)
    made = Directive(words, body, node.words[0].depth, place)
    node.words[0].node = made
    return made


def block(open: Token, body: list[nodes.Directive], close: Token, problems: Problems) -> Block:
    """What stands between two braces."""
    inside = tuple([directive(node, problems) for node in body])
    return Block(open, close, inside)


def directive_of(token: Token) -> Directive | None:
    """The directive that ``token`` begins, when its tree is made."""
    return token.node if isinstance(token.node, Directive) else None
