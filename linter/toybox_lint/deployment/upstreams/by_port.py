"""What a port may mean that Caddy asks of itself, or of its host: whoever has it, or publishes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain, islice

from toybox_lint.caddy.model import Caddyfile, Upstream
from toybox_lint.deployment.listening.model import Answer
from toybox_lint.deployment.model import Candidate, Front, Member
from toybox_lint.deployment.upstreams.candidates import (
    Choice,
    nameless_on_port,
    offered_on,
    spoken,
    under_another_name,
)
from toybox_lint.deployment.upstreams.chosen import candidate, listener_at
from toybox_lint.deployment.upstreams.offers import Offers, asleep, others, serves_web, web_ports
from toybox_lint.later import remembered
from toybox_lint.suggest import FEW


def for_itself(front: Front, upstream: Upstream, members: Sequence[Member], *, fastcgi: bool) -> Choice:
    """What ``localhost`` in Caddy's container may have meant: whoever publishes or listens on the port."""
    offers = others(front, members)
    port = upstream.port
    publishing = [
        Candidate(member, each.target, listener_at(member, each.target))
        for member, each in islice(offers.publishing(port), FEW)
    ]
    if len(publishing) == 1:
        return _behind(publishing[0])
    joined = (each for each in nameless_on_port(members).get(port, ()) if each is not front.member)
    named = (under_another_name(front, each, port, members) for each in islice(joined, FEW))
    beside = (each for each in named if each is not None and each.port == port and each.host != upstream.host)
    listening = spoken([*offered_on(offers, port), *beside], fastcgi=fastcgi)
    likely = {(each.member, each.port, each.host): each for each in (*publishing, *listening)}
    found = (
        tuple(likely.values())
        or _asleep_behind(front, port, members)
        or _dialled_elsewhere(front, upstream, offers)
    )
    return Choice(found or (() if offers.only is None else (candidate(offers.only, port),)))


def _behind(published: Candidate) -> Choice:
    """What a port of the host leads to; where it is known to listen on another one instead, that one may be meant."""
    member, port = published.member, published.port
    found = candidate(member, port)
    if found.port not in (port, None):
        return Choice((found,))
    if isinstance(port, int) and member.listening.answers(port).answer is Answer.NO and web_ports(member):
        return Choice(
            tuple(Candidate(member, each, listener_at(member, each)) for each in web_ports(member)[:FEW])
        )
    return Choice((published,), sole=True)


def _asleep_behind(front: Front, port: object, members: Sequence[Member]) -> tuple[Candidate, ...]:
    """What else is not started and would publish the port, or listen on it."""
    offers = asleep(members)
    publishing = (
        Candidate(member, each.target, listener_at(member, each.target))
        for member, each in offers.publishing(port)
    )
    found = chain(publishing, offered_on(offers, port))
    return tuple(islice((each for each in found if each.member is not front.member), FEW))


def _dialled_elsewhere(front: Front, upstream: Upstream, offers: Offers) -> tuple[Candidate, ...]:
    """The services that other routes of the Caddyfile dial at the port, where nothing else tells what has it."""
    port = upstream.port
    if not isinstance(port, int):
        return ()
    silent = filter(offers.keeps, _silent(offers.base)(front.caddyfile).get(port, ()))
    return tuple(Candidate(member, port, None) for member in islice(silent, FEW))


@remembered
def _silent(offers: Offers) -> Callable[[Caddyfile], dict[object, list[Member]]]:
    """The services of which nothing tells a port, by the ports that a Caddyfile dials of them."""
    silent = [member for member in offers if not web_ports(member, loopback=True)]

    def dialled(caddyfile: Caddyfile) -> dict[object, list[Member]]:
        ports: dict[str, set[object]] = {}
        for proxy in caddyfile.proxies:
            for each in proxy.upstreams:
                ports.setdefault(str(each.host).lower(), set()).add(each.port)
        found: dict[object, list[Member]] = {}
        for member in silent:
            for port in ports.get(member.name.lower(), ()):
                found.setdefault(port, []).append(member)
        return found

    return cache(dialled)


def on_the_host(upstream: Upstream, members: Sequence[Member]) -> Choice:
    """What a port of the host may have meant that Caddy itself has: the published ones behind which it is."""
    return Choice(tuple(_published_elsewhere(members).get(upstream.port, ())))


@remembered
def _published_elsewhere(members: Sequence[Member]) -> dict[object, list[Candidate]]:
    """What serves the web and is published under another port than it has, by the port it has."""
    found: dict[object, list[Candidate]] = {}
    for member in members:
        if not serves_web(member) or member.mode is not None:
            continue
        for each in member.listening.published:
            if each.published != each.target:
                listener = listener_at(member, each.target)
                place = Candidate(member, each.published, listener, "localhost")
                found.setdefault(each.target, []).append(place)
    return found
