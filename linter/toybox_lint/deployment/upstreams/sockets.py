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
from toybox_lint.deployment.listening.model import Listener
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
        if rest in _places(member.listening.listeners, mount):
            return Socket(owner=member)
    if any("$" in each.socket for member, _ in others for each in member.listening.listeners if each.socket):
        return Socket()  # a variable decides which one it is
    return _of_the_only(*others[0], over) if len(others) == 1 else _of_several(others, over)


def _of_the_only(member: Member, mount: Mount, over: Mount) -> Socket:
    """What the one other service says that has the volume: where it listens, or at least on which sockets."""
    found, certain = member.listening.decisive, True
    if not found:
        found = tuple(each for each in member.listening.listeners if _places((each,), mount))
        certain = False
    if found and all(each.socket is None for each in found):
        text = f"{found[0].text} in {member.name}, and on no socket"
        return Socket(text, certain=False, owner=member)
    if not found or any(each.socket is None for each in found):
        return Socket()
    text = f"{found[0].text} in {member.name}, and not at that path"
    beside = tuple(posixpath.join(str(over.target), each) for each in _places(found, mount))
    return Socket(text, certain=certain, owner=member, beside=beside)


def _of_several(others: Sequence[tuple[Member, Mount]], over: Mount) -> Socket:
    """What all of them say, where each says where it listens."""
    told: dict[Member, str] = {}
    places: dict[str, None] = {}
    for member, mount in others:
        if not member.listening.decisive:
            return Socket()
        for listener in member.listening.decisive:
            if listener.socket is not None:
                told.setdefault(member, listener.text)
        places |= dict.fromkeys(_places(member.listening.decisive, mount))
    if not told:
        return Socket()
    first, text = next(iter(told.items()))
    text = f"{text} in {first.name}"
    if len(told) > 1:
        text = f"{' and '.join(member.name for member in told)} listen on socket files"
    beside = tuple(posixpath.join(str(over.target), place) for place in places)
    return Socket(f"{text}, and not at that path", owner=first, beside=beside)


def _places(listeners: Sequence[Listener], mount: Mount) -> list[str]:
    """Where in what is mounted there are sockets that a service listens on."""
    sockets = (below(real_path(each.socket), mount) for each in listeners if each.socket is not None)
    return [place for place in sockets if place]


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
