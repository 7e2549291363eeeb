"""Where the output goes."""

from __future__ import annotations

import os
import stat
import sys

from toybox_lint.cli.cache import Answer
from toybox_lint.cli.options import Options, Stop
from toybox_lint.output.terminal import clean, one_line


def tell(options: Options, answer: Answer) -> int:
    """Print ``answer``, or write it to ``--output-file``; its exit status. Raises ``Stop``."""
    for stream, text in answer.texts:
        if stream == "stdout":
            put(options, text)
        else:
            sys.stderr.write(text)
    return answer.status


def put(options: Options, text: str) -> None:
    """Print ``text``, or write it to ``--output-file``. Raises ``Stop``."""
    if options.output_file is None:
        sys.stdout.write(text)
    else:
        write_file(options.output_file, text, "--output-file")


def put_exactly(options: Options, text: str) -> None:
    """As ``put``, but every byte as it stands in the files, in every locale, unless a terminal would obey it."""
    if options.output_file is not None:
        write_file(options.output_file, text, "--output-file", errors="surrogateescape")
    elif sys.stdout.isatty():
        sys.stdout.write(clean(text))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))


def write_file(name: str, text: str, option: str, *, errors: str = "backslashreplace") -> None:
    """Write ``text`` to the file that ``option`` names, the old one until it is the new one. Raises ``Stop``."""
    try:
        _write(name, text.encode("utf-8", errors))
    except OSError as error:
        raise Stop(f"{name}: cannot be written: {error.strerror} ({option})") from error


def _write(name: str, data: bytes) -> None:
    """A pipe or device, and what is ours only to write, is written as it is."""
    mode = _mode(name)
    if mode is None:
        with open(name, "wb") as stream:
            stream.write(data)
        return
    from toybox_lint.cli.leftovers import beside

    place = os.path.realpath(name)
    new = beside(place, "new")
    try:
        with open(new, "wb") as stream:
            stream.write(data)
        if mode:
            os.chmod(new, mode)
        os.replace(new, place)
    except BaseException:
        from contextlib import suppress

        with suppress(OSError):
            os.unlink(new)
        raise


def _mode(name: str) -> int | None:
    """The mode of a file that may be replaced by another one; 0 where there is none yet, ``None`` if it may not."""
    if not os.access(os.path.dirname(os.path.realpath(name)), os.W_OK | os.X_OK):
        return None
    try:
        status = os.stat(name)
    except OSError:
        return 0
    mine = status.st_uid == os.geteuid() and status.st_nlink == 1 and os.access(name, os.W_OK)
    return stat.S_IMODE(status.st_mode) if mine and stat.S_ISREG(status.st_mode) else None


def note(text: str) -> None:
    """A line beside the output, on standard error."""
    sys.stderr.write(note_line(text))


def note_line(text: str) -> str:
    """A line beside the output, for standard error."""
    return f"toybox-lint: note: {one_line(text)}\n"
