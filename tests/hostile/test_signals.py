"""A check that is asked to end, or whose processes are killed: nothing is told, nothing stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import environment
from hostile.test_faults import PLUGIN, deployment

# A rule that says that it is there, and then takes its time. The first deployment warms up what processes are made of.
# The command, which leads its group, waits for no longer than its helper needs to be asked to end.
WAITS = """
        import os, time
        if deployment.projects[0].directory.endswith("/a-first-one"):
            return ()
        open("there." + str(os.getpid()), "w").close()
        time.sleep(SECONDS if os.getpid() == os.getpgrp() else 60)
        return ()
"""


@contextmanager
def running(
    folder: Path, *arguments: str, workers: int = 0, seconds: float = 60
) -> Iterator[subprocess.Popen[str]]:
    """The command in the middle of its rules, in a process group of its own."""
    for name in ("a-first-one", "one", "two", "three"):
        deployment(folder / name)
    folder.joinpath("toybox-lint.toml").write_text('plugins = ["acme"]\n')
    folder.joinpath("acme.py").write_text(
        PLUGIN.replace("        CHECK", WAITS).replace("SECONDS", str(seconds))
    )
    path = f"{environment()['PYTHONPATH']}{os.pathsep}{folder}"
    with subprocess.Popen(
        [sys.executable, "-m", "toybox_lint", *arguments],
        cwd=folder,
        env=environment(PYTHONPATH=path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        while len(there(folder)) < (workers or 1):
            assert process.poll() is None
            time.sleep(0.02)
        yield process
        # Whoever worked for it ends as well; the group is gone with its last process.
        for _ in range(500):
            try:
                os.killpg(process.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        pytest.fail("a process stays behind")


def there(folder: Path) -> list[int]:
    """The processes that run rules."""
    return [int(path.suffix[1:]) for path in folder.glob("there.*")]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("whom", ["process", "group"])
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_asked_to_end(tmp_path: Path, jobs: int, whom: str, number: int, status: int) -> None:
    with running(tmp_path, "--jobs", str(jobs), workers=jobs) as process:
        (os.kill if whom == "process" else os.killpg)(process.pid, number)
        told = process.communicate(timeout=60)
        if whom == "group" and jobs > 1 and number != signal.SIGINT:
            # Its helpers were asked as well, and it may learn of their end first.
            assert process.returncode in (status, 2)
        else:
            assert (process.returncode, *told) == (status, "", "")


_IN_A_CALLBACK = """
import os, signal, time, weakref
from toybox_lint.cli.signals import Ended, Heard
class Gone:
    pass
def swallow(_):
    os.kill(os.getpid(), signal.SIGTERM)
    sum(range(1000))
try:
    with Heard():
        gone = Gone()
        kept = weakref.ref(gone, swallow)
        del gone
        time.sleep(60)
except Ended as end:
    print(end.status)
"""


def test_asked_to_end_where_nothing_can_be_raised() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IN_A_CALLBACK],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "143\n", "")


def test_it_is_killed(tmp_path: Path) -> None:
    with running(tmp_path, "--jobs", "2", workers=2) as process:
        process.kill()
        process.communicate(timeout=60)


def test_one_of_its_processes_is_killed(tmp_path: Path) -> None:
    with running(tmp_path, "--jobs", "2", workers=2, seconds=2) as process:
        (helper,) = (each for each in there(tmp_path) if each != process.pid)
        os.kill(helper, signal.SIGKILL)
        _, told = process.communicate(timeout=60)
        assert process.returncode == 2
        assert told == "toybox-lint: error: a process ended before it was done; try --jobs 1\n"
