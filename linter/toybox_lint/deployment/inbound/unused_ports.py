"""Ports that are published for Caddy although it does not listen there."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.sites.names import Certificate, option_port
from toybox_lint.compose.model import Port
from toybox_lint.deployment.caddies.admin import admin_port
from toybox_lint.deployment.caddies.stock import has_stock_program, is_stock, starts_it_alone
from toybox_lint.deployment.inbound.entrances import Entrance, entrances, listening_ports
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.namespaces import sharing
from toybox_lint.files import Files
from toybox_lint.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Unused:
    """A port that is published although Caddy does not listen there."""

    entrance: Entrance
    port: Port
    listening: tuple[int, ...]


def unused(deployment: Deployment) -> Iterator[Unused]:
    """Ports of a Caddy with the official program that lead to nothing, beside others that do lead to a site."""
    for entrance in entrances(deployment):
        listening = listening_ports(entrance.front.caddyfile)
        shared = [each for each in sharing(entrance.owner, deployment.members) if each is not entrance.caddy]
        if (
            shared
            or listening is None
            or not entrance.names
            or not _is_plain(entrance.caddy, deployment.files)
        ):
            continue
        targets = {port.target for port in entrance.ports}
        if not targets & listening:
            continue
        silent = listening | {admin_port(entrance.front, deployment)} | _for_challenges(entrance)
        for port in entrance.ports:
            if isinstance(port.target, int) and port.target not in silent:
                yield Unused(entrance, port, tuple(sorted(listening)))


def _is_plain(caddy: Member, files: Files) -> bool:
    """Whether it is the program of the official image, be it in one built on it, and nothing beside it."""
    return is_stock(caddy) or (has_stock_program(caddy, files) and starts_it_alone(caddy, files))


def _for_challenges(entrance: Entrance) -> set[int]:
    """The port that Caddy opens while an authority asks for an answer over HTTP."""
    asked = any(name.certificate is Certificate.PUBLIC and not name.dns for name in entrance.names)
    return {option_port(entrance.front.caddyfile, "http_port")} if asked else set()
