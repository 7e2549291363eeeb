"""The trees of blocks take a third of the time of a large file: nobody makes them before a rule asks."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toybox_lint import examples
from toybox_lint.caddy.reading import tree
from toybox_lint.deployment import build
from toybox_lint.output import inspect_json
from toybox_lint_grammar import layout
from toybox_lint_grammar.lexer import tokenize
from toybox_lint_grammar.nodes import Directive
from toybox_lint_grammar.parser import parse
from toybox_lint_grammar.tokens import Token

COMPOSE = """services:
  caddy: {image: "caddy:2", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
  web: {build: ., command: "gunicorn shop:app --bind 0.0.0.0:8000"}
"""
SITE = """example.com {
	encode gzip
	handle /api/* {
		reverse_proxy %s
	}
	handle {
		root * /srv
		file_server
	}
}
"""


@pytest.mark.parametrize(
    ("upstreams", "made"), [("web:8000", False), ("web:8000 web:8000", False), ("web:8000 web:8001", True)]
)
def test_joining_makes_no_tree_where_every_upstream_answers(
    upstreams: str, made: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    whole_line = tree.whole_line

    def noting(segment: list[Token]) -> Directive | None:
        asked.append(segment)
        return whole_line(segment)

    monkeypatch.setattr(tree, "whole_line", noting)
    inputs = examples.inputs({"Caddyfile": SITE % upstreams, "compose.yaml": COMPOSE})
    deployment = build(inputs.found, inputs.files, inputs.settings, inputs.environment)
    assert inspect_json.render([deployment], show_values=False)
    assert bool(asked) is made


PIECES = st.sampled_from(
    ["a", "b c", "{", "}", "{}", "\n", " {\n", "\n}", "a {\n", "}\n", "a {\n b {\n c\n}\n}"]
)


@given(st.lists(PIECES, min_size=1, max_size=12).map(" ".join).filter(str.strip))
def test_a_directive_is_read_without_the_automaton_as_with_it(text: str) -> None:
    segment = tokenize(text, None).tokens
    whole = layout.whole_line(segment)
    if whole is not None:
        block = layout.ServerBlock()
        block.open, block.close = tokenize("{ }", None).tokens
        around = block.open, *layout._segment(segment), block.close
        (node,) = parse(around)
        assert _shape([whole]) == _shape(node.body)


def test_most_directives_are_read_without_it() -> None:
    assert layout.whole_line(tokenize("handle /a {\n\tb {\n\t\tc d\n\t}\n\te\n}", None).tokens)
    assert not layout.whole_line(tokenize("a {\n} b", None).tokens)


def _shape(body: Iterable[Directive]) -> list[object]:
    return [([token.text for token in each.words], each.open, each.close, _shape(each.body)) for each in body]
