"""How requests get into a Caddy from outside: its published ports, and what may stand in front of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.sites.names import Name, names, option_port, redirects
from toybox_lint.compose.model import Port
from toybox_lint.deployment.caddies.serving import OPENING
from toybox_lint.deployment.listening.images.well_known import named
from toybox_lint.deployment.model import Deployment, Front, Joined, Member, Place
from toybox_lint.deployment.networks.namespaces import namespace, sharing
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass

# Images of programs that take requests from outside and hand them on. A tunnel needs no published port for it.
_PROXY = pattern(
    r"(?:^|[/_-])(?:traefik|nginx\w*|haproxy|envoy|httpd|apache|openresty|swag|caddy|sslh)(?:[-_:@/]|$)"
)
_TUNNEL = pattern(
    r"(?:^|[/_-])(?:cloudflared|ngrok|tailscale|frpc?|rathole|zrok|newt|gerbil|pangolin|wireguard|wg-easy|gluetun"
    r"|tor|inlets\w*|boringproxy|sshd|openssh-server)(?:[-_:@/]|$)"
)
_LOOPBACK = pattern(r"127\..*|::1|localhost")
_ANYWHERE = frozenset((None, "", "0.0.0.0", "::", "*"))


@dataclass(frozen=True, slots=True, eq=False)
class Entrance:
    """A Caddy in a container, and the ports through which the host passes requests to it.

    ``owner`` is the service whose network, and so whose ``ports``, are Caddy's. ``ports`` are the TCP ones.
    """

    front: Front
    caddy: Member
    owner: Member
    ports: tuple[Port, ...]

    @property
    def names(self) -> tuple[Name, ...]:
        """What its sites are called."""
        return names(self.front.caddyfile)

    def to(self, target: int) -> tuple[Port, ...]:
        """The published ports that may lead to ``target``."""
        return tuple(port for port in self.ports if port.target == target or not isinstance(port.target, int))

    def published(self, number: int) -> bool:
        """Whether ``number`` may be a port of the host that leads to it."""
        given = (str(port.published) for port in self.ports if port.published is not None)
        return any(each == str(number) or not each.isdigit() for each in given)

    def opened(self, published: int, target: int) -> bool:
        """Whether other machines may reach ``target`` at port ``published`` of the host."""
        return any(
            not is_loopback(port) and (port.published == str(published) or not str(port.published).isdigit())
            for port in self.to(target)
            if port.published is not None  # else the engine chooses one, far above
        )


def is_loopback(port: Port) -> bool:
    """Whether a port is published on the host's own loopback only."""
    return isinstance(port.host_ip, str) and bool(_LOOPBACK.fullmatch(port.host_ip))


def is_open(port: Port) -> bool:
    """Whether a port is certainly published on every address of the host."""
    return port.host_ip in _ANYWHERE


@lru_cache(maxsize=8)
def entrances(deployment: Deployment) -> tuple[Entrance, ...]:
    """Every Caddy of the projects that runs in a network of its own, with a Caddyfile that Caddy accepts."""
    return tuple(_entrances(deployment))


def _entrances(deployment: Deployment) -> Iterator[Entrance]:
    for front in deployment.fronts:
        caddy = front.member
        if caddy is None or caddy.runs is not True or not front.caddyfile.valid or not caddy.project.valid:
            continue
        owner = namespace(caddy, deployment.members)
        if front.place is Place.SERVICE and isinstance(owner, Member):
            ports = tuple(port for port in owner.service.ports if port.protocol == "tcp")
            yield Entrance(front, caddy, owner, ports)


@remembered
def listening_ports(caddyfile: Caddyfile) -> frozenset[int] | None:
    """The TCP ports on which Caddy may listen for requests, that of its redirects included.

    ``None`` where a variable decides about one, or a plugin may open more.
    """
    ports = [listener.port for site in caddyfile.sites for listener in site.listeners]
    known = [port for port in ports if isinstance(port, int) and port]
    if len(known) < len(ports) or any(each.name.text in OPENING for each in caddyfile.options):
        return None
    if any(_is_of_a_plugin(listener.address) for site in caddyfile.sites for listener in site.listeners):
        return None
    secure = any(listener.tls is not False for site in caddyfile.sites for listener in site.listeners)
    extra = [option_port(caddyfile, "http_port")] if secure and redirects(caddyfile) else []
    return frozenset((*known, *extra))


def is_passed_on(deployment: Deployment, entrance: Entrance) -> bool:
    """Whether a service may pass requests on to this Caddy from outside."""
    own = (entrance.caddy, entrance.owner)
    return any(member not in own for member in _passing(deployment.members))


def passing_on(deployment: Deployment, entrance: Entrance) -> tuple[Member, ...]:
    """Services on its networks that may pass requests on to this Caddy: of more than one, at least two."""
    own = (entrance.caddy, entrance.owner)
    there = _passing_on_networks(deployment.members)
    on = sorted(entrance.owner.real_networks)
    near = (member for network in on for member in there.get(network, ())[: len(own) + 2])
    return tuple(dict.fromkeys(member for member in near if member not in own))


@remembered
def _passing_on_networks(members: Sequence[Member]) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = {}
    for member in _passing(members):
        for network in member.real_networks:
            found.setdefault(network, []).append(member)
    return found


@remembered
def _passing(members: Sequence[Member]) -> tuple[Member, ...]:
    return tuple(member for member in members if member.runs is not False and _may_pass(member))


def _may_pass(member: Member) -> bool:
    ports = [port for port in member.service.ports if not is_loopback(port)]
    standard = any(port.published in ("80", "443") for port in ports)
    return standard or is_tunnel(member) or (bool(ports) and _is_image(member, _PROXY))


def is_tunnel(member: Member) -> bool:
    """Whether the service is a program that brings requests in without a published port."""
    return _is_image(member, _TUNNEL)


def _is_image(member: Member, wanted: re.Pattern[str]) -> bool:
    image = named(member.listening.base)
    return image is not None and bool(wanted.search(image.lower()))


def alone(deployment: Deployment, entrance: Entrance) -> bool:
    """Whether its published ports are certainly the only way into this Caddy."""
    shared = list(sharing(entrance.owner, deployment.members))
    return (
        not is_passed_on(deployment, entrance)
        and all(joined.network.external is False for joined in entrance.owner.networks)
        and not any(_is_of_the_link(entrance.owner, joined) for joined in entrance.owner.networks)
        and all(member in (entrance.caddy, entrance.owner) for member in shared)
        and not any(member.mode == "host" and member.runs is not False for member in deployment.members)
    )


def _is_of_the_link(member: Member, joined: Joined) -> bool:
    """Whether the network gives containers addresses of the host's own network, where nothing need be published."""
    return member.project.resource("networks", joined.network.key).get("driver") in ("macvlan", "ipvlan")


def _is_of_a_plugin(address: str) -> bool:
    """Whether ``bind`` names a network that a plugin brings, on which nothing need be published."""
    network, slash, _ = address.partition("/")
    return bool(slash) and not network.startswith(("tcp", "udp", "unix", "fd"))
