"""Words that Caddy still takes and warns of, with their new names and the release that has those.

Source: the warnings of ``caddy adapt`` of Caddy 2.11.7; the release notes of 2.4 (``health_uri``) and 2.8.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Block, Caddyfile, Directive
from toybox_lint.caddy.requests.ways import name_of
from toybox_lint.caddy.wording.since import DIRECTIVES, FORMERLY, HOLDING, IN_PROXY, PROXIES
from toybox_lint.records import dataclass

# By the old name of a word: the name that it has now, and since which release.
_DIRECTIVES, _IN_PROXY = (
    {before: (now, table[now]) for now, before in FORMERLY.items() if now in table}
    for table in (DIRECTIVES, IN_PROXY)
)


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
    table = _IN_PROXY if holder in PROXIES else _DIRECTIVES
    for directive in block.directives:
        name = name_of(directive)
        if name in table and (holder in PROXIES or holder in HOLDING):
            yield Deprecated(directive, *table[name])
        if directive.block is not None:
            yield from _in(directive.block, name)
