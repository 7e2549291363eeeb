"""What may be read: the repositories of the given paths, where there is none the given folders, and what is allowed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from toybox_lint.discovery import home
from toybox_lint.disk import DiskFiles


def territory(paths: Iterable[str], files: DiskFiles) -> Iterator[str]:
    """The folders, and the given files themselves, which may be links to elsewhere.

    A file stands for its folder, or for the folder upwards in which the compose files of its deployment are.
    """
    for path in paths:
        yield path
        folder = path if files.is_directory(path) else home(os.path.dirname(path), files)
        yield folder
        yield _repository(folder, files) or folder


def _repository(folder: str, files: DiskFiles) -> str | None:
    """The nearest folder upwards with a ``.git``, which is a file in a worktree."""
    while not files.exists(os.path.join(folder, ".git")):
        if folder == os.path.dirname(folder):
            return None
        folder = os.path.dirname(folder)
    return folder
