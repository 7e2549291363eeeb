"""A ``--fix`` in a real process, and what may happen to it: a signal at each of its steps, a disk that is full."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT, environment

FIX = ("--fix", "--unsafe-fixes", ".")
# The files that it changes in examples/toybox.
CHANGED = ("Caddyfile", "docker-compose.prod.yml", "docker-compose.yml")
# One process gets as far as its first step; from there it forks one for each step, which goes on in a fresh copy of the
# example. Steps are what the interpreter tells that it is about to do with files, from the first one beside another on.
_STEPS = """
import json, os, shutil, sys
from pathlib import Path
source, here, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
steps = {"open", "os.rename", "os.link", "os.remove", "os.chmod", "os.chown", "os.setxattr"}
told, count, wanted, out = here + ".told", -1, None, os.dup(1)
def watch(event, arguments):
    global count
    if wanted is None:
        if event == "open" and ".toybox-lint-" in str(arguments[0]):
            branch()
    elif wanted >= 0 and event in steps:
        count += 1
        if count == wanted:
            os.kill(os.getpid(), number)
def branch():
    global wanted
    wanted = -1
    for step in range(200):
        Path(told).write_text("")
        child = os.fork()
        if not child:
            wanted = step
            for stream in (1, 2):
                os.dup2(os.open(told, os.O_WRONLY | os.O_APPEND), stream)
            return
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        found = {str(path.relative_to(here)): path.read_text() for path in Path(here).rglob("*") if path.is_file()}
        os.write(out, (json.dumps([status, Path(told).read_text(), found]) + chr(10)).encode())
        sys.stdin.readline()
        if status == 0:
            break
        for name in os.listdir(here):
            path = os.path.join(here, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
        shutil.copytree(source, here, dirs_exist_ok=True)
    os._exit(0)
shutil.copytree(source, here)
os.chdir(here)
sys.argv = ["toybox-lint", "--fix", "--unsafe-fixes", "."]
sys.addaudithook(watch)
from toybox_lint.cli import main
main()
"""


def without_rights() -> list[str]:
    """What makes root obey modes and owners."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--inh-caps=-all", "--bounding-set=-all", "--"]


def fix(folder: Path, *arguments: str, prefix: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """The command in ``folder``; what it may not do, root may not either."""
    command = [*prefix, *without_rights(), sys.executable, "-m", "toybox_lint", *(arguments or FIX)]
    return subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=60, check=False
    )


def steps(folder: Path, number: int) -> Iterator[tuple[int, str, dict[str, bytes]]]:
    """Exit status, what is told, and files of the example in ``folder`` after the signal ``number`` at each step.

    The last run meets no signal any more.
    """
    command = [sys.executable, "-c", _STEPS, str(ROOT / "examples" / "toybox"), str(folder), str(number)]
    with subprocess.Popen(
        command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in process.stdout:
            status, told, found = json.loads(line)
            yield status, told, {name: text.encode() for name, text in found.items()}
            process.stdin.write("\n")
            process.stdin.flush()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def toybox(folder: Path) -> Path:
    """The example, to be changed."""
    return Path(shutil.copytree(ROOT / "examples" / "toybox", folder))


def old_and_new(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of the example as they are, and as the fix leaves them."""
    mended = toybox(folder / "mended")
    old = contents(mended)
    assert fix(mended).returncode == 0
    return old, contents(mended)
