"""The disk: reading what the engine asks for, and writing fixed files whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from typing import cast

from toybox_lint.files import Unreadable, display_name
from toybox_lint.questions import Asked
from toybox_lint.source import SourceFile

_BOM = b"\xef\xbb\xbf"


class WriteError(Exception):
    """A file could not be written; nothing was changed."""


class DiskFiles:
    """The files below and around ``root``, the working folder. Each is read once.

    ``given`` are contents by absolute path that stand for those on the disk, if any are there. ``asked`` are the
    questions that the disk itself had to answer.
    """

    def __init__(self, root: str, given: Mapping[str, bytes] | None = None) -> None:
        self._root = root
        self._given = dict(given or {})
        self._read: dict[str, SourceFile | Unreadable | None] = {}
        self.asked = Asked()

    @property
    def root(self) -> str:
        return self._root

    def read(self, path: str) -> SourceFile | Unreadable | None:
        if path not in self._read:
            self._read[path] = self._load(path)
        return self._read[path]

    def is_directory(self, path: str) -> bool:
        return bool(self.asked.ask("directory", path))

    def names(self, directory: str) -> tuple[str, ...]:
        found = cast("tuple[str, ...]", self.asked.ask("names", directory))
        given = {os.path.basename(path) for path in self._given if os.path.dirname(path) == directory}
        return tuple(sorted(given.union(found))) if given else found

    def exists(self, path: str) -> bool:
        """Whether there is something at ``path``, or where it leads."""
        return bool(self.asked.ask("exists", path))

    def hindrance(self, path: str) -> str:
        """What keeps the file or folder ``path`` from being read, as a clause for people; empty for nothing."""
        return str(self.asked.ask("hindrance", path))

    def unchanged(self, path: str) -> bool:
        """Whether the file still holds the bytes that were read."""
        try:
            with open(path, "rb") as stream:
                return stream.read() == self.asked.ask("content", path)
        except OSError:
            return False

    def _load(self, path: str) -> SourceFile | Unreadable | None:
        found = self._given[path] if path in self._given else self.asked.ask("content", path)
        if isinstance(found, bytes):
            return self._source(path, found)
        return None if found is None else Unreadable(path, str(found))

    def _source(self, path: str, data: bytes) -> SourceFile:
        bom = data.startswith(_BOM)
        text = data[len(_BOM) if bom else 0 :].decode("utf-8", "surrogateescape")
        return SourceFile(path, display_name(path, self.root), text, bom)


def encode(file: SourceFile) -> bytes:
    """The bytes of a file as it was read: same byte order mark, same bytes that are not UTF-8."""
    return (_BOM if file.bom else b"") + file.text.encode("utf-8", "surrogateescape")


def write_all(changed: Iterable[SourceFile], files: DiskFiles) -> None:
    """Write every file, or none: all are prepared beside their places first, then renamed.

    Modes stay; links are followed to the file they name. Raises ``WriteError`` when a file cannot be
    written or is no longer what was read.
    """
    prepared: list[tuple[str, str, SourceFile]] = []
    try:
        for file in changed:
            place = os.path.realpath(file.path)
            prepared.append((_prepare(file, place), place, file))
        for _, _, file in prepared:
            if not files.unchanged(file.path):
                raise WriteError(f"{file.name}: it was changed meanwhile; nothing is written")
        while prepared:
            temporary, place, _ = prepared[0]
            os.replace(temporary, place)
            prepared.pop(0)
    except OSError as error:
        name = prepared[-1][2].name if prepared else "a file"
        raise WriteError(f"{name}: cannot be written: {error.strerror}") from error
    finally:
        for temporary, _, _ in prepared:
            os.unlink(temporary)


def _prepare(file: SourceFile, place: str) -> str:
    """Write ``file`` beside ``place``, flushed to the disk; the name of the temporary file."""
    if not os.access(place, os.W_OK):
        raise WriteError(f"{file.name}: cannot be written: it is read-only")
    temporary = f"{place}.toybox-lint-{os.getpid()}"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise WriteError(f"{file.name}: cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(encode(file))
            stream.flush()
            os.fsync(stream.fileno())
        status = os.stat(place)
        os.chmod(temporary, stat.S_IMODE(status.st_mode))
        if (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(temporary, status.st_uid, status.st_gid)
    except OSError as error:
        os.unlink(temporary)
        raise WriteError(f"{file.name}: cannot be written: {error.strerror}") from error
    return temporary
