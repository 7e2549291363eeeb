"""Which containers share a network namespace, and who answers at a port of the host.

Sources: Docker's documentation of ``network_mode``; the engine forwards a published port to the container, whatever the
process in it does with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from toybox_lint.compose.model import Port
from toybox_lint.deployment.model import Member
from toybox_lint.digits import whole
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass

HOST = "host"
NONE = "none"
BRIDGE = "bridge"
DOCKER_HOST = "host.docker.internal"
# What Caddy dials on its own loopback: no host at all, too.
LOOPBACK = pattern(r"localhost|127(\.[0-9]+){1,3}|0\.0\.0\.0|::1?|", re.IGNORECASE)
ADDRESS = pattern(r"[0-9]+(\.[0-9]+){3}|.*:.*")
_DEEPEST = 16


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """A port of the host that a service publishes, and the container port behind it."""

    member: Member
    target: int
    port: Port
    loopback: bool


def namespace(member: Member, members: Sequence[Member]) -> Member | str | Unknown:
    """Whose network the service is on: its own (a ``Member``), ``"host"``, ``"none"``, or unknown.

    One on Docker's own bridge has a network of its own, too, without the names of others.
    """
    for _ in range(_DEEPEST):
        mode = member.mode
        if mode in (None, BRIDGE):
            return member
        if isinstance(mode, Unknown):
            return mode
        if mode in (HOST, NONE):
            return mode
        kind, _, name = mode.partition(":")
        owner = _owner(kind, name, member, members)
        if owner is None:
            return Unknown(f"{member.name} has network_mode {mode}")
        member = owner
    return Unknown(f"the network_mode of {member.name} leads in a circle")


def _owner(kind: str, name: str, member: Member, members: Sequence[Member]) -> Member | None:
    for other in members:
        if kind == "service" and other.project is member.project and other.name == name:
            return other
        if kind == "container" and name in _container_names(other):
            return other
    return None


def _container_names(member: Member) -> tuple[object, ...]:
    if member.service.container_name:
        return (member.service.container_name.value,)
    return (f"{member.project_name}-{member.name}-1",)


def sharing(place: Member | str, members: Sequence[Member]) -> Iterator[Member]:
    """Every service that may run on the network of ``place``."""
    return iter(_by_place(tuple(members)).get(place, ()))


@lru_cache(maxsize=1)
def _by_place(members: tuple[Member, ...]) -> dict[Member | str | Unknown, list[Member]]:
    """The services that may run, by the network they are on; asked for every link of one deployment."""
    found: dict[Member | str | Unknown, list[Member]] = {}
    for member in members:
        if member.runs is not False:
            found.setdefault(namespace(member, members), []).append(member)
    return found


def published(port: int, members: Sequence[Member]) -> Iterator[Published]:
    """Every service that publishes ``port`` of the host, running or not."""
    for member in members:
        for each in member.service.ports:
            if not isinstance(each.target, int) or each.protocol != "tcp":
                continue
            if each.published == str(port) or port in _range(each.published):
                yield Published(member, each.target, each, _is_loopback(each.host_ip))


def _range(text: object) -> range:
    if not isinstance(text, str) or "-" not in text:
        return range(0)
    first, _, last = text.partition("-")
    low, high = whole(first), whole(last)
    return range(0) if low is None or high is None else range(low, high + 1)


def _is_loopback(address: object) -> bool:
    return isinstance(address, str) and (address.startswith("127.") or address in ("::1", "localhost"))
