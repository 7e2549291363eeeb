"""The trees of blocks take a third of the time of a large file: nobody makes them before a rule asks."""

from __future__ import annotations

import pytest

from toybox_lint import examples
from toybox_lint.caddy.reading import tree
from toybox_lint.deployment import build
from toybox_lint.output import inspect_json

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
    parse = tree.parse

    def noting(terminals: list[object]) -> object:
        asked.append(terminals)
        return parse(terminals)  # type: ignore[arg-type]

    monkeypatch.setattr(tree, "parse", noting)
    inputs = examples.inputs({"Caddyfile": SITE % upstreams, "compose.yaml": COMPOSE})
    deployment = build(inputs.found, inputs.files, inputs.settings, inputs.environment)
    assert inspect_json.render([deployment], show_values=False)
    assert bool(asked) is made
