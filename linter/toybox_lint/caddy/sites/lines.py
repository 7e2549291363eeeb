"""The lines of a Caddyfile's sites by their names: most of what is looked for, most Caddyfiles do not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from toybox_lint.caddy.model import Block, Caddyfile, Directive, Site
from toybox_lint.typed import TypeAlias

_Found: TypeAlias = dict[str, list[tuple[Site, Directive]]]


def lines(caddyfile: Caddyfile, *names: str) -> Iterator[Directive]:
    """The lines of these names in any block of any site, name by name, each in the order of the file."""
    found = _by_name(caddyfile)
    return (line for name in names for _, line in found.get(name, ()))


def sites_with(caddyfile: Caddyfile, name: str) -> tuple[Site, ...]:
    """The sites in which a line of that name stands, in whatever block."""
    return tuple({id(site): site for site, _ in _by_name(caddyfile).get(name, ())}.values())


def tls_lines(caddyfile: Caddyfile) -> Iterator[Directive]:
    """The ``tls`` lines of all sites; those in a ``transport`` are none."""
    for site in sites_with(caddyfile, "tls"):
        yield from (each for each in site.block.directives if each.name.text == "tls")


@lru_cache(maxsize=8)
def _by_name(caddyfile: Caddyfile) -> Mapping[str, list[tuple[Site, Directive]]]:
    found: _Found = {}
    for site in caddyfile.sites:
        _collect(site, site.block, found)
    return found


def _collect(site: Site, block: Block, found: _Found) -> None:
    for line in block.directives:
        name = line.words[0].text
        if isinstance(name, str):
            found.setdefault(name, []).append((site, line))
        if line.block is not None:
            _collect(site, line.block, found)
