"""A folder of our own on this machine, of small files.

They are read and written through its descriptor, so that nobody can put another folder in its place meanwhile.
A link, or a folder of somebody else, is not used.
"""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

# An entry larger than this is not kept. All entries together hold at most so many bytes, and are at most so many.
LARGEST = 4 * 1024 * 1024
SIZE = 32 * 1024 * 1024
NUMBER = 256
SUFFIX = ".toybox-lint"


class Folder:
    """The folder at ``path``, made if ``make`` says so: then ``made`` tells whether it was not there.

    Raises ``OSError`` where it cannot be had.
    """

    def __init__(self, path: str, *, make: bool = False) -> None:
        self.made = make and _made(path)
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        self._descriptor = os.open(path, flags)
        if os.fstat(self._descriptor).st_uid != os.geteuid():
            os.close(self._descriptor)
            raise PermissionError(f"{path} belongs to somebody else")

    def __enter__(self) -> Folder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)

    def read(self, name: str, *, private: bool = False) -> bytes:
        """The file ``name``: a regular one of ours, of bounded size, and if ``private`` for nobody else to see."""
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        with open(os.open(name, flags, dir_fd=self._descriptor), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
                raise PermissionError(f"{name} is not a file of ours")
            if private and status.st_mode & 0o077:
                raise PermissionError(f"{name} can be read by others")
            return stream.read(LARGEST + 1)

    def write(self, name: str, data: bytes) -> None:
        """Write the file ``name``, whole or not at all, for the user alone."""
        self._put(name, data, self._rename)

    def add(self, name: str, data: bytes) -> None:
        """Write the file ``name`` likewise unless there is one: of several that add it at once, the first wins."""
        self._put(name, data, self._link)

    def _put(self, name: str, data: bytes, place: Callable[[str, str], None]) -> None:
        temporary = f"{os.urandom(8).hex()}{SUFFIX}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(temporary, flags, 0o600, dir_fd=self._descriptor)
        try:
            with open(descriptor, "wb") as stream:
                stream.write(data)
            place(temporary, name)
        except BaseException:
            self._remove(temporary)
            raise

    def _rename(self, temporary: str, name: str) -> None:
        os.rename(temporary, name, src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)

    def _link(self, temporary: str, name: str) -> None:
        try:
            os.link(temporary, name, src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)
        except FileExistsError:
            self._remove(temporary)
        except OSError:  # a file system without hard links
            self._rename(temporary, name)
        else:
            self._remove(temporary)

    def remove_old(self) -> None:
        """Keep the newest entries, as many as the bounds allow."""
        found = []
        with os.scandir(self._descriptor) as entries:
            for entry in entries:
                if entry.name.endswith(SUFFIX):
                    status = entry.stat(follow_symlinks=False)
                    found.append((status.st_mtime_ns, status.st_size, entry.name))
        total = 0
        for number, (_, size, name) in enumerate(sorted(found, reverse=True), 1):
            total += size
            if number > NUMBER or total > SIZE:
                self._remove(name)

    def _remove(self, name: str) -> None:
        try:
            os.unlink(name, dir_fd=self._descriptor)
        except FileNotFoundError:
            return  # another process was quicker


def _made(path: str) -> bool:
    """Make ``path``, for the user alone, and what is above it; whether it was not there."""
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        return False
    return True
