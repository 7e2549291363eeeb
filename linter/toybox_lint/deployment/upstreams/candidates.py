"""What an upstream that leads nowhere may have meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain, islice

from toybox_lint.caddy.hostport import port_number, split_host_port
from toybox_lint.caddy.model import Caddyfile, Upstream
from toybox_lint.deployment.listening.images.well_known import is_program
from toybox_lint.deployment.listening.model import Answer, Listener
from toybox_lint.deployment.model import Candidate, Front, Link, Member
from toybox_lint.deployment.networks.names import without_names
from toybox_lint.deployment.networks.namespaces import BRIDGE, DOCKER_HOST, HOST, NONE, namespace
from toybox_lint.deployment.upstreams.offers import (
    MANY,
    Offers,
    asleep,
    by_image,
    may_understand,
    others,
    serves_web,
    serving,
    was_called,
    web_ports,
)
from toybox_lint.deployment.upstreams.routed import is_routed, without_routes
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.lookalikes import WIDE, in_ascii
from toybox_lint.records import dataclass, replace
from toybox_lint.suggest import FEW

# What is HTTPS by custom, where a service has another port beside.
_OF_HTTPS = frozenset({443, 8443, 9443})


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be meant, likeliest first. ``sole``: nothing else can be."""

    candidates: tuple[Candidate, ...] = ()
    sole: bool = False


def for_name(front: Front, upstream: Upstream, members: Sequence[Member], *, fastcgi: bool) -> Choice:
    """What an unknown name may have meant. ``fastcgi``: what Caddy speaks there, else HTTP.

    Nothing else can be meant than the only service that serves the web at all, or than the one service whose
    name is nearly the same and which alone listens on that port. One that has a word of the name, and the port, is
    likelier than any other; one that is not started may be meant where only its name is nearly the same. What another
    route dials by its own name is not meant by one that is not like it. The name of a well-known program
    means that one, and nothing else that happens to have the port; what is called as one is meant by no other name.
    """
    if (plain := _in_ascii(front, upstream, members)) is not None:
        return plain
    return _for_names(members)(front, str(upstream.host), upstream.port, fastcgi)


@remembered
def _for_names(members: Sequence[Member]) -> Callable[[Front, str, object, bool], Choice]:
    """``for_name`` of each name and port once: every site of hundreds may dial it."""
    return cache(lambda front, host, port, fastcgi: _for_name(front, host, port, members, fastcgi=fastcgi))


def _for_name(front: Front, host: str, port: object, members: Sequence[Member], *, fastcgi: bool) -> Choice:
    nameless = without_names(host, members)
    if nameless is not None:
        found = under_another_name(front, nameless, port, members)
        return Choice() if found is None else Choice((with_a_port(found, port),), sole=_is_sole(found))
    offers, dormant = others(front, members), asleep(members)
    if is_program(host.lower()) and not offers.near(host) and not offers.alike(host):
        return Choice(_first(with_a_port(candidate(each, port), port) for each in dormant.near(host)))
    if offers.only is not None and (not any(dormant) or offers.near(host) or not dormant.near(host)):
        only = candidate(offers.only, port)
        like = bool(offers.alike(host) or offers.near(host))
        if only.port is None and like:
            only = with_a_port(only, port)
        free = like or not is_routed(front, offers.only)
        return Choice((only,), sole=free and _is_open(only, port) and not any(dormant))
    named = offers.near(host) or dormant.near(host)
    near = [with_a_port(candidate(member, port), port) for member in named]
    on_port = _on_port(offers, port)
    if len(near) == 1 and near == list(on_port):
        return Choice(tuple(near), sole=_is_open(near[0], port))
    alike = [with_a_port(candidate(member, port), port) for member in offers.alike(host)]
    there = {each.member for each in on_port}
    both = {each.member: each for each in (*near, *alike) if each.member in there}
    if len(both) == 1:
        return Choice(tuple(both.values()))
    understood, usual = _understood(on_port, fastcgi=fastcgi), _usual(offers.base)(fastcgi)
    if not understood and not any(offers.keeps(each.member) for each in usual):
        understood, usual = on_port, _usual(offers.base)(None)
    addressed = without_routes(_addressed(usual))(front)
    rest = (
        each
        for each in addressed
        if each.member not in there and offers.keeps(each.member) and not is_program(each.member.name.lower())
    )
    return Choice(_first(chain(near, alike, understood, rest)))


def _in_ascii(front: Front, upstream: Upstream, members: Sequence[Member]) -> Choice | None:
    """What is called as the address is in ASCII: it has characters that only look like it."""
    text = str(upstream.dial)
    split = split_host_port(in_ascii(upstream.text)) if WIDE.search(text) else None
    port = None if split is None else port_number(split.port)
    found = [] if split is None else list(others(front, members).named(split.host))
    if len(found) != 1 or port is None:
        return None
    return Choice((with_a_port(candidate(found[0], port), port),), sole=True)


@remembered
def _usual(offers: Offers) -> Callable[[bool | None], tuple[Candidate, ...]]:
    """What the services usually answer on: those that may speak FastCGI, or HTTP; without either, all."""
    usual = tuple(candidate(member, None) for member in offers)
    return cache(lambda fastcgi: usual if fastcgi is None else _understood(usual, fastcgi=fastcgi))


@remembered
def _addressed(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    return tuple(each for each in candidates if each.port is not None)


def _on_port(offers: Offers, port: object) -> tuple[Candidate, ...]:
    return tuple(each for each in _all_on_port(offers.base)(port) if offers.keeps(each.member))


@remembered
def _all_on_port(offers: Offers) -> Callable[[object], tuple[Candidate, ...]]:
    return cache(lambda port: tuple(candidate(each, port) for each in islice(offers.on_port(port), FEW)))


def _first(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Of each service the first with an address; not of more than a few."""
    found: dict[Member, Candidate] = {}
    for item in candidates:
        if len(found) == FEW:
            break
        if item.port is not None:
            found.setdefault(item.member, item)
    return tuple(found.values())


def _spoken(found: Sequence[Candidate], *, fastcgi: bool) -> Sequence[Candidate]:
    """Those that may speak the protocol; all of them where none does."""
    return _understood(found, fastcgi=fastcgi) or found


def _understood(found: Iterable[Candidate], *, fastcgi: bool) -> tuple[Candidate, ...]:
    return tuple(item for item in found if may_understand(item.member, item.port, fastcgi=fastcgi))


def with_a_port(item: Candidate, port: object) -> Candidate:
    """What has nearly the name, with the upstream's own port where nothing tells on which it listens."""
    if item.port is not None or not isinstance(port, int):
        return item
    told = any(isinstance(each.port, int) for each in item.member.listening.listeners)
    return item if told else replace(item, port=port)


def for_dotted(upstream: Upstream, members: Sequence[Member]) -> Choice:
    """What a name with a dot may have meant that is no public one: a service of that name which listens on the port."""
    from toybox_lint.deployment.networks.root_domains import is_public_domain

    first, _, rest = str(upstream.host).lower().partition(".")
    if is_public_domain(rest.rpartition(".")[2]):
        return Choice()
    found = [candidate(member, upstream.port) for member in serving(members).named(first)]
    return Choice(tuple(item for item in found if item.port == upstream.port))


def _is_open(item: Candidate, asked: object) -> bool:
    """Whether others reach the port as it is, which they do not where the process keeps to its loopback.

    It is the only port there, or the one that was ``asked`` for.
    """
    ports = web_ports(item.member)
    return item.port in ports and (len(ports) == 1 or item.port == asked)


@remembered
def _nameless(members: Sequence[Member]) -> Offers:
    """What may run and has no name on Docker's networks, because its network is not its own."""
    return Offers(member for member in members if member.mode is not None and member.runs is not False)


def _is_sole(found: Candidate) -> bool:
    return found.port is not None and found.host != DOCKER_HOST


def under_another_name(
    front: Front, member: Member, port: object, members: Sequence[Member]
) -> Candidate | None:
    """A service whose network is not its own, by the name that it has from Caddy's container; ``None`` without one."""
    place = namespace(member, members)
    if isinstance(place, Unknown) or place == NONE or front.member is None:
        return None
    if isinstance(place, Member) and place.mode == BRIDGE:
        return None
    found = candidate(member, port)
    if place == HOST:
        if found.port is None:
            found = candidate(member, port, loopback=True)
        taken = front.member.listening.published_as(found.port)
        return None if taken else replace(found, host=DOCKER_HOST)
    if place == namespace(front.member, members):
        found = replace(candidate(member, port, loopback=True), host="localhost")
        own = any(each.port == found.port for site in front.caddyfile.sites for each in site.listeners)
        return None if own else found
    return replace(found, host=place.name) if isinstance(place, Member) else found


@remembered
def _nameless_on_port(members: Sequence[Member]) -> dict[object, list[Member]]:
    """Of those without a name what serves the web, by the ports that it may be asked at."""
    found: dict[object, list[Member]] = {}
    for member in _nameless(members):
        for port in {*web_ports(member), *web_ports(member, loopback=True)} if serves_web(member) else ():
            found.setdefault(port, []).append(member)
    return found


def for_itself(front: Front, upstream: Upstream, members: Sequence[Member], *, fastcgi: bool) -> Choice:
    """What ``localhost`` in Caddy's container may have meant: whoever publishes or listens on the port."""
    offers = others(front, members)
    port = upstream.port
    publishing = [
        Candidate(member, each.target, _listener(member, each.target))
        for member, each in islice(offers.publishing(port), FEW)
    ]
    if len(publishing) == 1:
        return Choice(tuple(publishing), sole=True)
    joined = (each for each in _nameless_on_port(members).get(port, ()) if each is not front.member)
    named = (under_another_name(front, each, port, members) for each in islice(joined, FEW))
    beside = (each for each in named if each is not None and each.port == port and each.host != upstream.host)
    listening = _spoken([*_on_port(offers, port), *beside], fastcgi=fastcgi)
    likely = {(each.member, each.port, each.host): each for each in (*publishing, *listening)}
    found = (
        tuple(likely.values())
        or _asleep_behind(front, port, members)
        or _dialled_elsewhere(front, upstream, offers)
    )
    return Choice(found or (() if offers.only is None else (candidate(offers.only, port),)))


def _asleep_behind(front: Front, port: object, members: Sequence[Member]) -> tuple[Candidate, ...]:
    """What else is not started and would publish the port, or listen on it."""
    offers = asleep(members)
    publishing = (
        Candidate(member, each.target, _listener(member, each.target))
        for member, each in offers.publishing(port)
    )
    found = chain(publishing, _on_port(offers, port))
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
                listener = _listener(member, each.target)
                place = Candidate(member, each.published, listener, "localhost")
                found.setdefault(each.target, []).append(place)
    return found


def instead(link: Link, members: Sequence[Member]) -> Choice:
    """What a service that listens on nothing may stand for: the one that listens on the port, or the only other one."""
    offers = serving(members)
    caddy = link.front.member
    in_reach = (each for each in offers if each is not caddy and _in_reach(each, link))
    on_port = (
        each for each in offers.on_port(link.upstream.port) if each is not caddy and _in_reach(each, link)
    )
    # The second tells that there is more than one.
    for found in (list(islice(on_port, 2)), list(islice(in_reach, 2))):
        if len(found) == 1:
            return Choice((candidate(found[0], link.upstream.port),))
    return Choice()


def _in_reach(member: Member, link: Link) -> bool:
    """Whether Caddy reaches the service by its name, which is another one than the upstream has."""
    caddy = link.front.member
    shared = caddy is not None and bool(caddy.real_networks & member.real_networks)
    return shared and member.name != link.upstream.host


def candidate(member: Member, port: object, *, loopback: bool = False) -> Candidate:
    """``member`` with the port to dial: ``port`` where it answers there, else its only one, or an image's main one.

    ``loopback``: from the same network, where loopback binds answer as well. Where there is nothing else, they count
    for others, too: what keeps a server to itself is a fault of its own.
    """
    ports = web_ports(member, loopback=loopback)
    if not ports:
        loopback, ports = True, web_ports(member, loopback=True)
    if isinstance(port, int) and (port in ports or _answers(member, port)):
        return Candidate(member, port, _listener(member, port))
    chosen = _main(member, ports) if len(ports) < MANY else _main_of_many(member)(loopback)
    return Candidate(member, chosen, None if chosen is None else _listener(member, chosen))


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
    plain = [port for port in ports if port not in _OF_HTTPS]
    if len(plain) == 1:
        return plain[0]
    agreed = [port for port in ports if len({each.grade for each in member.listening.at(port)}) > 1]
    return agreed[0] if len(agreed) == 1 else None


def _listener(member: Member, port: int) -> Listener | None:
    return next(iter(member.listening.at(port)), None)


def likely_among(candidates: Sequence[Candidate], upstream: Upstream) -> tuple[Candidate, ...]:
    """Those that something speaks for: nearly the same name, or the same port."""
    if all(each.port == upstream.port for each in candidates):
        return tuple(candidates)
    near = _offered(tuple(dict.fromkeys(each.member for each in candidates))).near(str(upstream.host))
    return tuple(each for each in candidates if each.member in near or each.port == upstream.port)


def is_likely(candidates: Sequence[Candidate], upstream: Upstream) -> bool:
    """Whether something speaks for one of them, be it a word of its name."""
    offered = _offered(tuple(dict.fromkeys(each.member for each in candidates)))
    return bool(likely_among(candidates, upstream) or offered.alike(str(upstream.host)))


@lru_cache(maxsize=8)
def _offered(members: tuple[Member, ...]) -> Offers:
    """The services of candidates: most upstreams have the same ones."""
    return Offers(members)


def nearly_called(name: str, port: int, members: Sequence[Member]) -> tuple[Member | None, bool]:
    """The one service that nearly has the name, and whether the name can be no other's.

    It cannot where the project stands in it, or where the service listens on the very port.
    """
    near = serving(members).near(name)
    if len(near) != 1:
        return None, False
    return near[0], was_called(near[0], name) or port in web_ports(near[0], loopback=True)
