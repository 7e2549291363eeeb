"""Addresses that Caddy is told to listen on in its container, which are closed to others or not the container's.

Sources: Caddy's documentation of ``bind``; Docker's of published ports: what comes to one is sent to the container's
own address, where a program that listens on the loopback does not hear it. Measured with Caddy 2.11.7 in a network
namespace: it ends with "cannot assign requested address" where one of them is no address of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from toybox_lint.caddy.hostport import split_host_port
from toybox_lint.caddy.model import Caddyfile, Directive, Site
from toybox_lint.caddy.requests.ways import leave_out
from toybox_lint.caddy.sites.names import option
from toybox_lint.deployment.inbound.entrances import Entrance, entrances
from toybox_lint.deployment.model import Deployment
from toybox_lint.deployment.networks.namespaces import sharing
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass, replace

_BRIDGES = (None, "bridge")
# Those from which an engine gives addresses, and others that are not the internet's.
_PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16")


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A Caddy that is told by ``lines``, ``bind`` or ``default_bind``, to listen on ``address``.

    ``foreign``: its container does not have that one. Else it is its loopback, to which port ``port`` is published.
    ``needed``: another site has the same address, and Caddy refuses two that listen in the same places; or a Caddy
    with the same Caddyfile does have the one that is told.
    """

    entrance: Entrance
    lines: tuple[Directive, ...]
    address: str
    port: int
    foreign: bool
    certain: bool
    needed: bool

    @property
    def line(self) -> Directive:
        return self.lines[0]

    def edits(self) -> tuple[Edit, ...]:
        """Let it listen on every address, if each that is written is a wrong one."""
        words = [word.text for line in self.lines for word in line.arguments]
        wrong = all(isinstance(word, str) and (word == self.address or _is_loopback(word)) for word in words)
        edits = [leave_out(line) for line in self.lines if line.block is None]
        found = tuple(edit for edit in edits if edit is not None)
        return found if wrong and not self.needed and len(found) == len(self.lines) else ()


def bound(deployment: Deployment) -> Iterator[Bound]:
    """The first such address of each ``bind`` or ``default_bind``."""
    found = [each for entrance in entrances(deployment) for each in _first(_bound(deployment, entrance))]
    readers = Counter(front.caddyfile.file.path for front in deployment.fronts)
    misled = Counter(each.line.name.origin for each in found)
    for each in found:
        all_ = misled[each.line.name.origin] == readers[each.entrance.front.caddyfile.file.path]
        yield each if all_ else replace(each, needed=True)


def _first(found: Iterable[Bound]) -> Iterator[Bound]:
    told: set[int] = set()
    for each in found:
        if id(each.line) not in told:
            told.add(id(each.line))
            yield each


def _bound(deployment: Deployment, entrance: Entrance) -> Iterator[Bound]:
    caddyfile = entrance.front.caddyfile
    alone = all(each is entrance.owner for each in sharing(entrance.owner, deployment.members))
    sites = Counter(each for site in caddyfile.sites for each in _served(site))
    heard = {port for site in caddyfile.sites for host, port in _places(site) if not _is_loopback(host)}
    for site in caddyfile.sites:
        lines = _lines(site, caddyfile)
        twin = any(sites[each] > 1 for each in _served(site))
        for host, port in _places(site) if lines else ():
            if _is_loopback(host) and alone and port not in heard and _leads(entrance, port):
                yield Bound(entrance, lines, host, port, False, True, twin)
            elif (certain := _is_foreign(host, entrance)) is not None:
                yield Bound(entrance, lines, host, port, True, certain, twin)


def _served(site: Site) -> set[tuple[str, int]]:
    """The names of a site, however they are written, with each port: ``http://`` and ``:80`` are the same."""
    texts = [str(each.value).rpartition("://")[2] for each in site.addresses]
    hosts = {text.rpartition(":")[0] if text.rpartition(":")[2].isdigit() else text for text in texts}
    return {(host, port) for host in hosts for _, port in _places(site)}


def _leads(entrance: Entrance, port: int) -> bool:
    return any(each.target == port for each in entrance.ports)


def _lines(site: Site, caddyfile: Caddyfile) -> tuple[Directive, ...]:
    """What says on which addresses a site listens."""
    own = tuple(each for each in site.block.directives if each.name.text == "bind")
    given = option(caddyfile, "default_bind")
    return own or (() if given is None else (given,))


def _places(site: Site) -> Iterator[tuple[str, int]]:
    for listener in site.listeners:
        network, slash, address = listener.address.rpartition("/")
        split = split_host_port(address) if not slash or network.startswith("tcp") else None
        if split is not None and isinstance(listener.port, int):
            yield split.host, listener.port


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


def _is_foreign(host: str, entrance: Entrance) -> bool | None:
    """Whether the container certainly does not have the address; ``None`` where it may well have it."""
    from ipaddress import ip_address, ip_network

    try:
        address = ip_address(host)
    except ValueError:
        return None
    config, project = entrance.owner.service.config, entrance.owner.project
    entries = [project.resource("networks", each.network.key) for each in entrance.owner.networks]
    plain = all(each.get("driver") in _BRIDGES for each in entries)
    told = any(each.get(name) for each in entries for name in ("ipam", "external", "driver_opts"))
    if address.version == 6 or address.is_loopback or address.is_unspecified:
        return None
    unsure = not plain or told or config.get("sysctls")
    return None if unsure else not any(address in ip_network(each) for each in _PRIVATE)
