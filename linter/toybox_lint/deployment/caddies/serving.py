"""What a Caddy listens on, which its own Caddyfile says.

Source: Caddy 2.11.7 opens the ports of its sites, and port 80 for redirects beside a site with TLS. Further ones are
those of its admin API, of plugins, and of sites that it has from labels, or kept from its last run (``--resume``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from toybox_lint.caddy.hostport import split_network
from toybox_lint.caddy.model import Caddyfile
from toybox_lint.deployment.caddies.fronts import Fronts
from toybox_lint.deployment.caddies.labelled import takes_labels
from toybox_lint.deployment.caddies.stock import resumes
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Listening, Speaks
from toybox_lint.deployment.model import Front, Member
from toybox_lint.digits import whole
from toybox_lint.facts import Unknown
from toybox_lint.later import Later
from toybox_lint.records import replace

_HTTP_PORT = 80
# Global options of plugins that open ports of their own.
OPENING = frozenset(("layer4", "frankenphp", "supervisor", "tailscale", "dynamic_dns"))


def settled(members: Iterable[Member], caddies: Fronts) -> tuple[tuple[Member, ...], Fronts]:
    """The services and the Caddies, each Caddy listening where its Caddyfile says, as far as that is accepted."""
    found: dict[Member, Member] = {}
    reading = Counter(front.member for front in caddies.fronts)
    for front in caddies.fronts:
        if front.member is None or front.member in found or not front.caddyfile.valid:
            continue
        listeners = tuple(_listeners(front))
        if listeners:
            heard = Later(partial(_heard, front, front.member, listeners, reading[front.member]))
            found[front.member] = replace(front.member, heard=heard)
    fronts = tuple(
        replace(front, member=found.get(front.member, front.member)) if front.member else front
        for front in caddies.fronts
    )
    return tuple(found.get(member, member) for member in members), Fronts(fronts, caddies.gaps)


def _heard(front: Front, member: Member, listeners: tuple[Listener, ...], files: int) -> Listening:
    to_https = Later(partial(_sends_on, front.caddyfile))
    opened = (*_complete(listeners, to_https), *_beside(front, member, listeners[0], files))
    return replace(member.listening, listeners=listeners, decisive=opened)


def _beside(front: Front, member: Member, first: Listener, files: int) -> Iterator[Listener]:
    """What it may open beside its sites: the admin API, and what no Caddyfile that is seen tells."""
    text = _admin_address(front.caddyfile, member)
    network = split_network(text) if text else None
    if text and network is not None and (port := whole(network.port)):
        said = f"its admin API listens on {text}"
        yield replace(first, port=port, bind=bind(text), speaks=Speaks.HTTP, text=said)
    plugins = any(each.name.text in OPENING for each in front.caddyfile.options)
    if files > 1 or plugins or not front.caddyfile.whole or takes_labels(member) or resumes(member):
        unseen = Unknown("it may have sites, or listeners, that no Caddyfile shown here has")
        yield replace(first, port=unseen, bind=Bind.UNKNOWN, speaks=Speaks.UNKNOWN, text=unseen.reason)


def _admin_address(caddyfile: Caddyfile, member: Member) -> str | None:
    """Where it is told to have the admin API; else that is for the container alone."""
    words = [
        line.arguments[0].text for line in caddyfile.options if line.name.text == "admin" and line.arguments
    ]
    given = member.service.environment.get("CADDY_ADMIN")
    word = words[-1] if words else given.value if given else None
    return word if isinstance(word, str) else None


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
