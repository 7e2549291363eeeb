"""Edits of YAML: in the file's own style, and everything else byte for byte as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toybox_lint.compose.edit import declared
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import Edits, Refusal, delete, insert_entry, insert_item, set_scalar
from toybox_lint.source import SourceFile


def file(text: str) -> SourceFile:
    return SourceFile("/project/a.yaml", "a.yaml", text)


def applied(source: SourceFile, edits: Edits) -> str:
    assert not isinstance(edits, Refusal), edits
    text = source.text
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def plain(node: nodes.Node) -> Any:
    if isinstance(node, nodes.Mapping):
        return {plain(key): plain(value) for key, value in node.entries}
    if isinstance(node, nodes.Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, nodes.Scalar)
    return node.text


def read(text: str) -> Any:
    stream = nodes.parse(file(text))
    assert stream.fault is None, (stream.fault, text)
    return plain(stream.documents[0])


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("a: 1 # c\n", ("a",), "2", 'a: "2" # c\n'),
        ("a: 'x'\n", ("a",), "it's", "a: 'it''s'\n"),
        ('a: "x"\n', ("a",), 'q"', 'a: "q\\""\n'),
        ("a: {b: x, c: y}\n", ("a", "b"), "web:80", 'a: {b: "web:80", c: y}\n'),
        ("a:\r\n  - x\r\n  - y\r\n", ("a", 1), "z", "a:\r\n  - x\r\n  - z\r\n"),
        ("a: &n x\n", ("a",), "y", "a: &n y\n"),
        ("a:\nb: 1\n", ("a",), "y", "a: y\nb: 1\n"),
    ],
)
def test_set_a_scalar(before: str, path: tuple[str | int, ...], value: str, after: str) -> None:
    source = file(before)
    assert applied(source, set_scalar(source, path, value)) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: {b: 1, c: 2, d: 3}\n", ("a", "c"), "a: {b: 1, d: 3}\n"),
        ("a: {b: 1, c: 2}\n", ("a", "c"), "a: {b: 1}\n"),
        ("a:\n  - x # one\n  - y # two\n  - z\n", ("a", 1), "a:\n  - x # one\n  - z\n"),
        ("a:\n  b: 1\n  c:\n    - 2\n  d: 3\n", ("a", "c"), "a:\n  b: 1\n  d: 3\n"),
        ("a: [x, y]", ("a", 0), "a: [y]"),
        ("a: 1\n\nb: 2\n", ("a",), "b: 2\n"),
        ("---\r\na: 1\r\n\r\nb: 2\r\n", ("a",), "---\r\nb: 2\r\n"),
        ("a: 1\n\nb: 2\n\nc: 3\n", ("b",), "a: 1\n\nc: 3\n"),
        ("a: 1\nb: 2\n\nc: 3\n", ("b",), "a: 1\n\nc: 3\n"),
        ("a: 1\n\nb: 2\n\n", ("b",), "a: 1\n\n\n"),
    ],
)
def test_delete(before: str, path: tuple[str | int, ...], after: str) -> None:
    source = file(before)
    assert applied(source, delete(source, path)) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a:\n  - x\nb: 1\n", ("a",), "a:\n  - x\n  - new\nb: 1\n"),
        ("a:\n- 'x'\n- 'y' # c\n", ("a",), "a:\n- 'x'\n- 'y' # c\n- 'new'\n"),
        ("a: [x, y] # c\n", ("a",), "a: [x, y, new] # c\n"),
        ("a: []\n", ("a",), "a: [new]\n"),
    ],
)
def test_insert_an_item(before: str, path: tuple[str | int, ...], after: str) -> None:
    source = file(before)
    assert applied(source, insert_item(source, path, "new")) == after


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("a:\n- 80:80\n", ("a",), "443:443/udp", "a:\n- 80:80\n- 443:443/udp\n"),
        ("a:\n- X=1\n", ("a",), "Y=${Y}", "a:\n- X=1\n- Y=${Y}\n"),
        ("a: [X=1]\n", ("a",), "Y=${Y}", 'a: [X=1, "Y=${Y}"]\n'),
        ("a:\n- 80:80\n", ("a",), "22:22", 'a:\n- 80:80\n- "22:22"\n'),
        ('a:\n- "x"\n- y\n', ("a",), "new", 'a:\n- "x"\n- y\n- new\n'),
        ("a:\n- x\n- 'y'\n", ("a",), "p:q", "a:\n- x\n- 'y'\n- p:q\n"),
        ("a:\n    -   x\n", ("a",), "new", "a:\n    -   x\n    -   new\n"),
        ("a: [x,y]\n", ("a",), "new", "a: [x,y,new]\n"),
        ("a: [ x, y ]\n", ("a",), "new", "a: [ x, y, new ]\n"),
        ("a: [\n  x,\n  y, # c\n]\n", ("a",), "new", "a: [\n  x,\n  y, # c\n  new,\n]\n"),
        ("a: [\n  x,\n  y # c\n]\n", ("a",), "new", "a: [\n  x,\n  y, # c\n  new\n]\n"),
        ("a: [\n  x, y,\n]\n", ("a",), "new", "a: [\n  x, y, new,\n]\n"),
        ("a: [3000]\n", ("a",), "8000", "a: [3000, 8000]\n"),
        ("a: [x]\n", ("a",), "8000", 'a: [x, "8000"]\n'),
    ],
)
def test_an_item_looks_like_those_before(
    before: str, path: tuple[str | int, ...], value: str, after: str
) -> None:
    source = file(before)
    assert applied(source, insert_item(source, path, value)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b\n", "a: b\nnew: ${X}\n"),
        ("a: 'b'\n", "a: 'b'\nnew: '${X}'\n"),
        ("a: 'b'\nc: d\n", "a: 'b'\nc: d\nnew: ${X}\n"),
        ("a:\n", 'a:\nnew: "${X}"\n'),
        ('{"a": "b"}\n', '{"a": "b", "new": "${X}"}\n'),
        ("{a: b}\n", '{a: b, new: "${X}"}\n'),
        ("{a: b,c: d}\n", '{a: b,c: d,new: "${X}"}\n'),
    ],
)
def test_an_entry_looks_like_those_before(before: str, after: str) -> None:
    source = file(before)
    assert applied(source, insert_entry(source, (), "new", "${X}")) == after


def test_a_mapping_after_a_mapping() -> None:
    source = file('a:\n  -   target: 80\n      published: "80"\n      mode: host\n')
    item = {"target": "443", "published": "443", "protocol": "udp", "read_only": True}
    assert applied(source, insert_item(source, ("a",), item)) == (
        source.text
        + '  -   target: 443\n      published: "443"\n      protocol: udp\n      read_only: true\n'
    )


def test_insert_a_nested_entry() -> None:
    source = file("a:\n    b:\n        c: 1\n    d:\n        - x\ne: 1\n")
    tree = {"test": ("CMD", "curl"), "inner": {"deep": "yes"}}
    assert applied(source, insert_entry(source, ("a",), "check", tree)) == (
        "a:\n    b:\n        c: 1\n    d:\n        - x\n    check:\n        test:\n            - CMD\n"
        "            - curl\n        inner:\n            deep: yes\ne: 1\n"
    )


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("a: &x b\nc: *x\n", lambda source: set_scalar(source, ("c",), "d")),
        ("a: |\n  b\n", lambda source: set_scalar(source, ("a",), "d")),
        ("a: 1\n", lambda source: insert_entry(source, (), "a", "2")),
        ("&x a: 1\n", lambda source: insert_entry(source, (), "b", "2")),
        ("a: 1\n", lambda source: insert_item(source, ("a",), "2")),
        ("a: [x]\n", lambda source: delete(source, ("a", 0))),
        ("a: [x]\n", lambda source: delete(source, ("b",))),
        ("m: &m {x: {b: 1}}\na:\n  <<: *m\n  c: 1\n", lambda source: insert_entry(source, ("a",), "x", "2")),
        ("m: &m {x: 1}\na:\n  <<: [{<<: *m}]\n", lambda source: insert_entry(source, ("a",), "x", "2")),
    ],
)
def test_refusals_have_a_reason(text: str, edit: Any) -> None:
    refusal = edit(file(text))
    assert isinstance(refusal, Refusal)
    assert refusal.reason


KEYS = st.sampled_from(["a", "b-c", "d.e", "f_1"])
SCALARS = st.sampled_from(["x", "80", "a b", "yes", "", "é", "𝒳y", "1:2", "# no", "- x", "it's"])
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def dumped(value: Any, indent: int, flow: bool) -> str:
    """A value as YAML text, in flow or in block style, with comments."""
    if isinstance(value, str):
        return '"' + value + '"'
    if isinstance(value, list):
        if flow:
            return "[" + ", ".join(dumped(item, 0, True) for item in value) + "]"
        return "".join(f"\n{' ' * indent}- {dumped(item, 0, True)} # {n}" for n, item in enumerate(value))
    if flow:
        return "{" + ", ".join(f"{key}: {dumped(item, 0, True)}" for key, item in value.items()) + "}"
    lines = (
        f"\n{' ' * indent}{key}: {dumped(item, indent + 2, len(key) > 3)}" for key, item in value.items()
    )
    return "".join(lines)


@given(
    st.dictionaries(KEYS, TREES, min_size=1, max_size=4),
    st.booleans(),
    KEYS,
    TREES,
    st.sampled_from(["\n", "\r\n"]),
)
def test_an_entry_more_and_nothing_else(document: Any, flow: bool, key: str, tree: Any, newline: str) -> None:
    text = (dumped(document, 0, flow).lstrip("\n") + "\n# the end\n").replace("\n", newline)
    source = file(text)
    edits = insert_entry(source, (), "new", key)
    assert not isinstance(edits, Refusal)
    after = applied(source, edits)
    assert read(after) == {**document, "new": key}
    (edit,) = edits
    assert edit.span.start == edit.span.end
    assert (
        after.replace(edit.text, "", 1) == text
        or after == text[: edit.span.start] + edit.text + text[edit.span.end :]
    )
    assert "\n" not in after.replace("\r\n", "") or newline == "\n"


def test_a_section_beside_a_key_behind_an_anchor() -> None:
    source = file("&x services:\n    a: {image: b}\n")
    assert applied(source, declared(source, "volumes", "c", None)).endswith("}\nvolumes:\n  c:\n")
