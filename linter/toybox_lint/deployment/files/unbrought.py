"""Manifests that a Dockerfile copies and its context does not have, and Dockerfiles that are in another folder.

Source: Docker's documentation of ``COPY``: a source is looked for in the context alone, and one that is not there ends
the build; BuildKit builds the stages alone that the last one, or the target, needs. Nobody makes a manifest by a
command: what git does not ignore is in the repository, or nowhere.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Build
from toybox_lint.deployment.files.building import MANIFESTS
from toybox_lint.deployment.files.stage_sources import needed, stages_of
from toybox_lint.deployment.listening.container import dockerfile
from toybox_lint.deployment.listening.images.dockerfile import Instruction, instructions
from toybox_lint.files import Files, is_in, resolve
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile

_DOCKERFILE = "Dockerfile"
_PLAIN = pattern(r"[\w@.-]+(?:/[\w@.-]+)*")
_MOST = 100


@dataclass(frozen=True, slots=True)
class Unbrought:
    """The file at ``path`` is not there; ``near`` are paths, from the context, at which one of its name is."""

    path: str
    near: tuple[str, ...]
    origin: Origin


def manifest(build: Build, files: Files) -> Unbrought | None:
    """The first manifest that is copied from the context and is not in it."""
    text, context = dockerfile(build, files), build.context
    if text is None or not isinstance(context, str) or build.contexts:
        return None
    for copy in _needed(list(instructions(text)), build.target):
        for word in list(copy.words())[:-1]:
            name = word.value.removeprefix("./").lstrip("/")
            if posixpath.basename(name) not in MANIFESTS or not _PLAIN.fullmatch(name):
                continue
            path = resolve(context, name)
            if not is_in(posixpath.basename(path), posixpath.dirname(path), files):
                return Unbrought(path, _elsewhere(posixpath.basename(name), context, files), word.origin)
    return None


def _needed(every: Sequence[Instruction], target: object) -> Iterator[Instruction]:
    """The instructions that copy from the context, of the stages from which the image is made."""
    for stage in needed(stages_of(every), target):
        yield from (each for each in stage.lines if each.name in ("COPY", "ADD") and "from" not in each.flags)


def _elsewhere(name: str, context: str, files: Files) -> tuple[str, ...]:
    """Where a file of that name is: in the folder around, or in those of the context."""
    folders = ["..", *(each for each in files.names(context)[:_MOST] if "." not in each)]
    return tuple(f"{each}/{name}" for each in folders if is_in(name, resolve(context, each), files))


def moved_dockerfile(build: Build, files: Files) -> Unbrought | None:
    """A Dockerfile that is not in its folder, where the one around it, or one folder in it, has the only one.

    Or whose path is written from another folder than the context, which has it.
    """
    if not isinstance(build.dockerfile, str) or build.inline or not isinstance(build.context, str):
        return None
    folder, name = posixpath.split(build.dockerfile)
    origin = build.dockerfile_origin or build.context_origin
    if origin is not None and _is_counted_twice(folder, name, build.context, files):
        return Unbrought(build.dockerfile, (posixpath.relpath(resolve(build.context, name), folder),), origin)
    if name != _DOCKERFILE or origin is None or not files.names(folder) or is_in(name, folder, files):
        return None
    near = _elsewhere(name, folder, files)
    found = [each for each in near if isinstance(files.read(resolve(folder, each)), SourceFile)]
    return Unbrought(build.dockerfile, tuple(found), origin) if len(found) == 1 else None


def _is_counted_twice(folder: str, name: str, context: str, files: Files) -> bool:
    """Whether ``folder`` repeats the end of the context below it: ``apps/web`` in ``apps/web``."""
    below = posixpath.relpath(folder, context) if folder and context else "."
    repeated = below not in (".", "..") and f"/{context}".endswith(f"/{below}") and not files.names(folder)
    return repeated and not files.is_directory(folder) and is_in(name, context, files)
