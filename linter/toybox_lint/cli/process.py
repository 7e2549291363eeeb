"""The process around a command: streams, exit status, signals of a closed pipe."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

OK, FINDINGS, TROUBLE = 0, 1, 2


def run(arguments: Sequence[str]) -> int:
    """Run the command; its exit status. A reader that goes away (``| head``) ends it quietly."""
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _command(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130


def _command(arguments: Sequence[str]) -> int:
    from toybox_lint.cli.commands import Stop, invoke

    try:
        return invoke(arguments)
    except Stop as stop:
        complain(str(stop))
        return TROUBLE


def complain(text: str) -> None:
    """One line about what went wrong, on standard error."""
    from toybox_lint.output.terminal import one_line

    print(f"toybox-lint: error: {one_line(text)}", file=sys.stderr)
