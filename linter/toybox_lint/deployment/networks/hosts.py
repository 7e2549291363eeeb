"""Who answers at a port of the host."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice

from toybox_lint.deployment.listening.model import Answer, Grade, Speaks
from toybox_lint.deployment.listening.model import Cause as Bound
from toybox_lint.deployment.model import Candidate, Cause, Member
from toybox_lint.deployment.networks.namespaces import HOST, NONE, Published, published, sharing
from toybox_lint.deployment.upstreams.offers import is_for_web, may_understand, web_ports
from toybox_lint.digits import whole
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.records import dataclass

# Of what has or wants one port: nobody runs as many.
_MOST = 100


@dataclass(frozen=True, slots=True)
class Behind:
    """The services behind the port, and the port of their container.

    ``inside``: they are on the network of the host, and so is who asks.
    """

    members: tuple[Member, ...]
    port: int
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Nobody:
    """No service that runs is behind it. Without a ``cause`` a program of the host itself may be.

    It is not ``certain`` where a variable with another default decides which port a service publishes, nor where a
    proxy with a project to itself asks: it stands in front of whatever runs on the host.
    """

    reason: str
    cause: Cause | None = None
    member: Member | None = None
    candidates: tuple[Candidate, ...] = ()
    certain: bool = True


def at(
    port: int, members: Sequence[Member], asking: Member | None, *, loopback: bool, fastcgi: bool
) -> Behind | Nobody:
    """Who but ``asking`` is behind ``port`` of the host, asked from its own loopback or from a container.

    ``fastcgi``: what is spoken there, else HTTP.
    """
    from toybox_lint.deployment.networks.egress import enclosed, projects_of

    projects = projects_of(members)
    others = (each for each in published(port, members) if each.member is not asking)
    published_there = list(islice(others, _MOST))
    offers = [each for each in published_there if each.member.mode != HOST]
    closed = [each.member for each in offers if each.member.mode == NONE or enclosed(each.member, projects)]
    offers = [each for each in offers if each.member not in closed]
    for offer in offers:
        if offer.member.runs is not False and not (offer.elsewhere if loopback else offer.loopback):
            # Nobody is known to share the network that a name of it gives.
            beside = tuple(sharing(offer.member, members)) or (offer.member,)
            return Behind(beside, offer.target)
    there = (each for each in _on_host(members)(port) if each is not asking and _may_listen(each, port))
    on_host = list(islice(there, _MOST))
    if on_host:
        return Behind(tuple(on_host), port, loopback)
    return (
        _offered_elsewhere(port, offers, loopback)
        or _published_in_vain(port, published_there, closed)
        or _published_for_udp(port, members, asking)
        or _unpublished(port, members, asking, fastcgi)
    )


def _offered_elsewhere(port: int, offers: Sequence[Published], loopback: bool) -> Nobody | None:
    """What is published at another address than is asked, or of a service that is not started."""
    if not offers:
        return None
    offer = next((each for each in offers if each.member.runs is not False), None)
    if offer is None:
        member = offers[0].member
        return Nobody(
            f"{port} is published by {member.name}, which is not started", Cause.NOT_RUNNING, member
        )
    where = "one address" if loopback else "the loopback"
    reason = f"{offer.member.name} publishes {port} on {where} of the host only"
    return Nobody(reason, Cause.NOT_PUBLISHED, offer.member)


def _published_in_vain(
    port: int, published_there: Sequence[Published], closed: Sequence[Member]
) -> Nobody | None:
    """What is published where the engine publishes nothing: from ``closed`` networks, or the host's own."""
    if closed:
        reason = (
            f"{closed[0].name} is on internal networks alone, from which nothing is published: {port} is not"
        )
        return Nobody(reason, Cause.NOT_PUBLISHED, closed[0])
    lost = next((each.member for each in published_there if each.member.mode == HOST), None)
    if lost is None:
        return None
    reason = f"{lost.name} is on the network of the host, where its ports are not published as {port}"
    return Nobody(reason, Cause.NOT_PUBLISHED, lost)


def _published_for_udp(port: int, members: Sequence[Member], asking: Member | None) -> Nobody | None:
    for member in _for_udp(members).get(str(port), ()):
        if member is not asking and member.runs is not False:
            reason = f"{member.name} publishes {port} for UDP alone"
            return Nobody(reason, Cause.NOT_PUBLISHED, member, (Candidate(member, port, None),))
    return None


@remembered
def _for_udp(members: Sequence[Member]) -> dict[str, list[Member]]:
    """The services that publish ports for UDP, by the port of the host."""
    found: dict[str, list[Member]] = {}
    for member in members:
        for port in member.service.ports if member.mode != HOST else ():
            if port.protocol == "udp" and isinstance(port.published, str):
                found.setdefault(port.published, []).append(member)
    return found


@remembered
def _on_host(members: Sequence[Member]) -> Callable[[int], Iterator[Member]]:
    """The services on the network of the host that may have a port: most are known to have others."""
    there = list(sharing(HOST, members))
    by_port: dict[int, list[int]] = {}
    open_ones: list[int] = []
    for number, member in enumerate(there):
        listening = member.listening
        known = listening.listeners if listening.decisive is None else listening.decisive
        ports = {each.port for each in known if isinstance(each.port, int)}
        if any(isinstance(each.port, Unknown) for each in known) or (
            listening.decisive is None and not ports
        ):
            open_ones.append(number)
            continue
        for port in ports if listening.decisive is not None else ports | listening.named.value:
            by_port.setdefault(port, []).append(number)

    def may_have(port: int) -> Iterator[Member]:
        certain = by_port.get(port, [])
        return (there[number] for number in (sorted((*certain, *open_ones)) if certain else open_ones))

    return may_have


@remembered
def _inner(members: Sequence[Member]) -> dict[int, list[Member]]:
    """The services that would serve the web on a port of their container, by the port."""
    found: dict[int, list[Member]] = {}
    for member in filter(is_for_web, members):
        ports = dict.fromkeys(web_ports(member, loopback=True))
        for port in ports | dict.fromkeys(_default_ports(member)):
            found.setdefault(port, []).append(member)
    return found


def _default_ports(member: Member) -> Iterator[int]:
    """Further ones that it has by default, beside those that its command names."""
    for listener in member.listening.listeners:
        port, spoken = listener.port, listener.speaks in (Speaks.HTTP, Speaks.TLS, Speaks.EITHER)
        if isinstance(port, int) and spoken and listener.grade is Grade.SERVER_DEFAULT:
            yield port


@remembered
def _opaque(members: Sequence[Member]) -> list[Member]:
    return [member for member in members if _publishes_somewhere(member)]


def _publishes_somewhere(member: Member) -> bool:
    """Whether a variable decides which port of the host leads to it, or where to in its container."""
    if member.runs is False or member.mode == HOST:
        return False
    ports = member.service.ports
    return any(isinstance(part, Unknown) for each in ports for part in (each.published, each.target))


def _is_usually_elsewhere(member: Member, port: int) -> bool:
    """Whether the variables that decide its ports have other numbers for defaults."""
    parts = [part for each in member.service.ports for part in (each.published, each.target)]
    hints = [part.hint for part in parts if isinstance(part, Unknown)]
    return all(hint is not None and whole(hint) not in (None, port) for hint in hints)


def _may_listen(member: Member, port: int) -> bool:
    """Whether its process may have the port, if only on its loopback."""
    verdict = member.listening.answers(port)
    return verdict.answer in (Answer.YES, Answer.UNKNOWN) or verdict.cause is Bound.LOOPBACK


def _unpublished(port: int, members: Sequence[Member], asking: Member | None, fastcgi: bool) -> Nobody:
    """A port that no service publishes, though it may be the one a service listens on in its container."""
    inner = [each for each in _inner(members).get(port, ()) if each is not asking]
    if not inner:
        return Nobody(f"a program of the host may listen on {port}")
    opaque = [each for each in _opaque(members) if each is not asking]
    somewhere = next((each for each in opaque if not _is_usually_elsewhere(each, port)), None)
    if somewhere is not None:
        return Nobody(f"{somewhere.name} publishes a port that is not known")
    running = (each for each in inner if each.runs is not False)
    first = next(running, None)
    if first is None:
        reason = f"{inner[0].name} listens on {port} in its container, and is not started"
        return Nobody(reason, Cause.NOT_RUNNING, inner[0], certain=not opaque)
    speaking = _speaking(members)(port, fastcgi)
    inner = ([each for each in speaking if each is not asking] or [first, *running])[:_MOST]
    candidates = tuple(Candidate(member, port, None) for member in inner)
    names = " and ".join(member.name for member in inner)
    reason = f"{names} listens on {port} inside its container and does not publish it on the host"
    given = [each.published for each in inner[0].service.ports if each.target == port]
    if len(given) == 1 and isinstance(given[0], str):
        reason = f"{names} listens on {port} inside its container, and on the host it is port {given[0]}"
    if len(inner) > 1:
        reason = f"{names} listen on {port} inside their containers and do not publish it on the host"
    # What was moved to another port may have made room for something that is not shown.
    apart = asking is not None and bool(given) and _stands_apart(asking, members)
    if opaque or apart:
        reason += ", unless a variable says otherwise" if opaque else ", unless something else has it there"
    return Nobody(reason, Cause.NOT_PUBLISHED, inner[0], candidates, not opaque and not apart)


@remembered
def _speaking(members: Sequence[Member]) -> Callable[[int, bool], list[Member]]:
    """The running ones of ``_inner`` at a port that may be spoken to in FastCGI, else in HTTP."""
    return cache(
        lambda port, fastcgi: [
            each
            for each in _inner(members).get(port, ())
            if each.runs is not False and may_understand(each, port, fastcgi=fastcgi)
        ]
    )


def _stands_apart(proxy: Member, members: Sequence[Member]) -> bool:
    """Whether nothing of its own project is for the web beside it, and several other projects are shown."""
    projects = _for_web(members)
    beside = len(projects) - (id(proxy.project) in projects)
    return beside > 1 and all(each is proxy for each in projects.get(id(proxy.project), ()))


@remembered
def _for_web(members: Sequence[Member]) -> dict[int, list[Member]]:
    """Up to two services for the web of each project that has one."""
    found: dict[int, list[Member]] = {}
    for member in filter(is_for_web, members):
        there = found.setdefault(id(member.project), [])
        if len(there) < 2:  # the second tells that there are more
            there.append(member)
    return found
