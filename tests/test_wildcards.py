"""Patterns of files mean to us what they mean to git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toybox_lint.deployment.files.unversioned import git_ignores
from toybox_lint.deployment.files.wildcards import PIECE, Automaton, regular_expression
from toybox_lint.files import MemoryFiles

PATHS = ("a", "b", "ab", "-", "a/b", "a/b/c", "x/a", "x/y/a", "x/ab", "!", "[a", "a]", "a\\b", "*", "x/b")
PATTERNS = (
    *(
        "a",
        "/a",
        "x/",
        "a/b",
        "a/**",
        "**/a",
        "x/**/a",
        "x/*/a",
        "*",
        "**",
        "a*",
        "?",
        "a?",
        "x/?",
        "a/**/c",
        "/*/b",
    ),
    *(
        "[ab]",
        "[!a]",
        "[^a]",
        "[a-]",
        "[]a]",
        "[a",
        "[",
        "[]",
        "[!]",
        r"[\]a]",
        r"\*",
        r"\a",
        "[[]a",
        "[:-8]",
    ),
    *("a\\", "x/[ab]", "x[/]a", "é", "[é]", "***"),
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("pattern", PATTERNS)
def test_git_says_the_same(repository: Path, pattern: str) -> None:
    (repository / ".gitignore").write_text(f"{pattern}\n", "utf-8")
    command = [
        "git",
        "-c",
        "core.quotePath=false",
        "check-ignore",
        "--no-index",
        *(f"./{path}" for path in PATHS),
    ]
    said = subprocess.run(command, cwd=repository, capture_output=True, check=False).stdout.decode()
    theirs = {path for path in PATHS if path in _unquoted(said)}
    files = MemoryFiles({".gitignore": f"{pattern}\n", ".git/HEAD": ""})
    assert {path for path in PATHS if git_ignores(f"/project/{path}", files)} == theirs


def _unquoted(said: str) -> set[str]:
    lines = [line[1:-1].replace("\\\\", "\\") if line.startswith('"') else line for line in said.splitlines()]
    return {line.removeprefix("./") for line in lines}


@pytest.mark.parametrize("pattern", ["[b-a]", "[!b-a]", "a***b", "[[:-8]"])
def test_odd_ones_are_read(pattern: str) -> None:
    files = MemoryFiles({".gitignore": f"{pattern}\n"})
    assert not git_ignores("/project/x/q/", files)


@given(
    st.lists(
        st.sampled_from(("a", "b", "/", "*", "**", "/**/", "**/", "/**", "?", "[ab]", "[!a]", "\\*", "[")),
        max_size=7,
    ),
    st.text("ab/*", max_size=8),
)
@example(["**/"], "a")
@example(["a", "/**/", "b"], "a/xb")
@settings(max_examples=500)
def test_many_wildcards_mean_what_few_mean(words: list[str], path: str) -> None:
    pieces = PIECE.findall("".join(words))
    assert Automaton(pieces).fullmatch(path) == bool(regular_expression(pieces).fullmatch(path))


@pytest.mark.parametrize(
    "pattern", ["*a" * 40 + "b", "**/" * 40 + "b", "**a" * 40 + "b", "/**/".join("a" * 40), "[" * 100_000]
)
def test_many_wildcards_take_no_time(pattern: str) -> None:
    """One after another they would take years."""
    files = MemoryFiles({".gitignore": f"{pattern}\n"})
    assert not git_ignores("/project/" + "a/" * 30 + "a" * 60 + "c", files)
