"""Which services hold a volume, or a folder of the host."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from operator import itemgetter

from toybox_lint.compose.model import Mount
from toybox_lint.deployment.model import Member
from toybox_lint.later import remembered


def volume_name(member: Member, key: str) -> str | None:
    """What the engine calls a volume that the project makes; ``None`` for one that is made elsewhere."""
    declared = member.project.resource("volumes", key)
    if declared.get("external") or declared.get("driver_opts"):
        return None
    name = declared.get("name")
    return name if isinstance(name, str) else None


@remembered
def volumes(members: Sequence[Member]) -> dict[str, list[tuple[str, Member, Mount]]]:
    """The mounts of each volume by the last parts of their targets, in order, with the services."""
    found: dict[str, list[tuple[str, Member, Mount]]] = {}
    for member in members:
        for each in member.service.mounts:
            name = volume_name(member, str(each.source))
            if name is not None:
                last = posixpath.basename(posixpath.normpath(str(each.target)))
                found.setdefault(name, []).append((last, member, each))
    return {name: sorted(each, key=itemgetter(0)) for name, each in found.items()}


@remembered
def bound(members: Sequence[Member]) -> dict[str, list[Member]]:
    """By the files and folders of the host two at most of the services that have them."""
    found: dict[str, list[Member]] = {}
    for member in members:
        for each in member.service.mounts:
            if each.kind == "bind" and isinstance(each.source, str):
                known = found.setdefault(each.source.rstrip("/") or "/", [])
                if len(known) < 2 and member not in known:
                    known.append(member)
    return found
