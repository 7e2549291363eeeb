"""The command in a process that writes down what it touches, and that can be forbidden to."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from conftest import environment

# What the interpreter tells of everything that opens, lists, connects or starts something.
_WATCHED = """
import json, os, sys
record, forbidden = sys.argv.pop(1), tuple(json.loads(sys.argv.pop(1)))
out, busy = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND), False
def watch(event, arguments):
    global busy
    if event.startswith(forbidden):
        os.write(out, (json.dumps(["forbidden", event]) + chr(10)).encode())
        raise RuntimeError(event + " is forbidden")
    if event in ("open", "os.listdir", "os.scandir") and not busy:
        busy = True
        os.write(out, (json.dumps([event, repr(arguments[0])]) + chr(10)).encode())
        busy = False
sys.addaudithook(watch)
from toybox_lint.cli import main
main()
"""


def watched(
    folder: Path, *arguments: str, forbidden: tuple[str, ...] = (), env: Mapping[str, str] | None = None
) -> tuple[subprocess.CompletedProcess[str], list[tuple[str, str]]]:
    """The command in ``folder``, and its events: what was opened and listed, as written, and what was ``forbidden``."""
    record = folder.parent / f"{folder.name}.events"
    record.unlink(missing_ok=True)
    command = [sys.executable, "-c", _WATCHED, str(record), json.dumps(forbidden or ["nothing"]), *arguments]
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(**(env or {})),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    events = [tuple(json.loads(line)) for line in record.read_text().splitlines()]
    return done, [(kind, name) for kind, name in events]
