"""Whether the ports that Caddy listens on and those that are published for it fit together.

Source: Docker's documentation of published ports; Caddy's of automatic HTTPS (a name is served on 443, and port 80
redirects there).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from toybox_lint.caddy.sites.names import Certificate, Name, option_port, redirects
from toybox_lint.compose.model import Port
from toybox_lint.deployment.caddies.certificates import keeps_certificates
from toybox_lint.deployment.inbound.entrances import Entrance, alone, entrances, is_loopback, listening_ports
from toybox_lint.deployment.listening.declared import exposed
from toybox_lint.deployment.model import Deployment
from toybox_lint.diagnostics import Applicability, Fix
from toybox_lint.enums import Enum
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass, replace


class Closed(Enum):
    """Why a site cannot be reached from outside."""

    HTTPS = "the port of HTTPS is not published, to which that of HTTP redirects"
    ALL = "nothing listens behind any of the published ports"
    NONE = "no port is published at all"
    OWN = "its address has a port of its own, which is not published, as others are"


@dataclass(frozen=True, slots=True, eq=False)
class Unpublished:
    """A Caddy, and the first of its names that cannot be reached through the ports that it publishes.

    ``unless`` are the variables whose defaults make it so.
    """

    entrance: Entrance
    name: Name
    cause: Closed
    certain: bool
    fixes: tuple[Fix, ...]
    unless: tuple[str, ...] = ()


def unpublished(deployment: Deployment) -> Iterator[Unpublished]:
    """Every Caddy whose published ports do not lead to its sites."""
    for entrance in entrances(deployment):
        if (name := _behind_nothing(deployment, entrance)) is not None:
            yield Unpublished(
                entrance, name, Closed.NONE, False, _fixes(deployment, entrance, Closed.NONE, name)
            )
        open_ports = [port for port in entrance.ports if not is_loopback(port)]
        listening = listening_ports(entrance.front.caddyfile)
        targets = {port.target for port in open_ports}
        if not open_ports or not all(isinstance(target, int) for target in targets):
            continue
        if listening is None:
            yield from _by_default(deployment, entrance, open_ports)
        if not listening:
            continue
        certain = alone(deployment, entrance)
        name = _without_https(entrance, open_ports)
        if not targets & listening and entrance.names:
            name, cause = entrance.names[0], Closed.ALL
        elif name is not None:
            cause = Closed.HTTPS
        elif (name := _on_its_own_port(entrance, targets)) and certain:
            # Another container may know it by its name, too.
            cause, certain = Closed.OWN, False
        else:
            continue
        yield Unpublished(entrance, name, cause, certain, _fixes(deployment, entrance, cause, name))


def _fixes(deployment: Deployment, entrance: Entrance, cause: Closed, name: Name) -> tuple[Fix, ...]:
    """What lets requests for the name in."""
    from toybox_lint.deployment.fixes.leading_in import (
        both_open,
        https_open,
        led_to,
        moved_along,
        open_at,
        retargeted,
    )

    if cause is Closed.NONE:
        return both_open(deployment, entrance)
    if cause is Closed.HTTPS:
        return https_open(deployment, entrance, name)
    ports = [port for port in entrance.ports if not is_loopback(port)]
    if cause is Closed.OWN:
        fixes = open_at(deployment, entrance, name.port, Applicability.UNSAFE)
    else:
        fixes = retargeted(entrance, ports) or moved_along(entrance, ports)
    return fixes or led_to(ports, name.port)


def _by_default(deployment: Deployment, entrance: Entrance, ports: list[Port]) -> Iterator[Unpublished]:
    """The first name that cannot be reached where nobody sets the variables that the addresses are made of."""
    from toybox_lint.deployment.upstreams.by_default import defaults, with_defaults

    front = with_defaults(entrance.front, deployment.files)
    if front is None or not front.caddyfile.valid:
        return
    usual, listening = replace(entrance, front=front), listening_ports(front.caddyfile)
    if not listening or not usual.names or not alone(deployment, entrance):
        return
    texts = " ".join(
        address.origin.text for site in entrance.front.caddyfile.sites for address in site.addresses
    )
    unless = tuple(name for name in defaults(entrance.front) if name in texts)
    name = _without_https(usual, ports)
    if not {port.target for port in ports} & listening:
        yield Unpublished(entrance, usual.names[0], Closed.ALL, False, (), unless)
    elif name is not None:
        yield Unpublished(entrance, name, Closed.HTTPS, False, (), unless)


def _behind_nothing(deployment: Deployment, entrance: Entrance) -> Name | None:
    """The first name for people of a Caddy to which nobody outside of its networks comes.

    It has a certificate of a public authority, or is in a variable that nobody gave.
    """
    owner = entrance.owner
    if owner.service.ports or not keeps_certificates(entrance, deployment) or not alone(deployment, entrance):
        return None
    signed = (each for each in entrance.names if each.certificate is Certificate.PUBLIC and not each.dns)
    name = next((each for each in signed if each.public), None) or next(_unknown(entrance), None)
    from toybox_lint.deployment.files.stages import of_other_stages

    if name is None or any(
        owner.name in each.text for each in of_other_stages(owner.project, deployment.files)
    ):
        return None
    return name


def _unknown(entrance: Entrance) -> Iterator[Name]:
    """The addresses of sites that are nothing but a variable, if no site has another one.

    A site that is bound to an address may be reached there, as on the network of a plugin.
    """
    caddyfile = entrance.front.caddyfile
    bound = any(option.name.text == "default_bind" for option in caddyfile.options)
    for site in caddyfile.sites if not entrance.names and not bound else ():
        if any(line.name.text == "bind" for line in site.block.directives):
            continue
        for address in site.addresses:
            if isinstance(address.value, Unknown) and not any(
                isinstance(each.port, int) for each in site.listeners
            ):
                yield Name(site, address, address.origin.text, 443, True, Certificate.UNKNOWN)


def _is_asked_for(name: Name) -> bool:
    """Whether people ask for the name, on the internet or on the machine itself."""
    return name.public or f".{name.host.lower()}".endswith(".localhost")


def _without_https(entrance: Entrance, ports: list[Port]) -> Name | None:
    """The first name of people's on TLS whose port is not published although that of its redirect is."""
    caddyfile = entrance.front.caddyfile
    http, https = option_port(caddyfile, "http_port"), option_port(caddyfile, "https_port")
    targets = {port.target for port in ports}
    if http not in targets or https in targets or not redirects(caddyfile):
        return None
    plain = {each.host for each in entrance.names if not each.tls and each.port == http}
    names = (each for each in entrance.names if each.tls and each.port == https and _is_asked_for(each))
    return next((each for each in names if each.host not in plain), None)


def _on_its_own_port(entrance: Entrance, targets: Collection[object]) -> Name | None:
    """The first public name whose address says another port than the usual ones, if neither it nor ``expose`` is.

    One of the machine itself only where no other name is reached either: a healthcheck may ask for it inside.
    """
    usual = {option_port(entrance.front.caddyfile, name) for name in ("http_port", "https_port")}
    known = usual | {listener.port for listener in exposed(entrance.owner.service)}
    kept = [each for each in entrance.names if each.port not in known and each.port not in targets]
    public = next((each for each in kept if each.public), None)
    if public is not None or any(each.port in targets for each in entrance.names):
        return public
    return next((each for each in kept if _is_asked_for(each)), None)
