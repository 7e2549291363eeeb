"""Deployments with a cache of their own, for tests of what is kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import environment

Said = tuple[int, str, str]
# No working folder on the path, as for an installed command; code counts as settled when it was there before.
START = (
    "import sys; from toybox_lint.cli import cache, process;"
    " cache._SETTLED = 0; sys.exit(process.run(sys.argv[1:]))"
)
SITE = "example.com {\n\treverse_proxy wed:8000\n}\n"
COMPOSE = (
    "services:\n  caddy:\n    image: caddy:2\n    volumes: ['./Caddyfile:/etc/caddy/Caddyfile']\n"
    "  web:\n    image: x\n    command: gunicorn app -b 0.0.0.0:8000\n"
)


class Place:
    """A deployment, with folders for the cache and the key beside it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.work = home / "work"
        self.work.mkdir()
        self.write("Caddyfile", SITE)
        self.write("compose.yaml", COMPOSE)
        self.folder = home / "cache" / "toybox-lint"
        self.key = home / "state" / "toybox-lint" / "cache-key"

    def write(self, name: str, text: str) -> None:
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def entries(self) -> list[Path]:
        return sorted(self.folder.glob("*.toybox-lint"))

    def start(self, *arguments: str, code: str = START, **more: str) -> subprocess.Popen[str]:
        own = {"XDG_CACHE_HOME": str(self.folder.parent), "XDG_STATE_HOME": str(self.key.parent.parent)}
        return subprocess.Popen(
            [sys.executable, "-P", "-c", code, *arguments],
            cwd=self.work,
            env=environment(**(own | more)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def said(self, *arguments: str, code: str = START, **more: str) -> Said:
        process = self.start(*arguments, code=code, **more)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def recalled(self, *arguments: str, **more: str) -> bool:
        """Whether the command tells a kept result."""
        code = START.replace("process.run(sys.argv[1:])", "cache.entry_of(sys.argv[1:]).recall() is None")
        return self.said(*arguments, code=code, **more)[0] == 0
