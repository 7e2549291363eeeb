"""Scripts that the entrypoints of images run before the program, from a folder that anybody may put some into.

Sources: the entrypoints of the official nginx and its kin (``/docker-entrypoint.d``), and the documentation of
s6-overlay and of LinuxServer.io (``/etc/cont-init.d``, ``/custom-cont-init.d``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import path_below
from toybox_lint.files import resolve
from toybox_lint.source import SourceFile

_FOLDERS = ("/docker-entrypoint.d", "/etc/cont-init.d", "/custom-cont-init.d")
# No folder has more that matter.
_MOST = 50


def hook_texts(inside: Container) -> Iterator[str]:
    """The texts of those that the project puts there."""
    for place in dict.fromkeys(place for folder in _FOLDERS for place in _places(folder, inside)):
        for path in [resolve(place, name) for name in inside.files.names(place)[:_MOST]] or [place]:
            file = inside.files.read(path)
            if isinstance(file, SourceFile):
                yield file.text


def _places(folder: str, inside: Container) -> Iterator[str]:
    """Where on the host the scripts of a folder, or single ones, are."""
    for source, target in _brought(inside):
        below = path_below(folder, target)
        if below is not None:
            yield resolve(source, below or ".")
        elif posixpath.dirname(target) == folder:
            yield source


def _brought(inside: Container) -> Iterator[tuple[str, str]]:
    context = inside.service.build.context if inside.service.build else None
    for copy in inside.built.copies if inside.built and isinstance(context, str) else ():
        for source in copy.sources if copy.stage is None else ():
            if isinstance(source.value, str) and isinstance(copy.target, str):
                yield resolve(str(context), source.value.lstrip("/")), posixpath.normpath(copy.target)
    for mount in inside.service.mounts:
        if mount.kind == "bind" and isinstance(mount.source, str) and isinstance(mount.target, str):
            yield mount.source, posixpath.normpath(mount.target)
