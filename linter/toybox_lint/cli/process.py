"""The process around a command: streams, exit status, signals of a closed pipe."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Callable, Sequence

from toybox_lint import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from toybox_lint.cli.cache import Entry
    from toybox_lint.cli.importing import Bundle, OwnModules

OK, FINDINGS, TROUBLE = 0, 1, 2
_FOR_PROGRAMS = ("json", "sarif", "github", "gitlab", "junit", "rdjson")
# So many compiled files are read beside the bundle where it is not there, or old.
_MANY = 100
_COMPLETION = "_TOYBOX_LINT_COMPLETE"


def run(arguments: Sequence[str], *, own_process: bool = False) -> int:
    """Run the command; its exit status. A reader that goes away (``| head``) ends it quietly.

    In an ``own_process`` nobody else uses what is imported.
    """
    gc.disable()
    _open_streams(arguments)
    if list(arguments) in (["--version"], ["-V"]):
        return _told(_version)
    return _told(lambda: _cached(arguments, own_process))


def _cached(arguments: Sequence[str], own_process: bool) -> int:
    """The exit status of a run before that nothing has changed of, which is told again, else of this one."""
    finder = None
    if own_process:
        from toybox_lint._records import spare_the_guard

        finder = _find_our_own()
        spare_the_guard()
    from toybox_lint.cli.cache import entry_of

    # What a shell asks for to complete a line is told by click, and without arguments.
    entry = None if _COMPLETION in os.environ else entry_of(arguments)
    answer = entry.recall() if entry else None
    if answer:
        return answer.tell()
    from toybox_lint.cli.signals import Ended, Heard

    try:
        with Heard():
            status = _command(arguments, entry, own_process, finder)
            sys.stdout.flush()
            if finder is not None and finder.bundle is not None and finder.read > _MANY:
                _renew(finder.bundle)
            return status
    except Ended as end:
        _forget_output()
        return end.status


def _find_our_own() -> OwnModules | None:
    """Import our own modules the quick way, where this Python has inside what that takes."""
    try:
        from toybox_lint.cli.importing import find_our_own
    except ImportError:
        return None
    return find_our_own()


def _renew(bundle: Bundle) -> None:
    if not sys.dont_write_bytecode:
        from toybox_lint.cli.bundle import renew

        renew(bundle)


def _version() -> int:
    print(f"toybox-lint {__version__}")
    return OK


def _told(work: Callable[[], int]) -> int:
    """The exit status of ``work``, or of what kept it from ending well."""
    try:
        status = work()
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        _forget_output()
        return 141
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        # What holds it must be let go before anything can be told.
        failure = None
    except Exception as error:
        failure = error
    _forget_output()
    if failure is not None:
        return _failed(failure)
    complain("there is not enough memory")
    return TROUBLE


def _open_streams(arguments: Sequence[str]) -> None:
    """Standard streams that take any text; one that was closed before goes nowhere.

    What programs read is UTF-8 in every locale.
    """
    for_programs = any(word.rpartition("=")[2] in _FOR_PROGRAMS for word in arguments)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            encoding = "utf-8" if for_programs and name == "stdout" else None
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _forget_output() -> None:
    """What could not be written yet must not be tried again when the process ends."""
    sys.stdout = _nowhere(sys.stdout)


def _nowhere(stream: TextIO | None) -> TextIO | None:
    """The stream with all that it still holds and is given going nowhere."""
    if stream is not None:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except (OSError, ValueError):
            return None
    return stream


def _failed(error: Exception) -> int:
    """Exit status of a fault of ours, or of an output that takes nothing.

    The message of an exception may hold a value of the user's files: only its type and place are told.
    """
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF):
        complain(f"cannot write the output: {error.strerror}")
        return TROUBLE
    if isinstance(error, ImportError):
        complain(f"this installation is not whole: {error}; install toybox-lint again")
        return TROUBLE
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    places = "".join(f"  {frame.filename}:{frame.lineno} in {frame.name}\n" for frame in frames)
    complain(
        f"{type(error).__name__} inside toybox-lint {__version__}; please report the lines above", places
    )
    return TROUBLE


def _command(
    arguments: Sequence[str], entry: Entry | None, own_process: bool, finder: OwnModules | None
) -> int:
    from toybox_lint.cli.options import Stop
    from toybox_lint.cli.quick import plain

    if own_process:
        from toybox_lint.compose.yaml.events import spare_the_package

        spare_the_package()
    try:
        found = None if _COMPLETION in os.environ else plain(arguments)
        if found is None:
            from toybox_lint.cli.commands import invoke

            return invoke(arguments, entry)
        command, options = found
        if command == "inspect":
            from toybox_lint.cli.inspection import inspect

            return inspect(options)
        if finder is not None:
            finder.take_bundle()
        from toybox_lint.cli.check import check

        return check(options, entry)
    except Stop as stop:
        complain(str(stop))
        return TROUBLE


def complain(text: str, above: str = "") -> None:
    """One line about what went wrong, on standard error; where that takes nothing, the exit status tells it."""
    try:
        sys.stderr.write(above + error_line(text))
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.stderr = _nowhere(sys.stderr)


def error_line(text: str) -> str:
    """What went wrong, as the one line that is told of it."""
    from toybox_lint.output.terminal import one_line

    return f"toybox-lint: error: {one_line(text)}\n"
