"""Ports of the host that two containers want.

Sources: Docker's documentation of published ports (a port of the host belongs to one container); an address
of IPv4 and one of
IPv6 are two, and what names none takes both; ``0.0.0.0`` and ``::`` stand for every address of their kind. Caddy
2.11.7 does not start when the port of its redirects is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from toybox_lint.caddy.sites.names import Name, names, option_port, redirects
from toybox_lint.compose.model import Port
from toybox_lint.deployment.caddies.alternatives import is_one_container
from toybox_lint.deployment.listening.model import Bind
from toybox_lint.deployment.model import Deployment, Member, Place
from toybox_lint.deployment.networks.namespaces import HOST, namespace
from toybox_lint.deployment.networks.unseen_names import for_swarm
from toybox_lint.digits import whole
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.records import dataclass
from toybox_lint.source import Origin
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.fixes.leaving_host import Leaving


# Of more claims to one port, each is compared with the first alone: all pairs of thousands help nobody.
_COMPARED = 64
_WILDCARDS = frozenset({"0.0.0.0", "::"})


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One container's claim to a port of the host; ``address`` is ``None`` for all of them.

    ``origin`` is where it is written; ``listens`` for a container on the network of the host itself.
    """

    member: Member
    port: int
    address: str | None
    protocol: str
    origin: Origin
    listens: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Collision:
    """Two claims to one port; the same one twice where a service has several containers."""

    first: Claim
    second: Claim

    def leaving(self) -> Leaving | None:
        """How the one on the network of the host can come to the other's network, where that is known."""
        own, other = (self.first, self.second) if self.first.listens else (self.second, self.first)
        if not own.listens or other.listens:
            return None
        from toybox_lint.deployment.fixes.leaving_host import leave_host

        return leave_host(own.member, other.member)

    @property
    def in_one_project(self) -> bool:
        return self.first.member.project is self.second.member.project


def collisions(deployment: Deployment) -> Iterator[Collision]:
    """The ports of the host that two running containers certainly want, of two ranges the first."""
    claims = _claims(deployment)
    told: set[object] = set()
    compared: set[tuple[object, ...]] = set()
    for claim in claims:
        scale = claim.member.service.scale
        several = isinstance(scale, int) and scale > 1 and not claim.listens
        if several and _place(claim) not in told and not for_swarm(claim.member.project):
            told.add(_place(claim))
            yield Collision(claim, claim)
    wanted: dict[tuple[int, str], list[Claim]] = {}
    for claim in claims:
        wanted.setdefault((claim.port, claim.protocol), []).append(claim)
    for same in wanted.values():
        places = tuple(map(_place, same))
        if places in compared:
            continue
        compared.add(places)
        pairs = combinations(same, 2) if len(same) <= _COMPARED else ((same[0], each) for each in same[1:])
        for first, second in pairs:
            both = _place(first), _place(second)
            if both in told or not _meet(first, second):
                continue
            if _together(first, second, deployment):
                told.add(both)
                yield Collision(first, second)


def _place(claim: Claim) -> object:
    """Where it is written, by whom: all ports of a range stand at one place."""
    return claim.member, claim.origin.file.path, claim.origin.span, claim.address, claim.protocol


def is_claimed(port: int, deployment: Deployment) -> bool:
    """Whether a container has or wants the port of the host."""
    return port in _claimed(deployment)


@remembered
def _claimed(deployment: Deployment) -> frozenset[int]:
    return frozenset(claim.port for claim in _claims(deployment))


def _claims(deployment: Deployment) -> list[Claim]:
    published = [claim for member in deployment.members for claim in _published(member)]
    return [*published, *_listening(deployment)]


def _published(member: Member) -> Iterator[Claim]:
    """Ports that are published as they are; of a range the engine takes one that is free."""
    if member.runs is not True or member.mode is not None:
        return
    for port in member.service.ports:
        number, address = _number(port), port.host_ip
        if number is None or isinstance(address, Unknown) or not isinstance(port.protocol, str):
            continue
        yield Claim(member, number, address or None, port.protocol, port.published_origin or port.origin)


def _number(port: Port) -> int | None:
    text = port.published
    return (whole(text) or None) if isinstance(text, str) else None


def _listening(deployment: Deployment) -> Iterator[Claim]:
    """Ports that services on the network of the host take: a Caddy those of its sites."""
    yield from _of_sites(deployment)
    caddies = {front.member for front in deployment.fronts}
    for member in deployment.members:
        if member in caddies or member.runs is not True or namespace(member, deployment.members) != HOST:
            continue
        for listener in member.listening.decisive or ():
            if isinstance(listener.port, int) and listener.bind is not Bind.UNKNOWN:
                address = "127.0.0.1" if listener.bind is Bind.LOOPBACK else None
                yield Claim(member, listener.port, address, "tcp", listener.origin, True)


def _of_sites(deployment: Deployment) -> Iterator[Claim]:
    for front in deployment.fronts:
        member = front.member
        if member is None or member.runs is not True or namespace(member, deployment.members) != HOST:
            continue
        ports: dict[int, Origin] = {}
        for site in front.caddyfile.sites:
            origin = site.addresses[0].origin if site.addresses else member.origin
            for listener in site.listeners:
                if isinstance(listener.port, int) and listener.address == f":{listener.port}":
                    ports.setdefault(listener.port, origin)
        for name in names(front.caddyfile) if redirects(front.caddyfile) else ():
            if name.tls and name.host and name.port in ports and not _is_bound(name):
                ports.setdefault(option_port(front.caddyfile, "http_port"), name.address.origin)
        yield from (Claim(member, port, None, "tcp", origin, True) for port, origin in ports.items())


def _is_bound(name: Name) -> bool:
    """Whether its site listens on an address of the host that ``bind`` names."""
    return any(listener.address != f":{listener.port}" for listener in name.site.listeners)


def _together(first: Claim, second: Claim, deployment: Deployment) -> bool:
    """Whether both are of one project, or their projects share a network, or one Caddy on the host leads to both.

    Others may be two ways to deploy. So may those be that give one name to two containers.
    """
    projects = first.member.project, second.member.project
    if projects[0] is projects[1]:
        return not (_waits_for(first.member, second.member) or _waits_for(second.member, first.member))
    if is_one_container(first.member, second.member):
        return False
    networks = _networks(deployment.members)
    if networks[id(projects[0])] & networks[id(projects[1])]:
        return True
    keys = {id(projects[0]), id(projects[1])}
    return any(keys <= served for served in _served(deployment).values())


def _waits_for(member: Member, other: Member) -> bool:
    """Whether the service is started when the other has ended."""
    return any(
        each.service == other.name and each.condition == "service_completed_successfully"
        for each in member.service.depends_on
    )


@remembered
def _served(deployment: Deployment) -> dict[object, set[int]]:
    """The projects to whose services each Caddy on the host leads."""
    found: dict[object, set[int]] = {}
    for link in deployment.links:
        if link.target is not None and link.front.place is Place.HOST:
            found.setdefault(id(link.front), set()).add(id(link.target.project))
    return found


@remembered
def _networks(members: Sequence[Member]) -> dict[int, set[str]]:
    """The real names of the networks that the services of each project are on."""
    found: dict[int, set[str]] = {}
    for member in members:
        found.setdefault(id(member.project), set()).update(member.real_networks)
    return found


def _meet(first: Claim, second: Claim) -> bool:
    return not (first.listens and second.listens) and _overlap(first.address, second.address)


def _overlap(first: str | None, second: str | None) -> bool:
    if first is None or second is None or first == second:
        return True
    return (":" in first) == (":" in second) and bool({first, second} & _WILDCARDS)
