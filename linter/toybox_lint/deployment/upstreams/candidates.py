"""What an upstream that leads nowhere may have meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain, islice

from toybox_lint.caddy.hostport import port_number, split_host_port
from toybox_lint.caddy.model import Upstream
from toybox_lint.deployment.listening.images.well_known import is_program
from toybox_lint.deployment.model import Candidate, Front, Link, Member
from toybox_lint.deployment.networks.names import without_names
from toybox_lint.deployment.networks.namespaces import BRIDGE, DOCKER_HOST, HOST, NONE, namespace
from toybox_lint.deployment.upstreams.chosen import candidate, with_a_port
from toybox_lint.deployment.upstreams.offers import (
    Offers,
    asleep,
    is_called_as_a_program,
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

# On which most images listen: they tell none from another.
USUAL_PORTS = frozenset({80, 443})
# Of hundreds each would be compared with each name that nobody has.
_MOST_LIKE = 10


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
    means that one, and nothing else that happens to have the port; what is called as one is meant by no other name,
    and is not the only one that can be meant by another name and port.
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
        other = only.port != port and is_called_as_a_program(offers.only)
        free = like or not (other or is_routed(front, offers.only))
        return Choice((only,), sole=free and _is_open(only, port) and not any(dormant))
    named = offers.near(host) or dormant.near(host)
    near = [with_a_port(candidate(member, port), port) for member in named]
    on_port = offered_on(offers, port)
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
    addressed = _addressed(usual)
    # The only one that understands it may be meant, whatever else leads there.
    addressed = addressed if len(addressed) == 1 else without_routes(addressed)(front)
    rest = (
        each
        for each in addressed
        if each.member not in there and offers.keeps(each.member) and not is_called_as_a_program(each.member)
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


def offered_on(offers: Offers, port: object) -> tuple[Candidate, ...]:
    """The services on offer that listen there; of many a few."""
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


def spoken(found: Sequence[Candidate], *, fastcgi: bool) -> Sequence[Candidate]:
    """Those that may speak the protocol; all of them where none does."""
    return _understood(found, fastcgi=fastcgi) or found


def _understood(found: Iterable[Candidate], *, fastcgi: bool) -> tuple[Candidate, ...]:
    return tuple(item for item in found if may_understand(item.member, item.port, fastcgi=fastcgi))


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
def nameless_on_port(members: Sequence[Member]) -> dict[object, list[Member]]:
    """Of those without a name what serves the web, by the ports that it may be asked at."""
    found: dict[object, list[Member]] = {}
    for member in _nameless(members):
        for port in {*web_ports(member), *web_ports(member, loopback=True)} if serves_web(member) else ():
            found.setdefault(port, []).append(member)
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


def likely_among(candidates: Sequence[Candidate], upstream: Upstream) -> tuple[Candidate, ...]:
    """Those that something speaks for: nearly the same name, or the same port, where that is not one of most images."""
    if upstream.port in USUAL_PORTS:
        return likely_by_name(candidates, upstream)
    if all(each.port == upstream.port for each in candidates):
        return tuple(candidates)
    near = likely_by_name(candidates, upstream)
    return tuple(each for each in candidates if each in near or each.port == upstream.port)


def sole_on_port(front: Front, candidates: Sequence[Candidate], upstream: Upstream) -> bool:
    """Whether the port tells one of them from the others: what listens there, and has no route of its own.

    Of several that do, none is meant more than one that is not shown.
    """
    if upstream.port in USUAL_PORTS:
        return False
    waiting = (each for each in candidates if each.port == upstream.port)
    return len([each for each in waiting if not is_routed(front, each.member)]) == 1


def likely_by_name(candidates: Sequence[Candidate], upstream: Upstream) -> tuple[Candidate, ...]:
    """Those that have nearly the same name."""
    near = _likeliest(candidates).near(str(upstream.host))
    return tuple(each for each in candidates[:_MOST_LIKE] if each.member in near)


def alike_on_port(candidates: Sequence[Candidate], upstream: Upstream) -> list[Candidate]:
    """Those on the very port that have a word of the name, or all of them."""
    alike = _likeliest(candidates).alike(str(upstream.host))
    return [each for each in candidates[:_MOST_LIKE] if each.port == upstream.port and each.member in alike]


def is_likely(candidates: Sequence[Candidate], upstream: Upstream) -> bool:
    """Whether something speaks for one of them, be it a word of its name."""
    return bool(likely_among(candidates, upstream) or _likeliest(candidates).alike(str(upstream.host)))


def have_the_port_alone(candidates: Sequence[Candidate], upstream: Upstream) -> bool:
    """Whether several have the port, and nothing else speaks for one of them."""
    if len([each for each in candidates if each.port == upstream.port]) < 2:
        return False
    name = str(upstream.host)
    return not _likeliest(candidates).near(name) and not _likeliest(candidates).alike(name)


def _likeliest(candidates: Sequence[Candidate]) -> Offers:
    """The services of the first candidates, before which none stands that is more like the name."""
    return _offered(tuple(dict.fromkeys(each.member for each in candidates[:_MOST_LIKE])))


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
