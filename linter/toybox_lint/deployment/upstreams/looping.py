"""Whether a request that Caddy sends to itself comes back to the same route.

Sources: Caddy 2.11.7 keeps method, Host and path of a request that it proxies; its documentation of automatic HTTPS, by
which its port of HTTP redirects to a site with TLS.
"""

from __future__ import annotations

from toybox_lint.caddy.model import Caddyfile, Directive, Handler, NamedRoute, Proxy
from toybox_lint.caddy.requests.reach import apart
from toybox_lint.caddy.requests.ways import Way, changes_path, name_of, numbered, way_of, ways, within, words
from toybox_lint.caddy.sites.names import names, option_port, redirects
from toybox_lint.deployment.model import Cause, Link, Verdict
from toybox_lint.records import replace

_ALTERING = frozenset({"rewrite", "method"})
_BEFORE = frozenset({"method", "request_header"})
_TELLING_NOTHING = frozenset({"x-real-ip", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"})
_ELSEWHERE = frozenset({"network_proxy", "forward_proxy_url"})


def arrivals(caddyfile: Caddyfile, proxy: Proxy) -> tuple[Way, ...]:
    """The ways on which requests come to ``proxy``: its own, or those of what invokes the named route it stands in.

    None where it stands deeper in a named route, where named routes invoke each other, or the file is not valid.
    """
    if proxy.site is not None:
        own = way_of(caddyfile, proxy.directive)
        return () if own is None else (own,)
    route = next((each for each in caddyfile.named if _stands_in(each, proxy)), None)
    inside = (one for each in caddyfile.named for handler in each.handlers for one in within(handler))
    nested = any(name_of(each.directive) == "invoke" for each in inside)
    if route is None or nested or not any(each is proxy for each in caddyfile.deployed):
        return ()
    return tuple(each for each in ways(caddyfile) if _invokes(each.handler.directive, route.name))


def _invokes(directive: Directive, route: str) -> bool:
    """Whether the directive invokes the named route, or may: where a variable says which."""
    return name_of(directive) == "invoke" and (words(directive) or (route,))[-1] == route


def _stands_in(route: NamedRoute, proxy: Proxy) -> bool:
    return any(each.directive is proxy.directive for each in route.handlers)


def returns(caddyfile: Caddyfile, proxy: Proxy) -> bool:
    """Whether a request of ``proxy`` to the site it came from certainly gets to it again."""
    found = arrivals(caddyfile, proxy)
    beside = next((each.handlers for each in caddyfile.named if _stands_in(each, proxy)), ())
    if not found or not _unaltered(proxy) or any(map(_may_alter, beside)):
        return False
    paths = proxy.paths if proxy.site is not None else ()
    if any(name_of(each.directive) == "handle_path" for way in found for each in way.around):
        return False
    levels = [level for way in found for level in way.levels]
    return all(apart(level.beside[at].paths, paths) for level in levels for at in level.earlier(_altering))


def _may_alter(handler: Handler) -> bool:
    """Whether a matcher may tell the request from the one that came, once it was handled."""
    return changes_path(handler) or name_of(handler.directive) in _BEFORE


_altering = numbered(_may_alter)


def redirected(caddyfile: Caddyfile, proxy: Proxy, port: int) -> bool:
    """Whether a request of ``proxy`` to Caddy's own port of HTTP certainly ends in a redirect to where it came from."""
    if proxy.site is None or port != option_port(caddyfile, "http_port") or not redirects(caddyfile):
        return False
    site = caddyfile.sites[proxy.site]
    own = [each for each in names(caddyfile) if each.site is site]
    everywhere = all(each.address.startswith(":") for each in site.listeners)
    return bool(own) and everywhere and all(each.tls and each.host for each in own) and _unaltered(proxy)


def sent_back(link: Link) -> Link:
    """The link to another Caddy that redirects to HTTPS, where that leads the client to the site which asks.

    It is not certain: what stands before it may know better, and the site may be asked for by another name.
    """
    caddyfile, proxy, target = link.front.caddyfile, link.proxy, link.target
    if proxy.site is None or target is None or link.verdict is Verdict.FAILS:
        return link
    own = [each for each in names(caddyfile) if each.site is caddyfile.sites[proxy.site]]
    if not own or not all(each.tls and each.host for each in own) or not returns(caddyfile, proxy):
        return link
    port = link.upstream.port
    reason = (
        f"{target.name} redirects all requests from {port} to HTTPS, where the client comes from, for ever"
    )
    return replace(link.failing_for(Cause.LOOP, reason), certain=False)


def _unaltered(proxy: Proxy) -> bool:
    """Whether the request that a proxy sends has the method, the path, the Host and the fields of the one it got."""
    if proxy.name.text != "reverse_proxy" or proxy.transport.tls or not proxy.transport.known:
        return False
    inside = proxy.transport.directive.block if proxy.transport.directive else None
    if any(each.name.text in _ELSEWHERE for each in (inside.directives if inside else ())):
        return False
    block = proxy.directive.block
    return not any(_alters(each) for each in (block.directives if block else ()))


def _alters(line: Directive) -> bool:
    if line.name.text != "header_up":
        return line.name.text in _ALTERING
    field = str(line.arguments[0].text) if line.arguments else ""
    return field.lstrip("+-?>").lower() not in _TELLING_NOTHING
