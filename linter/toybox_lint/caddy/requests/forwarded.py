"""What proxies tell the application about the client: ``header_up`` lines that repeat or contradict Caddy's own.

Source: Caddy's documentation of ``reverse_proxy`` (2.11), "Defaults": X-Forwarded-For, -Proto and -Host are set, and
kept from a trusted proxy; ``caddy adapt`` warns of the lines that repeat them.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive, Proxy
from toybox_lint.caddy.requests.ways import lines_out
from toybox_lint.diagnostics import Edit
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located

_PROTO = "x-forwarded-proto"
# HTTPS by its name, and what a placeholder or a variable may make of it.
_SECURE = pattern(r"https|wss|.*[{$]|\Z", re.IGNORECASE)
_ADDRESS = ("remote_ip", "client_ip")
_DEFAULTS = {
    "x-forwarded-for": ("{remote_host}", "{http.request.remote.host}"),
    _PROTO: ("{scheme}", "{http.request.scheme}"),
    "x-forwarded-host": ("{host}", "{hostport}", "{http.request.host}", "{http.request.hostport}"),
}
# What tells an application that a request asks for a WebSocket.
_UPGRADE = {"upgrade": "websocket", "connection": "upgrade"}
_STREAM = pattern(r"ws|socket|stream|sse|live|hub|cable|signalr|event|echo", re.IGNORECASE)
_MATCHED = pattern(
    r"^[ \t]*(?:(?:header|header_regexp|expression)\b|@\S+ )[^\n]*upgrade(?!-insecure)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Repeated:
    """The lines of a proxy that set what Caddy sets anyway."""

    proxy: Proxy
    lines: tuple[Directive, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(str(line.arguments[0].text) for line in self.lines)

    def edits(self) -> tuple[Edit, ...]:
        """Take the lines out; empty where one cannot be."""
        return lines_out(self.proxy.directive, self.lines)


def repeated(caddyfile: Caddyfile) -> Iterator[Repeated]:
    """Every proxy that repeats Caddy's own headers."""
    for proxy in caddyfile.proxies:
        lines = tuple(line for line, field, value in _lines(proxy) if value in _DEFAULTS.get(field, ()))
        if lines and proxy.directive.name.text != "forward_auth":
            yield Repeated(proxy, lines)


def plain_proto(caddyfile: Caddyfile) -> Iterator[tuple[Proxy, Directive]]:
    """Lines that tell the application another protocol than HTTPS although the site is served in TLS alone."""
    for proxy in caddyfile.proxies:
        site = caddyfile.sites[proxy.site] if proxy.site is not None else None
        secure = (
            site is not None and bool(site.listeners) and all(each.tls is True for each in site.listeners)
        )
        for line, field, value in _lines(proxy):
            if secure and field == _PROTO and not _SECURE.match(value):
                yield proxy, line


def forced_upgrades(caddyfile: Caddyfile) -> Iterator[Repeated]:
    """Every proxy that says of each request that it asks for a WebSocket, where other requests come, too.

    None in a file with a matcher that speaks of upgrades: such a proxy may stand behind it.
    """
    for proxy in caddyfile.proxies:
        lines = tuple(line for line, field, value in _lines(proxy) if value.lower() == _UPGRADE.get(field))
        fields = {str(line.arguments[0].text).lower() for line in lines}
        if fields == _UPGRADE.keys() and not _of_streams(proxy) and not _matches_upgrades(caddyfile):
            yield Repeated(proxy, lines)


def _of_streams(proxy: Proxy) -> bool:
    return isinstance(proxy.paths, Unknown) or any(map(_STREAM.search, proxy.paths))


@remembered
def _matches_upgrades(caddyfile: Caddyfile) -> bool:
    texts = (file.text for file in caddyfile.files)
    return any(_MATCHED.search(text) for text in texts)


@remembered
def trusts(caddyfile: Caddyfile) -> bool:
    """Whether it trusts the headers of some proxy in front of it."""
    return any(map(_trusts, caddyfile.options)) or any(
        _trusts(proxy.directive) for proxy in caddyfile.proxies
    )


def address_matcher(caddyfile: Caddyfile) -> Directive | None:
    """The first named matcher that asks for the client's address."""
    for site in caddyfile.sites:
        if found := _asking(site.block.directives):
            return found
    return None


def _asking(directives: tuple[Directive, ...]) -> Directive | None:
    for each in directives:
        inside = each.block.directives if each.block else ()
        if str(each.name.text).startswith("@"):
            lines = (each.arguments, *(line.words for line in inside))
            if any(word.text in _ADDRESS for line in lines for word in line[:2]):
                return each
        elif found := _asking(inside):
            return found
    return None


def _trusts(directive: Directive) -> bool:
    inside = directive.block.directives if directive.block else ()
    return any(each.name.text == "trusted_proxies" for each in inside)


def _lines(proxy: Proxy) -> Iterator[tuple[Directive, str, str]]:
    """The ``header_up`` lines that set one field: the line, the field in lower case, the value."""
    for line in proxy.directive.block.directives if proxy.directive.block else ():
        given = [word.text for word in line.arguments]
        if line.name.text == "header_up" and len(given) == 2 and all(isinstance(word, str) for word in given):
            yield line, str(given[0]).lower().removesuffix(":"), str(given[1])


def host_lines(proxy: Proxy) -> list[Directive]:
    """The lines of a proxy that set, change or take away the ``Host`` of the request."""
    inside = proxy.directive.block.directives if proxy.directive.block else ()
    return [line for line in inside if line.name.text == "header_up" and _field(line) == "host"]


def _field(line: Directive) -> str:
    given = str(line.arguments[0].text) if line.arguments else ""
    return given.lstrip("+-?>").removesuffix(":").lower()


def health_host(proxy: Proxy) -> Located[str] | None:
    """The ``health_uri`` of a proxy whose probes name the upstream as their host, and take a refusal for a bad sign."""
    inside = proxy.directive.block.directives if proxy.directive.block else ()
    found: Located[str] | None = None
    for line in inside:
        given = line.arguments[0] if line.arguments else None
        if line.name.text in ("health_uri", "health_path") and given and isinstance(given.text, str):
            found = Located(given.text, given.origin)
        elif (
            line.name.text == "health_upstream"
            or (line.name.text == "health_headers" and _names_host(line))
            or (line.name.text == "health_status" and given and str(given.text).startswith("4"))
        ):
            return None
    return found


# By which a check asks for something else, or takes another answer for a good sign.
_OF_ANOTHER = ("health_status", "health_method", "health_headers", "health_upstream", "health_request_body")


def health_path(proxy: Proxy) -> Located[str] | None:
    """The ``health_uri`` of a proxy that takes what the application answers with 2xx for a good sign."""
    inside = proxy.directive.block.directives if proxy.directive.block else ()
    given = [line for line in inside if line.name.text in ("health_uri", "health_path") and line.arguments]
    changed = any(line.name.text in _OF_ANOTHER and not _asks_for_success(line) for line in inside)
    word = given[0].arguments[0] if len(given) == 1 and not changed else None
    return Located(word.text, word.origin) if word is not None and isinstance(word.text, str) else None


def _asks_for_success(line: Directive) -> bool:
    """Whether a line of a health check says of the status what is usual, or one kind of that."""
    return line.name.text == "health_status" and [each.text for each in line.arguments] in (["2xx"], ["200"])


def _names_host(line: Directive) -> bool:
    inside = line.block.directives if line.block else ()
    return any(str(each.name.text).lower() == "host" for each in inside)
