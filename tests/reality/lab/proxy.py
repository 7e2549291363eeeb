"""The real Caddy in its container or on the host, and requests to it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import socket
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from reality.lab import kernel, nameserver
from reality.lab.engine import Container, Engine
from reality.lab.kernel import Namespace
from reality.lab.network import DOCKER0
from reality.lab.plan import Answer, NotStarted, Plan, Request

_LOCALHOST = "127.0.0.1 localhost\n::1 localhost\n"
_WELCOME = ":80\nroot * /usr/share/caddy\nfile_server\n"
_DEFAULT = "/etc/caddy/Caddyfile"
_HOME = "/run/caddy"
_CONFIG = "/run/caddy/caddy.json"
# Until its first active health check Caddy takes every upstream for alive.
_SECONDS_TO_PROBE = 1
_SECONDS_TO_LISTEN = 30
# A request that comes back to Caddy for ever, tried again each time, has no answer for long.
_SECONDS_TO_ANSWER = 40
_TRIES = 4
# What a request that comes back to Caddy for ever is answered at last: each round makes its header longer.
_TOO_LONG = 431
_BY = re.compile(rb"^x-answered-by: (.+?)\r?$", re.IGNORECASE | re.MULTILINE)


@dataclass(slots=True)
class Caddy:
    """A Caddy that listens."""

    process: subprocess.Popen[bytes]
    space: Namespace
    host: Namespace
    ports: tuple[int, ...]

    async def answers(self, request: Request) -> tuple[Answer, ...]:
        """The different answers to a request that is sent a few times; no more once there is none in time.

        What a failure of the first does to the next is seen: the others, which may all wait, go together.
        """
        found: list[Answer] = []
        with contextlib.suppress(asyncio.TimeoutError):
            found.append(await self._ask(request))
            if found[0].status != _TOO_LONG:
                found += await asyncio.gather(*(self._ask(request) for _ in range(1, _TRIES)))
            return tuple(dict.fromkeys(found))
        return tuple(dict.fromkeys((*found, Answer(0))))

    async def _ask(self, request: Request) -> Answer:
        port = request.port or (443 if 443 in self.ports else self.ports[0])
        try:
            reader, writer = await self._connected(port, self.host if request.outside else self.space)
        except ConnectionRefusedError:
            return Answer(0)
        head = f"GET {request.path} HTTP/1.1\r\nHost: {request.host}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        reply = await asyncio.wait_for(reader.read(), _SECONDS_TO_ANSWER)
        writer.close()
        answered = _BY.search(reply)
        if not reply and request.outside:
            return Answer(0)
        return Answer(int(reply.split(b" ", 2)[1]), answered[1].decode() if answered else None)

    async def _connected(
        self, port: int, space: Namespace
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        with space:
            sock = socket.socket()
        sock.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
        except OSError:
            sock.close()
            raise
        return await asyncio.open_connection(sock=sock)

    async def wait(self) -> None:
        """Until it listens on all its ports."""
        for port in self.ports:
            while True:
                if self.process.poll() is not None:
                    raise NotStarted("caddy run: it ended")
                try:
                    _, writer = await self._connected(port, self.space)
                    writer.close()
                    break
                except OSError:
                    await asyncio.sleep(0.02)


async def start(program: str, plan: Plan, engine: Engine) -> Caddy:
    """Adapt the Caddyfile where Caddy sees it, and run what came out."""
    container = _container(plan, engine)
    space = container.space if container else engine.host
    assert space is not None
    file = _furnish(plan, engine, container)
    os.makedirs(_HOME)
    given = (container.service.get("environment") or {}) if container else plan.environment
    variables = {name: str(value) for name, value in given.items() if value is not None}
    environment = {"PATH": os.environ["PATH"], "HOME": _HOME, **variables}
    config = _adapted(program, file, environment)
    Path(_CONFIG).write_text(json.dumps(config))
    await nameserver.start(space, lambda name: engine.lookup(container, name) if container else [])
    with space:
        process = subprocess.Popen(
            [program, "run", "--config", _CONFIG],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    caddy = Caddy(process, space, engine.host, _ports(config))
    await asyncio.wait_for(caddy.wait(), _SECONDS_TO_LISTEN)
    if '"active": {' in json.dumps(config):
        await asyncio.sleep(_SECONDS_TO_PROBE)
    return caddy


def _container(plan: Plan, engine: Engine) -> Container | None:
    if plan.caddy is None:
        return None
    running = engine.running(plan.caddy)
    if not running:
        raise NotStarted(f"{plan.caddy} has no container")
    return running[0]


def _furnish(plan: Plan, engine: Engine, container: Container | None) -> str:
    """Lay out what Caddy sees below /etc, for this process and its children: its Caddyfile's path."""
    hosts = _LOCALHOST + (_extra_hosts(engine, container) if container else "")
    copied = {target: Path(plan.folder, source).read_text() for target, source in plan.copied.items()}
    given = dict(_configs(engine, container)) if container else {}
    kernel.mount_empty("/etc")
    _write("/etc/hosts", hosts)
    _write("/etc/resolv.conf", f"nameserver {nameserver.ADDRESS}\noptions ndots:0 timeout:1 attempts:1\n")
    if container is None:
        return str(Path(plan.folder, plan.caddyfile))
    for target, text in {_DEFAULT: _WELCOME, **copied, **given}.items():
        _write(target, text)
    for target, source in sorted(_mounts(container.service)):
        _show(source, target)
    return _named_config(container.service) or _DEFAULT


def _extra_hosts(engine: Engine, container: Container) -> str:
    lines = []
    for entry in container.service.get("extra_hosts") or []:
        name, address = re.split("[=:]", entry, maxsplit=1)
        address = DOCKER0 if address == "host-gateway" else address.strip("[]")
        lines.append(f"{address} {name}\n")
    return "".join(lines)


def _configs(engine: Engine, container: Container) -> Iterator[tuple[str, str]]:
    """Target and text of the configs that compose gives the container."""
    declared = engine.configs[container.key.split("/")[0]]
    for config in container.service.get("configs") or []:
        source = declared[config["source"]]
        text = Path(source["file"]).read_text() if "file" in source else source["content"]
        yield config.get("target") or f"/{config['source']}", text


def _mounts(service: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Target and source of what is mounted from the host below /etc or /srv; a missing source becomes a folder."""
    for volume in service.get("volumes") or []:
        if volume["type"] == "bind" and volume["target"].startswith(("/etc/", "/srv/")):
            if not os.path.exists(volume["source"]):
                os.makedirs(volume["source"])
            yield volume["target"], volume["source"]


def _show(source: str, target: str) -> None:
    if os.path.isdir(source):
        if os.path.isfile(target):
            os.unlink(target)
        os.makedirs(target, exist_ok=True)
    elif not os.path.exists(target):
        _write(target, "")
    kernel.mount_bind(source, target)


def _write(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    Path(path).write_text(text)


def _named_config(service: Mapping[str, Any]) -> str | None:
    words = service.get("command") or []
    for word, following in pairwise([*words, ""]):
        if word in ("--config", "-c"):
            return str(following)
        if word.startswith("--config="):
            return str(word.removeprefix("--config="))
    return None


def _adapted(program: str, file: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """The configuration, with what a lab cannot have taken away: certificates and logs."""
    done = subprocess.run(
        [program, "adapt", "--config", file, "--adapter", "caddyfile"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=20,
    )
    if done.returncode:
        raise NotStarted(f"caddy adapt: {done.stderr.strip().splitlines()[-1]}")
    web = json.loads(done.stdout).get("apps", {}).get("http", {})
    for server in web.get("servers", {}).values():
        server.pop("tls_connection_policies", None)
        server.pop("logs", None)
        server |= {"automatic_https": {"disable": True}, "protocols": ["h1"]}
    return {"apps": {"http": web}}


def _ports(config: Mapping[str, Any]) -> tuple[int, ...]:
    listens = (
        listen.rsplit(":", 1)[1]
        for server in config["apps"]["http"].get("servers", {}).values()
        for listen in server.get("listen", [])
    )
    return tuple(sorted({int(port) for port in listens if port.isdigit()}))
