"""Where the lines of a Caddyfile stand, by their places: hundreds of problems may ask."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive, Site
from toybox_lint.later import remembered
from toybox_lint.source import Origin

Place = tuple[tuple[int, int, int, bool], ...]


def standing(caddyfile: Caddyfile, place: Origin) -> Directive | None:
    """The first line of a site whose name stands at ``place``."""
    found = _lines(caddyfile).get(key(place))
    return None if found is None else found[0]


def beside(caddyfile: Caddyfile, place: Origin) -> tuple[Directive, ...]:
    """The lines of the block in a site in which a line's name stands at ``place``, that line among them."""
    found = _lines(caddyfile).get(key(place))
    return () if found is None else found[1]


def owner(caddyfile: Caddyfile, place: Origin) -> Directive | None:
    """The first directive or option in whose block a line's name stands at ``place``, whatever imports it there."""
    return _owners(caddyfile).get((id(place.file), *place.span))


@remembered
def _lines(caddyfile: Caddyfile) -> dict[Place, tuple[Directive, tuple[Directive, ...]]]:
    """By the place of its name each line of a site, with those beside it, the sites' own first."""
    found: dict[Place, tuple[Directive, tuple[Directive, ...]]] = {}
    for lines in (lines for site in caddyfile.sites for lines in _blocks(site)):
        for each in lines:
            found.setdefault(key(each.name.origin), (each, lines))
    return found


def _blocks(site: Site) -> Iterator[tuple[Directive, ...]]:
    yield site.block.directives
    yield from (each.block.directives for each in site.block.walk() if each.block)


@remembered
def _owners(caddyfile: Caddyfile) -> dict[tuple[int, int, int], Directive]:
    found: dict[tuple[int, int, int], Directive] = {}
    for directive in _everything(caddyfile):
        for child in directive.block.directives if directive.block else ():
            place = child.name.origin
            found.setdefault((id(place.file), *place.span), directive)
    return found


def _everything(caddyfile: Caddyfile) -> Iterator[Directive]:
    for site in caddyfile.sites:
        yield from site.block.walk()
    for option in caddyfile.options:
        yield from option.walk()


def key(place: Origin) -> Place:
    """What tells a place from all others: with the imports that it came through."""
    found: list[tuple[int, int, int, bool]] = []
    at: Origin | None = place
    while at is not None:
        found.append((id(at.file), *at.span, at.exact))
        at = at.via
    return tuple(found)
