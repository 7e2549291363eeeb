"""Mounts that Caddy lacks, as edits of its own project's files."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.compose.additions import add_item
from toybox_lint.compose.model import Mount
from toybox_lint.compose.yaml.edit import Refusal
from toybox_lint.deployment.files.static_files import Place
from toybox_lint.deployment.model import Link, Member
from toybox_lint.deployment.upstreams.sockets import below, real_path
from toybox_lint.diagnostics import Applicability, Fix


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
    item = found.pop()
    edits = add_item(caddy.project, caddy.name, "volumes", item)
    title = f"mount {item} in {caddy.name}"
    return () if isinstance(edits, Refusal) else (Fix(title, Applicability.UNSAFE, edits),)


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
    item = found.pop()
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
