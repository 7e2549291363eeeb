"""Fixed addresses of containers that the engine refuses.

Sources: moby's check of an endpoint's address, by which one is only for a network with a subnet of its own and belongs
to one of those (``user specified IP address is supported only when connecting to networks with user configured
subnets``, ``no configured subnet or ip-range contain the IP address``); its IPAM, by which an address is given to one
endpoint, and that of the gateway, the first of the subnet unless another is named, to the host (``Address already in
use``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.numbered import is_bridge, pools
from toybox_lint.deployment.networks.unseen_names import for_swarm
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass
from toybox_lint.source import Origin
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv4Network

    from toybox_lint.deployment.model import Joined

    _Pool = tuple[IPv4Network, Mapping[str, object]]

_DEFAULT = (None, "default")
_ENDED = "service_completed_successfully"
# How many addresses are tried for a free one.
_MOST_TRIED = 100


@dataclass(frozen=True, slots=True, eq=False)
class RefusedAddress:
    """An address of a service with which the engine makes or starts no container.

    ``taken`` is the service that has it; ``gateway`` tells that the host has; ``subnets`` are those of the network, of
    which none has it in it. ``several`` containers are to have it. ``free`` is one that may be had.
    """

    member: Member
    network: str
    address: str
    origin: Origin
    subnets: tuple[str, ...]
    free: str | None
    taken: tuple[str, Origin] | None = None
    gateway: bool = False
    several: int = 1

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What writes the free address in its place."""
        origin = self.origin
        if self.free is None or not origin.exact or origin.via is not None or origin.text != self.address:
            return ()
        return (Edit(origin.file, origin.span, self.free),)


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    member: Member
    address: IPv4Address
    origin: Origin


def refused_addresses(deployment: Deployment) -> Iterator[RefusedAddress]:
    """The fixed addresses of running services that their networks, which the project makes, do not have for them."""
    networks: dict[tuple[int, str], tuple[Joined, list[_Given]]] = {}
    for member in deployment.members:
        if member.runs is not True or for_swarm(member.project):
            continue
        for joined in member.networks:
            key = joined.network.key
            own = joined.real_name == f"{member.project.name}_{key}"
            if own and is_bridge(member, key) and (given := _given(member, joined)):
                networks.setdefault((id(member.project), key), (joined, []))[1].append(given)
    for joined, each in networks.values():
        yield from _refused(joined, each)


def _given(member: Member, joined: Joined) -> _Given | None:
    from ipaddress import AddressValueError, IPv4Address

    located = joined.attachment.address
    try:
        address = IPv4Address(located.value) if located and isinstance(located.value, str) else None
    except AddressValueError:
        return None
    return _Given(member, address, located.origin) if located and address else None


def _refused(joined: Joined, given: Sequence[_Given]) -> Iterator[RefusedAddress]:
    place, key = given[0].member, joined.network.key
    declared = place.project.resource("networks", key)
    known = _known_pools(place, joined, declared.get("ipam") or {})
    if known is None:
        return
    subnets = tuple(subnet for subnet, _ in known)
    hosts = {str(pool.get("gateway") or subnet.network_address + 1) for subnet, pool in known}
    hosts = set() if declared.get("internal") else hosts
    owners: dict[IPv4Address, _Given] = {}
    fixed = {
        *(str(each.address) for each in given),
        *hosts,
        *(name for _, pool in known for name in _kept(pool)),
    }
    for each in given:
        within = next((subnet for subnet in subnets if each.address in subnet), None)
        first = owners.setdefault(each.address, each)
        taken = first is not each and within is not None and not _take_turns(first.member, each.member)
        several = each.member.service.scale if isinstance(each.member.service.scale, int) else 1
        gateway = within is not None and str(each.address) in hosts
        if within is not None and not taken and not gateway and several < 2:
            continue
        pool = within or (subnets[0] if subnets else None)
        free = _free(each.address, pool, fixed) if pool and several < 2 else None
        fixed |= {free} if free else set()
        yield RefusedAddress(
            each.member,
            key,
            str(each.address),
            each.origin,
            tuple(map(str, subnets)),
            free,
            (first.member.name, first.origin) if taken else None,
            gateway,
            several,
        )


def _known_pools(place: Member, joined: Joined, ipam: object) -> tuple[_Pool, ...] | None:
    """The subnets of IPv4 that the engine goes by; ``None`` where somebody else, or a variable, decides."""
    if not isinstance(ipam, dict) or ipam.get("driver") not in _DEFAULT or ipam.get("options"):
        return None
    known = tuple(pools(place, joined))
    return known if len(known) == sum(not _of_ipv6(pool) for pool in ipam.get("config") or ()) else None


def _take_turns(one: Member, other: Member) -> bool:
    """Whether one of two services starts when the other, a job, has ended and given back its address."""
    return any(
        each.service == job.name and each.condition == _ENDED
        for waiting, job in ((one, other), (other, one))
        for each in waiting.service.depends_on
    )


def _of_ipv6(pool: object) -> bool:
    return isinstance(pool, dict) and ":" in str(pool.get("subnet"))


def _kept(pool: Mapping[str, object]) -> tuple[str, ...]:
    """The addresses that the project keeps for others."""
    others = pool.get("aux_addresses")
    return tuple(map(str, others.values())) if isinstance(others, Mapping) else ()


def _free(wanted: IPv4Address, subnet: IPv4Network, fixed: set[str]) -> str | None:
    """The address of the subnet with the same number, or the next one that nobody has."""
    first = int(subnet.network_address)
    for step in range(min(subnet.num_addresses, len(fixed) + 3, _MOST_TRIED)):
        number = (int(wanted) - first + step) % subnet.num_addresses
        address = str(subnet[number])
        if number not in (0, subnet.num_addresses - 1) and address not in fixed:
            return address
    return None
