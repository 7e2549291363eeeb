"""Pipes, devices, sockets and files without an end where a file is expected: nothing waits, nothing is obeyed."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from conftest import Command
from hostile.test_faults import PROJECT, SITE

FILES = {
    "Caddyfile": "import more\n" + SITE,
    "more": "",
    "compose.yaml": PROJECT
    + "  web:\n    build: .\n    env_file: app.env\n  db:\n    extends: {file: base.yaml, service: db}\n",
    "base.yaml": "services:\n  db: {image: postgres}\n",
    "app.env": "A=1\n",
    ".env": "B=1\n",
    "Dockerfile": "FROM scratch\n",
    ".dockerignore": "x\n",
    ".gitignore": "x\n",
    "toybox-lint.toml": "",
}


def laid_out(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in FILES.items():
        folder.joinpath(name).write_text(text)
    return folder


@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "folder"])
def test_in_place_of_a_file(tmp_path: Path, lint: Command, kind: str) -> None:
    for name in FILES:
        folder = laid_out(tmp_path / name.strip("."))
        path = folder / name
        path.unlink()
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "socket":
            here = Path.cwd()
            os.chdir(folder)
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(name)
            os.chdir(here)
        elif kind == "device":
            path.symlink_to("/dev/zero")
        else:
            path.mkdir()
    done = lint("--output-format", "json")
    assert done.returncode == 2
    assert "inside toybox-lint" not in done.stdout + done.stderr
    for name in ("Caddyfile", "compose.yaml"):
        alone = lint(name, cwd=tmp_path / name)
        assert alone.returncode == 2
        assert "inside toybox-lint" not in alone.stdout + alone.stderr


@pytest.mark.parametrize("option", ["--config", "--baseline", "--env-file", "--compose"])
def test_named_by_an_option(tmp_path: Path, lint: Command, option: str) -> None:
    folder = laid_out(tmp_path / "project")
    os.mkfifo(folder / "pipe")
    done = lint(option, "pipe", cwd=folder)
    assert done.returncode == 2
    assert "inside toybox-lint" not in done.stdout + done.stderr


@pytest.mark.skipif(not Path("/proc/kmsg").exists(), reason="there is no /proc")
@pytest.mark.parametrize(
    "path", ["/dev/zero", "/dev/tty", "/proc/kmsg", "/proc/self/mem", "/proc/self/environ"]
)
def test_what_has_no_end(tmp_path: Path, lint: Command, path: str) -> None:
    folder = laid_out(tmp_path / "project")
    folder.joinpath("Caddyfile").write_text(f"import {path}\n{SITE}")
    folder.joinpath("toybox-lint.toml").write_text('allow-outside = ["/"]\n')
    folder.joinpath("compose.yaml").unlink()
    done = lint(cwd=folder, env={"PLANTED": "planted-secret"})
    assert done.returncode in (1, 2)
    assert "inside toybox-lint" not in done.stdout + done.stderr
    assert "planted-secret" not in done.stdout + done.stderr
