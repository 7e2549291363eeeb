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
        ".gitlab-ci.yml",
    }
)
_SCRIPT = ".sh"
_OF_SCRIPTS = ("scripts", "bin", "deploy")
# Where GitHub has what it runs.
_OF_GITHUB, _WORKFLOWS, _WORKFLOW = ".github", ".github/workflows", (".yml", ".yaml")


def instructions(directory: str, files: Files) -> Iterator[str]:
    """The texts of those of a project's folder, of the scripts in its folders for them, and of GitHub's workflows."""
    for name in files.names(directory):
        if name.lower() in _NAMES or name.endswith(_SCRIPT):
            yield from _text(resolve(directory, name), files)
        if name in _OF_SCRIPTS:
            yield from _within(resolve(directory, name), _SCRIPT, files)
        elif name == _OF_GITHUB:
            yield from _within(resolve(directory, _WORKFLOWS), _WORKFLOW, files)


def _within(folder: str, ending: str | tuple[str, ...], files: Files) -> Iterator[str]:
    for name in files.names(folder):
        if name.endswith(ending):
            yield from _text(resolve(folder, name), files)


def _text(path: str, files: Files) -> Iterator[str]:
    file = files.read(path)
    if isinstance(file, SourceFile):
        yield file.text
