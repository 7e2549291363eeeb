"""Names and texts that would steer a terminal, a workflow or a page."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from conftest import Command, environment
from hostile.test_faults import PROJECT
from toybox_lint.output.terminal import UNSAFE

NAMES = {
    "escape": "a\x1b[2Jb",
    "bell": "a\x07b",
    "c1": "a\x9b2Jb",
    "bidi": "a\u202eb\u2066c",
    "newline": "a\nb",
    "return": "a\rb",
    "command": "a\n::error file=x::injected",
    "encoded": "a%0A::error::injected",
    "stop": "a\n::stop-commands::x",
    "html": "<script>alert(1)</script>&\"'",
    "cdata": "]]><x/>",
    "wide": "\u2028\u2029\ufeff",
    "tag": "a\U000e0041b",
    "delete": "a\x7fb",
}
FORMS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson")


def deployment(folder: Path, name: str) -> Path:
    """A folder of that name, with the name in both files as a host, a service, an image and in a comment."""
    here = folder / name.replace("/", "_")
    here.mkdir()
    word = name.replace("\n", " ").replace("`", "")
    site = f':80 {{\n\t# {word}\n\treverse_proxy "{word.replace(chr(34), "")}:1" nobody:80\n}}\n'
    here.joinpath("Caddyfile").write_bytes(site.encode("utf-8"))
    quoted = json.dumps(name)
    here.joinpath("compose.yaml").write_text(
        PROJECT + f"  {quoted}:\n    image: {quoted}\n    networks: [{quoted}]\n"
    )
    return here


@pytest.mark.parametrize("form", [*FORMS, "inspect", "fix"])
def test_nothing_steers(tmp_path: Path, lint: Command, form: str) -> None:
    for name in NAMES.values():
        deployment(tmp_path, name)
    arguments = (
        ["--output-format", form] if form in FORMS else ["inspect"] if form == "inspect" else ["--fix"]
    )
    done = lint(*arguments)
    assert done.returncode in (1, 2)
    assert "inside toybox-lint" not in done.stdout + done.stderr
    assert not UNSAFE.search(done.stdout + done.stderr)
    commands = {match[1] for line in done.stdout.splitlines() if (match := re.match(r"::([a-z-]+)", line))}
    assert commands == ({"error", "warning", "notice"} & commands if form == "github" else set())
    if form == "github":
        assert commands
        for line in done.stdout.splitlines():
            _, head, _ = line.split("::", 2)
            assert re.fullmatch(r"(error|warning|notice) [a-zA-Z]+=[^,:]*(,[a-zA-Z]+=[^,:]*)*", head)
    elif form == "junit":
        tags = {element.tag for element in ET.fromstring(done.stdout).iter()}
        assert tags <= {"testsuites", "testsuite", "testcase", "failure", "error"}
    elif form in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(done.stdout)


@pytest.mark.parametrize("name", ["escape", "bidi", "return"])
def test_a_diff_on_a_terminal(tmp_path: Path, name: str) -> None:
    tmp_path.joinpath("Caddyfile").write_bytes(
        f":80 {{\n\t# {NAMES[name]}\n\treverse_proxy web:1\n}}\n".encode()
    )
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "toybox_lint", "--diff", "."]
    subprocess.run(
        command, cwd=tmp_path, env=environment(TERM="xterm"), stdout=theirs, check=False, timeout=60
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode("utf-8").replace("\r\n", "\n")
    os.close(ours)
    assert "read_timeout" in shown
    assert not UNSAFE.search(shown)


def test_names_of_paths_that_are_given(tmp_path: Path, lint: Command) -> None:
    for name in (NAMES["escape"], NAMES["command"]):
        done = lint(f"{name.replace('/', '_')}/none")
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert not UNSAFE.search(done.stderr)
    for option in ("--config", "--compose", "--select", "--env"):
        done = lint(option, "a\x1b[2J\n::error::x")
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert not UNSAFE.search(done.stderr)
