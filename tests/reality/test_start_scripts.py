"""What TB812 says of scripts, before the kernel and the shells of this machine."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SHELLS = [shell for shell in ("dash", "bash", "busybox") if shutil.which(shell)]


def _written(folder: Path, text: str) -> str:
    path = folder / "start.sh"
    path.write_bytes(text.encode())
    path.chmod(0o755)
    return str(path)


def _status(*words: str) -> int:
    return subprocess.run(words, capture_output=True, timeout=10, check=False).returncode


@pytest.mark.parametrize("first", ["#!/bin/sh", "#!/bin/sh -e", "#!/usr/bin/env sh", "#!/bin/sh "])
def test_returns_behind_the_interpreter(first: str, tmp_path: Path) -> None:
    for end, works in (("\r\n", False), ("\n", True)):
        path = _written(tmp_path, f"{first}{end}exit 0\n")
        assert (_status("sh", "-c", f"exec {path}") == 0) is works


def test_no_interpreter(tmp_path: Path) -> None:
    """The kernel takes it for no program; a shell runs it itself."""
    path = _written(tmp_path, "exit 0\n")
    with pytest.raises(OSError, match="Exec format error"):
        _status(path)
    assert _status("sh", "-c", path) == 0


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "text", ["if true; then\r\n:\r\nfi\r\n", "for x in 1\r\ndo\r\n:\r\ndone\r\n", "set -e\r\n:\r\n"]
)
def test_a_shell_stops(shell: str, text: str, tmp_path: Path) -> None:
    words = (shell, "sh") if shell == "busybox" else (shell,)
    goes_on = shell == "bash" and text.startswith("set")  # with the status of its last command, ":\r"
    after = _written(tmp_path, f"{text}echo after\n")
    done = subprocess.run((*words, after), capture_output=True, timeout=10, check=False)
    assert (b"after" in done.stdout) is goes_on
