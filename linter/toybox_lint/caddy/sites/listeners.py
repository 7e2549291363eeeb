"""Which addresses the sites listen on, and which of them Caddy serves with one server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from toybox_lint.caddy.directives.options import Options
from toybox_lint.caddy.directives.shorthand import long_form
from toybox_lint.caddy.directives.sites import Bind
from toybox_lint.caddy.directives.tls import Settings
from toybox_lint.caddy.hostport import bad_socket, is_socket, join_host_port, port_number, split_network
from toybox_lint.caddy.places import origin_of
from toybox_lint.caddy.problems import Problems
from toybox_lint.caddy.reading.environment import is_symbolic
from toybox_lint.caddy.sites.addresses import SiteAddress, parse_address
from toybox_lint.records import dataclass, field
from toybox_lint_grammar.tokens import Token


@dataclass(slots=True)
class SiteKeys:
    """What decides where a site listens: its keys, ``bind`` lines and ``tls`` lines.

    ``listen`` is filled in: each listen address with a protocol (empty: Caddy's own choice of protocols), and
    the keys served there.
    """

    index: int
    keys: list[Token]
    binds: list[Bind]
    tls: list[Settings]
    addresses: list[SiteAddress] = field(default_factory=list)
    listen: dict[tuple[str, str], list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Server:
    """One HTTP server of Caddy's: its listen addresses, and the keys of each site it serves there.

    The sites are in the order in which Caddy asks them.
    """

    listen: list[str]
    sites: list[tuple[SiteKeys, tuple[int, ...]]]
    tls: bool = False

    def every_key(self) -> Iterable[tuple[SiteKeys, int]]:
        """Every key it serves."""
        for site, numbers in self.sites:
            for number in numbers:
                yield site, number


def map_sites(sites: list[SiteKeys], options: Options, problems: Problems) -> list[Server]:
    """The servers that Caddy makes of the sites; what it refuses about their addresses is noted."""
    for site in sites:
        for number, key in enumerate(site.keys):
            address = parse_address(key.text)
            if isinstance(address, str):
                problems.report("bad-site-address", f"{key.text}: {address}", origin_of(key), None)
                address = SiteAddress(key.text, "", "", "", "", False)
            site.addresses.append(address)
            if address.known:
                _listen(site, number, key, options, problems)
    _check_variables(sites, problems)
    return _consolidate(sites)


def _check_variables(sites: list[SiteKeys], problems: Problems) -> None:
    """Two sites whose address is the same variable have the same address, whatever it holds."""
    seen: dict[str, SiteKeys] = {}
    for site in sites:
        for key, address in zip(site.keys, site.addresses, strict=True):
            if address.known or site.binds:
                continue
            first = seen.setdefault(key.text, site)
            if first is not site:
                problems.report("ambiguous-site", twice(first, key, problems), origin_of(key), None)


def twice(first: SiteKeys, key: Token, problems: Problems) -> str:
    """What is said of an address that ``first`` has as well: where that is, as a variable may hide what it is."""
    other = origin_of(next(each for each in first.keys if each.text == key.text))
    here = "" if other.file is origin_of(key).file else f" of {other.file.name}"
    address = problems.symbols.readable(key.text)
    return f"two sites have the address {address}; line {other.start.line}{here} has it, too"


def listen_port(address: SiteAddress, options: Options) -> str | None:
    """The port a key listens on; ``None`` when a variable decides it."""
    if address.port:
        return address.port
    port = options.http_port if address.scheme == "http" else options.https_port
    return None if port is None else str(port)


def _listen(site: SiteKeys, number: int, key: Token, options: Options, problems: Problems) -> None:
    address = site.addresses[number]
    wrong = _wrong_scheme(address, options)
    if wrong is not None:
        problems.report("bad-site-address", f"{key.text}: {wrong}", origin_of(key), None)
        return
    port = listen_port(address, options)
    found: dict[str, tuple[str, ...]] = {}
    for host, protocols in _hosts(site, options):
        if port is None or is_symbolic(host):
            continue
        listen = _network_address(host, port)
        if listen is None:
            where = f"{host} {port}".strip()
            problems.report("bad-bind", f"{where} is no address to listen on", origin_of(key), None)
            return
        found[listen] = protocols or ("",)
    for listen, protocols in found.items():
        for protocol in protocols:
            numbers = site.listen.setdefault((listen, protocol), [])
            if number not in numbers[-1:]:
                numbers.append(number)


def _hosts(site: SiteKeys, options: Options) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where a site is bound, with the protocols there; of two lines for one address Caddy takes the last."""
    for bind in site.binds:
        for token in bind.addresses:
            yield long_form(token.text), bind.protocols
    if not site.binds:
        for bind in options.default_bind or (Bind((), ()),):
            for host in [token.text for token in bind.addresses] or [""]:
                yield host, bind.protocols


def _wrong_scheme(address: SiteAddress, options: Options) -> str | None:
    scheme = address.scheme
    if scheme in ("ws", "wss"):
        return f"{scheme}:// is for browsers only; use {'http' if scheme == 'ws' else 'https'}://"
    if scheme not in ("", "http", "https"):
        return f"{scheme}:// is no scheme of a site; use http:// or https://"
    other = options.https_port if scheme == "http" else options.http_port
    port = listen_port(address, options)
    if scheme and other is not None and port == str(other):
        return f"{scheme}:// contradicts the port {port}"
    return None


@lru_cache(maxsize=1024)
def _network_address(host: str, port: str) -> str | None:
    split = split_network(host)
    if split is None:
        return None
    network = f"{split.network}/" if split.network and split.network != "tcp" else ""
    if is_socket(split.network):
        return None if bad_socket(split.host) else network + split.host
    low, dash, high = port.partition("-")
    first, last = port_number(low), port_number(high) if dash else 0
    if first is None or last is None or (dash and last < first):
        return None
    text = f"{first}-{last}" if dash and first != last else str(first)
    return network + join_host_port(split.host, text)


def _consolidate(sites: list[SiteKeys]) -> list[Server]:
    at: dict[tuple[str, str], list[tuple[SiteKeys, tuple[int, ...]]]] = {}
    for site in sites:
        for listen, numbers in site.listen.items():
            at.setdefault(listen, []).append((site, tuple(numbers)))
    servers: dict[tuple[tuple[int, tuple[str, ...]], ...], Server] = {}
    for listen in sorted(at):
        served = at[listen]
        key = tuple(
            (site.index, tuple(site.keys[number].text for number in numbers)) for site, numbers in served
        )
        server = servers.setdefault(key, Server([], served))
        if listen[0] not in server.listen:
            server.listen.append(listen[0])
    for server in servers.values():
        if len(server.sites) > 1:
            from toybox_lint.caddy.sites.specificity import rank

            server.sites.sort(key=lambda each: rank(each[0].addresses[number] for number in each[1]))
    return list(servers.values())
