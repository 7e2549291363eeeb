"""The port to dial of a service that may be meant."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from toybox_lint.deployment.listening.model import Answer, Listener
from toybox_lint.deployment.model import Candidate, Member
from toybox_lint.deployment.upstreams.offers import MANY, by_image, web_ports
from toybox_lint.later import remembered
from toybox_lint.records import replace

# What is HTTPS by custom, where a service has another port beside.
HTTPS_PORTS = frozenset({443, 8443, 9443})


def candidate(member: Member, port: object, *, loopback: bool = False) -> Candidate:
    """``member`` with the port to dial: ``port`` where it answers there, else its only one, or an image's main one.

    ``loopback``: from the same network, where loopback binds answer as well. Where there is nothing else, they count
    for others, too: what keeps a server to itself is a fault of its own.
    """
    ports = web_ports(member, loopback=loopback)
    if not ports:
        loopback, ports = True, web_ports(member, loopback=True)
    if isinstance(port, int) and (port in ports or _answers(member, port)):
        return Candidate(member, port, listener_at(member, port))
    chosen = _main(member, ports) if len(ports) < MANY else _main_of_many(member)(loopback)
    return Candidate(member, chosen, None if chosen is None else listener_at(member, chosen))


def _answers(member: Member, port: int) -> bool:
    """Whether something tells of the port, though other evidence is stronger and names another, too."""
    return bool(member.listening.at(port)) and member.listening.answers(port).answer is Answer.YES


@remembered
def _main_of_many(member: Member) -> Callable[[bool], int | None]:
    """``_main`` of a service that has many ports, by whether its loopback counts."""
    return cache(lambda loopback: _main(member, web_ports(member, loopback=loopback)))


def _main(member: Member, ports: tuple[int, ...]) -> int | None:
    """The only port, the first of a well-known image, the one beside HTTPS, or the only one that two things tell of."""
    if len(ports) == 1 or by_image(member, ports):
        return ports[0]
    plain = [port for port in ports if port not in HTTPS_PORTS]
    if len(plain) == 1:
        return plain[0]
    agreed = [port for port in ports if len({each.grade for each in member.listening.at(port)}) > 1]
    return agreed[0] if len(agreed) == 1 else None


def listener_at(member: Member, port: int) -> Listener | None:
    """The first evidence that the service listens there."""
    return next(iter(member.listening.at(port)), None)


def with_a_port(item: Candidate, port: object) -> Candidate:
    """What has nearly the name, with the upstream's own port where nothing tells on which it listens."""
    if item.port is not None or not isinstance(port, int):
        return item
    told = any(isinstance(each.port, int) for each in item.member.listening.listeners)
    return item if told else replace(item, port=port)
