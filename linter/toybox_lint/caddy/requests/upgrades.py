"""Routes that only requests for an upgrade come to: those of WebSockets, and sites that have no others.

Measured with Caddy 2.11.7: ``read_timeout`` ends an upgraded connection on which nothing is sent for that long; what
no route answers gets 200 and an empty page.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.edit import without
from toybox_lint.caddy.model import Caddyfile, Directive, Proxy, Site, Word
from toybox_lint.caddy.requests.silent import answering, is_wholly_seen
from toybox_lint.caddy.requests.ways import name_of, way_of
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Span

_UPGRADE = pattern(r"upgrade(?!-insecure)")
# A host that is called after them has nothing else to offer.
_OF_SOCKETS = pattern(r"(?:\w+://)?(?:[\w-]+-)?(?:wss?|(?:web)?sockets?)(?:-[\w-]+)?\..*")
# What matchers of WebSockets and of server-sent events are called.
_CALLED = pattern(r"@(?:wss?|sse|events?|upgrade|stream(?:s|ing)?|.*(?:[_-]wss?|socket.*))")
_CALLED_SO = pattern(r"@[^\s@]*(?:ws|sse|event|upgrade|stream|socket)")
_ASKING = (["header"], ["header_regexp"])


def for_upgrades(caddyfile: Caddyfile, proxy: Proxy) -> bool:
    """Whether a named matcher of the proxy, or of a block around it, asks for the field ``Upgrade``."""
    return _asked_by(caddyfile, proxy) is not None


def called_for_streams(caddyfile: Caddyfile, proxy: Proxy) -> bool:
    """Whether a named matcher of the proxy, or of a block around it, is called after WebSockets or other streams."""
    if not _calls_some_so(caddyfile):
        return False
    return any(_CALLED.fullmatch(str(word.text).lower()) for word in _matchers(caddyfile, proxy))


@remembered
def _calls_some_so(caddyfile: Caddyfile) -> bool:
    """Whether a word is there that may be such a name."""
    return any(_CALLED_SO.search(file.text.lower()) for file in caddyfile.files)


@dataclass(frozen=True, slots=True, eq=False)
class UpgradesAlone:
    """A site without an answer for any other request: all that it has are proxies such as ``proxy``.

    ``matcher`` is the word, of the proxy or of a block around it, that lets nothing else in.
    """

    site: Site
    proxy: Proxy
    matcher: Word

    def edits(self) -> tuple[Edit, ...]:
        """Let every request in; none in what an import brings, or where a block has the matcher."""
        words = self.proxy.directive.words
        at = next((number for number, word in enumerate(words) if word is self.matcher), None)
        if at is None or any(word.origin.via is not None or not word.origin.exact for word in words):
            return ()
        named = [each for each in self.site.block.walk() if str(each.name.text) == self.matcher.text]
        used = sum(word.text == self.matcher.text for each in self.site.block.walk() for word in each.words)
        lines = without(named[0]) if len(named) == 1 and used == len(named) + 1 else None
        # With the blanks before it: nothing need be behind it, where the upstreams stand in a block.
        place = Span(words[at - 1].origin.span.end, self.matcher.origin.span.end)
        edit = Edit(self.matcher.origin.file, place, "")
        return (edit,) if lines is None else (lines, edit)


def upgrades_alone(caddyfile: Caddyfile) -> Iterator[UpgradesAlone]:
    """Every site of which all routes are for upgrades, to any path, of a Caddyfile that is wholly seen.

    Not those that are called so.
    """
    if not _speaks_of_upgrades(caddyfile) or not is_wholly_seen(caddyfile):
        return
    proxies = {id(proxy.directive): proxy for proxy in caddyfile.proxies}
    for site in caddyfile.sites:
        if all(_OF_SOCKETS.fullmatch(str(address.value)) for address in site.addresses):
            continue
        found = [proxies.get(id(each)) for each in answering(site.block)]
        words = [_asked_by(caddyfile, each) if each and each.paths == () else None for each in found]
        if found and found[0] and words[0] and all(words):
            yield UpgradesAlone(site, found[0], words[0])


def _asked_by(caddyfile: Caddyfile, proxy: Proxy) -> Word | None:
    """The matcher of the proxy, or of a block around it, that asks for the field ``Upgrade``."""
    if not _speaks_of_upgrades(caddyfile):
        return None
    way = way_of(caddyfile, proxy.directive)
    words = _matchers(caddyfile, proxy)
    return next((word for word in words if way and str(word.text) in _asking(way.site)), None)


@remembered
def _speaks_of_upgrades(caddyfile: Caddyfile) -> bool:
    """Whether the field is named at all."""
    texts = (*(file.text for file in caddyfile.files), *caddyfile.given.values())
    return any("upgrade" in text.lower() for text in texts)


def _matchers(caddyfile: Caddyfile, proxy: Proxy) -> Iterator[Word]:
    """The named matchers of the proxy and of the blocks around it."""
    way = way_of(caddyfile, proxy.directive)
    firsts = (each.directive.arguments[:1] for each in (way.handler, *way.around)) if way else ()
    return (word for words in firsts for word in words if str(word.text).startswith("@"))


@remembered
def _asking(site: Site) -> frozenset[str]:
    """The named matchers of a site that ask for the field."""
    named = ((name_of(each), each) for each in site.block.walk())
    return frozenset(name for name, each in named if name.startswith("@") and _asks(each))


def _asks(matcher: Directive) -> bool:
    inside = matcher.block.directives if matcher.block else ()
    lines = (
        [str(word.text).lower() for word in words]
        for words in (matcher.arguments, *(line.words for line in inside))
    )
    return any(_is_asking(line) for line in lines)


def _is_asking(line: list[str]) -> bool:
    """Whether a matcher asks for the field, and not for its absence."""
    absent = line[1:2] and line[1].startswith("!")
    return line[:1] in _ASKING and not absent and any(map(_UPGRADE.search, line[1:]))
