"""The GitHub action: its scripts, run by bash as a runner would."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from conftest import ROOT, environment


def action() -> Any:
    return YAML(typ="safe").load((ROOT / "action.yml").read_text(encoding="utf-8"))


def run(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The step that lints, with ``inputs`` and the defaults of the others."""
    loaded = action()
    given = {name: entry["default"] for name, entry in loaded["inputs"].items()} | inputs
    step = next(step for step in loaded["runs"]["steps"] if step.get("id") == "lint")
    env = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: given[found[1]], text)
        for name, text in step["env"].items()
    }
    command = folder / "temp" / "toybox-lint" / "bin" / "toybox-lint"
    command.parent.mkdir(parents=True, exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m toybox_lint "$@"\n')
    command.chmod(0o755)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=environment(RUNNER_TEMP=str(folder / "temp"), **env),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "a b"
    inner.mkdir()
    inner.joinpath("Caddyfile").write_text("example.com {\n\treverse_proxy front:9000\n}\n")
    inner.joinpath("compose.yaml").write_text(
        "services:\n  caddy: {image: caddy:2, volumes: ['./Caddyfile:/etc/caddy/Caddyfile']}\n"
        "  web: {image: w, expose: [8000]}\n"
    )
    return tmp_path


def test_annotations(folder: Path) -> None:
    done = run(folder, paths="a b\n", arguments="--select\nTB101\n")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::error title=toybox-lint (TB101),file=a b/Caddyfile,line=2,")
    assert run(folder, paths="a b", arguments="--select\nTB204").returncode == 0
    assert run(folder, paths="none").returncode == 2
    assert run(folder, paths="--fix").returncode == 2


def test_sarif(folder: Path) -> None:
    done = run(folder, sarif="found.sarif", arguments="--select=TB101")
    assert done.returncode == 1
    document = json.loads(folder.joinpath("found.sarif").read_text(encoding="utf-8"))
    assert [item["ruleId"] for item in document["runs"][0]["results"]] == ["TB101"]


def test_inputs_never_stand_in_a_script() -> None:
    """An expression in a script is put there as text before bash reads it: whoever names a path would run it."""
    for step in action()["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
