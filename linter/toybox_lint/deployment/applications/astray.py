"""Addresses that applications are told of other servers, and at which nothing answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from toybox_lint.deployment.applications.addresses import LOOPBACK, Address, told_addresses
from toybox_lint.deployment.applications.server_names import web_server_of
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.names import Records, called, records
from toybox_lint.deployment.networks.namespaces import sharing
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.patterns import re
from toybox_lint.records import dataclass

# More of one kind are not named in one finding.
_FEW = 8


@dataclass(frozen=True, slots=True, eq=False)
class Astray:
    """An address at which nothing answers; ``servers`` are the services that listen on its ``port``, a few of many.

    ``itself`` tells that the address is the container's own, ``elsewhere`` which service has the name on networks that
    ``address.member`` is not on.
    """

    address: Address
    port: int
    servers: tuple[Member, ...]
    itself: bool
    elsewhere: Member | None = None


@remembered
def astray(deployment: Deployment) -> tuple[Astray, ...]:
    """The addresses in the environment of running services that certainly lead nowhere."""
    return tuple(_all_astray(told_addresses(deployment), deployment))


def _all_astray(told: Sequence[Sequence[Address]], deployment: Deployment) -> Iterator[Astray]:
    members = deployment.members
    names = records(members)
    for shared in told:
        if any(names.owners(each.host, each.member.real_networks) for each in shared):
            continue
        for address in shared:
            found = _astray(address, members, names)
            if found is None or (not found.itself and deployment.settings.knows_host(address.host)):
                continue
            if not _is_unasked(address, deployment.files):
                yield found


def _is_unasked(address: Address, files: Files) -> bool:
    """Whether it is the database of a Symfony that has nothing by which to ask one."""
    if address.name != "DATABASE_URL":
        return False
    from toybox_lint.deployment.applications.without_doctrine import is_without_doctrine

    return is_without_doctrine(address.member, files)


def _astray(address: Address, members: Sequence[Member], names: Records) -> Astray | None:
    member = address.member
    answering = {port: tuple(_listening(port, member, members)) for port in address.ports}
    port = next((port for port, servers in answering.items() if servers), address.ports[0])
    servers = answering[port]
    if address.guessed and (not servers or address.apart):
        return None
    if LOOPBACK.fullmatch(address.host):
        beside = [other for other in sharing(member, members) if other is not member]
        own = any(map(member.listening.at, address.ports)) or member in servers
        own = own or _is_bundled(address)
        return Astray(address, port, servers, itself=True) if servers and not beside and not own else None
    if any(map(member.listening.at, address.ports)):
        return None  # the server itself, which got the variables that are for all
    if "." in address.host or member.service.mapped(address.host) or member.service.links:
        return None
    if names.drifting(address.host) or names.owners(address.host, member.real_networks):
        return None
    own = member.project.services.get(address.host) is not None and member.project.whole
    if names.unseen(member, address.host) and not own:
        return None
    if any(other.name == address.host and other.runs is not True for other in called(address.host, members)):
        return None
    elsewhere = names.elsewhere(address.host)
    if not elsewhere and _may_be_unseen(address, members, like=bool(servers)):
        return None
    return Astray(address, port, servers, itself=False, elsewhere=elsewhere[0] if elsewhere else None)


def _may_be_unseen(address: Address, members: Sequence[Member], *, like: bool) -> bool:
    """Whether something that is not shown may have the name: by a resolver, a link, or on a network that others join.

    The last is hardly so where a server of that kind is shown, ``like`` the one that is asked for.
    """
    from toybox_lint.deployment.networks.linking import external_links
    from toybox_lint.deployment.networks.unseen_names import may_know
    from toybox_lint.deployment.upstreams.starters import starter
    from toybox_lint.deployment.upstreams.unseen_projects import is_made_for_others

    member = address.member
    if address.host in external_links(member) or may_know(address.host, member, members):
        return True
    return not like and (is_made_for_others(member, member) or starter(member, members) is not None)


def _is_bundled(address: Address) -> bool:
    """Whether the image says by its name that it brings such a server: ``open-webui:ollama``."""
    image, server = address.member.service.image, web_server_of(address.name)
    written = image.value if image else None
    if not isinstance(written, str) or server is None:
        return False
    return re.search(rf"(?<![a-z]){server.lower()}(?![a-z])", written.lower()) is not None


def _listening(port: int, member: Member, members: Sequence[Member]) -> Iterator[Member]:
    """The running services on a network of ``member`` that listen on ``port``; of many the first few."""
    index = _by_port(members)
    found = {
        number: other
        for network in member.real_networks
        for number, other in islice(index.get((port, network), {}).items(), _FEW + 1)
        if other is not member
    }
    return (found[number] for number in sorted(found)[:_FEW])


@remembered
def _by_port(members: Sequence[Member]) -> dict[tuple[int, str], dict[int, Member]]:
    """The running services that listen on each port, by network, each with its place among the services."""
    found: dict[tuple[int, str], dict[int, Member]] = {}
    for place, member in enumerate(members):
        for port in member.listening.ports() if member.runs is True else ():
            for network in member.real_networks:
                found.setdefault((port, network), {})[place] = member
    return found
