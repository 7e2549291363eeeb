"""Files on disk through the protocol of the engine."""

from __future__ import annotations

import os
from pathlib import Path

from toybox_lint.files import Unreadable, display_name
from toybox_lint.source import SourceFile


class DiskFiles:
    """What is on disk below nothing in particular; names are reported relative to ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)

    def read(self, path: str) -> SourceFile | Unreadable | None:
        if os.path.isdir(path):
            return Unreadable(path, "is a directory")
        try:
            text = Path(path).read_bytes().decode("utf-8", "surrogateescape")
        except FileNotFoundError:
            return None
        bom = text.startswith("\ufeff")
        return SourceFile(path, display_name(path, self.root), text.removeprefix("\ufeff"), bom)

    def is_directory(self, path: str) -> bool:
        return os.path.isdir(path)

    def names(self, directory: str) -> tuple[str, ...]:
        return tuple(sorted(os.listdir(directory))) if os.path.isdir(directory) else ()
