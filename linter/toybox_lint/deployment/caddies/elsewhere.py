"""Caddyfiles that are mounted from where the project is kept on the server."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Sequence

from toybox_lint.compose.model import Mount
from toybox_lint.deployment.model import Member
from toybox_lint.source import SourceFile

# What stands there belongs to the machine, or to a Caddy that is installed on it.
_OF_THE_SYSTEM = ("/etc", "/usr", "/var/lib", "/Library")


def in_a_home(member: Member, places: Collection[str]) -> Iterator[str]:
    """Where a service has its Caddyfile, at one of ``places``, from the home folder of who starts the project."""
    for mount in member.service.mounts:
        if mount.target in places and mount.source_origin and mount.source_origin.text.startswith("~/"):
            yield mount.source_origin.text


def kept_elsewhere(
    hidden: Sequence[tuple[Member, str]], loose: Sequence[SourceFile], root: str
) -> dict[str, Member]:
    """Whose Caddyfiles those of the project are, which no service reads, by their paths.

    ``/opt/shop/caddy/Caddyfile`` is ``caddy/Caddyfile`` of a project that the server has in ``/opt/shop``: that of one
    service, and of one alone.
    """
    found: dict[str, list[Member]] = {}
    for member, path in hidden:
        if any(each.source == path and _is_relative(each) for each in member.service.mounts):
            continue
        ends = {file.path: _end(file.path, path, (root, member.project.directory)) for file in loose}
        longest = max(ends.values(), default=0)
        best = [each for each, length in ends.items() if length == longest]
        if longest and len(best) == 1:
            found.setdefault(best[0], []).append(member)
    return {path: members[0] for path, members in found.items() if len(members) == 1}


def _end(path: str, mounted: str, folders: Sequence[str]) -> int:
    """How much of the end of ``mounted`` is the path of a file below one of the folders; none on a part of a name."""
    for folder in folders:
        relative = posixpath.relpath(path, folder)
        if mounted.endswith(f"/{relative}") and not _is_system(mounted.removesuffix(f"/{relative}")):
            return len(relative)
    return 0


def _is_relative(mount: Mount) -> bool:
    return mount.source_origin is not None and mount.source_origin.text.startswith(".")


def _is_system(folder: str) -> bool:
    return not folder or any(folder == each or folder.startswith(f"{each}/") for each in _OF_THE_SYSTEM)
