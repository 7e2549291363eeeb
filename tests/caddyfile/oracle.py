"""The real Caddy: what it says to a Caddyfile, and what the model says to the same."""

from __future__ import annotations

import atexit
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from toybox_lint.caddy.load import load_caddyfile
from toybox_lint.caddy.model import Caddyfile
from toybox_lint.facts import Environment
from toybox_lint.files import MemoryFiles
from toybox_lint.source import SourceFile

NAME = "Caddyfile"


@dataclass(frozen=True)
class Verdict:
    """Accepted or not, the first line named, what is dialled and listened on, and whether ``caddy fmt`` agrees."""

    valid: bool
    line: int | None = None
    dials: Counter[str] | None = None
    listen: frozenset[str] = frozenset()
    message: str = ""
    formatted: bool = True

    def agrees(self, other: Verdict) -> bool:
        """Whether both say the same; ``self`` is Caddy, whose message may name no line."""
        if self.valid != other.valid:
            return False
        if not self.valid:
            return self.line is None or self.line == other.line
        return self.dials == other.dials and self.listen == other.listen


@cache
def caddy() -> str | None:
    """The Caddy program beside this Python, or on the path."""
    beside = Path(sys.executable).parent / "caddy"
    return str(beside) if beside.exists() else shutil.which("caddy")


def ask_caddy(text: bytes) -> Verdict:
    """What ``caddy adapt`` says, with nothing in its environment."""
    program = caddy()
    assert program is not None
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / NAME).write_bytes(text)
        done = subprocess.run(
            [program, "adapt", "--config", NAME, "--adapter", "caddyfile"],
            cwd=folder,
            env={"HOME": folder, "PATH": os.defpath},
            capture_output=True,
            timeout=60,
            check=False,
        )
    errors = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode:
        last = errors.splitlines()[-1] if errors else ""
        return _refused(json.loads(last).get("msg", last) if last.startswith("{") else errors[:200])
    return _accepted(json.loads(done.stdout or b"{}"))


def _refused(message: str) -> Verdict:
    lines = re.findall(re.escape(NAME) + r":(\d+)", message)
    return Verdict(False, int(lines[0]) if lines else None, message=message)


def _accepted(config: dict[str, Any]) -> Verdict:
    servers = config.get("apps", {}).get("http", {}).get("servers") or {}
    listen = frozenset(address for server in servers.values() for address in server.get("listen") or ())
    return Verdict(True, dials=Counter(_dials(config)), listen=listen)


class _SocketConnection(http.client.HTTPConnection):
    """HTTP through a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(60)
        self.sock.connect(self.path)


class Adapter:
    """A Caddy that keeps running and adapts what its admin socket is given: many times as quick as a program
    for each file. It serves nothing."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.socket = os.path.join(self.folder.name, "s")
        config = Path(self.folder.name, "config.json")
        config.write_text(
            json.dumps({"admin": {"listen": f"unix/{self.socket}", "config": {"persist": False}}}), "utf-8"
        )
        self.empty = tempfile.TemporaryDirectory()
        program = caddy()
        assert program is not None
        self.process = subprocess.Popen(
            [program, "run", "--config", str(config)],
            cwd=self.empty.name,
            env={"HOME": self.folder.name, "PATH": os.defpath},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            if os.path.exists(self.socket):
                break
            time.sleep(0.05)

    def stop(self) -> None:
        """End the program."""
        self.process.terminate()
        self.process.wait(30)
        self.folder.cleanup()
        self.empty.cleanup()

    def ask(self, text: bytes) -> Verdict:
        """As `ask_caddy`; where the program itself breaks off, the file is refused."""
        connection = _SocketConnection(self.socket)
        try:
            connection.request("POST", "/adapt", text, {"Content-Type": "text/caddyfile", "Host": ""})
            response = connection.getresponse()
            answer = json.loads(response.read())
        except (http.client.HTTPException, ConnectionError):
            return Verdict(False, message="panic")
        finally:
            connection.close()
        if response.status != 200:
            return _refused(answer["error"])
        wanted = any("not formatted" in each["message"] for each in answer.get("warnings") or ())
        return replace(_accepted(answer["result"] or {}), formatted=not wanted)


@cache
def adapter() -> Adapter:
    """The one that all tests share."""
    running = Adapter()
    atexit.register(running.stop)
    return running


def _dials(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("handler") == "reverse_proxy":
            for upstream in node.get("upstreams") or ():
                yield upstream.get("dial", "")
        for value in node.values():
            yield from _dials(value)
    elif isinstance(node, list):
        for value in node:
            yield from _dials(value)


def source(text: bytes) -> SourceFile:
    """The bytes of a file as the engine is given them."""
    mark = b"\xef\xbb\xbf"
    bom = text.startswith(mark)
    decoded = text.removeprefix(mark).decode("utf-8", "surrogateescape")
    return SourceFile(f"/project/{NAME}", NAME, decoded, bom)


def load(text: bytes) -> Caddyfile:
    """The model of a file, with nothing in the environment."""
    file = source(text)
    return load_caddyfile(file, MemoryFiles({NAME: file.text}), Environment({}, True))


def ask_model(text: bytes) -> Verdict:
    """What the model says."""
    model = load(text)
    fatal = [problem for problem in model.problems if problem.fatal]
    if fatal:
        return Verdict(False, fatal[0].caddy_line, message=f"{fatal[0].kind}: {fatal[0].message}")
    dials = Counter(str(dial).encode("utf-8", "replace").decode() for dial in model.dials)
    return Verdict(True, dials=dials, listen=frozenset(model.listen))


def quick_differences(texts: Iterable[tuple[str, bytes]]) -> list[str]:
    """As `differences`; only where the running Caddy and the model differ is the program itself asked."""
    suspects = []
    for name, text in texts:
        verdict = adapter().ask(text)
        if "not registered" not in verdict.message and not verdict.agrees(ask_model(text)):
            suspects.append((name, text))
    return differences(suspects)


def differences(texts: Iterable[tuple[str, bytes]]) -> list[str]:
    """Where Caddy and the model differ, in words. What needs a plugin is left out."""
    pairs = list(texts)
    with ThreadPoolExecutor(4) as pool:
        verdicts = list(pool.map(ask_caddy, [text for _, text in pairs]))
    found = []
    for (name, text), verdict in zip(pairs, verdicts, strict=True):
        if "not registered" in verdict.message:
            continue
        ours = ask_model(text)
        if not verdict.agrees(ours):
            found.append(f"{name}: Caddy says {verdict}, the model {ours}")
    return found
