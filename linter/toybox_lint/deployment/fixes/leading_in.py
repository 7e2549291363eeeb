"""Fixes that let the published ports of Caddy lead to its sites."""

from __future__ import annotations

from collections.abc import Mapping

from toybox_lint.caddy.sites.names import Name, option_port
from toybox_lint.compose.model import Port
from toybox_lint.deployment.inbound.collisions import is_claimed
from toybox_lint.deployment.inbound.entrances import Entrance, listening_ports
from toybox_lint.deployment.model import Deployment
from toybox_lint.deployment.networks.namespaces import published
from toybox_lint.diagnostics import Applicability, Edit, Fix


def https_open(deployment: Deployment, entrance: Entrance, name: Name) -> tuple[Fix, ...]:
    """Publish the port, where the usual one of the host is free."""
    usual = entrance.opened(80, option_port(entrance.front.caddyfile, "http_port"))
    level = Applicability.SAFE if usual else Applicability.UNSAFE
    return open_at(deployment, entrance, name.port, level, at=443)


def open_at(
    deployment: Deployment, entrance: Entrance, port: int, level: Applicability, at: int | None = None
) -> tuple[Fix, ...]:
    """Publish a port ``at`` one of the host, by default its own number, if that is free."""
    return _mapped(deployment, entrance, {port if at is None else at: port}, level)


def both_open(deployment: Deployment, entrance: Entrance) -> tuple[Fix, ...]:
    """Publish the ports of HTTP and HTTPS, where both of the host are free."""
    caddyfile = entrance.front.caddyfile
    ports = {80: option_port(caddyfile, "http_port"), 443: option_port(caddyfile, "https_port")}
    return _mapped(deployment, entrance, ports, Applicability.UNSAFE)


def _mapped(
    deployment: Deployment, entrance: Entrance, ports: Mapping[int, int], level: Applicability
) -> tuple[Fix, ...]:
    """Publish ports of the container, by those of the host, if nothing else has those."""
    if any(any(published(host, deployment.members)) or is_claimed(host, deployment) for host in ports):
        return ()
    from toybox_lint.compose.additions import add_item

    items = [f"{host}:{port}" for host, port in ports.items()]
    edits = add_item(entrance.owner.project, entrance.owner.name, "ports", *items)
    from toybox_lint.compose.yaml.edit import Refusal

    return () if isinstance(edits, Refusal) else (Fix(f"publish {' and '.join(items)}", level, edits),)


def led_to(ports: list[Port], wanted: int) -> tuple[Fix, ...]:
    """Let the port of the host that has the number of a site lead to it."""
    for port in ports:
        place = port.target_origin
        if (
            port.published == str(wanted)
            and place is not None
            and place.exact
            and place.text == str(port.target)
        ):
            edit = Edit(place.file, place.span, str(wanted))
            title = f"publish {wanted}:{wanted} in place of {wanted}:{port.target}"
            return (Fix(title, Applicability.UNSAFE, (edit,)),)
    return ()


def retargeted(entrance: Entrance, ports: list[Port]) -> tuple[Fix, ...]:
    """Let the only published port lead to the only one that is listened on, where no second file publishes it."""
    owner, listening = entrance.owner, listening_ports(entrance.front.caddyfile) or ()
    host, place = ports[0].published, ports[0].target_origin
    if len(ports) != 1 or len(listening) != 1 or place is None or not place.exact:
        return ()
    (port,) = listening
    from toybox_lint.compose.yaml.edit import find

    files = [file for file in owner.project.files if find(file, ("services", owner.name, "ports"))]
    if place.text != str(ports[0].target) or len(files) > 1:
        return ()
    title = f"let port {host} of the host lead to {port}" if isinstance(host, str) else f"lead to {port}"
    return (Fix(title, Applicability.UNSAFE, (Edit(place.file, place.span, str(port)),)),)


def moved_along(entrance: Entrance, ports: list[Port]) -> tuple[Fix, ...]:
    """Let the ports of HTTP and HTTPS lead to where the Caddyfile has moved those."""
    caddyfile = entrance.front.caddyfile
    now = {80: option_port(caddyfile, "http_port"), 443: option_port(caddyfile, "https_port")}
    edits: list[Edit] = []
    for port in ports:
        place = port.target_origin
        if port.target not in now or place is None or not place.exact or place.text != str(port.target):
            return ()
        edits.append(Edit(place.file, place.span, str(now[port.target])))
    if all(edit.text == edit.file.text[edit.span.start : edit.span.end] for edit in edits):
        return ()
    for port in entrance.owner.service.ports:  # that of HTTP/3
        place = port.target_origin
        along = (
            port.protocol == "udp" and place is not None and place.exact and place.text == str(port.target)
        )
        if along and place is not None and port.target in now:
            edits.append(Edit(place.file, place.span, str(now[port.target])))
    moved = " and ".join(f"{port.published} to {now[port.target]}" for port in ports if port.target in now)
    return (Fix(f"lead {moved}", Applicability.UNSAFE, tuple(edits)),)
