"""The collection of compose files: what is one project in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parent / "cases"
TOPICS = tuple(sorted(path.name for path in CASES.iterdir()))
SINGLE = ".compose.yaml"


class Subject(NamedTuple):
    """A folder as a whole, or one ``NAME.compose.yaml`` in it."""

    folder: Path
    file: str | None

    @property
    def name(self) -> str:
        return str((self.folder / (self.file or "")).relative_to(CASES))


def subjects(topic: str) -> Iterator[Subject]:
    """The single files of a topic, and its folders: each with all its files one project."""
    for path in sorted((CASES / topic).iterdir()):
        if path.is_file():
            yield Subject(path.parent, path.name)
        else:
            yield Subject(_project_folder(path), None)


def _project_folder(folder: Path) -> Path:
    """The folder itself, or the one below it that holds the project."""
    inner = [path for path in folder.iterdir() if path.is_dir()]
    if len(inner) == 1 and not any(path.is_file() for path in folder.iterdir()):
        return _project_folder(inner[0])
    return folder
