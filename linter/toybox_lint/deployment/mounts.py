"""Which file stands at a path inside a container."""

from __future__ import annotations

import posixpath

from toybox_lint.compose.model import Mount, Service
from toybox_lint.facts import Unknown
from toybox_lint.files import Files, resolve
from toybox_lint.source import SourceFile


def file_at(service: Service, path: str, files: Files) -> SourceFile | Unknown | None:
    """The file mounted at the absolute container path ``path``; ``None`` when none is shown there.

    The longest mount target wins, as in the engine. A volume's content is unknown.
    """
    mounts = [
        mount for mount in service.mounts if isinstance(mount.target, str) and _holds(mount.target, path)
    ]
    if not mounts:
        return None
    return _read(max(mounts, key=lambda mount: len(str(mount.target))), path, files)


def _holds(target: str, path: str) -> bool:
    return path == target or path.startswith(target.rstrip("/") + "/")


def _read(mount: Mount, path: str, files: Files) -> SourceFile | Unknown | None:
    if isinstance(mount.source, Unknown):
        return mount.source
    if mount.kind not in ("bind", "config", "secret") or mount.source is None:
        return Unknown(f"{path} is in a volume")
    inside = posixpath.relpath(path, str(mount.target))
    found = files.read(resolve(mount.source, inside))
    return found if isinstance(found, SourceFile) else None
