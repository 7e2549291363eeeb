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
    paths = {file.path for file in loose}
    found: dict[str, list[Member]] = {}
    for member, path in hidden:
        if any(each.source == path and _is_relative(each) for each in member.service.mounts):
            continue
        own = _with_its_end(path, paths, (root, member.project.directory))
        if len(own) == 1:
            found.setdefault(own.pop(), []).append(member)
    return {path: members[0] for path, members in found.items() if len(members) == 1}


def _with_its_end(mounted: str, paths: Collection[str], folders: Sequence[str]) -> set[str]:
    """Those of ``paths`` below one of the folders that ``mounted`` ends in, as much of it as there is in any."""
    start = mounted.find("/")
    while start >= 0:
        ends = {posixpath.join(folder, mounted[start + 1 :]) for folder in folders}
        found = {path for path in ends if path in paths}
        if found and not _is_system(mounted[:start]):
            return found
        start = mounted.find("/", start + 1)
    return set()


def _is_relative(mount: Mount) -> bool:
    return mount.source_origin is not None and mount.source_origin.text.startswith(".")


def _is_system(folder: str) -> bool:
    return not folder or any(folder == each or folder.startswith(f"{each}/") for each in _OF_THE_SYSTEM)
