"""Every value of the model says where it stands, and there it is, character for character."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caddyfile import oracle
from toybox_lint.caddy.model import Caddyfile, Comment, Directive, Upstream, Word
from toybox_lint.records import fields
from toybox_lint.source import Located, Origin

CASES = Path(__file__).parent / "cases"
TOPICS = sorted(path.name for path in CASES.iterdir())


def scalars(model: Caddyfile) -> Iterator[tuple[object, Origin]]:
    """Each value with its place; parts of an upstream count as values of their own."""
    todo: list[object] = [
        model.options,
        model.sites,
        model.proxies,
        model.comments,
        model.problems,
        model.gaps,
    ]
    while todo:
        item = todo.pop()
        if isinstance(item, Word):
            yield item.text, item.origin
        elif isinstance(item, Upstream):
            yield item.text, item.origin
            yield item.host, item.host_origin
        elif isinstance(item, Located):
            yield getattr(item.value, "text", item.value), item.origin
        elif isinstance(item, Comment):
            yield "#" + item.text, item.origin
        elif isinstance(item, tuple):
            todo.extend(item)
        elif hasattr(item, "__record_fields__"):
            todo.extend(getattr(item, field.name) for field in fields(item))


@pytest.mark.parametrize("topic", TOPICS)
def test_exact_places_hold_the_value(topic: str) -> None:
    for path in sorted((CASES / topic).glob("*.Caddyfile")):
        model = oracle.load(path.read_bytes())
        for value, origin in scalars(model):
            assert 0 <= origin.span.start <= origin.span.end <= len(origin.file.text), path
            if origin.exact and isinstance(value, str) and not _is_gap(model, origin):
                assert origin.text == value, (path, value, origin.text)


def _is_gap(model: Caddyfile, origin: Origin) -> bool:
    return any(gap.origin is origin for gap in model.gaps)


def test_braces_and_depth_are_those_of_the_file() -> None:
    text = b"a.example {\n\thandle {\n\t\treverse_proxy app {\n\t\t\tlb_retries 1\n\t\t}\n\t}\n}\n"
    model = oracle.load(text)
    depths: list[tuple[object, int]] = []

    def walk(directive: Directive) -> None:
        depths.append((directive.name.text, directive.depth))
        if directive.block is not None:
            assert (directive.block.open.text, directive.block.close.text) == ("{", "}")
            for inner in directive.block.directives:
                walk(inner)

    for directive in model.sites[0].block.directives:
        walk(directive)
    assert depths == [("handle", 1), ("reverse_proxy", 2), ("lb_retries", 3)]
