"""Projects that no file shows, and that may be on a network of Caddy's own.

Caddy often has a project to itself, whose network the projects of the applications join as an external one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from toybox_lint.caddy.model import Upstream
from toybox_lint.deployment.listening.images.well_known import known_image, named
from toybox_lint.deployment.model import Candidate, Front, Joined, Member
from toybox_lint.deployment.upstreams.candidates import USUAL_PORTS, alike_on_port, sole_on_port
from toybox_lint.deployment.upstreams.offers import is_for_web
from toybox_lint.deployment.upstreams.routed import is_routed
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered


def stands_alone(caddy: Member, members: Sequence[Member]) -> bool:
    """Whether no application is shown beside it, started or not: then it stands in front of those of elsewhere."""
    return all(member is caddy for member in _applications(members))


@remembered
def _applications(members: Sequence[Member]) -> tuple[Member, ...]:
    """Those that are for the web; of several two, one of which is not the Caddy that is asked about."""
    return tuple(islice(filter(is_for_web, members), 2))


def is_of_ones_own(member: Member) -> bool:
    """Whether a service is no program of others that stands beside a Caddy of many projects: nobody knows its image."""
    image = named(member.service.image)
    return member.service.build is not None or (image is not None and known_image(image) is None)


def is_meant(front: Front, upstream: Upstream, candidates: Sequence[Candidate]) -> bool:
    """Whether a name that nobody has can hardly be for anything but one of what is shown.

    What is published with another port waits for nobody.
    """
    if upstream.port in USUAL_PORTS:
        return False
    if sole_on_port(front, candidates, upstream) or alike_on_port(candidates, upstream):
        return True
    own = [each for each in candidates if is_of_ones_own(each.member) and not is_routed(front, each.member)]
    return len(own) == 1 and (own[0].port in (None, upstream.port) or not own[0].member.service.ports)


def joiner(caddy: Member, members: Sequence[Member]) -> str | None:
    """Why a container that is not shown may be on a network of ``caddy``; ``None`` where everything seems to be shown.

    It may where Caddy stands alone, and on a network of its own, with a name of its own, that other projects join: for
    a name like none that is shown, and with another port.
    """
    if stands_alone(caddy, members):
        name = next((str(joined.real_name) for joined in caddy.networks), None)
        return f"a project that is not shown may join the network {name}" if name else None
    for joined in caddy.networks:
        if joined.network.external is False and _is_named(joined, caddy):
            for guest in _visitors(members).get(joined.real_name, ()):
                if guest.project is not caddy.project:
                    return f"other projects than {guest.project_name} may join the network {joined.real_name}"
    return None


def newcomer(caddy: Member, members: Sequence[Member]) -> str | None:
    """Why a container that is not shown may be on a network of ``caddy``, beside the applications of its project.

    The network has a name of its own, by which projects of elsewhere join it.
    """
    for joined in caddy.networks:
        if joined.network.external is not False or not _is_named(joined, caddy):
            continue
        if any(each is not caddy for each in _inhabitants(members).get(joined.real_name, ())):
            return f"on the network {joined.real_name} may be a project that is not shown"
    return None


@remembered
def _inhabitants(members: Sequence[Member]) -> dict[str | Unknown, list[Member]]:
    """For each network the applications on it."""
    found: dict[str | Unknown, list[Member]] = {}
    for member in filter(is_for_web, members):
        for network in member.real_networks:
            found.setdefault(network, []).append(member)
    return found


@remembered
def _visitors(members: Sequence[Member]) -> dict[str | Unknown, list[Member]]:
    """For each network the first service of each project that is on it."""
    found: dict[str | Unknown, dict[int, Member]] = {}
    for member in members:
        for network in member.real_networks:
            found.setdefault(network, {}).setdefault(id(member.project), member)
    return {network: list(visitors.values()) for network, visitors in found.items()}


def is_made_for_others(caddy: Member, beside: Member) -> bool:
    """Whether a network that ``beside`` is on, too, has a name of its own, by which other projects join it."""
    return any(
        _is_named(joined, caddy) and str(joined.real_name) in beside.real_networks
        for joined in caddy.networks
    )


def _is_named(joined: Joined, caddy: Member) -> bool:
    return joined.real_name != f"{caddy.project_name}_{joined.network.key}"
