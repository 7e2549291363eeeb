"""The names under which a Caddyfile serves, and where the certificate of each comes from.

Source: Caddy's documentation of automatic HTTPS and of the ``tls`` directive (2.11).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from toybox_lint.caddy.model import Caddyfile, Directive, Site
from toybox_lint.caddy.sites.addresses import parse_address, qualifies_for_certificate
from toybox_lint.digits import whole
from toybox_lint.enums import Enum
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple, dataclass
from toybox_lint.source import Located

_DEFAULT_PORTS = {"http_port": 80, "https_port": 443}
# Names for which no public authority signs: reserved ones (RFC 2606, 6761, 6762, 8375), and those that Caddy
# itself gives to its own authority or to Tailscale.
_RESERVED = tuple(
    f".{name}"
    for name in (
        *("localhost", "local", "internal", "test", "invalid", "onion", "lan", "home", "corp", "home.arpa"),
        "localdomain",
        "ts.net",
    )
)
_ONE_MACHINE = (".localhost", ".local", ".test")
# Of these, those that are no public registry's, nor ever will be.
_INNER = frozenset({"localhost", "local", "internal", "test", "invalid", "example"})
# Addresses that are not the internet's (RFC 1122, 1918, 3927, 4193, 4291, 6598).
_PUBLIC_AUTHORITY = pattern(r"https://[\w.-]*(?:letsencrypt\.org|zerossl\.com|api\.buypass\.com|pki\.goog)/")


class Certificate(Enum):
    """Where the certificate of a name comes from."""

    NONE = "none: it is served in plain HTTP"
    PUBLIC = "an authority on the internet, over ACME"
    OWN = "Caddy's own authority, a file, or an authority that is not public"
    UNKNOWN = "what the files do not tell"


@dataclass(frozen=True, slots=True)
class Name:
    """One address of a site. ``host`` is empty for a site of every name.

    ``dns`` tells whether the DNS challenge is configured for it, ``on_demand`` whether each name that a client asks for
    gets a certificate of its own.
    """

    site: Site
    address: Located[str | Unknown]
    host: str
    port: int
    tls: bool
    certificate: Certificate
    dns: bool = False
    on_demand: bool = False

    @property
    def public(self) -> bool:
        """Whether people on the internet may ask for the name."""
        return is_public(self.host)


def is_public(host: str) -> bool:
    """Whether a host name can exist in the public name system."""
    if "." not in host or ":" in host or host.replace(".", "").isdecimal():
        return False
    if not qualifies_for_certificate(host):
        return False
    return not f".{host.lower()}".endswith(_RESERVED)


def certifiable(host: str) -> bool:
    """Whether a public authority may give a certificate to a host name or an address.

    Source: the CA/Browser Forum's Baseline Requirements, by which names that no public registry knows get none, nor
    those with an underscore, nor addresses that IANA reserves for a loopback, for private networks and the like.
    """
    name = host.lower().strip("[]")
    if ":" in name or name.replace(".", "").isdecimal():
        return _is_global(name)
    last = name.rpartition(".")[2]
    inner = "." not in name or "_" in name or ("-" in last and not last.startswith("xn--"))
    return not inner and last not in _INNER


def _is_global(address: str) -> bool:
    """Whether the address is of the public internet, or none that can be read."""
    from ipaddress import ip_address

    try:
        return ip_address(address).is_global
    except ValueError:
        return True


def option_port(caddyfile: Caddyfile, name: str) -> int:
    """``http_port`` or ``https_port``."""
    found = option(caddyfile, name)
    text = found.arguments[0].text if found and found.arguments else None
    given = whole(text) if isinstance(text, str) else None
    return _DEFAULT_PORTS[name] if given is None else given


def redirects(caddyfile: Caddyfile) -> bool:
    """Whether Caddy may open the port of HTTP by itself, to redirect to HTTPS."""
    return not {"off", "disable_redirects"} & _automatic(caddyfile)


def sends_on(caddyfile: Caddyfile) -> bool:
    """Whether Caddy certainly redirects all that comes to port 80 to HTTPS, whatever name it is asked for."""
    found = names(caddyfile)
    known = len(found) == sum(len(site.addresses) for site in caddyfile.sites)
    moved = option(caddyfile, "http_port") is not None or not redirects(caddyfile)
    plain = any(each.port == _DEFAULT_PORTS["http_port"] for each in found)
    return known and not moved and not plain and any(each.tls and each.host for each in found)


def gets_certificates(caddyfile: Caddyfile) -> bool:
    """Whether Caddy gets certificates by itself."""
    return _automatic(caddyfile).isdisjoint(("off", "disable_certs"))


@lru_cache(maxsize=8)
def names(caddyfile: Caddyfile) -> tuple[Name, ...]:
    """Every address of every site that is known."""
    return tuple(_names(caddyfile))


def known_names(caddyfile: Caddyfile) -> tuple[Name, ...]:
    """Every address, or none if there may be others than these."""
    found = names(caddyfile)
    partly = len(found) != sum(len(site.addresses) for site in caddyfile.sites) or not caddyfile.whole
    return () if partly else found


def for_developers(caddyfile: Caddyfile) -> bool:
    """Whether every site has a name that only one machine knows, as Caddyfiles for development have."""
    found = names(caddyfile)
    known = len(found) == sum(len(site.addresses) for site in caddyfile.sites)
    return known and bool(found) and all(f".{each.host}".endswith(_ONE_MACHINE) for each in found)


def _names(caddyfile: Caddyfile) -> Iterator[Name]:
    ports = {scheme: option_port(caddyfile, f"{scheme}_port") for scheme in ("http", "https")}
    for_all = _for_all(caddyfile)
    for site in caddyfile.sites:
        for address in site.addresses:
            read = parse_address(address.value) if isinstance(address.value, str) else None
            if read is None or isinstance(read, str) or not read.known:
                continue
            given = whole(read.port)
            port = ports["http" if read.scheme == "http" else "https"] if given is None else given
            tls = any(each.port == port and each.tls is True for each in site.listeners)
            lines = _tls(site)
            certificate, dns = _certificate(lines, for_all) if tls else (Certificate.NONE, False)
            on_demand = any(_has(line, "on_demand") for line in lines)
            yield Name(site, address, read.host, port, tls, certificate, dns, on_demand)


def _tls(site: Site) -> list[Directive]:
    return [each for each in site.block.directives if each.name.text == "tls"]


class _ForAll(NamedTuple):
    """What the global options say of certificates: none are asked for (``off``), who gives them, by which challenge."""

    off: bool
    issuers: tuple[Certificate, ...]
    dns: bool


def _for_all(caddyfile: Caddyfile) -> _ForAll:
    off = not _automatic(caddyfile).isdisjoint({"off", "disable_certs"})
    dns = any(option(caddyfile, each) for each in ("acme_dns", "dns"))
    return _ForAll(off, tuple(_global_sources(caddyfile)), dns)


def _certificate(lines: list[Directive], for_all: _ForAll) -> tuple[Certificate, bool]:
    issuers = [*_sources(lines), *(() if any(map(_decides, lines)) else for_all.issuers)]
    dns = for_all.dns or any(_has(line, "dns") for line in lines)
    if for_all.off:
        return Certificate.OWN, dns
    if Certificate.UNKNOWN in issuers:
        return Certificate.UNKNOWN, dns
    if issuers and Certificate.PUBLIC not in issuers:
        return Certificate.OWN, dns
    return Certificate.PUBLIC, dns or any(_has(line, "issuer") for line in lines)


def publicly_signed(caddyfile: Caddyfile) -> Iterator[Site]:
    """The sites for which no option and nothing in a block of ``tls`` asks another authority than a public one.

    The words of a ``tls`` line, be they a mailbox or files, are not looked at.
    """
    for_all = _for_all(caddyfile)
    for site in () if for_all.off else caddyfile.sites:
        entries = (entry for line in _tls(site) if line.block for entry in line.block.directives)
        issuers = [each for entry in entries for each in _entry(entry)] or for_all.issuers
        if all(each is Certificate.PUBLIC for each in issuers):
            yield site


def _decides(line: Directive) -> bool:
    return bool(list(_sources([line])))


def _sources(lines: list[Directive]) -> Iterator[Certificate]:
    """What ``tls`` lines say of where certificates come from."""
    for line in lines:
        words = [word.text for word in line.arguments]
        if any(isinstance(word, Unknown) for word in words):
            yield Certificate.UNKNOWN
        elif words == ["internal"] or len(words) == 2:
            yield Certificate.OWN
        for entry in line.block.directives if line.block else ():
            yield from _entry(entry)


def _entry(entry: Directive) -> Iterator[Certificate]:
    given = entry.arguments[0].text if entry.arguments else None
    if entry.name.text in ("issuer", "cert_issuer"):
        yield Certificate.PUBLIC if given in ("acme", "zerossl") and not _other(entry) else Certificate.OWN
    elif entry.name.text in ("get_certificate", "load"):
        yield Certificate.OWN
    elif entry.name.text == "ca":
        yield _authority(given)


def _other(entry: Directive) -> bool:
    """Whether an issuer asks an authority that is not public."""
    inner = [*(entry.block.directives if entry.block else ())]
    places = [each.arguments[0].text for each in inner if each.name.text == "dir" and each.arguments]
    places += [word.text for word in entry.arguments[1:]] if entry.arguments[0].text == "acme" else []
    return any(_authority(place) is not Certificate.PUBLIC for place in places)


def _authority(place: object) -> Certificate:
    public = isinstance(place, str) and _PUBLIC_AUTHORITY.match(place)
    return Certificate.PUBLIC if public else Certificate.OWN


def _global_sources(caddyfile: Caddyfile) -> Iterator[Certificate]:
    for line in caddyfile.options:
        if line.name.text == "local_certs":
            yield Certificate.OWN
        elif line.name.text == "acme_ca":
            yield _authority(line.arguments[0].text if line.arguments else None)
        elif line.name.text == "cert_issuer":
            yield from _entry(line)


def _has(line: Directive, name: str) -> bool:
    return line.block is not None and any(each.name.text == name for each in line.block.walk())


def _automatic(caddyfile: Caddyfile) -> frozenset[str]:
    found = option(caddyfile, "auto_https")
    return frozenset(str(word.text) for word in found.arguments) if found else frozenset()


def option(caddyfile: Caddyfile, name: str) -> Directive | None:
    """The first global option of that name."""
    return next((each for each in caddyfile.options if each.name.text == name), None)
