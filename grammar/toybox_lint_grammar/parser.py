"""Tokens to a tree, by the grammar in ``caddyfile.lark``. The only module that knows lark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from toybox_lint_grammar.nodes import Block, Directive
from toybox_lint_grammar.tokens import Token

_Braces = tuple[Token, list[Directive], Token]


def parse(terminals: Iterable[Token]) -> list[Block]:
    """The blocks of a file, in order. ``terminals`` are those of `layout.terminals`."""
    return _parser()(terminals)


@cache
def _parser() -> Callable[[Iterable[Token]], list[Block]]:
    from importlib.resources import files

    from lark import Lark, Transformer
    from lark.lexer import Lexer

    class Terminals(Lexer):
        """Hands the terminals over as they are."""

        __future_interface__ = 2

        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, lexer_state: object, parser_state: object) -> Iterator[Token]:  # type: ignore[override]
            yield from lexer_state.text  # type: ignore[attr-defined]

    class Builder(Transformer[Token, list[Block]]):
        """A node for each rule, made as soon as the rule is complete."""

        def start(self, blocks: list[Block]) -> list[Block]:
            return blocks

        def options(self, parts: list[_Braces]) -> Block:
            return Block([], *parts[0])

        def site(self, parts: list[Token | _Braces]) -> Block:
            *keys, braces = parts
            return Block(keys, *braces)  # type: ignore[arg-type, misc]

        def lone_site(self, parts: list[Token | Directive]) -> Block:
            keys = [part for part in parts if isinstance(part, Token)]
            body = [part for part in parts if isinstance(part, Directive)]
            return Block(keys[:-1], None, body, None)

        def line(self, words: list[Token]) -> Directive:
            words.pop()
            node = Directive(words, None, [], None)
            words[0].node = node
            return node

        def line_with_block(self, parts: list[Token | _Braces]) -> Directive:
            words: list[Token]
            *words, braces = parts  # type: ignore[assignment]
            node = Directive(words, *braces)  # type: ignore[misc]
            words[0].node = node
            return node

        def braces(self, parts: list[Token | Directive]) -> _Braces:
            return parts[0], parts[1:-1], parts[-1]  # type: ignore[return-value]

    text = files("toybox_lint_grammar").joinpath("caddyfile.lark").read_text(encoding="utf-8")
    lark = Lark(text, parser="lalr", lexer=Terminals, transformer=Builder(), propagate_positions=False)

    def read(terminals: Iterable[Token]) -> list[Block]:
        state = lark.parse_interactive()
        feed = state.parser_state.feed_token
        for terminal in terminals:
            feed(terminal)  # type: ignore[arg-type]
        return state.feed_eof()  # type: ignore[no-any-return, no-untyped-call]

    return read
