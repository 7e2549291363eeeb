"""Mounts that Caddy lacks, as edits of its own project's files."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from toybox_lint.compose.additions import add_item
from toybox_lint.compose.model import Mount
from toybox_lint.compose.yaml.edit import Refusal
from toybox_lint.deployment.files.static_files import Place
from toybox_lint.deployment.model import Link, Member
from toybox_lint.deployment.upstreams.sockets import below, real_path
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.files import Files


def mount_socket(link: Link, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Mount the one named volume that other services of Caddy's project have where it looks for a socket.

    A person must agree: Caddy gets at all that is in it.
    """
    caddy = link.front.member
    path = real_path(str(link.upstream.dial).partition("/")[2])
    found = {
        f"{mount.source}:{real_path(str(mount.target))}"
        for member in members
        if caddy is not None and member.project is caddy.project and member is not caddy
        for mount in member.service.mounts
        if mount.kind == "volume" and isinstance(mount.source, str) and below(path, mount)
    }
    if caddy is None or len(found) != 1:
        return ()
    return _mounted(caddy, found.pop())


def mount_files(place: Place, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Mount the one volume or folder of the project that other services have where Caddy looks for files.

    A person must agree: Caddy gives away what is in it.
    """
    caddy = place.member
    found = {
        item
        for member in members
        if member.project is caddy.project and member is not caddy
        for mount in member.service.mounts
        if (item := _files(place, mount)) is not None
    }
    if len(found) != 1:
        return ()
    return _mounted(caddy, found.pop())


def mount_pages(place: Place, files: Files) -> tuple[Fix, ...]:
    """Serve from the only mount of Caddy that has a start page, else mount the only folder of the project that has one.

    A person must agree: it may be another one that is meant, or one that is yet to be built.
    """
    caddy = place.member
    mounts = [each for each in caddy.service.mounts if each.kind == "bind" and _has_pages(each.source, files)]
    origin = place.lookup.root_origin
    if len(mounts) == 1 and isinstance(mounts[0].target, str):
        directive = origin.text.startswith("/") and origin.exact and origin.via is None
        edit = Edit(origin.file, origin.span, mounts[0].target.rstrip("/"))
        title = f"serve from {mounts[0].target}, where {posixpath.basename(str(mounts[0].source))} is mounted"
        return (Fix(title, Applicability.UNSAFE, (edit,)),) if directive else ()
    home = caddy.project.directory
    folders = (
        [name for name in files.names(home) if _has_pages(f"{home}/{name}", files)] if not mounts else []
    )
    return _mounted(caddy, f"./{folders[0]}:{place.folder}:ro") if len(folders) == 1 else ()


def _has_pages(folder: object, files: Files) -> bool:
    """Whether a folder has a start page, and is not what one is built from."""
    names = files.names(folder) if isinstance(folder, str) and files.is_directory(folder) else ()
    return "index.html" in names and "package.json" not in names


def mount_folder(caddy: Member, path: str, files: Files) -> tuple[Fix, ...]:
    """Mount the folder of the project that has the name of the folder of ``path``, and the file in it.

    A person must agree: it may hold more than Caddy should have.
    """
    folder, name = posixpath.split(posixpath.normpath(path))
    source = f"{caddy.project.directory}/{posixpath.basename(folder)}"
    there = folder not in ("", "/") and files.is_directory(source) and name in files.names(source)
    return _mounted(caddy, f"./{posixpath.basename(folder)}:{folder}:ro") if there else ()


def _mounted(caddy: Member, item: str) -> tuple[Fix, ...]:
    edits = add_item(caddy.project, caddy.name, "volumes", item)
    title = f"mount {item} in {caddy.name}"
    return () if isinstance(edits, Refusal) else (Fix(title, Applicability.UNSAFE, edits),)


def _files(place: Place, mount: Mount) -> str | None:
    """The mount as one of Caddy's, where it holds the folder and is of a kind that two services can have."""
    target, source = real_path(str(mount.target)), mount.source
    if not isinstance(source, str) or not f"{place.folder}/".startswith(f"{target.rstrip('/')}/"):
        return None
    inside = f"{place.member.project.directory}/"
    if mount.kind == "bind" and source.startswith(inside):
        return f"./{source.removeprefix(inside)}:{target}:ro"
    return f"{source}:{target}:ro" if mount.kind == "volume" else None
