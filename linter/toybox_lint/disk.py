"""The disk: reading what the engine asks for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from toybox_lint.facts import Unknown
from toybox_lint.files import LONGEST_PATH, OUTSIDE, Unreadable, display_name, entry
from toybox_lint.questions import EVERY, Asked
from toybox_lint.source import SourceFile
from toybox_lint.typed import cast

_BOM = b"\xef\xbb\xbf"
# A program's time and memory go by words. Ten thousand sites are 350,000; a file below this size is not counted.
_MOST_WORDS = 500_000
_UNCOUNTED = 1024 * 1024


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
        if not self._given:
            return found
        given = {os.path.basename(path) for path in self._given if os.path.dirname(path) == directory}
        return tuple(sorted(given.union(found)))

    def is_outside(self, path: str) -> bool:
        return False

    def is_link(self, path: str) -> bool:
        return bool(self.asked.ask("link", path))

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
            if len(found) > _UNCOUNTED and _words(found) > _MOST_WORDS:
                return Unreadable(path, f"holds more than {_MOST_WORDS:,} words")
            return self._source(path, found)
        return None if found is None else Unreadable(path, str(found))

    def _source(self, path: str, data: bytes) -> SourceFile:
        bom = data.startswith(_BOM)
        text = data[len(_BOM) if bom else 0 :].decode("utf-8", "surrogateescape")
        return SourceFile(path, display_name(path, self.root), text, bom)


class Confined:
    """Files of which only those in ``folders`` are read: what lies elsewhere, or leads there by a link, is not known.

    Names of the entries of a folder above one of them are told, so that a project is found from inside.
    """

    def __init__(self, base: DiskFiles, folders: Iterable[str]) -> None:
        self._base = base
        self._real = {folder: self._asked(folder) for folder in folders}
        self._folders = _Folders(self._real)
        self._real_folders = _Folders(self._real.values())
        self._outside: dict[str, bool] = {}

    @property
    def root(self) -> str:
        return self._base.root

    def read(self, path: str) -> SourceFile | Unreadable | None:
        return Unreadable(path, OUTSIDE) if self.is_outside(path) else self._base.read(path)

    def is_directory(self, path: str) -> bool:
        return self._base.is_directory(path) and not self.is_outside(path)

    def names(self, directory: str) -> tuple[str, ...]:
        return self._base.names(directory) if self._is_shown(directory) else ()

    def is_outside(self, path: str) -> bool:
        if path not in self._outside:
            self._outside[path] = not self._real_folders.hold(self._place(path))
        return self._outside[path]

    def is_link(self, path: str) -> bool:
        return self._base.is_link(path)

    def _is_shown(self, directory: str) -> bool:
        if self._outside.get(directory) is False:
            return True
        above = directory.rstrip("/") + "/"
        return any(path.startswith(above) for path in self._folders.paths) or not self.is_outside(directory)

    def _place(self, path: str) -> str:
        """Where ``path`` leads. Above the folders nobody looks for links but where a way in may be one.

        At a path that is longer than the system takes there is nothing, and no link in it is followed.
        """
        if len(path) > LONGEST_PATH:
            return path
        below: list[str] = []
        while (known := self._real.get(path)) is None and self._folders.hold(path) and not self.is_link(path):
            below.append(path)
            path = path.rpartition("/")[0] or "/"
        if known is None:
            known = self._real[path] = self._asked(path)
        for each in reversed(below):
            known = self._real[each] = entry(known, each.rpartition("/")[2])
        return known

    def _asked(self, path: str) -> str:
        return str(self._base.asked.ask("real", path))


def _words(data: bytes) -> int:
    """About how many words a file holds, in any of the languages that are read."""
    shape = data.translate(bytes(32 if byte in b" \t\n\v\f\r" else 120 for byte in range(256)))
    glued = data.count(b",") + data.count(b"[") + data.count(b"{") - data.count(b" {")
    return shape.count(b" x") + glued


class _Folders:
    """Some folders, by their absolute paths."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = frozenset(paths)
        self._inside = tuple(f"{path.rstrip('/')}/" for path in self.paths)

    def hold(self, path: str) -> bool:
        """Whether ``path`` is one of them or lies below one."""
        return path.startswith(self._inside) or path in self.paths


def encode(file: SourceFile) -> bytes:
    """The bytes of a file as it was read: same byte order mark, same bytes that are not UTF-8."""
    return (_BOM if file.bom else b"") + file.text.encode("utf-8", "surrogateescape")
