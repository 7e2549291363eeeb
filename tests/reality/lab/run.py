"""Run one plan in this process, from the namespaces to the answers."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reality.lab import compose, kernel, proxy
from reality.lab.engine import Engine, start_processes
from reality.lab.plan import Answer, NotStarted, Outcome, Plan


@dataclass(frozen=True, slots=True)
class Programs:
    """Paths of the real programs."""

    caddy: str
    compose: str


def run(programs: Programs, plan: Plan) -> Outcome:
    """Bring the deployment up, ask, and take it down. To be called once in a process."""
    kernel.private_mounts()
    for folder in ("/run", "/srv"):  # what the machine has there is in no container
        kernel.mount_empty(folder)
    host = kernel.Namespace()
    with host:
        with contextlib.suppress(OSError):
            Path("/proc/sys/net/ipv4/ip_forward").write_text("0")
        return asyncio.run(_run(programs, plan, host))


async def _run(programs: Programs, plan: Plan, host: kernel.Namespace) -> Outcome:
    asyncio.get_running_loop().set_exception_handler(_give_up)
    failures: list[str] = []
    configs = list(_configs(programs, plan, failures))
    engine = Engine(host)
    for network in plan.networks:
        engine.create_network(network)
    failures += engine.up(configs)
    await start_processes(engine, plan.processes)
    await engine.publish()
    try:
        return Outcome(tuple(failures), await _answers(programs, plan, engine))
    except NotStarted as failure:
        return Outcome((*failures, str(failure)))


def _give_up(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A fault of the lab itself must not look like an answer; a connection that is cut off is none."""
    if isinstance(context.get("exception"), asyncio.CancelledError):
        return
    print(context["message"], repr(context.get("exception")), file=sys.stderr, flush=True)
    os._exit(1)


def _configs(programs: Programs, plan: Plan, failures: list[str]) -> Any:
    for project in plan.projects:
        try:
            yield compose.resolve(programs.compose, plan.folder, project, plan.environment)
        except NotStarted as failure:
            failures.append(f"{project.directory}: {failure}")


async def _answers(programs: Programs, plan: Plan, engine: Engine) -> tuple[tuple[Answer, ...], ...]:
    caddy = await proxy.start(programs.caddy, plan, engine)
    try:
        return tuple([await caddy.answers(request) for request in plan.requests])
    finally:
        caddy.process.kill()
        caddy.process.wait()
