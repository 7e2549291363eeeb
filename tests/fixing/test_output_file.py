"""A file that a report or a baseline is written to: the old one or the new one, and what it was stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Command, environment
from fixing.fire import contents, fix, toybox

_ENDS = """
import os, signal, sys
def watch(event, arguments):
    if event == "os.rename":
        os.kill(os.getpid(), signal.SIGTERM)
sys.addaudithook(watch)
from toybox_lint.cli import main
main()
"""


@pytest.mark.parametrize("option", ["--output-file", "--write-baseline"])
def test_ended_before_it_is_whole(tmp_path: Path, option: str) -> None:
    folder = toybox(tmp_path / "toybox")
    folder.joinpath("report").write_text("the one before")
    before = contents(folder)
    command = [sys.executable, "-c", _ENDS, option, "report", "."]
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (143, b"", b"")
    assert contents(folder) == before


def test_what_it_was_stays(tmp_path: Path) -> None:
    folder = toybox(tmp_path / "toybox")
    report = folder / "kept" / "report"
    report.parent.mkdir()
    report.write_text("")
    report.chmod(0o640)
    folder.joinpath("link").symlink_to("kept/report")
    for name in ("link", "fresh"):
        assert fix(folder, "--output-file", name, ".").returncode == 1
    assert folder.joinpath("link").is_symlink()
    assert report.stat().st_mode & 0o777 == 0o640
    assert folder.joinpath("fresh").read_bytes() == report.read_bytes() != b""
    report.parent.chmod(0o555)
    report.write_text("")
    assert fix(folder, "--output-file", "link", ".").returncode == 1
    assert folder.joinpath("fresh").read_bytes() == report.read_bytes()
    report.parent.chmod(0o755)


def test_a_pipe_and_a_device(lint: Command, tmp_path: Path) -> None:
    folder = toybox(tmp_path / "toybox")
    assert lint("--output-file", "/dev/stdout", cwd=folder).stdout == lint(cwd=folder).stdout
    assert (
        "/dev/full: cannot be written: No space left" in lint("--output-file", "/dev/full", cwd=folder).stderr
    )
    os.mkfifo(folder / "pipe")
    with subprocess.Popen(["cat", "pipe"], cwd=folder, stdout=subprocess.PIPE, text=True) as reader:
        assert lint("--output-file", "pipe", cwd=folder).returncode == 1
        assert reader.communicate(timeout=60)[0] == lint(cwd=folder).stdout
