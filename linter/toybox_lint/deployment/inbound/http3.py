"""Whether HTTP/3, which Caddy offers by itself, gets to it: it comes over UDP.

Source: Caddy's documentation of the option ``protocols`` (HTTP/3 is among the ones it has by default); Docker's of
published ports (for TCP, where no protocol is named).
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.sites.names import option_port
from toybox_lint.compose.model import Port
from toybox_lint.deployment.inbound.entrances import Entrance, entrances, is_loopback
from toybox_lint.deployment.model import Deployment
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class WithoutHttp3:
    """A port of HTTPS that is published for TCP alone, and an edit that publishes it for UDP, too."""

    entrance: Entrance
    port: Port
    edits: tuple[Edit, ...]


def without_http3(deployment: Deployment) -> Iterator[WithoutHttp3]:
    """Every Caddy that offers HTTP/3 for a public name, and is not reached with it."""
    for entrance in entrances(deployment):
        caddyfile, owner = entrance.front.caddyfile, entrance.owner
        https = option_port(caddyfile, "https_port")
        offered = any(name.public and name.tls and name.port == https for name in entrance.names)
        udp = any(port.protocol != "tcp" for port in owner.service.ports)
        found = [
            port
            for port in entrance.ports
            if port.target == https and port.published != "80" and not is_loopback(port)
        ]
        if offered and found and not udp and not _without_h3(caddyfile):
            yield WithoutHttp3(entrance, found[0], _published_for_udp(entrance, found[0]))


def _without_h3(caddyfile: Caddyfile) -> bool:
    """Whether the option ``protocols`` leaves HTTP/3 out, or may."""
    for option in caddyfile.options:
        for each in option.block.directives if option.name.text == "servers" and option.block else ():
            if each.name.text == "protocols" and all(word.text != "h3" for word in each.arguments):
                return True
    return False


def _published_for_udp(entrance: Entrance, port: Port) -> tuple[Edit, ...]:
    if port.host_ip is not None or not isinstance(port.published, str):
        return ()
    item = f"{port.published}:{port.target}/udp"
    from toybox_lint.compose.additions import add_item

    edits = add_item(entrance.owner.project, entrance.owner.name, "ports", item)
    from toybox_lint.compose.yaml.edit import Refusal

    return () if isinstance(edits, Refusal) else edits
