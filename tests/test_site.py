"""The documentation: what its pages show is what happens, and the site builds without a warning."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from pages import Page

DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.glob("*.md") if "```console" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_page_shows_is_what_happens(path: Path, tmp_path: Path, update: bool) -> None:
    text = Page(path, tmp_path).run()
    if update:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_a_page_that_is_wrong_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "`a.txt`\n\n```text\nhello\n```\n\n```console\n$ cat a.txt\nbye\n$ false\n$ echo $?\n```\n"
    )
    text = Page(page, tmp_path).run()
    assert text.endswith("```console\n$ cat a.txt\nhello\n$ false\n$ echo $?\n1\n```\n")


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--quiet",
            "--site-dir",
            str(tmp_path / "site"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    pages = {path.parent.name for path in (tmp_path / "site").rglob("index.html")}
    assert {path.stem for path in DOCS.rglob("*.md")} - {"index"} <= pages


def test_pages_name_no_machine() -> None:
    for path in DOCS.glob("*.md"):
        assert not re.search(r"/tmp/|/root/|/work/|/home/", path.read_text(encoding="utf-8")), path.name
