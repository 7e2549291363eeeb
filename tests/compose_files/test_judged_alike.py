"""A project as Docker Compose writes it, long forms and all, is judged as the project itself."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from compose_files.oracle import ask, needs_compose
from fuzz.laws import inputs_of, linted
from fuzz.seeds import Texts, deployments
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import find
from toybox_lint.source import SourceFile

PARTS = 8
EVERY = bool(os.environ.get("FUZZ"))
FILE = "compose.yaml"
# What is resolved or left out (files that may be missing, too), paths for Windows, files inside the file, and variables
# that the text gives to several.
_UNLIKE = ("$", "include", "required: false", "version:", "\\", "content:", "environment: *")
# What the text alone tells: comments, an attribute that is ignored, networks that nothing is on, what is not judged.
_OF_THE_TEXT = ("TB001", "TB002", "TB004", "TB203", "TB204")
# What goes by who else has a file of variables, which is lost where they stand with each service.
_OF_SHARED_FILES = ("TB904", "TB905", "TB913")
# What does not name the host that it tells of where that stands in an env_file.
_DISCREET = ("TB905",)


@needs_compose
@pytest.mark.parametrize("part", range(PARTS if EVERY else 1))
def test_as_docker_compose_writes_it(part: int, tmp_path: Path) -> None:
    compared = 0
    for texts in deployments()[part::PARTS]:
        written = _written(texts, tmp_path)
        if written is not None:
            compared += 1
            told = _OF_SHARED_FILES if "env_file" in texts[FILE] else ()
            assert _judged(written, told) == _judged(texts, told), texts[FILE]
    assert compared > 20


def _judged(texts: Texts, told: tuple[str, ...]) -> set[tuple[str, ...]]:
    """What is said, but for what is ``told`` by what the long form has not."""
    return {
        (item.code, item.severity.name, "" if item.code in _DISCREET else item.message)
        for inputs in inputs_of(texts)
        for item in linted(inputs).diagnostics
        if item.code not in (*_OF_THE_TEXT, *told)
    }


def _written(texts: Texts, folder: Path) -> Texts | None:
    """With the project in Docker Compose's own words, its services in the same order; ``None`` where these say less."""
    if FILE not in texts or any(word in texts[FILE] for word in _UNLIKE):
        return None
    if any("override" in name or name.startswith("(") for name in texts):
        return None
    if any(name != FILE and name.endswith("compose.yaml") for name in texts) and "extends" in texts[FILE]:
        return None  # a file that is extended is no project by itself, of one that nobody extends Compose tells nothing
    home = folder / str(len(list(folder.iterdir()))) / "project"
    for name, text in texts.items():
        place = home / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8", "surrogateescape"))
    project: dict[str, Any] | None = ask(home, flags=["--profile", "*"]).project
    if project is None:
        return None
    if project["name"] == home.name:
        del project["name"]
    for name, network in project.get("networks", {}).items():
        if network["name"] == f"{home.name}_{name}":
            del network["name"]
    project["services"] = {name: project["services"][name] for name in _services(texts[FILE])}
    return {**texts, FILE: json.dumps(project, indent=1).replace(str(home), ".")}


def _services(text: str) -> list[str]:
    services = find(SourceFile(FILE, FILE, text), ("services",))
    assert isinstance(services, nodes.Mapping)
    return [key.text for key, _ in services.entries if isinstance(key, nodes.Scalar)]
