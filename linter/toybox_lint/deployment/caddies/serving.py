"""What a Caddy listens on, which its own Caddyfile says.

Source: Caddy 2.11.7 opens the ports of its sites, and port 80 for redirects beside a site with TLS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.deployment.caddies.fronts import Fronts
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Listening, Speaks
from toybox_lint.deployment.model import Front, Member
from toybox_lint.facts import Unknown
from toybox_lint.later import Later
from toybox_lint.records import replace

_HTTP_PORT = 80


def settled(members: Iterable[Member], caddies: Fronts) -> tuple[tuple[Member, ...], Fronts]:
    """The services and the Caddies, each Caddy listening where its Caddyfile says, as far as that is accepted."""
    found: dict[Member, Member] = {}
    for front in caddies.fronts:
        if front.member is None or front.member in found or not front.caddyfile.valid:
            continue
        listeners = tuple(_listeners(front))
        if listeners:
            heard = Later(partial(_heard, front, front.member, listeners))
            found[front.member] = replace(front.member, heard=heard)
    fronts = tuple(
        replace(front, member=found.get(front.member, front.member)) if front.member else front
        for front in caddies.fronts
    )
    return tuple(found.get(member, member) for member in members), Fronts(fronts, caddies.gaps)


def _heard(front: Front, member: Member, listeners: tuple[Listener, ...]) -> Listening:
    to_https = Later(partial(_sends_on, front.caddyfile))
    return replace(member.listening, listeners=listeners, decisive=_complete(listeners, to_https))


def _sends_on(caddyfile: Caddyfile) -> bool:
    from toybox_lint.caddy.sites.names import sends_on

    return sends_on(caddyfile)


def _listeners(front: Front) -> Iterator[Listener]:
    for site in front.caddyfile.sites:
        origin = site.addresses[0].origin if site.addresses else site.block.open
        for each in site.listeners:
            speaks = (
                Speaks.UNKNOWN if isinstance(each.tls, Unknown) else Speaks.TLS if each.tls else Speaks.HTTP
            )
            said = "command" if front.caddyfile.commanded else "Caddyfile"
            text = f"a site of its {said} listens on {each.address}"
            yield Listener(each.port, bind(each.address), speaks, Grade.CONFIG_FILE, origin, text, "caddy")


def bind(address: str) -> Bind:
    """Which addresses of its container a Caddy takes that listens on ``address``; unknown for one of many."""
    host = address.rpartition(":")[0].strip("[]")
    if not host or host in ("0.0.0.0", "::"):
        return Bind.ALL
    return Bind.LOOPBACK if host == "localhost" or host.startswith("127.") or host == "::1" else Bind.UNKNOWN


def _complete(listeners: tuple[Listener, ...], to_https: Later[bool]) -> tuple[Listener, ...]:
    """With the port of redirects, where a site may have them, or certainly has."""
    ports = {each.port for each in listeners}
    if _HTTP_PORT in ports or all(each.speaks is Speaks.HTTP for each in listeners):
        return listeners
    first = listeners[0]
    redirects = replace(
        first,
        port=_HTTP_PORT,
        bind=Bind.UNKNOWN,
        speaks=Speaks.UNKNOWN,
        text="it redirects from port 80",
        redirecting=to_https,
    )
    return (*listeners, redirects)
