"""What becomes of a request to an upstream: the name, the network, the container, the port, in that order."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Upstream
from toybox_lint.deployment.caddies.stock import companion
from toybox_lint.deployment.caddies.variables import blamed
from toybox_lint.deployment.listening.model import Listener
from toybox_lint.deployment.model import Cause, Front, Link, Member, Place, Verdict
from toybox_lint.deployment.networks.namespaces import (
    ADDRESS,
    HOST,
    LOOPBACK,
    namespace,
    places,
    sharing,
)
from toybox_lint.deployment.upstreams.candidates import Choice, instead
from toybox_lint.deployment.upstreams.chosen import candidate
from toybox_lint.deployment.upstreams.dialled import SERVICE, dialled
from toybox_lint.deployment.upstreams.naming import Named, why_not_running
from toybox_lint.deployment.upstreams.ports import only_leads
from toybox_lint.deployment.upstreams.probing import probed_at, taken_for_dead
from toybox_lint.deployment.upstreams.request import Picture
from toybox_lint.deployment.upstreams.routed import are_published_for_others, told_by_route
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace

_GATEWAY = "host-gateway"
_ADMIN_PORT = 2019
# Go's names of networks that Caddy 2.11 knows, and those of its plugins' file descriptors.
_IPV4 = pattern(r"0\.0\.0\.0|127(\.\d+){3}", re.ASCII)
_SOCKETS = frozenset({"unix", "unix+h2c"})
# Docker's networks give addresses of IPv4, unless they are told to give others, too.
_FOLLOWED = frozenset({"tcp", "tcp4"})
_KINDS = frozenset(
    [
        "tcp",
        "tcp4",
        "tcp6",
        "udp",
        "udp4",
        "udp6",
        "unix",
        "unixgram",
        "unixpacket",
        "unix+h2c",
        "ip",
        "fd",
        "fdgram",
    ]
)


def links(front: Front, picture: Picture) -> Iterator[Link]:
    """A link for every upstream of the Caddyfile that ``front`` runs."""
    for proxy in front.caddyfile.proxies:
        for upstream in dialled(front, proxy):
            link = _Judge(front, proxy, upstream, picture).link()
            if link.listener is not None and link.listener.redirecting.value:
                from toybox_lint.deployment.upstreams.looping import sent_back

                link = sent_back(link)
            if link.cause is Cause.NOT_LISTENING and not _is_to_be_mended(link):
                from toybox_lint.deployment.upstreams.workers import surely_mistaken

                link = replace(link, candidates=instead(link, picture.members).candidates)
                link = surely_mistaken(link)
            probe = probed_at(link)
            if probe is not None:
                link = taken_for_dead(link, _Judge(front, proxy, probe, picture).link())
            yield blamed(link) if link.verdict is Verdict.FAILS else link


def _is_to_be_mended(link: Link) -> bool:
    """Whether the service is the right one, though it listens nowhere: it does not start, or has a socket file."""
    on_socket = link.listener is not None and link.listener.socket is not None
    return on_socket or (link.target is not None and link.target.listening.refused)


def judged(link: Link, upstream: Upstream, picture: Picture) -> Link:
    """What would become of the request at another upstream."""
    return _Judge(link.front, link.proxy, upstream, picture).link()


class _Judge(Named):
    """A request, followed as far as the files show it."""

    __slots__ = ()

    def link(self) -> Link:
        upstream = self.upstream
        if self.proxy.dynamic and upstream in self.proxy.upstreams:
            return self.unknown(f"the addresses come from dynamic {self.proxy.dynamic}")
        for part in (upstream.dial, upstream.host, upstream.port):
            if isinstance(part, Unknown):
                return self.unknown(part.reason)
        if str(upstream.text).startswith(("/", "@")):
            return self.unknown("it is a matcher, where an upstream stands")
        if upstream.network == SERVICE:
            return self.to_service(str(upstream.host))
        if upstream.network not in _KINDS:
            reason = (
                f"Caddy takes {upstream.network} before the slash for a kind of network, and there is none"
            )
            return self.fails(Cause.NO_SUCH_KIND, reason)
        if upstream.network in _SOCKETS and self.front.member is not None:
            return self.to_socket(self.front.member)
        if upstream.network not in _FOLLOWED or upstream.port is None:
            return self.unknown(f"addresses of the kind {upstream.network} are not followed")
        if self.proxy.transport.own_resolvers:
            return self.unknown("names are asked from the resolvers of the transport")
        member, host = self.front.member, str(upstream.host)
        if member is None:
            return self.from_outside(host)
        place = namespace(member, self.picture.members)
        if isinstance(place, Unknown):
            return self.unknown(place.reason)
        if LOOPBACK.fullmatch(host):
            return self.to_itself(member, place)
        if ADDRESS.fullmatch(host):
            return self.to_address(place, host)
        return self.mapped(member, host) or self.to_name(member, place, host)

    def to_socket(self, member: Member) -> Link:
        """A socket file, which a mount must bring into Caddy's container."""
        from toybox_lint.deployment.upstreams.sockets import socket_at

        found = socket_at(member, self.front.caddyfile, str(self.upstream.dial), self.picture.members)
        if found.missing:
            return self.fails(Cause.NO_SOCKET, found.missing, certain=found.certain, target=found.owner)
        if found.owner is None:
            return self.unknown(f"addresses of the kind {self.upstream.network} are not followed")
        reason = f"{found.owner.name} listens on a socket file there"
        return Link(self.front, self.proxy, self.upstream, Verdict.REACHES, reason, target=found.owner)

    def from_outside(self, host: str) -> Link:
        """From a Caddy that is none of the services: on the host, or in a project that is not shown."""
        if LOOPBACK.fullmatch(host):
            if own := self.to_own_listener("Caddy", on_host=True):
                return own
            link = self.to_the_host(loopback=True)
            known = link.verdict is Verdict.REACHES or self.front.place is Place.HOST
            if not known and self.is_renumbered(link):
                return replace(link, certain=False)
            return link if known else self.unknown(link.reason)
        if self.front.place is Place.HOST and not ADDRESS.fullmatch(host):
            return self.without_names(host, "Caddy runs on the host")
        return self.unknown(f"Caddy runs {self.front.place.value}")

    def is_renumbered(self, link: Link) -> bool:
        """Whether what is dialled is published on the host, for a Caddy there, and has another number there."""
        target, port = link.target, self.upstream.port
        if link.cause is not Cause.NOT_PUBLISHED or target is None or len(link.candidates) != 1:
            return False
        given = [each.published for each in target.service.ports if each.target == port]
        return len(given) == 1 and isinstance(given[0], str) and given[0] != str(port)

    def mapped(self, member: Member, host: str) -> Link | None:
        """By ``extra_hosts``, which come before every other name."""
        addresses = member.service.mapped(host)
        if not addresses:
            return None
        if len(addresses) > 1:
            return self.unknown(f"extra_hosts of {member.name} give it several addresses")
        address = addresses[0]
        if address == _GATEWAY:
            return self.to_the_host(loopback=False)
        place = namespace(member, self.picture.members)
        if LOOPBACK.fullmatch(str(address)) and not isinstance(place, Unknown):
            reason = f"extra_hosts of {member.name} give the name this address"
            return _mapped(self.to_itself(member, place), host, reason)
        given = self.to_address(place, str(address))
        known = given.verdict is not Verdict.UNKNOWN
        return given if known else self.unknown(f"extra_hosts of {member.name} give it an address")

    def to_address(self, place: Member | str | Unknown, address: str) -> Link:
        """An address, which a service may have for its own on one of its networks."""
        from toybox_lint.deployment.networks.numbered import at_address, nobodys

        owners = at_address(address, self.picture.members)
        if not isinstance(place, Member) or place.mode is not None:
            return self.unknown("it is an address, not a name")
        if not owners:
            network = nobodys(address, place, self.picture.members)
            if network is None:
                return self.unknown("it is an address, not a name")
            reason = f"nothing has the address {address} on {network}"
            return self.fails(Cause.UNKNOWN_NAME, reason, choice=self.meant_by_itself())
        asleep = [member for member, _ in owners if member.runs is False]
        if asleep:
            # On a network of Caddy's another container may have got the address meanwhile.
            away = not place.real_networks & {network for _, network in owners}
            return self.fails(Cause.NOT_RUNNING, why_not_running(asleep[0]), certain=away, target=asleep[0])
        near = [member for member, network in owners if network in place.real_networks]
        return self.to_owners(near) if near else self.not_shared(place, [member for member, _ in owners])

    def to_itself(self, member: Member, place: Member | str) -> Link:
        """Caddy's own loopback: its own listeners, and services that share its network."""
        if own := self.to_own_listener(member.name, on_host=place == HOST):
            return own
        if self.port == _ADMIN_PORT:
            return self.unknown(f"{self.port} is the port of Caddy's admin API")
        if place == HOST:
            return self.to_the_host(loopback=True)
        if why := companion(member, self.front.caddyfile):
            return self.unknown(why)
        others = [other for other in sharing(place, self.picture.members) if other is not member]
        others = [other for other in others if not only_leads(other, self.port)]
        if others:
            result = self.connected(others, self.port, inside=True)
            if "::1" in str(self.upstream.host) and result.listener and _is_on_ipv4(result.listener):
                near = replace(candidate(result.target, self.port, loopback=True), host="127.0.0.1")
                return self.refused(f"there {result.target.name} listens on IPv4 alone", Choice((near,)))
            if result.verdict is not Verdict.FAILS or result.cause is Cause.WRONG_PROTOCOL:
                return self.from_outcome(result)
            beside = [
                replace(candidate(other, self.port, loopback=True), host="localhost") for other in others
            ]
            known = tuple(each for each in beside if each.port)
            if known:
                on_port = tuple(each for each in self.meant_by_itself().candidates if each.port == self.port)
                reason = f"nothing listens on {self.port} there: {result.reason}"
                return self.refused(reason, Choice(on_port + known))
        if any(isinstance(each, Unknown) for each in places(self.picture.members)):
            return self.unknown("a service may share the network of Caddy")
        reason = f"{self.upstream.text} is the container of {member.name} itself"
        return self.refused(reason, self.meant_by_itself())

    def to_the_host(self, *, loopback: bool) -> Link:
        """A port of the host: who publishes it, or runs on the host's network."""
        if not loopback and (link := self.back_from_the_host()):
            return link
        from toybox_lint.deployment.networks import hosts

        members, caddy = self.picture.members, self.front.member
        found = hosts.at(self.port, members, caddy, loopback=loopback, fastcgi=self.fastcgi)
        if isinstance(found, hosts.Behind):
            return self.from_outcome(self.connected(found.members, found.port, inside=found.inside))
        if found.cause is None:
            return self.unknown(found.reason)
        if loopback and are_published_for_others(found.candidates, self.front, self.proxy, members):
            return self.unknown(f"something else of the host may listen on {self.port}")
        (told, *others) = found.candidates or (None,)
        told = told_by_route(found.candidates, self.front, self.proxy) if others else told
        choice = Choice(found.candidates) if told is None else Choice((told,), sole=True)
        target = found.member if told is None else told.member
        return self.fails(found.cause, found.reason, certain=found.certain, target=target, choice=choice)


def _is_on_ipv4(listener: Listener) -> bool:
    """Whether an address of IPv4 is written out for it."""
    written = listener.address_origin
    return written is not None and written.exact and bool(_IPV4.fullmatch(written.text))


def _mapped(link: Link, host: str, reason: str) -> Link:
    """A link by a name that leads elsewhere than what is called so, which it thus does not mean."""
    meant = tuple(each for each in link.candidates if each.name.lower() != host.lower())
    told = reason if link.cause is Cause.SELF else link.reason
    return replace(link, reason=told, candidates=meant, sole=link.sole and bool(meant))
