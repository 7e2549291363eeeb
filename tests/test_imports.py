"""What a command imports: a heavy module on a quick path costs more than the work that it does."""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import environment
from toybox_lint._patterns import ENGINE

# The program as it is started; it ends by os._exit, where what it imported is told.
RUN = """
import os, sys
os._exit = lambda status: os.write(2, ("LOADED " + " ".join(sys.modules)).encode())
sys.argv[0] = "toybox-lint"
from toybox_lint.cli import main
main()
"""
SITE = "example.com {\n\treverse_proxy frontend:3000\n\treverse_proxy /api/* app:80\n}\n"
PROJECT = """\
services:
  caddy: {image: "caddy:2", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
  app: {image: "example/app", command: "gunicorn app.wsgi --bind 0.0.0.0:8000"}
"""
NEVER = {
    *("lark", "pydantic", "ruamel.yaml", "asyncio", "concurrent.futures", "email", "importlib.metadata"),
    *(
        "importlib.resources",
        "logging",
        "multiprocessing",
        "pathlib",
        "socket",
        "subprocess",
        "tomllib",
        "urllib.parse",
    ),
}
# Beside the interpreter's own start, and what each may not have besides.
PLAIN = NEVER | {
    *("click", "argparse", "dataclasses", "datetime", "glob", "hashlib", "inspect", "json", "tempfile"),
    *(
        "textwrap",
        "threading",
        "traceback",
        "typing",
        "unicodedata",
        "toybox_lint.cli.processes",
        "toybox_lint.docs",
    ),
}
# What a check of files as they mostly are has no use for.
RARE = {
    *(
        "contextlib",
        "difflib",
        "heapq",
        "importlib",
        "ipaddress",
        "math",
        "re",
        "shlex",
        "signal",
        "warnings",
    ),
    *(
        "toybox_lint.caddy.directives.macros",
        "toybox_lint.caddy.directives.transport",
        "toybox_lint_grammar.scanner",
    ),
}
MODEL = {"toybox_lint.deployment", "toybox_lint.engine", "toybox_lint_rules"}
JSON = ("--output-format", "json")


@pytest.mark.parametrize(
    ("arguments", "barred"),
    [
        (["--version"], PLAIN | MODEL | {"re", "typing", "enum", "toybox_lint.caddy", "toybox_lint.compose"}),
        (["--help"], NEVER | MODEL | {"json", "toybox_lint.caddy"}),
        (["check"], PLAIN | RARE),
        (["--jobs", "2"], PLAIN | RARE),
        (["inspect"], PLAIN | {"toybox_lint_rules"}),
        (["inspect", *JSON], (PLAIN - {"json"}) | {"toybox_lint_rules"}),
        (["explain", "TB101"], NEVER),
        (["rules"], NEVER),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_nothing_heavy_is_imported(arguments: list[str], barred: set[str], tmp_path: Path) -> None:
    tmp_path.joinpath("Caddyfile").write_text(SITE)
    tmp_path.joinpath("compose.yaml").write_text(PROJECT)
    bare, loaded = modules("pass", tmp_path), modules(RUN, tmp_path, *arguments)
    if _sre.MAGIC != ENGINE and "--version" not in arguments:
        barred = barred - {"re"}  # the engine of another Python than 3.11: it compiles what is used
    assert sorted((loaded - bare) & barred) == []


def modules(code: str, folder: Path, *arguments: str) -> set[str]:
    """The modules that are there when ``code`` has run."""
    tell = "\nimport sys; sys.stderr.write('LOADED ' + ' '.join(sys.modules))" if code == "pass" else ""
    done = subprocess.run(
        [sys.executable, "-c", code + tell, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.rpartition("LOADED ")[2].split())
