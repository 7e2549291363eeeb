"""Network namespaces and private mounts of this process, through the C library."""

from __future__ import annotations

import ctypes
import os
from types import TracebackType

_NEW_NETWORK = 0x40000000
_NEW_MOUNTS = 0x00020000
_C = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, call: str) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")


class Namespace:
    """A network namespace of its own, gone with the process.

    ``with namespace:`` puts the thread into it: sockets made and programs started there belong to it.
    """

    def __init__(self) -> None:
        before = _current()
        _checked(_C.unshare(_NEW_NETWORK), "unshare")
        self._descriptor = _current()
        _enter(before)
        os.close(before)
        self._left: list[int] = []

    @property
    def path(self) -> str:
        """A path that means this namespace, for other programs."""
        return f"/proc/{os.getpid()}/fd/{self._descriptor}"

    def __enter__(self) -> None:
        self._left.append(_current())
        _enter(self._descriptor)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        before = self._left.pop()
        _enter(before)
        os.close(before)


def _current() -> int:
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def _enter(descriptor: int) -> None:
    _checked(_C.setns(descriptor, _NEW_NETWORK), "setns")


def private_mounts() -> None:
    """From now on what this process mounts is seen by itself and its children alone."""
    _checked(_C.unshare(_NEW_MOUNTS), "unshare")
    _mount(b"none", "/", None, 0x4000 | 0x40000)


def mount_empty(path: str) -> None:
    """Put an empty folder in memory over ``path``."""
    _mount(b"tmpfs", path, b"tmpfs", 0)


def mount_bind(source: str, target: str) -> None:
    """Show the file or folder ``source`` at ``target``, which is there."""
    _mount(source.encode(), target, None, 0x1000)


def _mount(source: bytes, target: str, kind: bytes | None, flags: int) -> None:
    _checked(_C.mount(source, target.encode(), kind, flags, None), f"mount on {target}")
