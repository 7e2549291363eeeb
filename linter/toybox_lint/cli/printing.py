"""Where the output goes."""

from __future__ import annotations

import sys

from toybox_lint.cli.options import Options, Stop
from toybox_lint.output.terminal import one_line


def put(options: Options, text: str) -> None:
    """Print ``text``, or write it to ``--output-file``. Raises ``Stop``."""
    if options.output_file is None:
        sys.stdout.write(text)
    else:
        write_file(options.output_file, text, "--output-file")


def write_file(name: str, text: str, option: str) -> None:
    """Write ``text`` to the file that ``option`` names. Raises ``Stop``."""
    try:
        with open(name, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError as error:
        raise Stop(f"{name}: cannot be written: {error.strerror} ({option})") from error


def note(text: str) -> None:
    """A line beside the output, on standard error."""
    print(f"toybox-lint: note: {one_line(text)}", file=sys.stderr)
