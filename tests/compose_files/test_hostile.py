"""Texts made to break a reader end in one clear problem."""

from __future__ import annotations

import pytest

from toybox_lint.compose.load import load_project
from toybox_lint.compose.model import Project
from toybox_lint.compose.stacks import stacks_in
from toybox_lint.files import MemoryFiles

LEVELS = "".join(f"x-{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
HOSTILE = {
    "too-large": "x-0: &l0 [a]\n" + LEVELS + "services: {a: {image: x}}\n",
    "too-deep": "x-a: " + "[" * 5000 + "]" * 5000 + "\n",
    "alias-cycle": "x-a: &a {b: *a}\nservices: {a: {image: x}}\n",
    "yaml-syntax": 'services: {a: {image: "x\x01"}}\n',
    "not-a-mapping": "[]\n",
    "empty-file": "# nothing\n",
    "circular-extends": "services: {a: {image: x, extends: b}, b: {extends: a}}\n",
    "dependency-cycle": "services:\n"
    + "".join(f"  s{n}: {{image: x, depends_on: [s{(n + 1) % 3000}]}}\n" for n in range(3000)),
    "bad-interpolation": "services: {a: {image: '" + "${A:-" * 40 + "'}}\n",
    "unknown-anchor": "services: {a: {image: *x}}\n",
}


def load(text: str) -> Project:
    files = MemoryFiles({"compose.yaml": text})
    return load_project(stacks_in("/project", files)[0], files)


@pytest.mark.parametrize(("kind", "text"), HOSTILE.items(), ids=HOSTILE.keys())
def test_one_clear_problem(kind: str, text: str) -> None:
    project = load(text)
    assert [problem.kind for problem in project.problems if problem.fatal] == [kind]
    assert not project.valid


def test_deep_defaults_do_not_exhaust_the_stack() -> None:
    depth = 3000
    text = "services: {a: {image: '" + "${A:-" * depth + "x" + "}" * depth + "'}}\n"
    assert [problem.kind for problem in load(text).problems if problem.fatal] == ["bad-interpolation"]


def test_a_huge_file_is_refused_unread() -> None:
    assert [problem.kind for problem in load("#" * 16_000_001).problems] == ["too-large"]


def test_bytes_that_are_no_text() -> None:
    problem = load("services: {a: {image: x}} # \udce9\n").problems[0]
    assert problem.kind == "yaml-syntax"
    assert problem.origin.start == (1, 29)
