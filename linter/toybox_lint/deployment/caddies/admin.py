"""Who can reach Caddy's admin API, which loads any configuration without asking for a password.

Source: Caddy's documentation of the ``admin`` option and of the API (2.11): ``localhost:2019`` unless the option or
``CADDY_ADMIN`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.hostport import is_socket, split_network
from toybox_lint.caddy.model import Directive, Site
from toybox_lint.caddy.sites.names import option
from toybox_lint.compose.model import Port
from toybox_lint.deployment.caddies.fronts import environment_of
from toybox_lint.deployment.inbound.entrances import Entrance, entrances, is_loopback
from toybox_lint.deployment.model import Deployment, Front
from toybox_lint.digits import whole
from toybox_lint.facts import ABSENT, Unknown
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

_DEFAULT = "localhost:2019"
_WILDCARDS = frozenset(("", "0.0.0.0", "::", "[::]"))
_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))


@dataclass(frozen=True, slots=True)
class Admin:
    """Where the API listens. ``origin`` is where that is written, ``None`` for Caddy's default."""

    host: str
    port: int
    origin: Origin | None
    guarded: bool = False

    @property
    def open(self) -> bool:
        """Whether it listens on every address of the container."""
        return self.host in _WILDCARDS

    @property
    def loopback(self) -> bool:
        return self.host in _LOOPBACK


def admin(front: Front, deployment: Deployment) -> Admin | Unknown | None:
    """Where the admin API of a Caddy listens; ``None`` where it is off or on a socket."""
    line = option(front.caddyfile, "admin")
    if line is not None and line.arguments:
        word = line.arguments[0]
        return word.text if isinstance(word.text, Unknown) else _read(word.text, word.origin, _guarded(line))
    given = environment_of(front.member, deployment.files).lookup("CADDY_ADMIN") if front.member else ABSENT
    if front.member is None or isinstance(given, Unknown):
        return Unknown("CADDY_ADMIN may be given")
    origin = front.member.service.environment.get("CADDY_ADMIN")
    return _read(given if isinstance(given, str) else _DEFAULT, origin.origin if origin else None, False)


def _read(text: str, origin: Origin | None, guarded: bool) -> Admin | Unknown | None:
    network = split_network(text)
    if text == "off" or (network is not None and is_socket(network.network)):
        return None
    port = whole(network.port) if network else None
    if network is None or port is None:
        return Unknown("the address of the admin API is not understood")
    return Admin(network.host.lower(), port, origin, guarded)


def _guarded(line: Directive) -> bool:
    return any(each.name.text == "enforce_origin" for each in (line.block.directives if line.block else ()))


def admin_port(front: Front, deployment: Deployment) -> int:
    """The port of the API, that of the default where it is not known."""
    found = admin(front, deployment)
    return found.port if isinstance(found, Admin) else 2019


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """An admin API that others than Caddy's own container reach, and the ports published for it.

    Without ``listens`` the ports are published for nothing: the API listens on the container's loopback.
    """

    entrance: Entrance
    admin: Admin
    ports: tuple[Port, ...]
    listens: bool


def opened(deployment: Deployment) -> Iterator[Opened]:
    """Every admin API that is open to other containers, or for which ports are published."""
    for entrance in entrances(deployment):
        found = admin(entrance.front, deployment)
        if not isinstance(found, Admin) or found.guarded:
            continue
        ports = tuple(port for port in entrance.ports if port.target == found.port and not is_loopback(port))
        taken = any(each.port == found.port for site in _sites(entrance) for each in site.listeners)
        if found.open or (found.loopback and ports and not taken):
            yield Opened(entrance, found, ports, found.open)


@dataclass(frozen=True, slots=True, eq=False)
class Clash:
    """A site on the port of the admin API. ``same`` when both listen on one address."""

    entrance: Entrance
    site: Site
    admin: Admin
    same: bool


def clashes(deployment: Deployment) -> Iterator[Clash]:
    """Sites that share the port of the admin API: Caddy starts, and the kernel picks who answers."""
    for entrance in entrances(deployment):
        found = admin(entrance.front, deployment)
        if not isinstance(found, Admin):
            continue
        for site in _sites(entrance):
            hosts = {each.address.rpartition(":")[0] for each in site.listeners if each.port == found.port}
            if hosts:
                yield Clash(entrance, site, found, found.open and bool(hosts & _WILDCARDS))


def _sites(entrance: Entrance) -> tuple[Site, ...]:
    return entrance.front.caddyfile.sites
