"""Words that came with a release of Caddy 2, and what an earlier one calls them.

Sources: the release notes of 2.4 to 2.8; caddyserver/caddy#6418, where 2.7.6 refuses ``basic_auth``.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Block, Caddyfile, Word
from toybox_lint.caddy.requests.ways import name_of
from toybox_lint.records import dataclass

# Directives with the subdirectives of a proxy, and blocks of directives; a site itself is ``""``.
PROXIES = frozenset(("reverse_proxy", "php_fastcgi", "forward_auth"))
HOLDING = frozenset(("", "handle", "handle_path", "route", "handle_errors", "handle_response"))
# Words with the release (major, minor) that they came with, and what they were called before.
DIRECTIVES = {
    "forward_auth": (2, 5),
    "basic_auth": (2, 8),
    "log_skip": (2, 8),
    "log_append": (2, 8),
    "intercept": (2, 8),
    "fs": (2, 8),
}
IN_PROXY = {"health_uri": (2, 4), "trusted_proxies": (2, 5), "lb_retries": (2, 6)}
_IN_SERVERS = {"trusted_proxies": (2, 6)}
FORMERLY = {"basic_auth": "basicauth", "log_skip": "skip_log", "health_uri": "health_path"}


@dataclass(frozen=True, slots=True, eq=False)
class NewWord:
    """A word that Caddy has ``since`` a release (major, minor), and its name ``before``, if it had one."""

    word: Word
    since: tuple[int, int]
    before: str | None


def new_words(caddyfile: Caddyfile) -> Iterator[NewWord]:
    """Those of a Caddyfile that Caddy 2.11 accepts."""
    if not caddyfile.valid:
        return
    for option in caddyfile.options:
        if name_of(option) == "servers" and option.block:
            yield from _of(option.block, _IN_SERVERS)
    for site in caddyfile.sites:
        yield from _in(site.block, "")


def _in(block: Block, holder: str) -> Iterator[NewWord]:
    if holder in HOLDING:
        yield from _of(block, DIRECTIVES)
    elif holder in PROXIES:
        yield from _of(block, IN_PROXY)
    for directive in block.directives:
        if directive.block is not None:
            yield from _in(directive.block, name_of(directive))


def _of(block: Block, table: dict[str, tuple[int, int]]) -> Iterator[NewWord]:
    for directive in block.directives:
        name = name_of(directive)
        if name in table:
            yield NewWord(directive.name, table[name], FORMERLY.get(name))
