"""Signals that end the command: what is being done is left in order, then it ends with 128 and their number."""

from __future__ import annotations

import sys
from types import FrameType

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
else:
    try:
        # The module around it makes an enumeration of each number: as long as a hundredth of a small run.
        import _signal as signal
    except ImportError:
        import signal

_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

_SIGNALLED = 128
_MOMENT = 0.001


class Ended(BaseException):
    """The process was asked to end; raised wherever it is. ``status`` is its exit status."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = _SIGNALLED + number


class Heard:
    """Raises ``Ended`` at a signal that ends; at the first one only, so that nothing disturbs what is left to do.

    One that is ignored (``nohup``) stays so. Where handlers cannot be set, in a thread, all is as it was.
    """

    def __enter__(self) -> None:
        self.before = {number: signal.getsignal(number) for number in _ENDING}
        self.missed = sys.unraisablehook
        self.taken = [number for number, handler in self.before.items() if handler != signal.SIG_IGN]
        try:
            for number in self.taken:
                signal.signal(number, _end)
        except ValueError:
            self.taken = []

    def __exit__(self, *_: object) -> None:
        sys.unraisablehook = self.missed
        for number in self.taken:
            signal.signal(number, self.before[number])


def _end(number: int, frame: FrameType | None) -> None:
    for each in _ENDING:
        signal.signal(each, signal.SIG_IGN)
    if hasattr(signal, "setitimer"):
        sys.unraisablehook = _missed
    raise Ended(number)


def _missed(what: sys.UnraisableHookArgs) -> None:
    """Raise it again a moment later: a callback of the interpreter, as of a weak reference, swallows what is raised."""
    if not isinstance(what.exc_value, Ended):
        sys.__unraisablehook__(what)
        return
    number = what.exc_value.status - _SIGNALLED
    signal.signal(signal.SIGALRM, lambda *_: _end(number, None))
    signal.setitimer(signal.ITIMER_REAL, _MOMENT)


class Held:
    """Lets signals that end wait until this is done. Processes and threads that begin meanwhile keep them waiting."""

    def __enter__(self) -> None:
        if hasattr(signal, "pthread_sigmask"):
            self.before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_SETMASK, self.before)


def leave_to_parent() -> None:
    """In a process that works for another one: it alone is asked to end by the keyboard, and ends this one."""
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
