"""A Caddy behind another that has no site for the name which the other passes on.

Sources: Caddy's documentation of ``reverse_proxy`` (the ``Host`` of the client is passed on as it is) and of site
addresses; that of FrankenPHP's image of ``SERVER_NAME``, which is the address of its site. Measured with Caddy 2.11.7
behind itself: an empty 200.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.sites.addresses import SiteAddress
from toybox_lint.caddy.sites.names import Name, known_names
from toybox_lint.deployment.caddies.named_sites import is_frankenphp, named_sites
from toybox_lint.deployment.model import Deployment, Front, Link, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.digits import whole
from toybox_lint.later import remembered
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

_SITE = "SERVER_NAME"
_HTTP = 80


@dataclass(frozen=True, slots=True, eq=False)
class UnservedHost:
    """A name, at ``origin``, that the Caddy which ``link`` reaches has no site for; ``near`` is one that it has."""

    link: Link
    inner: Member
    host: str
    origin: Origin
    near: Origin
    edit: Edit | None


def unserved_hosts(deployment: Deployment) -> Iterator[UnservedHost]:
    """The first such name of each link to a Caddy of which all sites are known."""
    fronts = {front.member: front for front in deployment.fronts if front.member and front.caddyfile.valid}
    for link in deployment.links:
        inner = link.target
        front = fronts.get(inner) if inner else None
        if inner is None or link.cause is not None or not (front or is_frankenphp(inner)):
            continue
        from toybox_lint.deployment.applications.asked_hosts import keeps_host

        if not keeps_host(link):
            continue
        if front is not None:
            yield from _by_sites(link, inner, front)
        else:
            yield from _by_variable(link, inner)


def _by_sites(link: Link, inner: Member, front: Front) -> Iterator[UnservedHost]:
    there = None if front is link.front else served(front.caddyfile)(link.upstream.port)
    if there is None:
        return
    from toybox_lint.deployment.applications.asked_hosts import site_hosts

    for host, origin in site_hosts(link):
        if not there.takes(host):
            edit = _added(there.first, host) if there.alone else None
            yield UnservedHost(link, inner, host, origin, there.first.address.origin, edit)
            return


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """The hosts that a Caddy answers for at a port, the first name there, and whether one site has all names there."""

    patterns: frozenset[str]
    every: bool
    first: Name
    alone: bool

    def takes(self, host: str) -> bool:
        """Whether one of the sites answers for ``host``."""
        name = host.lower()
        return self.every or name in self.patterns or f"*.{name.partition('.')[2]}" in self.patterns


@remembered
def served(caddyfile: Caddyfile) -> Callable[[object], Served | None]:
    """What is served at each port without TLS; ``None`` where nothing is, or not all names are known."""
    found = known_names(caddyfile)

    def at(port: object) -> Served | None:
        there = [name for name in found if name.port == port and not name.tls]
        # Names in HTTPS count, too: their requests are redirected.
        hosts = [name.host for name in found if name.tls or name.port == port]
        every = any(_takes(each, "") for each in hosts)
        alone = len({id(name.site) for name in there}) == 1
        return Served(frozenset(hosts), every, there[0], alone) if there else None

    return cache(at)


def _by_variable(link: Link, inner: Member) -> Iterator[UnservedHost]:
    """A FrankenPHP that has a site of its image's alone, with the addresses that a variable gives."""
    given, addresses = inner.service.environment.get(_SITE), named_sites(inner)
    if given is None or not any(_is_plain(each, link.upstream.port) for each in addresses):
        return
    from toybox_lint.deployment.applications.asked_hosts import site_hosts

    for host, origin in site_hosts(link):
        if not any(_takes(each.host, host) for each in addresses):
            yield UnservedHost(link, inner, host, origin, given.origin, None)
            return


def _is_plain(address: SiteAddress, port: object) -> bool:
    """Whether the site is served without TLS on ``port``."""
    given = whole(address.port) or _HTTP
    return given == port and (address.scheme == "http" or address.port == str(_HTTP))


def _takes(pattern: str, host: str) -> bool:
    """Whether a site of that name answers for ``host``; a placeholder may be any."""
    name = host.lower()
    if pattern.startswith("*."):
        return name.partition(".")[2] == pattern[2:]
    return pattern in ("", "*", name) or "{" in pattern


def _added(name: Name, host: str) -> Edit | None:
    """Give the site of ``name`` an address for ``host``, written as its own."""
    origin = name.site.addresses[-1].origin
    own = name.address.origin
    if not own.exact or own.via is not None or not origin.exact or own.text.count(name.host) != 1:
        return None
    end = origin.span.end
    return Edit(origin.file, Span(end, end), f", {own.text.replace(name.host, host)}")
