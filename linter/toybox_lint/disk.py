"""The disk: reading what the engine asks for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import cast

from toybox_lint.facts import Unknown
from toybox_lint.files import Unreadable, display_name
from toybox_lint.questions import EVERY, Asked
from toybox_lint.source import SourceFile

_BOM = b"\xef\xbb\xbf"


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

    def changed(self) -> Iterator[str]:
        """Names of files that no longer hold what was read."""
        return (display_name(path, self.root) for path in self.asked.changed())

    def folders(self) -> Iterator[str]:
        """The folders of the files that were read, links followed, each once."""
        yield from dict.fromkeys(os.path.dirname(os.path.realpath(path)) for path in self.asked.read())

    def environment(self) -> dict[str, str | Unknown]:
        """The variables of this process."""
        return dict(cast("dict[str, str]", self.asked.ask("environment", EVERY)))

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
