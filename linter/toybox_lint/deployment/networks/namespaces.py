"""Which containers share a network namespace, and who answers at a port of the host.

Sources: Docker's documentation of ``network_mode``; the engine forwards a published port to the container, whatever the
process in it does with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.compose.model import Port
from toybox_lint.deployment.model import Member
from toybox_lint.digits import whole
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass

HOST = "host"
NONE = "none"
BRIDGE = "bridge"
DOCKER_HOST = "host.docker.internal"
# What Docker Desktop calls the host: the names of today, and those of its first releases.
NAMES_OF_THE_HOST = frozenset({DOCKER_HOST, "gateway.docker.internal"}) | {
    f"docker.for.{system}.{name}" for system in ("mac", "win") for name in ("localhost", "host.internal")
}
# What Caddy dials on its own loopback: no host at all, too.
LOOPBACK = pattern(r"localhost|127(\.[0-9]+){1,3}|0\.0\.0\.0|::1?|", re.IGNORECASE)
ADDRESS = pattern(r"[0-9]+(\.[0-9]+){3}|[^:\n]*+:.*")
_DEEPEST = 16
_EVERYWHERE = ("", "0.0.0.0", "::")


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """A port of the host that a service publishes, and the container port behind it.

    ``elsewhere``: on one address of the host, which is not that of its loopback.
    """

    member: Member
    target: int
    port: Port
    loopback: bool
    elsewhere: bool = False


def namespace(member: Member, members: Sequence[Member]) -> Member | str | Unknown:
    """Whose network the service is on: its own (a ``Member``), ``"host"``, ``"none"``, or unknown.

    One on Docker's own bridge has a network of its own, too, without the names of others.
    """
    if member.service.network_mode is None:
        return member
    for _ in range(_DEEPEST):
        mode = member.mode
        if mode in (None, BRIDGE):
            return member
        if isinstance(mode, Unknown):
            return mode
        if mode in (HOST, NONE):
            return mode
        kind, _, name = mode.partition(":")
        key = (kind, id(member.project), name) if kind == "service" else (kind, name)
        owner = _owners(members).get(key)
        if owner is None:
            return Unknown(f"{member.name} has network_mode {mode}")
        member = owner
    return Unknown(f"the network_mode of {member.name} leads in a circle")


def joining(member: Member, members: Sequence[Member]) -> Member:
    """The service whose networks ``member`` is on, and which has to join another: itself, or a neighbour."""
    place = namespace(member, members)
    return place if isinstance(place, Member) else member


@remembered
def _owners(members: Sequence[Member]) -> dict[object, Member]:
    """Whose network ``service:NAME`` (in a project) and ``container:NAME`` mean: the first of that name."""
    found: dict[object, Member] = {}
    for member in members:
        found.setdefault(("service", id(member.project), member.name), member)
        for name in _container_names(member):
            found.setdefault(("container", name), member)
    return found


def _container_names(member: Member) -> tuple[object, ...]:
    if member.service.container_name:
        return (member.service.container_name.value,)
    return (f"{member.project_name}-{member.name}-1",)


def places(members: Sequence[Member]) -> Iterable[Member | str | Unknown]:
    """Every network that a service may run on, as ``namespace`` has it."""
    return _by_place(members)


def sharing(place: Member | str, members: Sequence[Member]) -> Iterator[Member]:
    """Every service that may run on the network of ``place``."""
    return iter(_by_place(members).get(place, ()))


@remembered
def _by_place(members: Sequence[Member]) -> dict[Member | str | Unknown, list[Member]]:
    """The services that may run, by the network they are on; asked for every link of one deployment."""
    found: dict[Member | str | Unknown, list[Member]] = {}
    for member in members:
        if member.runs is not False:
            found.setdefault(namespace(member, members), []).append(member)
    return found


def published(port: int, members: Sequence[Member]) -> Iterator[Published]:
    """Every service that publishes ``port`` of the host, running or not."""
    single, ranges = _published(members)
    alone = single.get(str(port), [])
    within = [(number, each) for wanted, number, each in ranges if port in wanted]
    found = sorted([*alone, *within], key=lambda item: item[0]) if within else alone
    return (each for _, each in found)


@remembered
def _published(
    members: Sequence[Member],
) -> tuple[dict[str, list[tuple[int, Published]]], list[tuple[range, int, Published]]]:
    """What is published by its number, and as one of a range, each numbered in order of place."""
    single: dict[str, list[tuple[int, Published]]] = {}
    ranges: list[tuple[range, int, Published]] = []
    ports = ((member, port) for member in members for port in member.service.ports)
    for number, (member, port) in enumerate(ports):
        text = port.published
        if not isinstance(port.target, int) or port.protocol != "tcp" or not isinstance(text, str):
            continue
        there = port.host_ip.strip("[]") if isinstance(port.host_ip, str) else ""
        elsewhere = there not in _EVERYWHERE and not _is_loopback(port.host_ip)
        found = Published(member, port.target, port, _is_loopback(port.host_ip), elsewhere)
        single.setdefault(text, []).append((number, found))
        if "-" in text:
            ranges.append((_range(text), number, found))
    return single, ranges


def _range(text: str) -> range:
    first, _, last = text.partition("-")
    low, high = whole(first), whole(last)
    return range(0) if low is None or high is None else range(low, high + 1)


def _is_loopback(address: object) -> bool:
    return isinstance(address, str) and (address.startswith("127.") or address in ("::1", "localhost"))
