"""The hosts whose requests get to a directive of a site, as far as matchers for hosts say so.

Source: Caddy's documentation of request matchers.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive, Site, Word
from toybox_lint.caddy.requests.hosts import HOST, Hosts
from toybox_lint.caddy.requests.ways import matchers, way_of
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass

# What else than a line of its own compares the host.
_COMPARED = pattern(r"\{host|request\.host|\bhost\s*\(|^(?>.*?\bhost\b).*[=~]=", re.MULTILINE)


@dataclass(frozen=True, slots=True, eq=False)
class RoutedHosts:
    """The hosts that the matchers around a directive are for; ``None`` where none is for hosts.

    ``others`` are those for which matchers of the site are where none around it is.
    """

    matched: tuple[Word, ...] | None
    others: Hosts


def routed_hosts(caddyfile: Caddyfile, site: Site, directive: Directive) -> RoutedHosts | None:
    """``None`` where a matcher compares the host in a way that is not read."""
    found = _matched(site)
    if found is None or not found.by_name:
        return None if found is None else RoutedHosts(None, found.every)
    way = way_of(caddyfile, directive)
    if way is None:
        return None
    arguments = (level.handler.directive.arguments[:1] for level in way.levels)
    around = [str(word.text) for first in arguments for word in first if str(word.text) in found.by_name]
    return RoutedHosts(found.by_name[around[-1]], _NONE) if around else RoutedHosts(None, found.every)


_NONE = Hosts(frozenset(), ())


@dataclass(frozen=True, slots=True, eq=False)
class _Matched:
    """The hosts of each matcher that compares them, and all of them together."""

    by_name: dict[str, tuple[Word, ...]]
    every: Hosts


@remembered
def _matched(site: Site) -> _Matched | None:
    """``None`` where one of them is not read, or a variable stands for what the host decides."""
    deciding = (line for line in _lines_in(site, "map", "vars") for word in line.words if _compares(word))
    if any(True for _ in deciding):
        return None
    found: dict[str, tuple[Word, ...]] = {}
    for name, definitions in matchers(site).items():
        lines = [line for each in definitions for line in _lines(each)]
        hosts = [line[1:] for line in lines if line[0].text == "host"]
        if any(line[0].text != "host" and any(map(_compares, line)) for line in lines):
            return None
        if hosts:
            words = tuple(word for line in hosts for word in line)
            plain = all(isinstance(word.text, str) and HOST.fullmatch(word.text) for word in words)
            if not plain or len(hosts) != 1:
                return None
            found[name] = words
    every = [str(word.text).lower() for words in found.values() for word in words]
    return _Matched(found, Hosts(frozenset(every), tuple(host for host in every if "*" in host)))


def _lines_in(site: Site, *names: str) -> Iterator[Directive]:
    """The lines of these names in any block of the site."""
    return (line for each in site.block.directives for line in each.walk() if str(line.name.text) in names)


def _lines(definition: Directive) -> Iterator[tuple[Word, ...]]:
    """The words of each line, with those of the blocks in it."""
    if definition.arguments:
        yield definition.arguments
    for line in definition.block.directives if definition.block else ():
        yield tuple(word for each in line.walk() for word in each.words)


def _compares(word: Word) -> bool:
    return str(word.text).lower() == "host" or bool(_COMPARED.search(str(word.text)))
