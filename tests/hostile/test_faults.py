"""Whatever fails inside, the exit status is 2, it can be reported, and what else was found is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Command, environment

SITE = ":80 {\n\treverse_proxy nobody:1\n}\n"
PROJECT = """services:
  caddy:
    image: caddy:2
    ports: ["80:80"]
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
"""
PLUGIN = '''
from toybox_lint.api import Example, Rule, Severity

class Faulty(Rule):
    """Fails."""
    id = "ACM001"
    name = "faulty"
    severity = Severity.ERROR
    bad = (Example("--- Caddyfile\\n:80"),)
    good = (Example("--- Caddyfile\\n:81"),)
    def check(self, deployment):
        CHECK
'''
FAULTS = {
    "value": "raise ValueError('of a rule')",
    "memory": "raise MemoryError",
    "recursion": "return self.check(deployment)",
    "assertion": "assert False",
    "exit": "raise SystemExit(0)",
    "none": "return None",
    "text": "return ['text']",
}


def deployment(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"Caddyfile": SITE, "compose.yaml": PROJECT, **files}.items():
        folder.joinpath(name).write_text(text)
    return folder


@pytest.mark.parametrize("fault", FAULTS)
def test_a_rule_that_fails(tmp_path: Path, lint: Command, fault: str) -> None:
    deployment(tmp_path, **{"toybox-lint.toml": 'plugins = ["acme"]\n'})
    tmp_path.joinpath("acme.py").write_text(PLUGIN.replace("CHECK", FAULTS[fault]))
    path = {"PYTHONPATH": f"{environment()['PYTHONPATH']}{os.pathsep}{tmp_path}"}
    done = lint(env=path)
    assert done.returncode == 2
    assert "info[TB101]" in done.stdout
    assert "bug: rule ACM001 failed inside: " in done.stdout
    assert "please report it with these lines" in done.stdout
    forms = ("concise", "json", "sarif", "github", "junit", "gitlab", "rdjson") if fault == "value" else ()
    for form in forms:
        done = lint("--output-format", form, env=path)
        assert done.returncode == 2
        assert "TB101" in done.stdout
        assert "ACM001 failed inside" in done.stdout + done.stderr
    done = lint("--fix", env=path)
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("import sys; sys.exit(0)", "acme cannot be imported: SystemExit"),
        ("raise RuntimeError('x')", "acme cannot be imported: RuntimeError: x"),
        ("def (", "acme cannot be imported: SyntaxError"),
        ("import nonsense_that_is_not_there", "there is no module nonsense_that_is_not_there"),
        (
            PLUGIN.replace("CHECK", "return ()") + "    def __init__(self): 1 / 0\n",
            "acme.Faulty cannot be made: ZeroDivisionError",
        ),
    ],
)
def test_a_plugin_that_is_broken(tmp_path: Path, lint: Command, text: str, part: str) -> None:
    deployment(tmp_path, **{"toybox-lint.toml": 'plugins = ["acme"]\n'})
    tmp_path.joinpath("acme.py").write_text(text)
    done = lint(env={"PYTHONPATH": f"{environment()['PYTHONPATH']}{os.pathsep}{tmp_path}"})
    assert (done.returncode, done.stdout) == (2, "")
    assert part in done.stderr
    assert done.stderr.count("\n") == 1


_FAILS_AT_ONE = """
import sys
from toybox_lint import engine
from toybox_lint.cli import main
build = engine.build
def fail(found, *more):
    if found.root.endswith("/two"):
        raise MemoryError("planted-secret")
    return build(found, *more)
engine.build = fail
main()
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_deployment_at_which_we_fail(tmp_path: Path, jobs: str) -> None:
    for name in ("one", "two", "three"):
        deployment(tmp_path / name)
    for form in ("full", "json"):
        done = subprocess.run(
            [sys.executable, "-c", _FAILS_AT_ONE, "--jobs", jobs, "--output-format", form],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
        assert "MemoryError inside toybox-lint" in done.stdout
        assert "at the deployment in two" in done.stdout
        assert "planted-secret" not in done.stdout + done.stderr
        for name in ("one", "three"):
            assert f"{name}/Caddyfile" in done.stdout
    found = json.loads(done.stdout)["diagnostics"]
    assert [item["file"] for item in found if item["code"] == "TB301"] == ["one/Caddyfile", "three/Caddyfile"]


@pytest.mark.parametrize(
    "missing",
    ["linter/toybox_lint/questions.py", "linter/toybox_lint/engine.py", "linter/toybox_lint/cli/process.py"],
)
def test_an_installation_that_is_not_whole(tmp_path: Path, missing: str) -> None:
    folder = deployment(tmp_path / "project")
    for name in ("linter", "grammar", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for text in (None, "(\n"):
        path = tmp_path / missing
        path.unlink() if text is None else path.write_text(text)
        done = subprocess.run(
            [sys.executable, "-m", "toybox_lint"],
            cwd=folder,
            env=environment(
                PYTHONPATH=os.pathsep.join(str(tmp_path / name) for name in ("linter", "grammar", "rules"))
            ),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr
        assert "toybox-lint: error: " in done.stderr


def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    done = subprocess.run(
        ["sh", "-c", f'rmdir "{folder}"; exec "{sys.executable}" -m toybox_lint'],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "toybox-lint: error: the working folder is not there any more\n"
