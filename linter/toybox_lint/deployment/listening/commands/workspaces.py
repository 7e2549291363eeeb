"""The packages of a repository with several: which folder ``pnpm --filter NAME`` and its like run a script in.

Sources: the manuals of pnpm ("Filtering": a name, the end of one with a scope, or a path), of npm (``--workspace``: a
name or a path), of Yarn (``yarn workspace NAME``) and of Bun (``--filter``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.listening.container import Container
from toybox_lint.files import Files, resolve
from toybox_lint.patterns import pattern
from toybox_lint.source import SourceFile

_ASIDE = frozenset({"node_modules", "dist", "build", "out", "public", "src"})
_MOST_FOLDERS = 300
_NAMED = pattern(r'"name"\s*:\s*"([^"\n]+)"')
_PLAIN = pattern(r"(?:@[\w.-]+/)?[\w./-]+")


def folder_of(package: str, inside: Container) -> str | None:
    """Where the one package of that name, or at that path, is below the folder of the program."""
    package = package.strip("{}").removeprefix("./").rstrip("/")
    root = _root(inside)
    if root is None or "..." in package or not _PLAIN.fullmatch(package):
        return None
    found = dict(_packages(root, inside.files))
    if package in found:
        return package
    named = [folder for folder, name in found.items() if name == package]
    named = named or [folder for folder, name in found.items() if name.rpartition("/")[2] == package]
    return named[0] if len(named) == 1 else None


def _root(inside: Container) -> str | None:
    """The folder of the host that becomes the one in which the program starts."""
    build = inside.service.build
    if build and isinstance(build.context, str):
        return build.context
    mounts = (each for each in inside.service.mounts if each.target == inside.folder)
    return next((each.source for each in mounts if isinstance(each.source, str)), None)


def _packages(root: str, files: Files) -> Iterator[tuple[str, str]]:
    """The folders with a ``package.json``, one or two levels below, and the names that these give."""
    waiting, seen = [(name, 1) for name in files.names(root)], 0
    while waiting and seen < _MOST_FOLDERS:
        folder, depth = waiting.pop()
        last = posixpath.basename(folder)
        if "." in last or last in _ASIDE or not files.is_directory(resolve(root, folder)):
            continue
        seen += 1
        manifest = files.read(resolve(root, f"{folder}/package.json"))
        name = _NAMED.search(manifest.text) if isinstance(manifest, SourceFile) else None
        if name:
            yield folder, name[1]
        elif depth == 1:
            waiting += ((f"{folder}/{inner}", 2) for inner in files.names(resolve(root, folder)))
