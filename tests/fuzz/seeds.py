"""What the fuzz begins with: every deployment, Caddyfile and compose file that the tests know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from compose_files.subjects import SINGLE, TOPICS, subjects
from reality.notation import read
from toybox_lint import examples
from toybox_lint_rules import all_rules

TESTS = Path(__file__).parent.parent
LARGEST = 6_000
_HEADER = re.compile(r"^--- (.+)\n", re.MULTILINE)
# What the fuzz ever found.
CASES = sorted((TESTS / "fuzz" / "cases").glob("*.txt"))
Texts = dict[str, str]
# What is given besides the files, in lines as in a ``.env``; then it is all there is.
ENVIRONMENT = "(environment)"


@cache
def deployments() -> tuple[Texts, ...]:
    """Files of both languages that belong together: examples of the rules, those that were run for real, ours."""
    cases = [each for rule in all_rules() for group in examples.cases(rule)[:2] for each in group]
    found = [dict(examples.read(each.text).texts) for each in cases]
    for file in sorted((TESTS / "reality" / "deployments").glob("*.txt")):
        found.append(read(file.read_text("utf-8")).texts)
    found.append(_folder(TESTS.parent / "examples" / "toybox"))
    return tuple(found)


@cache
def caddyfiles() -> tuple[Texts, ...]:
    """The collection of Caddyfiles, each alone."""
    cases = sorted((TESTS / "caddyfile" / "cases").glob("*/*.Caddyfile"))
    return tuple({"Caddyfile": _text(file)} for file in cases if file.stat().st_size <= LARGEST)


@cache
def projects() -> tuple[Texts, ...]:
    """The collection of compose projects."""
    found = [_project(one.folder, one.file) for topic in TOPICS for one in subjects(topic)]
    return tuple(texts for texts in found if sum(map(len, texts.values())) <= LARGEST)


@cache
def everything() -> tuple[Texts, ...]:
    return (*deployments(), *caddyfiles(), *projects())


def _project(folder: Path, file: str | None) -> Texts:
    if file is None:
        return _folder(folder)
    return {"compose.yaml" if file.endswith(SINGLE) else file: _text(folder / file)}


def _folder(folder: Path) -> Texts:
    return {str(file.relative_to(folder)): _text(file) for file in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "surrogateescape")


def case(file: Path) -> Texts:
    """The files of a text in which a line ``--- NAME`` is before each."""
    parts = _HEADER.split(_text(file))
    return dict(zip(parts[1::2], parts[2::2], strict=True))
