"""The engine's only view of files: it asks by name and is given texts."""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache

from toybox_lint.records import dataclass
from toybox_lint.source import SourceFile
from toybox_lint.typed import Protocol, cast

OUTSIDE = (
    "lies outside of the project and is not read; allow-outside in the configuration can name its folder"
)
_BOM = "\ufeff"
# No system has a longer path, in bytes.
LONGEST_PATH = 4096


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is there and cannot be read; ``reason`` is a clause for people."""

    path: str
    reason: str


class Files(Protocol):
    """Answers what is at an absolute, normalised path. The same question always has the same answer."""

    @property
    def root(self) -> str:
        """The working folder, to which reported names are relative."""

    def read(self, path: str) -> SourceFile | Unreadable | None:
        """The file's text; ``None`` when nothing is there. A directory is ``Unreadable``."""

    def is_directory(self, path: str) -> bool:
        """Whether ``path`` is a directory."""

    def names(self, directory: str) -> tuple[str, ...]:
        """Names of the entries of ``directory``, sorted; empty when it is not a directory."""

    def is_outside(self, path: str) -> bool:
        """Whether ``path`` lies, or leads, where nothing may be read: whatever is there is not known."""

    def is_link(self, path: str) -> bool:
        """Whether ``path`` is a symbolic link."""


class MemoryFiles:
    """Files given as texts: for tests, editors and everything after the collection.

    ``root`` is the working folder: reported names are relative to it.
    """

    def __init__(self, texts: Mapping[str, str], root: str = "/project") -> None:
        self._root = root
        self._files = {
            path: SourceFile(path, display_name(path, root), text.removeprefix(_BOM), text.startswith(_BOM))
            for path, text in ((resolve(root, name), text) for name, text in texts.items())
        }
        self._directories = _parents(self._files)

    @property
    def root(self) -> str:
        return self._root

    def read(self, path: str) -> SourceFile | Unreadable | None:
        if path in self._directories:
            return Unreadable(path, "is a directory")
        return self._files.get(path)

    def is_directory(self, path: str) -> bool:
        return path in self._directories

    def names(self, directory: str) -> tuple[str, ...]:
        return tuple(sorted(self._directories.get(directory, ())))

    def is_outside(self, path: str) -> bool:
        return False

    def is_link(self, path: str) -> bool:
        return False


def _parents(paths: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in paths:
        while path != "/":
            parent, name = posixpath.split(path)
            found.setdefault(parent, set()).add(name)
            path = parent
    return found


def resolve(directory: str, path: str) -> str:
    """``path`` as an absolute, normalised one, seen from ``directory``. Links are not followed."""
    joined = posixpath.normpath(posixpath.join(directory, path))
    return joined[1:] if joined.startswith("//") else joined


def is_in(name: str, directory: str, files: Files) -> bool:
    """Whether ``directory`` has an entry ``name``, in no more time where it has many."""
    return name in _entries(cast("Hashable", files), directory)


@lru_cache(maxsize=64)
def _entries(files: Hashable, directory: str) -> frozenset[str]:
    return frozenset(cast("Files", files).names(directory))


def entry(directory: str, name: str) -> str:
    """The absolute path of an entry ``name`` of a directory whose path is absolute and normalised."""
    return f"{directory.rstrip('/')}/{name}"


def lies_in(path: str, folder: str) -> bool:
    """Whether ``path`` is ``folder`` or somewhere in it; a slash at the end of either means nothing."""
    return f"{path.rstrip('/')}/".startswith(f"{folder.rstrip('/')}/")


def folders_above(folder: str) -> Iterator[str]:
    """The folders that hold it, the nearest first."""
    while folder != posixpath.dirname(folder):
        folder = posixpath.dirname(folder)
        yield folder


def overlap(one: str, other: str) -> bool:
    """Whether one of two paths is the other, or lies in it."""
    return lies_in(one, other) or lies_in(other, one)


def display_name(path: str, root: str) -> str:
    """``path`` as the report names it: relative to ``root``, with ``/``."""
    if path == root:
        return "."
    above = f"{root.rstrip('/')}/"
    if path.startswith(above) and "//" not in path and "/." not in path:
        return path[len(above) :].rstrip("/") or "."
    return posixpath.relpath(path, root)
