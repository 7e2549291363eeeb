"""Options and fixtures that all tests share."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
# A clock has no say in whether a test passes.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")

# Without a key no result is kept, and none of the user's is looked at; test_cache.py has folders of its own.
NO_CACHE = {"XDG_STATE_HOME": os.devnull}
os.environ |= NO_CACHE

# A shell that starts something in the background, and nohup, let it ignore these, and all that it starts.
for _number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.SIG_DFL)

# A Caddy, and an application that it reaches as web:8000.
PROJECT = """services:
  caddy:
    image: caddy:2
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
  web:
    build: .
    command: gunicorn app.wsgi -b 0.0.0.0:8000
"""
Command = Callable[..., subprocess.CompletedProcess[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write generated pages and snapshots anew")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


def environment(**more: str) -> dict[str, str]:
    """A clean environment in which the packages of this tree are found."""
    roots = os.pathsep.join(str(ROOT / name) for name in ("linter", "grammar", "rules"))
    return {"PATH": os.environ["PATH"], "PYTHONPATH": roots, "PYTHONWARNINGS": "error", **NO_CACHE, **more}


@pytest.fixture
def lint(tmp_path: Path) -> Command:
    """Run the command as a user does, in ``tmp_path`` or ``cwd``."""

    def run(
        *arguments: str, cwd: Path = tmp_path, env: dict[str, str] | None = None, **options: object
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "toybox_lint", *arguments]
        return subprocess.run(  # type: ignore[call-overload, no-any-return]
            command,
            cwd=cwd,
            env=environment(**(env or {})),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            **options,
        )

    return run


@pytest.fixture
def toybox(tmp_path: Path) -> Path:
    """A copy of the example, to be changed."""
    return Path(shutil.copytree(ROOT / "examples" / "toybox", tmp_path / "toybox"))
