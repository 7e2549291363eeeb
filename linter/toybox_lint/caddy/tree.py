"""The grammar's tree to the model's: blocks, directives and words with their origins."""

from __future__ import annotations

from toybox_lint.caddy.model import Block, Directive, Word
from toybox_lint.caddy.problems import Problems, origin_of
from toybox_lint_grammar import nodes
from toybox_lint_grammar.tokens import Token


def word(token: Token, problems: Problems) -> Word:
    """A token as a word of the model."""
    return Word(problems.text_of(token), origin_of(token), token.quote)


def directive(node: nodes.Directive, problems: Problems) -> Directive:
    """A node as a directive of the model; its first token keeps it for whoever asks again."""
    if problems.symbols.variables:
        words = tuple([word(token, problems) for token in node.words])
    else:
        words = tuple([Word(token.text, origin_of(token), token.quote) for token in node.words])
    body = None
    if node.open is not None and node.close is not None:
        body = block(node.open, node.body, node.close, problems)
    made = Directive(words, body, node.words[0].depth)
    node.words[0].node = made
    return made


def block(open: Token, body: list[nodes.Directive], close: Token, problems: Problems) -> Block:
    """What stands between two braces."""
    inside = tuple([directive(node, problems) for node in body])
    return Block(origin_of(open), origin_of(close), inside)


def directive_of(token: Token) -> Directive | None:
    """The directive that ``token`` begins; ``None`` where Caddy and the layout see lines differently."""
    return token.node if isinstance(token.node, Directive) else None
