"""Site addresses: scheme, host, port and path, as Caddy reads them."""

from __future__ import annotations

from functools import lru_cache

from toybox_lint.caddy.directives.values import integer
from toybox_lint.caddy.hostport import lowered, split_host_port
from toybox_lint.caddy.reading.environment import is_symbolic
from toybox_lint.records import NamedTuple

# What an address with a variable in it lacks that is written as for a shell, whatever Caddy takes its parts for.
IN_CADDYS_WORDS = "Caddy has no shell variables; write {$NAME}, or {$NAME:default}"
_UNQUALIFIED = frozenset("()[]{}<> \t\n\"\\!@#$%^&|;'+=")


class SiteAddress(NamedTuple):
    """A site's address, its parts normalised; ``port`` is empty when the address has none.

    ``known`` is false when a variable decides part of it.
    """

    text: str
    scheme: str
    host: str
    port: str
    path: str
    known: bool


@lru_cache(maxsize=1024)
def parse_address(text: str) -> SiteAddress | str:
    """Read a site's address; a text says why Caddy refuses it."""
    rest = text.strip()[:4096]
    scheme, mark, after = rest.partition("://")
    if not mark:
        scheme, after = "", rest
    authority, slash, path = after.partition("/")
    split = split_host_port(authority) or split_host_port(authority + ":")
    host, port = (split.host, split.port) if split else (authority, "")
    if port and not is_symbolic(port):
        number = integer(port)
        if number is None:
            return IN_CADDYS_WORDS if "${" in rest else f"{port!r} is no port"
        if not 0 <= number <= 65535:
            return f"the port {port} is out of range"
    known = not is_symbolic(scheme + host + port)
    return SiteAddress(text, lowered(scheme), _host(host), port, slash + path, known)


def _host(host: str) -> str:
    host = host.strip()
    if ":" in host:
        from ipaddress import AddressValueError, IPv6Address

        try:
            return str(IPv6Address(host))
        except AddressValueError:
            pass
    return lowered(host)


def qualifies_for_certificate(host: str) -> bool:
    """Whether certmagic would get a certificate for a host at all (SubjectQualifiesForCert)."""
    if not host.strip() or host.startswith(".") or host.endswith("."):
        return False
    if "*" in host and host != "*" and not host.startswith("*."):
        return False
    return _UNQUALIFIED.isdisjoint(host)


def qualifies_for_public_certificate(host: str) -> bool:
    """Whether a public authority could sign for a host (certmagic's SubjectQualifiesForPublicCert)."""
    wildcard = host.startswith("*.") and host.count("*") == 1 and host.count(".") > 1
    return qualifies_for_certificate(host) and not is_internal(host) and ("*" not in host or wildcard)


def is_internal(host: str, on_demand: bool = False) -> bool:
    """Whether Caddy signs a host's certificate itself unless told otherwise."""
    name = host.removesuffix(".")
    return (
        ":" in host
        or (host != "" and not host.strip("0123456789."))
        or name == "localhost"
        or name.endswith((".localhost", ".local", ".internal", ".home.arpa"))
        or (host.count("*.") > 1 and not on_demand)
    )


def is_http(address: SiteAddress, http_port: int | None) -> bool:
    """Whether an address asks for plain HTTP, by its scheme or by its port."""
    return address.scheme == "http" or address.port == str(http_port)


def matches_wildcard(host: str, pattern: str) -> bool:
    """Whether ``pattern`` is ``host`` with its first labels replaced by ``*``."""
    return host == pattern or ("*" in pattern and pattern in wildcards(host))


def wildcards(host: str) -> list[str]:
    """A host, and what it is with more and more of its first labels replaced by ``*``."""
    found = [host]
    labels = host.split(".")
    for number, label in enumerate(labels):
        if label:
            labels[number] = "*"
            found.append(".".join(labels))
    return found
