"""Containers of which the files show one port, while Caddy is told of several."""

from __future__ import annotations

from toybox_lint.deployment.listening.model import Grade
from toybox_lint.deployment.model import Cause, Link, Member, Verdict
from toybox_lint.later import remembered

# Each tells of a port, and nothing of whether it is the only one.
_OF_ONE_PORT = frozenset({Grade.HEALTHCHECK, Grade.PORTS_TARGET})


def is_second_port(link: Link, links: tuple[Link, ...]) -> bool:
    """Whether a port of which nothing tells may be one more: Caddy dials the one that is told, too."""
    return not link.certain and link.cause is Cause.WRONG_PORT and link.target in _dialled_as_told(links)


def is_untold_beside_another(link: Link, links: tuple[Link, ...]) -> bool:
    """Whether Caddy dials several ports of the service of which nothing tells: one port can not stand for them all."""
    return not link.certain and link.target is not None and len(_untold(links).get(link.target, ())) > 1


def is_of_another_program(link: Link) -> bool:
    """Whether nothing but the image of another program speaks against the port."""
    target = link.target
    return (
        not link.certain
        and link.cause is Cause.WRONG_PORT
        and target is not None
        and target.listening.of_another
    )


def is_beside_another(link: Link, links: tuple[Link, ...]) -> bool:
    """Whether another port of the same service is dialled, and answers."""
    return link.target in _reached(links)


@remembered
def _untold(links: tuple[Link, ...]) -> dict[Member, set[object]]:
    found: dict[Member, set[object]] = {}
    for link in links:
        if link.target is not None and link.cause is Cause.WRONG_PORT and not link.certain:
            found.setdefault(link.target, set()).add(link.upstream.port)
    return found


@remembered
def _reached(links: tuple[Link, ...]) -> dict[Member, set[object]]:
    """The ports at which routes reach each service."""
    found: dict[Member, set[object]] = {}
    for link in links:
        if link.target is not None and link.verdict is Verdict.REACHES:
            found.setdefault(link.target, set()).add(link.upstream.port)
    return found


@remembered
def _dialled_as_told(links: tuple[Link, ...]) -> frozenset[Member]:
    """The services that routes reach at a port of which no more is known than that it is one."""
    return frozenset(
        member
        for member, ports in _reached(links).items()
        if any(each.port in ports for each in member.listening.listeners)
        and all(each.grade in _OF_ONE_PORT for each in member.listening.listeners)
    )
