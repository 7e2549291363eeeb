"""Fixes for a port that is not there on the host: dial the one that is, publish it, or name the service.

Source: Docker's documentation on published ports.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.sites.names import option_port
from toybox_lint.compose.additions import add_item
from toybox_lint.compose.yaml.edit import Refusal, delete, find
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.fixes.mending import redirected
from toybox_lint.deployment.inbound.entrances import listening_ports
from toybox_lint.deployment.listening.model import Answer, Bind, Grade, Speaks
from toybox_lint.deployment.model import Candidate, Deployment, Link, Member, Verdict
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
from toybox_lint.deployment.upstreams.candidates import under_another_name
from toybox_lint.deployment.upstreams.chosen import candidate
from toybox_lint.deployment.upstreams.offers import OTHER_PROTOCOLS, web_ports
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.later import remembered

_STEP = 10000
# To as many containers of one service ports of the host are given.
_MOST = 100
_LOCAL, _ADDRESS = "localhost", "127.0.0.1"


def reach_target(link: Link, deployment: Deployment) -> tuple[Fix, ...]:
    """Reach the service that is meant, from where Caddy is.

    On the host that is a port of the host, which is published on its loopback where the service publishes none,
    if no other may be meant; from a container it is the service's name. What does not run is started with it.
    """
    target, front = link.target, link.front.member
    on_host = front is None or namespace(front, deployment.members) == HOST
    if target is None or (on_host and len(link.candidates) > 1):
        return ()
    ways = _ways_to(link, target, deployment, on_host=on_host)
    if target.runs is True:
        return ways
    from toybox_lint.deployment.fixes.starting import start_always

    started = start_always(target, deployment.members)
    if not started or not ways:
        return started if _on_the_host(link) else ()
    title = f"{started[0].title}, {ways[0].title}"
    return (Fix(title, Applicability.UNSAFE, (*started[0].edits, *ways[0].edits)),)


def _ways_to(link: Link, target: Member, deployment: Deployment, *, on_host: bool) -> tuple[Fix, ...]:
    """Fixes of what is dialled, of the service's ports, or of Caddy's network."""
    front, members = link.front.member, deployment.members
    if front is None or on_host:
        return _from_the_host(link, target, deployment)
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


def is_mapped_alone(link: Link, port: int) -> bool:
    """Whether nothing but a mapping tells of ``port``, and the image itself of another, as of another release."""
    assert link.target is not None
    listening = link.target.listening
    usual = any(each.grade is Grade.IMAGE_TABLE for each in listening.listeners)
    return usual and all(each.grade is Grade.PORTS_TARGET for each in listening.at(port))


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


def port_as_asked(link: Link) -> int | None:
    """The one other port of the container on which it certainly speaks as it is asked."""
    if link.target is None or link.listener is None or link.listener.port != link.upstream.port:
        return None
    if "h2c" in link.proxy.transport.versions:
        return None
    asked = Speaks.TLS if link.proxy.transport.tls else Speaks.HTTP
    listeners = link.target.listening.decisive or ()
    ports = {each.port for each in listeners if each.speaks is asked and each.bind is Bind.ALL}
    port = ports.pop() if len(ports) == 1 else None
    return port if isinstance(port, int) and link.proxy.transport.protocol == "http" else None


def inner_port(link: Link) -> int | None:
    """Where a port of the host that is dialled leads to in the container."""
    found = (
        link.target.listening.published_as(link.upstream.port) if link.target and _on_the_host(link) else ()
    )
    return found[0].target if len(found) == 1 else None


def lead_to(link: Link) -> tuple[Fix, ...]:
    """Let the port of the host that is dialled lead to the one on which its service listens; a person must agree."""
    target, listener = link.target, link.listener
    if target is None or listener is None or not _on_the_host(link):
        return ()
    # At port 0 it listens nowhere, or wherever the system likes.
    if not isinstance(listener.port, int) or listener.port == 0:
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


def _from_the_host(link: Link, target: Member, deployment: Deployment) -> tuple[Fix, ...]:
    place = namespace(target, deployment.members)
    if place == HOST:
        port = candidate(target, link.upstream.port, loopback=True).port
        return () if port is None else _dial(link, _LOCAL, port, ())
    if not isinstance(place, Member):
        return ()
    shut = enclosed(place, projects_of(deployment.members))
    out = way_out(place) if shut else None
    outward = out[1] if out else ()
    if shut and not outward:
        return ()
    if there := _published_of(link, target, place):
        # Its own site would get the request again, and one of the two does not start on that port.
        own = any(each.port == there for site in link.front.caddyfile.sites for each in site.listeners)
        offers = [each for each in published(there, deployment.members) if each.member is place]
        elsewhere = bool(offers) and all(each.elsewhere for each in offers)
        return () if own or elsewhere else _dial(link, _LOCAL, there, outward)
    port = _port(link, target)
    free = _to_be_published(deployment).get((place, port)) if port is not None else None
    if free is None:
        return ()
    last = free + _containers(place) - 1
    wanted = str(free) if last == free else f"{free}-{last}"
    edits = add_item(place.project, place.name, "ports", f"127.0.0.1:{wanted}:{port}")
    return () if isinstance(edits, Refusal) else _dial(link, _LOCAL, free, (*outward, *edits))


def _published_of(link: Link, target: Member, place: Member) -> int | None:
    """The port of the host that leads to the one that is meant; the dialled one before others."""
    offers, port = place.listening.published, _port(link, target)
    for each in offers:
        if each.published == link.upstream.port and each.target == (port or each.target):
            return each.published
    return next((each.published for each in offers if each.target == port), None)


@remembered
def _to_be_published(deployment: Deployment) -> dict[tuple[Member, int], int]:
    """Ports of the host for the ports of containers that Caddies on it want and that are not published, none twice.

    For a service of several containers the first of as many as they are.
    """
    members = deployment.members
    found: dict[tuple[Member, int], int] = {}
    taken: set[int] = set()
    for link in deployment.links:
        target, place = link.target, namespace(link.target, members) if link.target else None
        if link.verdict is not Verdict.FAILS or target is None or not isinstance(place, Member):
            continue
        port = _port(link, target)
        if port is None or (place, port) in found or _published_of(link, target, place):
            continue
        count = _containers(place)
        if not 0 < count <= _MOST:
            continue
        for free in chain(range(port, 65536 - count, _STEP), range(port + 1, 65536 - count)):
            wanted = range(free, free + count)
            if all(each not in taken and _is_free(each, link, members) for each in wanted):
                found[place, port] = free
                taken.update(wanted)
                break
    return found


def _containers(place: Member) -> int:
    """How many containers the service has, or gets; each wants a port of its own. 0 where nobody knows."""
    scale = place.service.scale
    return (scale or 1) if isinstance(scale, int) else 0


def _port(link: Link, target: Member) -> int | None:
    """The port of the container that is meant: the one that is dialled unless the files speak against it."""
    dialled = link.upstream.port
    if isinstance(dialled, int) and target.listening.answers(dialled).answer in (Answer.YES, Answer.UNKNOWN):
        return dialled
    if dialled in web_ports(target, loopback=True):
        return dialled
    return candidate(target, dialled).port


def _dial(link: Link, host: str, port: int, also: tuple[Edit, ...]) -> tuple[Fix, ...]:
    if host == _LOCAL and (link.upstream.host == _ADDRESS or link.proxy.dynamic):
        host = _ADDRESS  # a name that Caddy looks up may be ::1, too, and is so for every other request
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


def _is_free(port: int, link: Link, members: Sequence[Member]) -> bool:
    """Whether nothing that is shown takes the port on the host."""
    on_host = (member for member in sharing(HOST, members) if member.listening.at(port))
    return (
        port not in _own_ports(link.front.caddyfile)
        and not any(published(port, members))
        and not any(on_host)
    )
