"""What the kernel says to the mounts that the linter calls impossible."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_MOUNT = ["unshare", "--mount", "mount", "--bind"]


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("unshare"), reason="mounting needs root and the program unshare"
)
@pytest.mark.parametrize(
    ("source", "target", "works"),
    [
        ("file", "folder", False),
        ("folder", "file", False),
        ("file", "file", True),
        ("folder", "folder", True),
    ],
)
def test_a_file_and_a_folder_do_not_mount_on_each_other(
    source: str, target: str, works: bool, tmp_path: Path
) -> None:
    for end in ("from", "to"):
        (tmp_path / end / "folder").mkdir(parents=True)
        (tmp_path / end / "file").touch()
    words = [*_MOUNT, str(tmp_path / "from" / source), str(tmp_path / "to" / target)]
    assert (subprocess.run(words, capture_output=True, timeout=20).returncode == 0) is works
