"""Any locale, any encoding of the streams, names and texts that are not UTF-8: the same findings, valid documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from conftest import environment
from hostile.test_faults import PROJECT

LOCALES = {
    "c": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "shift-jis": {"PYTHONIOENCODING": "shift_jis"},
    "utf-16": {"PYTHONIOENCODING": "utf-16"},
    "utf-8": {"LC_ALL": "C.UTF-8"},
}
SITE = "# 公開用 \U0001f600\n:80 {\n\treverse_proxy 会社\U0001f600:1 # \xe9\n}\n"


def run(folder: Path, *arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "toybox_lint", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment(**env), capture_output=True, timeout=60, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Names in Japanese, and one that is no text at all, in folders of such names."""
    folder = tmp_path / "受付"
    folder.mkdir()
    for name in (b"", b"\xff\xe9"):
        here = Path(os.fsdecode(os.fsencode(folder) + (b"/" + name if name else b"")))
        here.mkdir(exist_ok=True)
        here.joinpath("Caddyfile").write_bytes(SITE.encode())
        here.joinpath("compose.yaml").write_bytes(PROJECT.encode())
    return folder


@pytest.mark.parametrize("name", [name for name in LOCALES if name != "utf-8"])
def test_documents(folder: Path, name: str) -> None:
    wanted = {
        form: run(folder, "--output-format", form, env=LOCALES["utf-8"])
        for form in ("json", "sarif", "junit", "github")
    }
    for form, want in wanted.items():
        done = run(folder, "--output-format", form, env=LOCALES[name])
        assert (done.returncode, done.stdout) == (want.returncode, want.stdout), form
        text = done.stdout.decode("utf-8")
        assert "会社\U0001f600" in text
        if form == "junit":
            ET.fromstring(text)
        elif form != "github":
            json.loads(text)
    done = run(folder, "inspect", "--output-format", "json", env=LOCALES[name])
    assert json.loads(done.stdout.decode("utf-8"))["version"] == 1


@pytest.mark.parametrize("name", LOCALES)
def test_texts(folder: Path, name: str) -> None:
    encoding = {"shift-jis": "shift_jis", "utf-16": "utf-16"}.get(name, "utf-8")
    for arguments in (
        [],
        ["--output-format", "concise"],
        ["--statistics"],
        ["inspect"],
        ["explain", "TB101"],
    ):
        done = run(folder, *arguments, env=LOCALES[name])
        assert done.returncode in (0, 1, 2)
        assert b"Traceback" not in done.stdout + done.stderr
        assert b"inside toybox-lint" not in done.stdout + done.stderr
        done.stdout.decode(encoding)


@pytest.mark.parametrize("name", LOCALES)
def test_files_are_mended_alike(folder: Path, name: str) -> None:
    diff = run(folder, "--diff", "Caddyfile", env=LOCALES[name])
    assert diff.returncode == 1
    assert " # 公開用 \U0001f600\n".encode() in diff.stdout
    other = Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xe9"))
    # The timeouts are added; what else is wrong with the upstream stays.
    assert run(folder, "--fix", "Caddyfile", env=LOCALES[name]).returncode == 1
    after = folder.joinpath("Caddyfile").read_bytes()
    assert after.startswith("# 公開用 \U0001f600\n".encode())
    assert b"read_timeout" in after
    assert other.joinpath("Caddyfile").read_bytes() == after


@pytest.mark.parametrize("name", LOCALES)
def test_standard_input(folder: Path, name: str) -> None:
    command = [sys.executable, "-m", "toybox_lint", "--fix", "-"]
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(**LOCALES[name]),
        input=SITE.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.startswith("# 公開用 \U0001f600\n".encode())
    assert b"read_timeout" in done.stdout
