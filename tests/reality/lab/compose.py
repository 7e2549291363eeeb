"""What Docker Compose makes of a project, from its own program."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reality.lab.plan import NotStarted, Project

_MEMORY = 4 << 30
_SECONDS = 60


def resolve(program: str, folder: str, project: Project, environment: Mapping[str, str]) -> dict[str, Any]:
    """The project as ``docker compose config`` prints it, with single ``$``."""
    done = subprocess.run(
        [program, *project.options, "config", "--format", "json"],
        cwd=Path(folder, project.directory),
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **environment},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        preexec_fn=_limit_memory,
    )
    if done.returncode:
        raise NotStarted(f"compose: {done.stderr.strip().splitlines()[-1]}")
    config: dict[str, Any] = _single_dollars(json.loads(done.stdout))
    return config


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _single_dollars(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("$$", "$")
    if isinstance(value, list):
        return [_single_dollars(item) for item in value]
    if isinstance(value, dict):
        return {key: _single_dollars(item) for key, item in value.items()}
    return value
