"""``--fix`` on a file system of a few kilobytes, on one of few files, and on a file that is mounted by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, environment
from fixing.fire import contents, old_and_new

_WORKS = os.geteuid() == 0 and subprocess.run(["unshare", "-m", "true"], check=False).returncode == 0
pytestmark = pytest.mark.skipif(not _WORKS, reason="only root mounts file systems")

# In its own mount namespace: a file system with so many pages and files left, the command, what is there then.
_RUN = """
import json, os, shutil, subprocess, sys
from pathlib import Path
here, source, options, pages, mounted = sys.argv[1:]
def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, **more)
run("mount", "-t", "tmpfs", "-o", options, "small", here, check=True)
shutil.copytree(source, here, dirs_exist_ok=True)
if mounted:
    run("mount", "--bind", os.path.join(source, mounted), os.path.join(here, mounted), check=True)
if int(pages) >= 0:
    with open(os.path.join(here, "filler"), "wb") as stream:
        free = os.statvfs(here).f_bavail
        stream.write(bytes(4096 * (free - int(pages))))
done = run(sys.executable, "-m", "toybox_lint", "--fix", "--unsafe-fixes", ".", cwd=here)
found = {}
for folder, _, names in os.walk(here):
    for name in names:
        if name != "filler":
            path = Path(folder, name)
            found[os.path.relpath(path, here)] = path.read_text(encoding="utf-8")
print(json.dumps([done.returncode, done.stdout, done.stderr, found]))
"""


def mended_there(
    folder: Path, options: str, *, pages: int = -1, mounted: str = ""
) -> tuple[int, str, dict[str, bytes]]:
    """Exit status, standard error and files of ``--fix`` on the example on a small file system."""
    here = folder / "small"
    here.mkdir()
    source = ROOT / "examples" / "toybox"
    command = [
        "unshare",
        "-m",
        sys.executable,
        "-c",
        _RUN,
        str(here),
        str(source),
        options,
        str(pages),
        mounted,
    ]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=True)
    status, _, told, found = json.loads(done.stdout)
    return status, told, {name: text.encode() for name, text in found.items()}


@pytest.mark.parametrize("what", ["pages", "files"])
def test_a_full_disk(tmp_path: Path, what: str) -> None:
    """With more and more room, down to none: nothing is written until everything fits."""
    old, new = old_and_new(tmp_path)
    files = len(old) + len({os.path.dirname(name) for name in old})
    for more in range(10):
        folder = tmp_path / str(more)
        folder.mkdir()
        if what == "pages":
            status, told, found = mended_there(folder, "size=128k", pages=more)
        else:
            status, told, found = mended_there(folder, f"size=256k,nr_inodes={files + more}")
        if status == 0:
            assert found == new
            assert more > 1
            return
        assert "cannot be written: No space left on device; nothing is written" in told
        assert found == old
    pytest.fail("it never fits")


@pytest.mark.parametrize("mounted", ["Caddyfile", "docker-compose.yml"])
def test_a_file_that_is_mounted_by_itself(tmp_path: Path, mounted: str) -> None:
    """Its name cannot be given to another file: what was renamed before is taken back."""
    old, _ = old_and_new(tmp_path)
    status, told, found = mended_there(tmp_path, "size=256k", mounted=mounted)
    assert status == 2
    assert f"{mounted}: cannot be written: it is mounted by itself" in told
    assert told.endswith("nothing is written\n")
    assert found == old
    assert contents(ROOT / "examples" / "toybox") == old
