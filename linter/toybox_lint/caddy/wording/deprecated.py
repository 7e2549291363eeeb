"""Words that Caddy still takes and warns of, with their new names and the release that has those.

Source: the warnings of ``caddy adapt`` of Caddy 2.11.7; the release notes of 2.4 (``health_uri``) and 2.8.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Block, Caddyfile, Directive
from toybox_lint.caddy.requests.ways import name_of
from toybox_lint.records import dataclass

_DIRECTIVES = {"basicauth": ("basic_auth", (2, 8)), "skip_log": ("log_skip", (2, 8))}
_IN_PROXY = {"health_path": ("health_uri", (2, 4))}
_PROXIES = frozenset(("reverse_proxy", "php_fastcgi", "forward_auth"))


@dataclass(frozen=True, slots=True, eq=False)
class Deprecated:
    """A directive with the name that it has now, and since which release (major, minor)."""

    directive: Directive
    now: str
    since: tuple[int, int]


def deprecated(caddyfile: Caddyfile) -> Iterator[Deprecated]:
    """Every deprecated word of a Caddyfile that Caddy accepts."""
    for site in caddyfile.sites if caddyfile.valid else ():
        yield from _in(site.block, "")


def _in(block: Block, holder: str) -> Iterator[Deprecated]:
    table = _IN_PROXY if holder in _PROXIES else _DIRECTIVES
    for directive in block.directives:
        name = name_of(directive)
        if name in table and (holder in _PROXIES or holder in _HOLDING):
            yield Deprecated(directive, *table[name])
        if directive.block is not None:
            yield from _in(directive.block, name)


_HOLDING = frozenset(("", "handle", "handle_path", "route", "handle_errors", "handle_response"))
