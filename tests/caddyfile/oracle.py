"""The real Caddy: what it says to a Caddyfile, and what the model says to the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toybox_lint.caddy import load_caddyfile
from toybox_lint.caddy.model import Caddyfile
from toybox_lint.facts import Environment
from toybox_lint.files import MemoryFiles
from toybox_lint.source import SourceFile

NAME = "Caddyfile"


@dataclass(frozen=True)
class Verdict:
    """Accepted or not, the first line named, what is dialled and listened on."""

    valid: bool
    line: int | None = None
    dials: Counter[str] | None = None
    listen: frozenset[str] = frozenset()
    message: str = ""

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
        message = json.loads(last).get("msg", last) if last.startswith("{") else errors[:200]
        lines = re.findall(re.escape(NAME) + r":(\d+)", message)
        return Verdict(False, int(lines[0]) if lines else None, message=message)
    config = json.loads(done.stdout or b"{}")
    servers = config.get("apps", {}).get("http", {}).get("servers") or {}
    listen = frozenset(address for server in servers.values() for address in server.get("listen") or ())
    return Verdict(True, dials=Counter(_dials(config)), listen=listen)


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
