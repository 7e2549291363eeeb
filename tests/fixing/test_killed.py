"""A ``--fix`` that is killed or asked to end, at every step of its writing and at random moments."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import environment
from fixing.fire import CHANGED, FIX, contents, fix, old_and_new, steps, toybox
from toybox_lint.cli.leftovers import LEFT

# Rounds of killing at a random moment; a long run asks for more.
ROUNDS = int(os.environ.get("ROUNDS", "5"))


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    return old_and_new(tmp_path_factory.mktemp("texts"))


def whole(
    found: dict[str, bytes], texts: tuple[dict[str, bytes], dict[str, bytes]]
) -> tuple[set[str], list[str]]:
    """The files that are new, and what was left; every other one is old, and none is anything between."""
    old, new = texts
    left = [name for name in found if name not in old]
    assert set(found) >= set(old)
    for name in old:
        assert found[name] in (old[name], new[name]), name
    return {name for name in CHANGED if found[name] == new[name]}, left


def test_killed_at_every_step(tmp_path: Path, texts: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    folder = tmp_path / "toybox"
    seen: set[tuple[int, bool]] = set()
    for status, _, found in steps(folder, signal.SIGKILL):
        changed, left = whole(found, texts)
        assert all(LEFT.fullmatch(name) for name in left)
        assert status in (-signal.SIGKILL, 0)
        if (len(changed), bool(left)) in seen:
            continue
        seen.add((len(changed), bool(left)))
        # The process that waits for the next step holds the lock on the folder itself.
        copy = Path(shutil.copytree(folder, tmp_path / f"copy-{len(seen)}"))
        again = fix(copy)
        assert again.returncode == 0
        assert contents(copy) == texts[1]
        assert not left or "note: removed ." in again.stderr
        assert ("note: finished" in again.stderr) is (0 < len(changed) < len(CHANGED))
    assert status == 0
    # Nothing yet, between the renames, all done.
    assert seen >= {(count, True) for count in range(len(CHANGED) + 1)}


def test_killed_at_random(tmp_path: Path, texts: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    chance = random.Random(7)
    folder = toybox(tmp_path / "toybox")
    for _ in range(ROUNDS):
        for name in CHANGED:
            folder.joinpath(name).write_bytes(texts[0][name])
        with subprocess.Popen(
            [sys.executable, "-m", "toybox_lint", *FIX],
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                process.communicate(timeout=chance.uniform(0.01, 0.4))
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
        whole(contents(folder), texts)
    assert fix(folder).returncode == 0
    assert contents(folder) == texts[1]


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_asked_to_end_at_every_step(
    tmp_path: Path, texts: tuple[dict[str, bytes], dict[str, bytes]], number: int, status: int
) -> None:
    counts = []
    for found_status, told, found in steps(tmp_path / "toybox", number):
        if found_status == 0:
            break
        assert (found_status, told) == (status, "")
        changed, left = whole(found, texts)
        assert not left
        counts.append(len(changed))
    assert found_status == 0
    assert len(counts) > 3 * len(CHANGED)
    assert set(counts) <= {0, len(CHANGED)}
