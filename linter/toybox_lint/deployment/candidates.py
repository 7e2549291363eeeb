"""What an upstream that leads nowhere may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.model import Upstream
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.deployment.model import Candidate, Front, Link, Member
from toybox_lint.deployment.namespaces import BRIDGE, DOCKER_HOST, HOST, NONE, namespace
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass, replace

_NOT_WEB = frozenset({Speaks.TCP, Speaks.UWSGI})
# Ports of other protocols than HTTP, and of debuggers.
OTHER_PROTOCOLS = frozenset(
    {21, 22, 23, 25, 53, 110, 143, 389, 445, 465, 587, 636, 853, 993, 995, 1433, 1521, 1883, 1935, 2222, 3306}
    | {4222, 5005, 5432, 5672, 5900, 6379, 9229, 11211, 25565, 27017}
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be meant, likeliest first. ``sole``: nothing else can be."""

    candidates: tuple[Candidate, ...] = ()
    sole: bool = False


def for_name(front: Front, upstream: Upstream, members: Iterable[Member], *, fastcgi: bool) -> Choice:
    """What an unknown name may have meant. ``fastcgi``: what Caddy speaks there, else HTTP.

    Nothing else can be meant than the only service that serves the web at all, or than the one service whose
    name is nearly the same and which alone listens on that port.
    """
    members = list(members)
    called = next((each for each in members if _has_no_name(each, str(upstream.host))), None)
    if called is not None:
        found = _under_another_name(front, called, upstream.port, members)
        return Choice() if found is None else Choice((found,), sole=_is_sole(found))
    web = _others(front, members)
    everyone = [candidate(member, upstream.port) for member in web]
    if len(everyone) == 1:
        return Choice(tuple(everyone), sole=_is_open(everyone[0], upstream.port))
    near = [_with_a_port(item, upstream.port) for item in _near(str(upstream.host), everyone)]
    on_port = [item for item in everyone if item.port == upstream.port]
    if len(near) == 1 and near == on_port:
        return Choice(tuple(near), sole=_is_open(near[0], upstream.port))
    alike = [_with_a_port(item, upstream.port) for item in _alike(str(upstream.host), everyone)]
    others = _spoken([*on_port, *everyone], fastcgi=fastcgi)
    rest = [item for item in (*near, *alike, *others) if item.address]
    return Choice(tuple(dict.fromkeys(rest)))


def _spoken(found: Sequence[Candidate], *, fastcgi: bool) -> Sequence[Candidate]:
    """Those that may speak the protocol; all of them where none does."""
    wrong = {Speaks.HTTP, Speaks.TLS} if fastcgi else {Speaks.FASTCGI}
    return [item for item in found if item.listener is None or item.listener.speaks not in wrong] or found


def _with_a_port(item: Candidate, port: object) -> Candidate:
    """What has nearly the name, with the upstream's own port where nothing tells on which it listens."""
    if item.port is not None or item.member.listening.ports() or not isinstance(port, int):
        return item
    return replace(item, port=port)


def for_dotted(upstream: Upstream, members: Iterable[Member]) -> Choice:
    """What a name with a dot may have meant that is no public one: a service of that name which listens on the port."""
    from toybox_lint.deployment.root_domains import is_public_domain

    first, _, rest = str(upstream.host).lower().partition(".")
    if is_public_domain(rest.rpartition(".")[2]):
        return Choice()
    own = [each for each in members if each.name.lower() == first and serves_web(each)]
    found = [candidate(member, upstream.port) for member in own]
    return Choice(tuple(item for item in found if item.port == upstream.port))


def _is_open(item: Candidate, asked: object) -> bool:
    """Whether others reach the port as it is, which they do not where the process keeps to its loopback.

    It is the only port there, or the one that was ``asked`` for.
    """
    ports = web_ports(item.member)
    return item.port in ports and (len(ports) == 1 or item.port == asked)


def _others(front: Front, members: Iterable[Member]) -> list[Member]:
    """What serves the web under a name of its own, not Caddy's, which would lead back to it."""
    own = front.member
    web = [member for member in members if serves_web(member) and member.mode is None]
    return web if own is None else [member for member in web if member.name != own.name]


def _has_no_name(member: Member, name: str) -> bool:
    """Whether the service is called so, and has no name on Docker's networks, because its network is not its own."""
    return member.name.lower() == name.lower() and member.mode is not None and member.runs is not False


def _is_sole(found: Candidate) -> bool:
    return found.port is not None and found.host != DOCKER_HOST


def _under_another_name(
    front: Front, member: Member, port: object, members: Sequence[Member]
) -> Candidate | None:
    """A service whose network is not its own, by the name that it has from Caddy's container."""
    place = namespace(member, members)
    if isinstance(place, Unknown) or place == NONE or front.member is None:
        return None
    if isinstance(place, Member) and place.mode == BRIDGE:
        return None
    found = candidate(member, port)
    if place == HOST:
        if found.port is None:
            found = candidate(member, port, loopback=True)
        taken = any(each.published == found.port for each in front.member.listening.published)
        return None if taken else replace(found, host=DOCKER_HOST)
    if place == namespace(front.member, members):
        found = replace(candidate(member, port, loopback=True), host="localhost")
        own = any(each.port == found.port for site in front.caddyfile.sites for each in site.listeners)
        return None if own else found
    return replace(found, host=place.name) if isinstance(place, Member) else found


def for_itself(front: Front, upstream: Upstream, members: Sequence[Member], *, fastcgi: bool) -> Choice:
    """What ``localhost`` in Caddy's container may have meant: whoever publishes or listens on the port."""
    others = _others(front, members)
    publishing = [
        Candidate(member, each.target, _listener(member, each.target))
        for member in others
        for each in member.listening.published
        if each.published == upstream.port
    ]
    if len(publishing) == 1:
        return Choice(tuple(publishing), sole=True)
    listening = [
        item for item in (candidate(member, upstream.port) for member in others) if item.port == upstream.port
    ]
    joined = (
        each for each in members if serves_web(each) and each.mode is not None and each is not front.member
    )
    named = (_under_another_name(front, each, upstream.port, members) for each in joined)
    on_port = (item for item in named if item is not None and item.port == upstream.port)
    beside = [item for item in on_port if item.host != upstream.host]
    listening = [*_spoken([*listening, *beside], fastcgi=fastcgi)]
    found = tuple(dict.fromkeys((*publishing, *listening))) or _dialled_elsewhere(front, upstream, others)
    only = [candidate(member, upstream.port) for member in others] if len(others) == 1 else []
    return Choice(found or tuple(only))


def _dialled_elsewhere(front: Front, upstream: Upstream, others: Sequence[Member]) -> tuple[Candidate, ...]:
    """The services that other routes of the Caddyfile dial at the port, where nothing else tells what has it."""
    port = upstream.port
    asked = (each for proxy in front.caddyfile.proxies for each in proxy.upstreams if each.port == port)
    hosts = {str(each.host).lower() for each in asked}
    found = [each for each in others if each.name.lower() in hosts and not web_ports(each, loopback=True)]
    return tuple(Candidate(member, port, None) for member in found if isinstance(port, int))


def on_the_host(upstream: Upstream, members: Iterable[Member]) -> Choice:
    """What a port of the host may have meant that Caddy itself has: the published ones behind which it is."""
    found = tuple(
        Candidate(member, each.published, _listener(member, each.target), "localhost")
        for member in members
        if serves_web(member) and member.mode is None
        for each in member.listening.published
        if each.target == upstream.port and each.published != each.target
    )
    return Choice(found)


def instead(link: Link, members: Iterable[Member]) -> Choice:
    """What a service that listens on nothing may stand for: the one that listens on the port, or the only other one."""
    caddy = link.front.member
    others = [each for each in members if serves_web(each) and each is not caddy and _in_reach(each, link)]
    found = [candidate(member, link.upstream.port) for member in others]
    on_port = [item for item in found if item.port == link.upstream.port]
    chosen = on_port if len(on_port) == 1 else found if len(found) == 1 else []
    return Choice(tuple(chosen))


def _in_reach(member: Member, link: Link) -> bool:
    """Whether Caddy reaches the service by its name, which is another one than the upstream has."""
    caddy = link.front.member
    shared = caddy is not None and bool(caddy.real_networks & member.real_networks)
    return shared and member.name != link.upstream.host


def candidate(member: Member, port: object, *, loopback: bool = False) -> Candidate:
    """``member`` with the port to dial: ``port`` where it listens there, else its only one, or an image's main one.

    ``loopback``: from the same network, where loopback binds answer as well. Where there is nothing else, they count
    for others, too: what keeps a server to itself is a fault of its own.
    """
    ports = web_ports(member, loopback=loopback) or web_ports(member, loopback=True)
    chosen = port if isinstance(port, int) and port in ports else _main(member, ports)
    return Candidate(member, chosen, None if chosen is None else _listener(member, chosen))


def _main(member: Member, ports: tuple[int, ...]) -> int | None:
    """The only port, or the first of a well-known image that nothing else speaks of."""
    told = {each.grade for each in member.listening.listeners if each.port in ports}
    return ports[0] if len(ports) == 1 or told == {Grade.IMAGE_TABLE} else None


def serves_web(member: Member) -> bool:
    """Whether a proxy may mean the service: it runs, and is no database, no worker, no job that ends."""
    return member.runs is not False and is_for_web(member)


def is_for_web(member: Member) -> bool:
    """As ``serves_web``, of a service that may not be started."""
    listening = member.listening
    if listening.decisive == ():
        return False
    if listening.process is not None and listening.process.runs_forever is False:
        return False
    speaks = {listener.speaks for listener in listening.listeners}
    return not speaks or not speaks <= _NOT_WEB


def web_ports(member: Member, *, loopback: bool = False) -> tuple[int, ...]:
    """The ports the service answers the web on, by the strongest evidence that names any."""
    listening = member.listening
    open_ones = [
        listener
        for listener in (listening.listeners if listening.decisive is None else listening.decisive)
        if isinstance(listener.port, int)
        and listener.speaks not in _NOT_WEB
        and not (listener.speaks is Speaks.UNKNOWN and listener.port in OTHER_PROTOCOLS)
        and (loopback or listener.bind is not Bind.LOOPBACK)
    ]
    best = [listener for listener in open_ones if listener.grade == open_ones[0].grade]
    return tuple(dict.fromkeys(listener.port for listener in best if isinstance(listener.port, int)))


def _listener(member: Member, port: int) -> Listener | None:
    return next(iter(member.listening.at(port)), None)


def _near(name: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    from difflib import get_close_matches

    own = [item for item in candidates if item.member.name.lower() == name.partition(".")[0].lower()]
    old = own or [item for item in candidates if _was_called(item.member, name)]
    names = [item.member.name for item in candidates]
    close = get_close_matches(name.lower(), names, n=3, cutoff=0.75)
    return old or [item for name in close for item in candidates if item.member.name == name]


def _alike(name: str, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those whose name has all the words of ``name`` or some of them and no other, or its letters in another order."""
    asked = name.lower()
    for item in candidates:
        own = item.member.name.lower()
        words, others = _words(own), _words(asked)
        if words <= others or others <= words or sorted(own) == sorted(asked):
            yield item


def _words(name: str) -> set[str]:
    return set(re.split(r"[-_.]", name)) - {""}


def _was_called(member: Member, name: str) -> bool:
    """Whether Compose 1 called the service's container so, or somebody leaves its number out."""
    project, service = member.project_name.lower(), member.name.lower()
    return name.lower() in (f"{project}_{service}_1", f"{project}_{service}", f"{project}-{service}")


def likely_among(candidates: Sequence[Candidate], upstream: Upstream) -> tuple[Candidate, ...]:
    """Those that something speaks for: nearly the same name, or the same port."""
    near = _near(str(upstream.host), candidates)
    return tuple(each for each in candidates if each in near or each.port == upstream.port)


def nearly_called(name: str, port: int, members: Iterable[Member]) -> tuple[Member | None, bool]:
    """The one service that nearly has the name, and whether the name can be no other's.

    It cannot where the project stands in it, or where the service listens on the very port.
    """
    web = [Candidate(member, None, None) for member in members if serves_web(member)]
    near = _near(name, web)
    if len(near) != 1:
        return None, False
    member = near[0].member
    return member, _was_called(member, name) or port in web_ports(member, loopback=True)
