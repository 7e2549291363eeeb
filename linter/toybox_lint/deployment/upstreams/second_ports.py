"""Containers of which the files show one port, while Caddy is told of two."""

from __future__ import annotations

from toybox_lint.deployment.listening.model import Grade
from toybox_lint.deployment.model import Cause, Link, Member, Verdict
from toybox_lint.later import remembered

# Each tells of a port, and nothing of whether it is the only one.
_OF_ONE_PORT = frozenset({Grade.HEALTHCHECK, Grade.PORTS_TARGET})


def is_second_port(link: Link, links: tuple[Link, ...]) -> bool:
    """Whether a port of which nothing tells may be one more: Caddy dials the one that is told, too."""
    target = link.target
    if target is None or link.certain or link.cause is not Cause.WRONG_PORT:
        return False
    told = target.listening.listeners
    if any(each.grade not in _OF_ONE_PORT for each in told):
        return False
    dialled = _answering(links).get(target, set())
    return any(each.port in dialled for each in told)


@remembered
def _answering(links: tuple[Link, ...]) -> dict[Member, set[object]]:
    """The ports that routes dial of each service and reach."""
    found: dict[Member, set[object]] = {}
    for link in links:
        if link.target is not None and link.verdict is Verdict.REACHES:
            found.setdefault(link.target, set()).add(link.upstream.port)
    return found
