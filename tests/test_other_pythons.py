"""What makes a run quick rests on what CPython has inside; a Python without it, or with another, runs all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import environment
from fixing.fire import toybox


@pytest.mark.parametrize(
    ("theirs", "replaced"),
    [
        ("lambda name, import_: None", True),
        ("lambda name, import_, flags=0: None", False),
        ("len", False),
        ("None", False),
    ],
)
def test_another_way_of_python_is_left_alone(theirs: str, replaced: bool) -> None:
    code = f"""
import _frozen_importlib as machinery
import toybox_lint.cli.importing as importing
before = machinery._find_and_load
machinery._find_and_load = other = {theirs}
importing.find_our_own()
now, machinery._find_and_load = machinery._find_and_load, before
print(now is not other)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{replaced}\n"


# What only CPython has inside, or only some of its versions.
INSIDE = (
    "_sre",
    "_imp",
    "_frozen_importlib",
    "_frozen_importlib_external",
    "_collections",
    "_signal",
    "_pickle",
    "mmap",
)
# Ours is imported, and run, after Python's own modules that need these.
BARRED = """
import collections, functools, operator, os, pickle, re, select, signal, sys, time
sys.modules.update(dict.fromkeys(sys.argv.pop(1).split(",")))
sys.argv[0] = "toybox-lint"
from toybox_lint.cli import main
main()
"""


@pytest.mark.parametrize("missing", [*INSIDE, ",".join(INSIDE)])
def test_what_another_python_may_lack(missing: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        toybox(tmp_path / name)
    theirs = told(["-c", BARRED, missing], tmp_path)
    assert theirs == told(["-m", "toybox_lint"], tmp_path)
    assert theirs[0] == 1


def told(program: list[str], folder: Path) -> tuple[int, str, str]:
    """Exit status, output and complaints of a check in two processes."""
    done = subprocess.run(
        [sys.executable, *program, "--no-cache", "--jobs", "2"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
