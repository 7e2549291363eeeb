"""Files in which people write down how a project is set up and started."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.files import Files, resolve
from toybox_lint.source import SourceFile

_NAMES = frozenset(
    {
        "makefile",
        "justfile",
        "taskfile.yml",
        "taskfile.yaml",
        "package.json",
        "readme.md",
        "setup",
        "deploy",
        ".envrc",
    }
)
_SCRIPT = ".sh"
_OF_SCRIPTS = ("scripts", "bin", "deploy")


def instructions(directory: str, files: Files) -> Iterator[str]:
    """The texts of those of a project's folder, and of the scripts in its folders for them."""
    for name in files.names(directory):
        if name.lower() in _NAMES or name.endswith(_SCRIPT):
            yield from _text(resolve(directory, name), files)
        if name in _OF_SCRIPTS:
            folder = resolve(directory, name)
            for inner in files.names(folder):
                if inner.endswith(_SCRIPT):
                    yield from _text(resolve(folder, inner), files)


def _text(path: str, files: Files) -> Iterator[str]:
    file = files.read(path)
    if isinstance(file, SourceFile):
        yield file.text
