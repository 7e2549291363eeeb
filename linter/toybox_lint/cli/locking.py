"""One ``--fix`` at a time in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import sleep

_TRIES, _PAUSE = 40, 0.05


class Busy(Exception):
    """Another process holds a folder, and does not let go of it."""


@contextmanager
def locked(folders: Iterable[str], *, patient: bool = True) -> Iterator[bool]:
    """Hold a lock on each of the folders, in one order for everybody; whether all could be locked at all.

    Nothing is written for it, and it ends with the process. Some network file systems know no locks on folders.
    Raises ``Busy``: at once, or after some seconds when ``patient``.
    """
    opened: list[int] = []
    try:
        certain = True
        for folder in sorted(set(folders)):
            try:
                opened.append(os.open(folder, os.O_RDONLY | os.O_CLOEXEC))
            except OSError:
                certain = False
                continue
            certain = _lock(opened[-1], folder, _TRIES if patient else 1) and certain
        yield certain
    finally:
        for descriptor in opened:
            os.close(descriptor)


def _lock(descriptor: int, folder: str, tries: int) -> bool:
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:
        return False
    for left in range(tries, 0, -1):
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
            return True
        except BlockingIOError:
            if left > 1:
                sleep(_PAUSE)
        except OSError:
            return False
    raise Busy(f"another process is writing in {os.path.relpath(folder)}")
