"""The baseline: an old repository starts clean, and whatever is new is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from conftest import Command

SITE = "example.com {\n\treverse_proxy web:9000\n}\nother.example {\n\treverse_proxy web:9000\n}\n"
PROJECT = """services:
  caddy:
    image: caddy:2
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
    environment: {TOKEN: planted-secret}
  web:
    build: .
    command: gunicorn app.wsgi -b 0.0.0.0:8000
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    folder.joinpath("Caddyfile").write_text(SITE)
    folder.joinpath("compose.yaml").write_text(PROJECT)
    return folder


def test_round_trip(lint: Command, project: Path) -> None:
    assert lint("-q", cwd=project).returncode == 1
    done = lint("--write-baseline", "known.json", cwd=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Wrote 4 findings to known.json.\n", "")
    done = lint("--baseline", "known.json", "--fail-on", "info", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert "All checks passed (4 in the baseline)." in done.stdout


def test_it_outlives_lines_folders_and_the_working_folder(lint: Command, project: Path) -> None:
    lint("--write-baseline", "known.json", cwd=project)
    project.joinpath("Caddyfile").write_text("# a line more\n\n" + SITE)
    assert lint("-q", "--baseline", "known.json", cwd=project).stdout == ""
    moved = Path(shutil.copytree(project, project.parent / "another"))
    assert lint("-q", "--baseline", "known.json", cwd=moved).stdout == ""
    done = lint("-q", "another", "--baseline", "another/known.json", cwd=project.parent)
    assert (done.stdout, done.stderr) == ("", "")


def test_alike_findings_are_counted(lint: Command, project: Path) -> None:
    lint("--write-baseline", "known.json", cwd=project)
    project.joinpath("Caddyfile").write_text(SITE + "third.example {\n\treverse_proxy web:9000\n}\n")
    lines = lint("--baseline", "known.json", "--output-format", "concise", cwd=project).stdout.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["Caddyfile:8:2:", "Caddyfile:8:20:"]


def test_what_is_gone_is_told(lint: Command, project: Path) -> None:
    lint("--write-baseline", "known.json", cwd=project)
    project.joinpath("Caddyfile").write_text(SITE.replace("9000", "8000", 1))
    done = lint("--baseline", "known.json", cwd=project)
    gone = "1 finding of the baseline is gone: TB102 in Caddyfile; --write-baseline makes it anew"
    assert done.stderr == f"toybox-lint: note: {gone}\n"
    selected = lint("--baseline", "known.json", "--select", "TB2", cwd=project)
    assert selected.stderr == ""
    assert lint("--baseline", "known.json", "-q", cwd=project).stderr == ""


def test_the_file_is_sorted_and_holds_no_message(lint: Command, project: Path) -> None:
    lint("--write-baseline", "known.json", cwd=project)
    text = project.joinpath("known.json").read_text(encoding="utf-8")
    findings = json.loads(text)["findings"]
    assert findings == sorted(findings, key=lambda item: (item["file"], item["code"], item["fingerprint"]))
    assert all(set(item) == {"file", "code", "fingerprint", "count"} for item in findings)
    assert sum(item["count"] for item in findings) == 4
    assert "planted-secret" not in text
    assert str(project) not in text
    assert text.count("\n") == len(findings) + 5


def test_from_the_configuration(lint: Command, project: Path) -> None:
    lint("--write-baseline", "known.json", cwd=project)
    project.joinpath("toybox-lint.toml").write_text('baseline = "known.json"\n')
    project.joinpath("inner").mkdir()
    assert lint("-q", "..", cwd=project / "inner").stdout == ""
    project.joinpath("toybox-lint.toml").write_text('ignore = []\nbaseline = "none.json"\n')
    done = lint(cwd=project)
    assert done.returncode == 2
    assert (
        "none.json: there is no such baseline that can be read (toybox-lint.toml:2: baseline)" in done.stderr
    )


def test_fix_leaves_what_is_known(lint: Command, project: Path) -> None:
    lint("--write-baseline", "known.json", cwd=project)
    assert lint("--fix", "--baseline", "known.json", cwd=project).returncode == 0
    assert project.joinpath("Caddyfile").read_text() == SITE


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[", "not JSON"),
        ("[]", "not a baseline"),
        ('{"version": 2, "findings": []}', "not a baseline"),
        ('{"version": 1}', "not a baseline"),
        ('{"version": 1, "findings": [{"file": "x"}]}', "not a baseline: a finding has"),
        ('{"version": 1, "findings": [3]}', "not a baseline: a finding has"),
    ],
)
def test_mistakes(lint: Command, project: Path, text: str, part: str) -> None:
    project.joinpath("known.json").write_text(text)
    done = lint("--baseline", "known.json", cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"toybox-lint: error: known.json: {part}")
    assert done.stderr.count("\n") == 1


def test_contradictions(lint: Command, project: Path) -> None:
    for other in (["--fix"], ["--diff"], ["--baseline", "x.json"]):
        done = lint("--write-baseline", "known.json", *other, cwd=project)
        assert done.returncode == 2
        assert "choose one" in done.stderr
