"""Addresses on networks: which containers have fixed ones, and which nobody has.

Sources: Compose's documentation of ``ipv4_address`` and ``ipam``; Docker's, by which containers on different bridge
networks do not reach each other, the first address of a network is the host's unless ``gateway`` says otherwise, and
containers without a fixed address get the lowest that is free, of ``ip_range`` where that is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.deployment.model import Joined, Member
from toybox_lint.later import remembered
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv4Network

_BRIDGES = (None, "bridge")
# Containers that are made anew while the old ones are there, and what is started by hand.
_MORE = 16


def at_address(address: str, members: Sequence[Member]) -> tuple[tuple[Member, str], ...]:
    """The services that have the address, running or not, each with the real name of the bridge network where."""
    return tuple(_by_address(members).get(_plain(address), ()))


@remembered
def _by_address(members: Sequence[Member]) -> dict[object, list[tuple[Member, str]]]:
    found: dict[object, list[tuple[Member, str]]] = {}
    for member in members:
        for joined in member.networks:
            entry = _entry(member.service.config, "networks", joined.network.key)
            if not is_bridge(member, joined.network.key):
                continue
            for address in (entry.get("ipv4_address"), entry.get("ipv6_address")):
                if isinstance(address, str):
                    found.setdefault(_plain(address), []).append((member, str(joined.real_name)))
    return found


def _plain(address: str) -> str:
    """An address of IPv6 in its one short form; others as they are."""
    from ipaddress import AddressValueError, IPv6Address

    try:
        return IPv6Address(address).compressed if ":" in address else address
    except AddressValueError:
        return address


def is_bridge(member: Member, key: str) -> bool:
    """Whether the project makes the network as one of the engine's bridges: others may be reached from without."""
    declared = member.project.resource("networks", key)
    return declared.get("driver") in _BRIDGES and not ({"driver_opts", "external"} & declared.keys())


def _entry(config: Mapping[str, object], section: str, key: str) -> Mapping[str, object]:
    """What ``config`` has at ``section`` and ``key``; nothing where that is no mapping."""
    inside = config.get(section)
    found = inside.get(key) if isinstance(inside, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def nobodys(address: str, place: Member, members: Sequence[Member]) -> str | None:
    """The real name of a network of ``place`` to which the address belongs, and on which certainly nobody has it.

    ``members`` are all services, none of which has the address for its own. What has another name than the engine gives
    it is made for other projects to join.
    """
    from ipaddress import AddressValueError, IPv4Address

    try:
        wanted = IPv4Address(address)
    except AddressValueError:
        return None
    for joined in place.networks:
        name = joined.real_name
        own = name == f"{place.project.name}_{joined.network.key}"
        if isinstance(name, str) and own and is_bridge(place, joined.network.key):
            there = [member for member in members if name in member.real_networks]
            # Without one that is given the lowest that is free, no other container gets any.
            fixed = all(address_on(member, name) is not None for member in there)
            most = 0 if fixed else sum(map(_containers, there)) + _MORE
            given = pools(place, joined)
            if any(_is_free(wanted, pool, subnet, most) for subnet, pool in given if wanted in subnet):
                return name
    return None


def address_on(member: Member, name: str) -> str | None:
    """The fixed address of a service on the network of that real name."""
    for joined in member.networks:
        address = _entry(member.service.config, "networks", joined.network.key).get("ipv4_address")
        if joined.real_name == name and isinstance(address, str):
            return address
    return None


def _containers(member: Member) -> int:
    scale = member.service.scale
    return scale if isinstance(scale, int) else _MORE


def pools(place: Member, joined: Joined) -> Iterator[tuple[IPv4Network, Mapping[str, object]]]:
    """The networks of IPv4 that the project gives a network, each with what else is said of it."""
    ipam = place.project.resource("networks", joined.network.key).get("ipam")
    given = ipam.get("config") if isinstance(ipam, Mapping) else None
    for pool in given if isinstance(given, list) else ():
        subnet = _network(pool.get("subnet")) if isinstance(pool, Mapping) else None
        if subnet is not None:
            yield subnet, pool


def _network(text: object) -> IPv4Network | None:
    from ipaddress import IPv4Network

    try:
        return IPv4Network(text, strict=False) if isinstance(text, str) else None
    except ValueError:
        return None


def _is_free(wanted: IPv4Address, pool: Mapping[str, object], subnet: IPv4Network, most: int) -> bool:
    """Whether an address is none of the engine's own, and none that one of ``most`` containers would get."""
    reserved = pool.get("aux_addresses")
    others = reserved.values() if isinstance(reserved, Mapping) else ()
    gateway = pool.get("gateway") or str(subnet.network_address + 1)
    handed_out = _network(pool.get("ip_range")) or subnet
    if str(wanted) == gateway or str(wanted) in others or wanted == subnet.broadcast_address:
        return False
    return wanted not in handed_out or int(wanted) - int(handed_out.network_address) > most
