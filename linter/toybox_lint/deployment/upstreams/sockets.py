"""Sockets that Caddy dials by their path: in its container there is one only where a mount brings it.

Sources: Docker's documentation of volumes; the official image, which brings no socket, and in which ``/var/run`` is
``/run``; measured with Caddy 2.11.7: ``connect: no such file or directory`` becomes 502.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.compose.model import Mount
from toybox_lint.deployment.caddies.stock import companion, is_stock, plainly_started, rests_on_stock
from toybox_lint.deployment.model import Member
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass

_SHARED = frozenset({"volume", "bind"})


@dataclass(frozen=True, slots=True, eq=False)
class Socket:
    """What is known of a path: ``missing`` says why there is no socket, ``owner`` is who listens on the one there.

    ``certain``: nothing that is not shown can make it. ``beside`` are the sockets, by their paths in Caddy's container,
    that are in the same volume.
    """

    missing: str | None = None
    certain: bool = True
    owner: Member | None = None
    beside: tuple[str, ...] = ()


def socket_at(caddy: Member, caddyfile: Caddyfile, dial: str, members: Sequence[Member]) -> Socket:
    """What is at the path of ``unix/PATH`` for a Caddy in a container of the official image, or of one built on it.

    Of what a build puts into an image nothing listens.
    """
    path = real_path(dial.partition("/")[2])
    mounts = caddy.service.mounts
    built = rests_on_stock(caddy) and companion(caddy, caddyfile) is None
    plain = (is_stock(caddy) or built) and plainly_started(caddy)
    if not plain or not path.startswith("/") or any(isinstance(each.target, Unknown) for each in mounts):
        return Socket()
    over = max((each for each in mounts if below(path, each) is not None), key=_depth, default=None)
    if over is None:
        return Socket(f"nothing is mounted in {caddy.name} at {posixpath.dirname(path)}")
    return _shared(caddy, over, str(below(path, over)), members)


def _shared(caddy: Member, over: Mount, rest: str, members: Sequence[Member]) -> Socket:
    """What the others say that have the same volume; of one that may listen on anything nobody can tell.

    A single file that is mounted is one of the host.
    """
    others = [
        (member, mount) for member in members for mount in _same(member, over, caddy) if member is not caddy
    ]
    if not others and rest and over.kind == "volume" and _is_own(caddy, over):
        return Socket(
            f"no other service mounts the volume {over.source}, which is at {over.target}", certain=False
        )
    if over.kind not in _SHARED or not others or not rest:
        return Socket()
    for member, mount in others:
        sockets = [each.socket for each in member.listening.listeners if each.socket is not None]
        if any(below(real_path(each), mount) == rest for each in sockets):
            return Socket(owner=member)
        if any("$" in each for each in sockets):
            return Socket()  # a variable decides which one it is
    owners, told, certain = dict[str, Member](), dict[str, str](), True
    for member, mount in others:
        decisive = member.listening.decisive
        if not decisive and len(others) == 1:
            shown = [each for each in member.listening.listeners if each.socket is not None]
            decisive = tuple(each for each in shown if below(real_path(str(each.socket)), mount))
            certain = False
        if decisive and len(others) == 1 and all(each.socket is None for each in decisive):
            return Socket(
                f"{decisive[0].text} in {member.name}, and on no socket", certain=False, owner=member
            )
        if not decisive or (len(others) == 1 and any(each.socket is None for each in decisive)):
            return Socket()
        for listener in decisive:
            if listener.socket is not None:
                told.setdefault(member.name, listener.text)
                place = below(real_path(listener.socket), mount)
                if place:
                    owners.setdefault(place, member)
    first = next((member for member, _ in others if member.name in told), None)
    if first is None:
        return Socket()
    text = f"{told[first.name]} in {first.name}"
    if len(told) > 1:
        text = f"{' and '.join(told)} listen on socket files"
    beside = tuple(posixpath.join(str(over.target), place) for place in owners)
    return Socket(f"{text}, and not at that path", certain=certain, owner=first, beside=beside)


def _is_own(caddy: Member, over: Mount) -> bool:
    """Whether a volume is one of this project alone, which nothing but its services fills."""
    declared = caddy.project.resource("volumes", str(over.source))
    own = declared.get("name") == f"{caddy.project.name}_{over.source}"
    return own and not declared.get("external") and not declared.get("driver_opts")


def _same(member: Member, over: Mount, caddy: Member) -> Iterator[Mount]:
    held = _held(caddy, over)
    for mount in member.service.mounts:
        if mount.kind == over.kind and _held(member, mount) == held:
            yield mount


def _held(member: Member, mount: Mount) -> object:
    """What is mounted: a path of the host, or a volume by the name that projects share it under."""
    if mount.kind != "volume":
        return mount.source
    return member.project.resource("volumes", str(mount.source)).get("name") or (
        id(member.project),
        mount.source,
    )


def real_path(path: str) -> str:
    """A path as the official image has it, without detours."""
    path = posixpath.normpath(path)
    return path.removeprefix("/var") if f"{path}/".startswith("/var/run/") else path


def _depth(mount: Mount) -> int:
    return len(real_path(str(mount.target)))


def below(path: str, mount: Mount) -> str | None:
    """``path`` relative to where something is mounted; ``None`` when it is elsewhere."""
    if not isinstance(mount.target, str):
        return None
    folder = real_path(mount.target)
    if path == folder:
        return ""
    return path[len(folder) + 1 :] if path.startswith(f"{folder.rstrip('/')}/") else None
