"""The shipped automaton is that of the grammar, and builds what lark itself would build."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from toybox_lint_grammar import compile, tables
from toybox_lint_grammar.nodes import Block, Directive
from toybox_lint_grammar.parser import parse
from toybox_lint_grammar.tokens import Token


def test_tables_are_current() -> None:
    with open(str(tables.__file__), encoding="utf-8") as stream:
        assert stream.read() == compile.source(), "run python -m toybox_lint_grammar.compile"


DIRECTIVES = st.recursive(
    st.integers(1, 3).map(lambda words: ["WORD"] * words + ["NEWLINE"]),
    lambda inner: st.tuples(st.integers(1, 3), st.lists(inner, max_size=3)).map(
        lambda pair: ["WORD"] * pair[0] + ["LBRACE", *(name for part in pair[1] for name in part), "RBRACE"]
    ),
    max_leaves=8,
)
BODY = st.lists(DIRECTIVES, max_size=3).map(lambda parts: [name for part in parts for name in part])
BLOCK = st.tuples(st.integers(0, 2), BODY).map(
    lambda pair: ["WORD"] * pair[0] + ["LBRACE", *pair[1], "RBRACE"]
)
LONE = st.tuples(st.integers(1, 2), BODY).map(lambda pair: ["WORD"] * pair[0] + ["NEWLINE", *pair[1]])
FILES = st.one_of(
    LONE, st.lists(BLOCK, max_size=4).map(lambda parts: [name for part in parts for name in part])
)


def _token(name: str) -> Token:
    token = Token.__new__(Token)
    token.type = name
    return token


def _ours(node: object) -> object:
    if isinstance(node, Block):
        keys = ["WORD"] * len(node.keys)
        return [*keys, "BRACES" if node.open else "LONE", [_ours(item) for item in node.body]]
    assert isinstance(node, Directive)
    return [*["WORD"] * len(node.words), "BRACES" if node.open else "", [_ours(item) for item in node.body]]


def _theirs(tree: Any) -> object:
    """The same from lark's tree."""
    parts = [part for part in tree.children if getattr(part, "data", "") not in ("braces",)]
    braces = [part for part in tree.children if getattr(part, "data", "") == "braces"]
    words = [part for part in parts if getattr(part, "type", "") == "WORD"]
    inner = braces[0].children[1:-1] if braces else [part for part in parts if hasattr(part, "data")]
    kind = "BRACES" if braces else "LONE" if tree.data == "lone_site" else ""
    return [*["WORD"] * len(words), kind, [_theirs(item) for item in inner]]


def _with_whole_lines(names: list[str]) -> list[Token | Directive]:
    """The terminals, each line without a block as one directive, as the layout gives them."""
    found: list[Token | Directive] = []
    words: list[Token] = []
    inside = 0
    for name in names:
        if name == "WORD":
            words.append(_token(name))
            continue
        if name == "NEWLINE" and inside:
            found.append(Directive(words, None, [], None))
        else:
            if name == "RBRACE":
                inside -= 1
            inside += name in ("LBRACE", "NEWLINE")
            found += [*words, _token(name)]
        words = []
    return [*found, *words]


@given(FILES)
def test_it_builds_what_lark_builds(names: list[str]) -> None:
    from lark import Token as LarkToken

    state = compile.grammar().parse_interactive()
    for name in names:
        state.parser_state.feed_token(LarkToken(name, ""))
    tree = state.feed_eof()
    blocks = [_theirs(item) for item in tree.children]
    assert [_ours(block) for block in parse(map(_token, names))] == blocks
    assert [_ours(block) for block in parse(_with_whole_lines(names))] == blocks
