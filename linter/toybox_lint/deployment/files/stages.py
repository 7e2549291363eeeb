"""Compose files beside a project that are not linted with it: those of other stages."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Project
from toybox_lint.discovery import is_compose
from toybox_lint.files import Files, entry
from toybox_lint.source import SourceFile


def of_other_stages(project: Project, files: Files) -> Iterator[SourceFile]:
    """The compose files of the project's folder that it does not consist of."""
    own = {file.path for file in project.files}
    for name in files.names(project.directory):
        path = entry(project.directory, name)
        file = files.read(path) if is_compose(name) and path not in own else None
        if isinstance(file, SourceFile):
            yield file
