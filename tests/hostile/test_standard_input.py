"""Standard input that has no end, is too much, or would steer the terminal that it is given back to."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Command, environment
from toybox_lint.output.terminal import UNSAFE

WORDS = "a.example {\n}\n" * 200_000


@pytest.mark.parametrize("how", ["check", "--fix", "--diff"])
def test_without_end(tmp_path: Path, lint: Command, how: str) -> None:
    with Path("/dev/zero").open("rb") as stream:
        done = lint(*([] if how == "check" else [how]), "-", stdin=stream)
    assert done.returncode == 2
    assert done.stderr == "toybox-lint: error: -: standard input is larger than 16 MiB\n"
    assert not done.stdout


def test_too_many_words_to_be_fixed(tmp_path: Path, lint: Command) -> None:
    done = lint("--fix", "-", input=WORDS)
    assert done.returncode == 2
    assert "-: standard input holds more than 500,000 words" in done.stderr
    assert "inside toybox-lint" not in done.stderr
    assert not done.stdout


def test_given_back_to_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "toybox_lint", "--fix", "-"]
    text = ":80 {\n\t# \x1b[2J\u202e\n\treverse_proxy web:1\n}\n"
    subprocess.run(
        command,
        cwd=tmp_path,
        env=environment(TERM="xterm"),
        input=text.encode(),
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode("utf-8").replace("\r\n", "\n")
    os.close(ours)
    assert "read_timeout" in shown
    assert not UNSAFE.search(shown)
