"""What Caddy refuses when it puts the sites of a file together."""

from __future__ import annotations

from toybox_lint.caddy.addresses import SiteAddress, qualifies_for_certificate
from toybox_lint.caddy.listeners import Server, SiteKeys, listen_port
from toybox_lint.caddy.options import Options
from toybox_lint.caddy.problems import Problems, origin_of

_Words = tuple[tuple[str, ...], ...]


def check(servers: list[Server], options: Options, problems: Problems) -> None:
    """Note ambiguous sites, HTTP and HTTPS on one port, and names without a certificate."""
    for server in servers:
        _ambiguous(server, problems)
        policies = any(settings.policy for site, _ in server.sites for settings in site.tls)
        _schemes(server, options, problems, policies)
    _certificates(servers, options, problems)


def _ambiguous(server: Server, problems: Problems) -> None:
    seen: dict[str, SiteKeys] = {}
    places: dict[tuple[str, str], SiteKeys] = {}
    for site, number in server.every_key():
        key = site.keys[number]
        first = seen.setdefault(key.text, site)
        if first is not site:
            line = problems.symbols.readable(key.text)
            message = f"two sites have the address {line}"
            problems.report("ambiguous-site", message, origin_of(key), None)
            continue
        address = site.addresses[number]
        other = places.setdefault((address.host, address.path), site)
        if other is not site:
            message = f"another site serves the same requests as {key.text}: this one gets none"
            problems.at(key, "site-shadowed", message, fatal=False)


def _is_http(address: SiteAddress, options: Options) -> bool:
    return address.scheme == "http" or address.port == str(options.http_port)


def _schemes(server: Server, options: Options, problems: Problems, policies: bool) -> None:
    secure: bool | None = None
    enabled = any(site.tls for site, _ in server.sites)
    for site, number in server.every_key():
        address, key = site.addresses[number], site.keys[number]
        if _is_http(address, options):
            wanted: bool | None = False
        elif address.scheme == "https" or address.port == str(options.https_port) or policies:
            wanted = True
        else:
            wanted = None if address.host or enabled else False
        server.tls = (
            server.tls
            or wanted is True
            or (wanted is None)
            or listen_port(address, options) == str(options.https_port)
        )
        if wanted is None:
            continue
        where = ", ".join(server.listen)
        if wanted is False and policies:
            message = f"{where} is plain HTTP, and tls wants certificates or other connections there"
            problems.report("tls-on-http", message, origin_of(key), None)
            return
        if wanted is False and address.scheme == "http" and _secured(server, options):
            message = f"{where} speaks TLS because of another site there: plain HTTP gets an error"
            problems.at(key, "http-on-tls-port", message, fatal=False)
        if secure is not None and secure != wanted:
            message = f"{where} cannot serve both HTTP and HTTPS"
            problems.report("mixed-schemes", message, origin_of(key), None)
            return
        secure = wanted


def _secured(server: Server, options: Options) -> bool:
    """Whether Caddy turns TLS on by itself: a host on another port than that of HTTP."""
    return any(
        site.addresses[number].host and not _is_http(site.addresses[number], options)
        for site, number in server.every_key()
    )


def _certificates(servers: list[Server], options: Options, problems: Problems) -> None:
    owners: dict[str, tuple[_Words, _Words]] = {}
    catch_all: _Words | None = None
    for server in servers:
        if options.http_port is None or all(
            _port(listen) == str(options.http_port) for listen in server.listen
        ):
            continue
        for site, numbers in server.sites:
            addresses = [site.addresses[number] for number in numbers]
            if all(address.scheme == "http" for address in addresses):
                continue
            issuers = tuple(settings.issuers for settings in site.tls if settings.issuers)
            others = tuple(settings.others for settings in site.tls if settings.others)
            if not any(address.host for address in addresses):
                if catch_all is not None and issuers and issuers != catch_all:
                    message = "two sites without a host want different certificates"
                    problems.report("certificate-conflict", message, origin_of(site.keys[0]), None)
                catch_all = issuers if catch_all is None else catch_all
                continue
            for number in numbers:
                _subject(site, number, (issuers, others), owners, options, problems)


def _port(listen: str) -> str:
    return listen.rpartition(":")[2]


def _subject(
    site: SiteKeys,
    number: int,
    ways: tuple[_Words, _Words],
    owners: dict[str, tuple[_Words, _Words]],
    options: Options,
    problems: Problems,
) -> None:
    address, key = site.addresses[number], site.keys[number]
    if not address.host or _is_http(address, options):
        return
    signed = options.issuers or bool(ways[0])
    if not signed and not qualifies_for_certificate(address.host):
        message = f"{address.host!r} cannot have a certificate: it is no host name"
        problems.report("not-a-host", message, origin_of(key), None)
    if owners.setdefault(address.host, ways) != ways:
        message = f"{address.host} gets its certificates in two different ways"
        problems.report("certificate-conflict", message, origin_of(key), None)
