"""Fixes for a port that is not there on the host: dial the one that is, publish it, or name the service.

Source: Docker's documentation on published ports.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, takewhile

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.sites.names import option_port
from toybox_lint.compose.additions import add_item
from toybox_lint.compose.yaml.edit import Refusal, delete, find
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.fixes.mending import redirected
from toybox_lint.deployment.inbound.entrances import listening_ports
from toybox_lint.deployment.listening.model import Answer
from toybox_lint.deployment.model import Candidate, Link, Member
from toybox_lint.deployment.networks.egress import enclosed, projects_of, way_out
from toybox_lint.deployment.networks.namespaces import (
    BRIDGE,
    DOCKER_HOST,
    HOST,
    LOOPBACK,
    namespace,
    published,
    sharing,
)
from toybox_lint.deployment.upstreams.candidates import candidate, under_another_name
from toybox_lint.deployment.upstreams.offers import OTHER_PROTOCOLS, web_ports
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.later import remembered

_STEP = 10000
_LOCAL = "localhost"


def reach_target(link: Link, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Reach the service that is meant, from where Caddy is.

    On the host that is a port of the host, which is published on its loopback where the service publishes none,
    if no other may be meant; from a container it is the service's name.
    """
    target, front = link.target, link.front.member
    on_host = front is None or namespace(front, members) == HOST
    if target is None or (on_host and len(link.candidates) > 1):
        return ()
    if target.runs is not True:
        from toybox_lint.deployment.fixes.starting import start_always

        return start_always(target, members)
    if front is None or on_host:
        return _from_the_host(link, target, members)
    if front.mode == BRIDGE:
        return _off_the_bridge(front)
    offered = target.listening.published_as(link.upstream.port)
    port = offered[0].target if offered else _port(link, target)
    found = Candidate(target, port, None)
    if target.mode is not None:
        found = under_another_name(link.front, target, port, members) or Candidate(target, None, None)
    return () if found.port is None else _dial(link, found.name, found.port, ())


def mapped_port(link: Link) -> int | None:
    """The container port behind the port of the host that is dialled, where just one is and it may serve the web."""
    port = link.upstream.port
    found = link.target.listening.published_as(port) if link.target and not _on_the_host(link) else ()
    serving = len(found) == 1 and found[0].target not in OTHER_PROTOCOLS and found[0].target != port
    return found[0].target if serving else None


def answering_port(link: Link) -> int | None:
    """The one port that answers in place of the one that is dialled: of the container, or of the host."""
    target = link.target
    if target is None or not _on_the_host(link):
        meant = candidate(target, None).port if target else None
        if meant != link.upstream.port:
            return meant
        listens = link.listener.port if link.listener else None
        return listens if isinstance(listens, int) and listens != meant else None
    answering = web_ports(target)
    found = {each.published for each in target.listening.published if each.target in answering}
    return found.pop() if len(found) == 1 and link.upstream.port not in found else None


def inner_port(link: Link) -> int | None:
    """Where a port of the host that is dialled leads to in the container."""
    found = (
        link.target.listening.published_as(link.upstream.port) if link.target and _on_the_host(link) else ()
    )
    return found[0].target if len(found) == 1 else None


def lead_to(link: Link) -> tuple[Fix, ...]:
    """Let the port of the host that is dialled lead to the one on which its service listens; a person must agree."""
    target, listener = link.target, link.listener
    if target is None or listener is None or not _on_the_host(link) or not isinstance(listener.port, int):
        return ()
    entries = [each for each in target.service.ports if each.published == str(link.upstream.port)]
    place = entries[0].target_origin if len(entries) == 1 else None
    if place is None or not place.exact or entries[0].target == listener.port:
        return ()
    edit = replace_part(place.file, place.span, str(listener.port))
    return (Fix(f"publish port {listener.port} there", Applicability.UNSAFE, (edit,)),)


def _on_the_host(link: Link) -> bool:
    """Whether a port of the host is dialled, by whatever name the host has."""
    host = str(link.upstream.host).lower()
    return host == DOCKER_HOST or bool(LOOPBACK.fullmatch(host))


def dial_own_host(link: Link) -> tuple[Fix, ...]:
    """Dial a port of the host as a Caddy does that is on its network."""
    front, port = link.front.member, link.upstream.port
    on_host = front is None or front.mode == HOST
    return _dial(link, _LOCAL, port, ()) if on_host and isinstance(port, int) else ()


def _off_the_bridge(front: Member) -> tuple[Fix, ...]:
    """Let the service be on the network of its project again, whichever files say otherwise."""
    path = ("services", front.name, "network_mode")
    edits: list[Edit] = []
    for file in front.project.files:
        deleted = delete(file, path) if find(file, path) is not None else ()
        if isinstance(deleted, Refusal):
            return ()
        edits += deleted
    title = f"let {front.name} join the network of its project"
    return (Fix(title, Applicability.UNSAFE, tuple(edits)),) if edits else ()


def _from_the_host(link: Link, target: Member, members: Sequence[Member]) -> tuple[Fix, ...]:
    place = namespace(target, members)
    if place == HOST:
        port = candidate(target, link.upstream.port, loopback=True).port
        return () if port is None else _dial(link, _LOCAL, port, ())
    if not isinstance(place, Member):
        return ()
    shut = enclosed(place, projects_of(members))
    outward = way_out(place) if shut else ()
    if shut and not outward:
        return ()
    offers = place.listening.published
    port = _port(link, target)
    for each in offers:
        if each.published == link.upstream.port and each.target == (port or each.target):
            return _dial(link, _LOCAL, each.published, outward)
    for each in offers:
        if each.target == port:
            return _dial(link, _LOCAL, each.published, outward)
    if port is None:
        return ()
    free = next(each for each in count(port, _STEP) if _is_free(each, link, members))
    edits = add_item(place.project, place.name, "ports", f"127.0.0.1:{free}:{port}")
    return () if isinstance(edits, Refusal) or free > 65535 else _dial(link, _LOCAL, free, (*outward, *edits))


def _port(link: Link, target: Member) -> int | None:
    """The port of the container that is meant: the one that is dialled unless the files speak against it."""
    dialled = link.upstream.port
    if isinstance(dialled, int) and target.listening.answers(dialled).answer in (Answer.YES, Answer.UNKNOWN):
        return dialled
    if dialled in web_ports(target, loopback=True):
        return dialled
    return candidate(target, dialled).port


def _dial(link: Link, host: str, port: int, also: tuple[Edit, ...]) -> tuple[Fix, ...]:
    if host == _LOCAL and link.upstream.host == "127.0.0.1":
        host = "127.0.0.1"
    if (link.upstream.host, link.upstream.port) == (host, port):
        return (Fix(f"publish port {port}", Applicability.UNSAFE, also),) if also else ()
    edits = redirected(link, host, port)
    if edits is None:
        return ()
    title = f"dial {host}:{port}" if not also else f"publish the port, and dial {host}:{port}"
    return (Fix(title, Applicability.UNSAFE, (*edits, *also)),)


@remembered
def _own_ports(caddyfile: Caddyfile) -> frozenset[object]:
    """The ports that Caddy itself listens on, or may."""
    known: frozenset[object] | None = listening_ports(caddyfile)
    if known is None:
        known = frozenset((option_port(caddyfile, "http_port"), option_port(caddyfile, "https_port")))
    return known | {each.port for site in caddyfile.sites for each in site.listeners}


@remembered
def _dialled(caddyfile: Caddyfile) -> dict[object, set[object]]:
    """The hosts that are dialled, by the port."""
    found: dict[object, set[object]] = {}
    for proxy in caddyfile.proxies:
        for each in proxy.upstreams:
            found.setdefault(each.port, set()).add(each.host)
    return found


def _is_free(port: int, link: Link, members: Sequence[Member]) -> bool:
    """Whether nothing that is shown takes the port on the host, nor will when other services are published, too."""
    caddyfile = link.front.caddyfile
    on_host = (member for member in sharing(HOST, members) if member.listening.at(port))
    dialled = _dialled(caddyfile).get(port, ())
    before = takewhile(lambda member: member is not link.target, members)
    wanted = any(member.name in dialled and port in web_ports(member) for member in before)
    return (
        port not in _own_ports(caddyfile)
        and not wanted
        and not any(published(port, members))
        and not any(on_host)
    )
