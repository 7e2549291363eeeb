"""Hold a project of ours against the answer of Docker Compose, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compose_files.oracle import Answer
from toybox_lint.compose.load import load_project
from toybox_lint.compose.model import Project
from toybox_lint.compose.stacks import Stack, stacks_in
from toybox_lint.disk import DiskFiles
from toybox_lint.facts import Environment

# What every process has: the same as the program is given.
ENVIRONMENT = Environment({"PATH": "/usr/bin:/bin", "HOME": "/home/user"}, complete=True)
# What the program refuses only because something is not on this machine.
EXCUSED = ("env file", "required variable", "label file", "no such file")


def load(folder: Path, file: str | None = None, environment: Environment | None = ENVIRONMENT) -> Project:
    files = DiskFiles(str(folder))
    stack = Stack(str(folder), (str(folder / file),)) if file else stacks_in(str(folder), files)[0]
    return load_project(stack, files, environment)


def differences(ours: Project, theirs: Answer) -> list[str]:
    """What is not the same, one line each; verdicts first."""
    if theirs.project is None:
        return verdict_differences(ours, theirs)
    if not ours.valid:
        wrong = next(one for one in ours.problems if one.fatal and not one.excused)
        return [f"wrongly refused: {wrong.kind}: {wrong.message}"]
    excused = [one.message for one in ours.problems if one.excused]
    return [f"wrongly excused: {excused}"] if excused else list(unequal("", wanted(theirs), printed(ours)))


def verdict_differences(ours: Project, theirs: Answer) -> list[str]:
    if any(words in theirs.error for words in EXCUSED):
        missing = not any(one.excused for one in ours.problems)
        return [f"not excused: {theirs.error}"] if missing and ours.valid else []
    return [f"should be refused: {theirs.error}"] if ours.valid else []


def wanted(answer: Answer) -> dict[str, Any]:
    assert answer.project is not None
    return dict(answer.project)


def printed(project: Project) -> dict[str, Any]:
    """Our document without what the program leaves out: disabled services and unused resources."""
    config: dict[str, Any] = dict(project.config)
    config.pop("disabled")
    return config


def unequal(path: str, theirs: Any, ours: Any) -> Iterator[str]:
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted(theirs.keys() | ours.keys()):
            if key not in ours or key not in theirs:
                yield f"{path}.{key} only {'theirs' if key in theirs else 'ours'}: {theirs.get(key, ours.get(key))!r}"
            else:
                yield from unequal(f"{path}.{key}", theirs[key], ours[key])
    elif isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        for index, (one, other) in enumerate(zip(theirs, ours, strict=True)):
            yield from unequal(f"{path}[{index}]", one, other)
    elif theirs != ours or isinstance(theirs, bool) != isinstance(ours, bool):
        yield f"{path}: theirs {theirs!r}, ours {ours!r}"
