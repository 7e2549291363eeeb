"""What Caddy refuses when it puts the sites of a file together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from toybox_lint.caddy.directives.options import Options
from toybox_lint.caddy.places import origin_of
from toybox_lint.caddy.problems import Problems
from toybox_lint.caddy.reading.environment import is_symbolic
from toybox_lint.caddy.sites import certificates
from toybox_lint.caddy.sites.addresses import IN_CADDYS_WORDS, SiteAddress, is_http
from toybox_lint.caddy.sites.connections import Connections, conflict
from toybox_lint.caddy.sites.listeners import Server, SiteKeys, listen_port, twice
from toybox_lint.caddy.wording.oddities import SHELL
from toybox_lint.later import Later
from toybox_lint.suggest import nearest
from toybox_lint_grammar.tokens import Token


def check(servers: list[Server], options: Options, problems: Problems) -> None:
    """Note ambiguous sites, HTTP and HTTPS on one port, and names without a certificate."""
    connections = Connections(options)
    for server in servers:
        _ambiguous(server, problems)
        policies = connections.of(server)
        _schemes(server, options, problems, bool(policies))
        wrong = conflict(policies)
        if wrong is not None:
            site, message = wrong
            problems.report("tls-conflict", message, origin_of(site.keys[0]), None)
    certificates.check(servers, options, problems)
    _shell_variables(servers, problems)


def _shell_variables(servers: list[Server], problems: Problems) -> None:
    """``${NAME}`` is in no host's name, also where Caddy accepts it, as it does without certificates."""
    every = (site.keys[number] for server in servers for site, number in server.every_key())
    found = [key for key in every if SHELL.search(key.text)]
    if not found:
        return
    refused = {problem.origin for problem in problems.found if problem.fatal}
    for key in found:
        if origin_of(key) not in refused:
            problems.at(key, "shell-variable", f"{key.text}: {IN_CADDYS_WORDS}", fatal=False)


def _ambiguous(server: Server, problems: Problems) -> None:
    seen: dict[str, SiteKeys] = {}
    places: dict[tuple[str, str], SiteKeys] = {}
    for site, number in server.every_key():
        key = site.keys[number]
        first = seen.setdefault(key.text, site)
        if first is not site:
            problems.report("ambiguous-site", twice(first, key, problems), origin_of(key), None)
            continue
        address = site.addresses[number]
        other = places.setdefault((address.host, address.path), site)
        if other is not site:
            message = f"another site serves the same requests as {key.text}: this one gets none"
            problems.at(key, "site-shadowed", message, fatal=False)


def _schemes(server: Server, options: Options, problems: Problems, policies: bool) -> None:
    secure: bool | None = None
    where = ", ".join(server.listen)
    server.tls = any(_speaks_tls(site, number, options) for site, number in server.every_key())
    secured = Later(lambda: _secured(server, options))
    for site, number in server.every_key():
        address, key = site.addresses[number], site.keys[number]
        wanted = _wants_tls(address, options, policies)
        if wanted is None:
            continue
        if not wanted and policies:
            message = f"{where} is plain HTTP, and tls wants certificates or other connections there"
            problems.report("tls-on-http", message, origin_of(key), None)
            return
        if not wanted and address.scheme == "http" and secured.value:
            message = f"{where} speaks TLS because of another site there: plain HTTP gets an error"
            problems.at(key, "http-on-tls-port", message, fatal=False)
        if secure is not None and secure != wanted:
            message = f"{where} cannot serve both HTTP and HTTPS"
            problems.report("mixed-schemes", message, origin_of(key), None)
            return
        secure = wanted


def _wants_tls(address: SiteAddress, options: Options, policies: bool) -> bool | None:
    """Whether a key is for HTTPS; ``None`` when it fits into either."""
    if is_http(address, options.http_port):
        return False
    if address.scheme == "https" or address.port == str(options.https_port) or policies:
        return True
    return None if address.host else False


def _speaks_tls(site: SiteKeys, number: int, options: Options) -> bool:
    """Whether a key has its server speak TLS, in the end."""
    address = site.addresses[number]
    if is_http(address, options.http_port):
        return False
    secure = address.scheme == "https" or listen_port(address, options) == str(options.https_port)
    return secure or bool(address.host) or bool(site.tls)


def _secured(server: Server, options: Options) -> bool:
    """Whether Caddy turns TLS on by itself: a host on another port than that of HTTP."""
    return any(
        site.addresses[number].host and not is_http(site.addresses[number], options.http_port)
        for site, number in server.every_key()
    )


def check_authorities(named: Iterable[Token], options: Options, problems: Problems) -> None:
    """Note the authorities that sites name and the options do not make; Caddy has ``local`` by itself."""
    words = options.given.get("pki", ())
    made = ("local", *(after.text for before, after in pairwise(words) if before.text == "ca"))
    known = {"", *made}
    for each in () if any(map(is_symbolic, known)) else named:
        if each.text not in known and "{" not in each.text and not is_symbolic(each.text):
            message = f"there is no authority {each.text} in the option pki: Caddy does not start"
            names = nearest(each.text, made)
            problems.at(each, "refused-at-start", message, fatal=False, suggestions=names)
