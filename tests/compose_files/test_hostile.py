"""Texts made to break a reader end in one clear problem."""

from __future__ import annotations

import pytest

from toybox_lint.compose.load import load_project
from toybox_lint.compose.model import Project
from toybox_lint.compose.stacks import stacks_in
from toybox_lint.files import MemoryFiles

NESTED = "".join(f"x-{n}: &l{n} {{<<: [{', '.join([f'*l{n - 1}'] * 9)}]}}\n" for n in range(1, 12))
CHAIN = "".join(f"x-{n}: &l{n} {{<<: *l{n - 1}, k{n}: v}}\n" for n in range(1, 3000))
STEPS = "".join(f"x-{n}: &l{n} {{a: *l{n - 1}}}\n" for n in range(1, 3000))
EXTENDS = "".join(f"  s{n}: {{image: x, extends: s{n + 1}}}\n" for n in range(3000))
SERVICE = "services: {a: {image: x}}\n"
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


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("too-large", "x-0: &l0 {k: v}\n" + NESTED + SERVICE),
        ("too-large", "x-0: &l0 {k: v}\n" + CHAIN + SERVICE),
        ("too-large", "x-0: &l0 [" + "a," * 1000 + "]\nx-1: [" + "*l0," * 2000 + "]\n" + SERVICE),
        ("too-deep", "x-0: &l0 {k: v}\n" + STEPS + SERVICE),
        ("too-deep", "services:\n" + EXTENDS + "  s3000: {image: x}\n"),
        ("too-deep", "x-a:\n" + "".join(" " * n + "k:\n" for n in range(1, 3000)) + SERVICE),
        ("yaml-syntax", "\t" * 1_000_000),
        ("yaml-syntax", 'x-a: "' + "a" * 3_000_000 + "\n" + SERVICE),
    ],
    ids=[
        "merge keys",
        "merge chain",
        "wide alias",
        "deep aliases",
        "extends",
        "blocks",
        "tabs",
        "open quote",
    ],
)
def test_one_problem_of_what_multiplies(kind: str, text: str) -> None:
    project = load(text)
    assert [problem.kind for problem in project.problems if problem.fatal] == [kind]


SIZES = {
    "one line": "x-a: [" + "abcdefgh," * 200_000 + "]\n",
    "items": "x-a:\n" + "- a\n" * 200_000,
    "scalar": "x-a: " + "a" * 5_000_000 + "\n",
    "block": "x-a: |\n" + "  abcdefgh\n" * 500_000,
    "references": "x-a: '" + "${A:-${B:-x}}" * 20_000 + "'\n",
    "dollars": "x-a: '" + "$" * 1_000_000 + "'\n",
    "braces": "x-a: '${A:-" + "{" * 1_000_000 + "}'\n",
    "comments": "#\n" * 2_000_000,
    "documents": "x-a: b\n---\n" * 500,
    "names": "".join(f"x-{n}: &a{n} v\n" for n in range(20_000)),
    "command": "services: {a: {image: x, command: '" + 'a "b" ' * 50_000 + "'}}\n---\n",
}


@pytest.mark.parametrize("text", SIZES.values(), ids=SIZES.keys())
def test_what_is_only_large_is_read(text: str) -> None:
    project = load(text + SERVICE)
    assert project.valid
    assert list(project.services) == ["a"]


def test_includes_that_multiply() -> None:
    texts = {f"i{n}.yaml": f"include: [{', '.join([f'i{n + 1}.yaml'] * 9)}]\n" for n in range(12)}
    files = MemoryFiles({"compose.yaml": "include: [i0.yaml]\n", "i12.yaml": SERVICE, **texts})
    project = load_project(stacks_in("/project", files)[0], files)
    assert [gap.value for gap in project.gaps] == ["the include was not followed"] * len(project.gaps)
    assert project.gaps


def test_includes_without_an_end_in_sight() -> None:
    texts = {f"i{n}.yaml": f"include: [i{n + 1}.yaml]\n" for n in range(400)}
    files = MemoryFiles({"compose.yaml": "include: [i0.yaml]\n", "i400.yaml": SERVICE, **texts})
    project = load_project(stacks_in("/project", files)[0], files)
    assert [problem.kind for problem in project.problems] == ["too-deep"]


def test_variables_that_double() -> None:
    doubling = "A0=xxxxxxxxxx\n" + "".join(f"A{n}=$A{n - 1}$A{n - 1}\n" for n in range(1, 40))
    files = MemoryFiles({"compose.yaml": "services: {a: {image: x, env_file: e}}\n", "e": doubling})
    project = load_project(stacks_in("/project", files)[0], files)
    assert [problem.kind for problem in project.problems] == ["bad-env-file"]


def test_all_ports_of_one_service() -> None:
    project = load("services: {a: {image: x, ports: ['1-65535:1-65535']}}\n")
    assert project.valid
    assert len(project.services["a"].ports) == 65_535
    assert not project.gaps


def test_all_ports_of_many_services() -> None:
    every = "".join(f"  s{n}: {{image: x, ports: ['1-65535:1-65535', '80:80']}}\n" for n in range(60))
    project = load("services:\n" + every)
    assert project.valid
    assert sum(len(service.ports) for service in project.services.values()) < 150_000
    assert len(project.gaps) == 58
    assert project.gaps[0].value == "the range was not followed: the project publishes too many ports"
    assert [port.target for port in project.services["s59"].ports][1:] == [80]
