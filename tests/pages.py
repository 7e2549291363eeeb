"""Runs a page of the documentation: files are written, commands run, what they print is compared.

A paragraph that is nothing but a name in backquotes names the fenced block after it: that file is written. Lines of a
``console`` block that begin with ``$`` are commands; what stands below one is all that it prints, standard error
included. ``<!-- run: COMMAND -->`` runs without being shown; ``$ROOT`` is the project's folder.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT, environment

_BLOCK = re.compile(
    r"^<!-- run: (?P<hidden>.*?) -->$"
    r"|(?:^`(?P<name>[^`\n]+)`\n\n)?^```(?P<language>\w*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Page:
    """A page, and where its folder is made."""

    path: Path
    parent: Path

    @property
    def folder(self) -> Path:
        """Named after the page's wish, ``<!-- folder: NAME -->``: Compose names projects after folders."""
        wish = re.search(r"^<!-- folder: (\w+) -->$", self.path.read_text(encoding="utf-8"), re.MULTILINE)
        return self.parent / (wish[1] if wish else "shop")

    def run(self) -> str:
        """The page's text with what its commands print now."""
        self.folder.mkdir(parents=True)
        _command(self.parent / "bin")
        status = 0
        pieces: list[str] = []
        text, end = self.path.read_text(encoding="utf-8"), 0
        for block in _BLOCK.finditer(text):
            pieces.append(text[end : block.start()])
            end = block.end()
            whole = block.group()
            if block["hidden"]:
                printed, status = self._shell(block["hidden"], 0)
                assert status == 0, printed
            elif block["language"] == "console":
                shown = []
                for command in _commands(block["body"]):
                    printed, status = self._shell(command, status)
                    shown.append(f"$ {command}\n{printed}")
                whole = f"```console\n{''.join(shown)}```"
            elif block["name"]:
                target = self.folder / block["name"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(block["body"], encoding="utf-8")
            pieces.append(whole)
        return "".join([*pieces, text[end:]])

    def _shell(self, command: str, status: int) -> tuple[str, int]:
        path = environment()["PATH"]
        done = subprocess.run(
            ["sh", "-c", f"(exit {status}); {command}"],
            cwd=self.folder,
            env=environment(
                PATH=f"{self.parent / 'bin'}:{Path(sys.executable).parent}:{path}",
                ROOT=str(ROOT),
                HOME=str(self.parent),
                PYTHONDONTWRITEBYTECODE="1",
                GIT_CONFIG_GLOBAL="/dev/null",
                PYTHONPATH=f"{environment()['PYTHONPATH']}:.",
            ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=120,
            check=False,
        )
        printed = done.stdout
        return printed if printed.endswith("\n") or not printed else f"{printed}\n", done.returncode


def _commands(body: str) -> Iterator[str]:
    """The commands of a block; one that ends with a backslash goes on in the next line."""
    lines = iter(body.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line[2:]
            while command.endswith("\\"):
                command += "\n" + next(lines)
            yield command


def _command(folder: Path) -> None:
    """``toybox-lint`` as an installed command."""
    folder.mkdir(parents=True)
    script = folder / "toybox-lint"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m toybox_lint "$@"\n')
    script.chmod(0o755)
    assert shutil.which("sh")
