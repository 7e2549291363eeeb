"""The hosts whose requests come to a site.

Source: Caddy 2.11.7 compares hosts without regard to case; a ``*`` stands for one label.
"""

from __future__ import annotations

from toybox_lint.caddy.model import Site
from toybox_lint.caddy.sites.addresses import parse_address
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass

# A host without placeholders, as Caddy takes it in an address and in a matcher.
HOST = pattern(r"(?:\*|[\w-]+)(?:\.(?:\*|[\w-]+))*", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class Hosts:
    """The hosts of a site in lower case, those with a ``*`` apart."""

    plain: frozenset[str]
    wild: tuple[str, ...]

    def may_be(self, host: str) -> bool:
        """Whether requests for the host may come to the site."""
        if host in self.plain:
            return True
        others = (*self.wild, *self.plain) if "*" in host else self.wild
        return any(_overlap(host, other) for other in others)


@remembered
def hosts_of(site: Site) -> Hosts | None:
    """``None`` for a site that may get requests for any host."""
    parsed = [parse_address(str(address.value)) for address in site.addresses]
    hosts = [each.host for each in parsed if not isinstance(each, str) and each.known]
    if len(hosts) < len(parsed) or not all(host != "*" and HOST.fullmatch(host) for host in hosts):
        return None
    return Hosts(frozenset(hosts), tuple(host for host in hosts if "*" in host))


def _overlap(one: str, other: str) -> bool:
    ones, others = one.split("."), other.split(".")
    return len(ones) == len(others) and all(
        a == b or "*" in (a, b) for a, b in zip(ones, others, strict=True)
    )
