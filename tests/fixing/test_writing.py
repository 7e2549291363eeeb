"""What ``--fix`` does to files: all or none, and nothing else of them changes."""

from __future__ import annotations

import os
import stat
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import environment
from fixing.fire import CHANGED, contents, fix, old_and_new, toybox

SITE = "a.example {\n\treverse_proxy web:1\n}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return toybox(tmp_path / "toybox")


def refused(folder: Path, *parts: str) -> None:
    """Nothing is written, nothing is left, and one line says why."""
    before = contents(folder)
    done = fix(folder)
    assert done.returncode == 2
    assert done.stderr.startswith("toybox-lint: error: ")
    assert done.stderr.count("\n") == 1
    for part in (*parts, "nothing is written"):
        assert part in done.stderr
    assert contents(folder) == before


@pytest.mark.parametrize("name", CHANGED)
def test_a_file_that_is_read_only(folder: Path, name: str) -> None:
    folder.joinpath(name).chmod(0o444)
    refused(folder, f"{name}: cannot be written: it is read-only")


def test_a_folder_that_is_read_only(folder: Path) -> None:
    folder.chmod(0o555)
    refused(folder, "cannot be written: Permission denied")
    folder.chmod(0o755)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_somebody_else(folder: Path) -> None:
    path = folder / "Caddyfile"
    path.chmod(0o666)
    os.chown(path, 12345, 12345)
    refused(folder, "Caddyfile: cannot be written: it belongs to somebody else")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_mode_and_owner_stay(folder: Path) -> None:
    path = folder / "Caddyfile"
    os.chown(path, 12345, 23456)
    path.chmod(0o6640)
    before = path.stat()
    command = [sys.executable, "-m", "toybox_lint", "--fix", "."]
    assert (
        subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=False).returncode
        == 1
    )
    after = path.stat()
    assert after.st_ino != before.st_ino
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


def test_attributes_stay(folder: Path) -> None:
    path = folder / "Caddyfile"
    # An access list as the kernel takes it: owner, user 12345, group, mask, others.
    entries = [(1, 6, -1), (2, 4, 12345), (4, 4, -1), (16, 4, -1), (32, 0, -1)]
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
    try:
        os.setxattr(path, "user.note", b"of mine")
        os.setxattr(path, "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("the file system keeps no such attributes")
    before, mode = {name: os.getxattr(path, name) for name in os.listxattr(path)}, path.stat().st_mode
    assert fix(folder).returncode == 0
    assert {name: os.getxattr(path, name) for name in os.listxattr(path)} == before
    assert path.stat().st_mode == mode


def test_a_link_stays_a_link(folder: Path, tmp_path: Path) -> None:
    path = folder / "Caddyfile"
    folder.joinpath("proxy").mkdir()
    target = path.rename(folder / "proxy" / "site.conf")
    path.symlink_to("proxy/site.conf")
    old, new = old_and_new(tmp_path)
    assert target.read_bytes() == old["Caddyfile"]
    assert fix(folder).returncode == 0
    assert path.is_symlink()
    assert target.read_bytes() == new["Caddyfile"]
    assert not [name for name in contents(folder) if ".toybox-lint" in name]


def test_other_names_keep_the_text(folder: Path, tmp_path: Path) -> None:
    old, new = old_and_new(tmp_path)
    os.link(folder / "Caddyfile", folder / "site.saved")
    done = fix(folder)
    assert done.returncode == 0
    assert "note: Caddyfile has other names (hard links), which keep the text from before\n" in done.stderr
    assert folder.joinpath("Caddyfile").read_bytes() == new["Caddyfile"]
    assert folder.joinpath("site.saved").read_bytes() == old["Caddyfile"]
    assert "note:" not in fix(folder, "--quiet", *("--fix", ".")).stderr


def test_two_names_of_one_file(tmp_path: Path) -> None:
    tmp_path.joinpath("Caddyfile").write_text(SITE)
    tmp_path.joinpath("Caddyfile.prod").symlink_to("Caddyfile")
    done = fix(tmp_path, "--fix", ".")
    assert done.returncode == 0, done
    assert tmp_path.joinpath("Caddyfile.prod").is_symlink()
    assert "read_timeout" in tmp_path.joinpath("Caddyfile").read_text()


@pytest.mark.parametrize(
    "data",
    [
        SITE.encode().replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + SITE.encode(),
        SITE.encode().rstrip(b"\n"),
        SITE.encode().replace(b"{\n", b"{\r\n") + b"# \xe3\x82\xab\n",
    ],
    ids=["crlf", "bom", "no-last-line-end", "mixed"],
)
def test_all_other_bytes_stay(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "Caddyfile"
    path.write_bytes(data)
    assert fix(tmp_path, "--fix", "Caddyfile").returncode == 0
    after = path.read_bytes()
    assert after.count(b"read_timeout") == 1
    start = data.index(b"web:1") + len(b"web:1")
    assert after.startswith(data[:start])
    assert after.endswith(data[start:])
    added = after[start : len(after) - len(data) + start]
    assert added.count(b"\r\n") == (added.count(b"\n") if b"\r" in data else 0)
    assert fix(tmp_path, "--fix", "Caddyfile").returncode == 0
    assert path.read_bytes() == after


_CHANGES = """
import os, sys
name, text = sys.argv.pop(1), sys.argv.pop(1)
def watch(event, arguments):
    if event == "open" and str(arguments[0]).endswith(".new") and not os.path.exists("seen"):
        os.close(os.open("seen", os.O_CREAT | os.O_WRONLY))
        os.unlink(name)
        if text == "FIFO":
            os.mkfifo(name)
        elif text:
            descriptor = os.open(name, os.O_CREAT | os.O_WRONLY)
            os.write(descriptor, text.encode())
            os.close(descriptor)
sys.addaudithook(watch)
from toybox_lint.cli import main
main()
"""


@pytest.mark.parametrize("text", ["other.example {\n}\n", "", "FIFO"], ids=["changed", "removed", "pipe"])
@pytest.mark.parametrize("name", ["Caddyfile", "backend/docker-compose.yml"], ids=["written", "only-read"])
def test_changed_meanwhile(folder: Path, name: str, text: str) -> None:
    """By somebody, after it was read and while the new files are prepared."""
    before = contents(folder)
    command = [sys.executable, "-c", _CHANGES, name, text, "--fix", "--unsafe-fixes", "."]
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert f"{name}: " in done.stderr
    assert "nothing is written" in done.stderr
    after = contents(folder)
    assert after.pop("seen") == b""
    assert after.pop(name, b"") == (b"" if text == "FIFO" else text.encode())
    assert after == {path: data for path, data in before.items() if path != name}


def test_two_at_once(folder: Path, tmp_path: Path) -> None:
    new = old_and_new(tmp_path)[1]
    command = [sys.executable, "-m", "toybox_lint", "--fix", "--unsafe-fixes", "."]
    running = [
        subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for process in running:
        _, told = process.communicate(timeout=60)
        assert process.returncode in (0, 2)
        assert process.returncode == 0 or "changed meanwhile; nothing is written" in told
    assert 0 in [process.returncode for process in running]
    assert contents(folder) == new


def test_a_folder_that_somebody_holds(folder: Path) -> None:
    from fcntl import LOCK_EX, flock

    descriptor = os.open(folder, os.O_RDONLY)
    flock(descriptor, LOCK_EX)
    refused(folder, "another process is writing in .")
    os.close(descriptor)


def test_what_is_left_is_not_read(folder: Path) -> None:
    folder.joinpath(".Caddyfile.toybox-lint-1.new").write_text("nonsense {\n")
    folder.joinpath(".Caddyfile.toybox-lint-1.old").mkdir()
    done = fix(folder, "--output-format", "concise", ".")
    assert ".toybox-lint-" not in done.stdout + done.stderr
    done = fix(folder)
    assert done.returncode == 0
    assert stat.S_ISDIR(folder.joinpath(".Caddyfile.toybox-lint-1.old").stat().st_mode)


def test_what_was_changed_since_stays(folder: Path, tmp_path: Path) -> None:
    """One file was written, the other one was not, and somebody has edited it since."""
    old, new = old_and_new(tmp_path)
    other = old["docker-compose.yml"] + b"# mine\n"
    folder.joinpath("Caddyfile").write_bytes(new["Caddyfile"])
    folder.joinpath("docker-compose.yml").write_bytes(other)
    left = {".Caddyfile.toybox-lint-1.old": old["Caddyfile"]}
    for kind, texts in (("old", old), ("new", new)):
        left[f".docker-compose.yml.toybox-lint-1.{kind}"] = texts["docker-compose.yml"]
    for name, data in left.items():
        folder.joinpath(name).write_bytes(data)
    done = fix(folder, "--fix", ".")
    assert folder.joinpath("docker-compose.yml").read_bytes() == other
    assert "finished" not in done.stderr
    assert not set(contents(folder)) & set(left)
