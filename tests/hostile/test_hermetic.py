"""At run time there is no network and no other program: the interpreter forbids them, and nothing is missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixing.fire import toybox
from hostile.watched import watched

# What the interpreter tells before anything leaves the process. --jobs alone makes processes, which are itself.
NETWORK = ("socket.", "ssl.", "http.", "urllib.", "ftplib.", "smtplib.", "webbrowser.")
PROGRAMS = (
    "subprocess.",
    "os.exec",
    "os.system",
    "os.posix_spawn",
    "os.spawn",
    "pty.",
    "ctypes.",
    "os.startfile",
)
FORKS = ("os.fork", "os.forkpty")
COMMANDS = (
    ["."],
    ["--no-cache", "."],
    ["--output-format", "sarif", "."],
    ["--fix", "--unsafe-fixes", "."],
    ["--diff", "."],
    ["inspect", "--output-format", "json"],
    ["explain", "TB101"],
    ["rules"],
    ["--help"],
    ["--config", "toybox-lint.toml", "--write-baseline", "known.json"],
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nothing_leaves_the_process(tmp_path: Path, arguments: list[str]) -> None:
    folder = toybox(tmp_path / "toybox")
    folder.joinpath("toybox-lint.toml").write_text('ignore = ["TB305"]\n')
    done, events = watched(folder, *arguments, forbidden=(*NETWORK, *PROGRAMS, *FORKS))
    assert not [name for kind, name in events if kind == "forbidden"]
    assert done.returncode in (0, 1)
    assert events


def test_only_jobs_make_processes(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        toybox(tmp_path / "all" / name)
    done, events = watched(tmp_path / "all", "--jobs", "2", "--no-cache", forbidden=(*NETWORK, *PROGRAMS))
    assert not [name for kind, name in events if kind == "forbidden"]
    assert done.returncode == 1
    assert "two/Caddyfile" in done.stdout
