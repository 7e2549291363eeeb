"""Routes that only requests for an upgrade come to: those of WebSockets.

Measured with Caddy 2.11.7: ``read_timeout`` ends an upgraded connection on which nothing is sent for that long.
"""

from __future__ import annotations

from toybox_lint.caddy.model import Caddyfile, Directive, Proxy, Site
from toybox_lint.caddy.requests.ways import way_of
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern

_UPGRADE = pattern(r"upgrade(?!-insecure)")
_ASKING = (["header"], ["header_regexp"])


def for_upgrades(caddyfile: Caddyfile, proxy: Proxy) -> bool:
    """Whether a named matcher of the proxy, or of a block around it, asks for the field ``Upgrade``."""
    way = way_of(caddyfile, proxy.directive)
    if way is None:
        return False
    firsts = (each.directive.arguments[:1] for each in (way.handler, *way.around))
    names = {str(word.text) for words in firsts for word in words if str(word.text).startswith("@")}
    return bool(names) and not names.isdisjoint(_asking(way.site))


@remembered
def _asking(site: Site) -> frozenset[str]:
    """The named matchers of a site that ask for the field."""
    named = ((str(each.name.text), each) for each in site.block.walk())
    return frozenset(name for name, each in named if name.startswith("@") and _asks(each))


def _asks(matcher: Directive) -> bool:
    inside = matcher.block.directives if matcher.block else ()
    lines = (
        [str(word.text).lower() for word in words]
        for words in (matcher.arguments, *(line.words for line in inside))
    )
    return any(line[:1] in _ASKING and any(map(_UPGRADE.search, line[1:])) for line in lines)
