"""Redirects of whole sites that lead back to where they are.

Sources: Caddy's documentation of ``redir`` and of automatic HTTPS, by which its port of HTTP redirects to a site on
TLS; measured with Caddy 2.11.7.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.caddy.model import Caddyfile, Directive, Handler, Site
from toybox_lint.caddy.requests.reach import apart, are_plain, includes
from toybox_lint.caddy.requests.ways import (
    ANSWERING,
    CONTAINERS,
    PROXIES,
    Way,
    name_of,
    ways,
    words,
)
from toybox_lint.caddy.sites.addresses import parse_address
from toybox_lint.caddy.sites.names import Name, names, option_port, redirects
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass

_SERVING = PROXIES | CONTAINERS | {"file_server", "respond"}
_ENDING = ANSWERING | CONTAINERS
# A path that is longer is looked for nowhere.
_LONG = 1000
_CODES = frozenset(("temporary", "permanent", "html", "301", "302", "303", "307", "308"))
_REST = r"\{(?:http\.request\.)?(?:orig_)?(?:uri|path)\}"
_TARGET = pattern(
    r"(?:(?P<scheme>https?|\{(?:http\.request\.)?scheme\}):)?//"
    r"(?P<host>\{(?:http\.request\.)?(?:host|hostport)\}|[A-Za-z0-9.-]+)(?::(?P<port>\d{1,5}))?"
    rf"(?=[/?#]|{_REST}|\Z)"
)
_HERE = pattern(rf"/(?!/)|{_REST}")
_KEPT = pattern(_REST)
_PATH = pattern(r"/(?!/)[^{]*")
# Longer ways round than this are not looked for.
_MOST = 20


@dataclass(frozen=True, slots=True, eq=False)
class Circle:
    """A ``redir`` that answers what nothing else in its site does, and leads back to it over ``names``, its own first.

    ``answering`` tells whether something behind it would answer; ``ports`` are the usual ones, of HTTPS (``True``) and
    HTTP; ``of_path``: it answers some paths only, and the one it leads to is among them.
    """

    way: Way
    target: str
    names: tuple[Name, ...]
    answering: bool
    ports: Mapping[bool, int]
    of_path: bool = False


def circles(caddyfile: Caddyfile) -> Iterator[Circle]:
    """Every such redirect, for the first of its site's names that it leads back to."""
    if not caddyfile.valid:
        return
    found = _Redirects(caddyfile)
    yield from _onto_themselves(caddyfile, found)
    told: set[int] = set()
    for name in found.names:
        way = found.ways.get(id(name.site))
        if way is None or id(way.handler) in told:
            continue
        around = found.around(name)
        if around:
            told.add(id(way.handler))
            target = _target(way.handler.directive) or ""
            yield Circle(way, target, around, _is_answered_behind(way), found.ports)


def to_https(caddyfile: Caddyfile) -> Iterator[Circle]:
    """The redirects to HTTPS of a Caddyfile without TLS: circles where something else ends that before it."""
    found = _Redirects(caddyfile) if caddyfile.valid else None
    for name in found.names if found and not any(each.tls for each in found.names) else ():
        way = found.ways.get(id(name.site)) if found else None
        target = _target(way.handler.directive) if way else None
        there = _TARGET.match(target) if target else None
        if way is None or found is None or not target or there is None or there["scheme"] != "https":
            continue
        itself = there["host"].startswith("{") or there["host"].lower() == name.host.lower()
        if (
            itself
            and there["port"] in (None, "443")
            and found.is_redirected(name, target[there.end() :], True)
        ):
            yield Circle(way, target, (name,), _is_answered_behind(way), found.ports)


class _Redirects:
    """The redirects that answer for whole sites of a Caddyfile, and its names by scheme, host and port."""

    def __init__(self, caddyfile: Caddyfile) -> None:
        self.names = tuple(name for name in names(caddyfile) if not _has_path(name))
        self.ports = {
            tls: option_port(caddyfile, "https_port" if tls else "http_port") for tls in (True, False)
        }
        self.automatic = redirects(caddyfile)
        self.ways: dict[int, Way] = _of_sites(caddyfile)
        self.named_matchers: dict[int, dict[str, list[Directive]]] = {}
        self.by_place: dict[tuple[bool, str, int], Name] = {}
        for name in self.names:
            self.by_place.setdefault((name.tls, name.host.lower(), name.port), name)

    def matchers(self, site: Site) -> dict[str, list[Directive]]:
        """The named matchers of a site, by their names."""
        known = self.named_matchers.get(id(site))
        if known is None:
            known = self.named_matchers[id(site)] = {}
            for each in site.block.directives:
                if str(each.name.text).startswith("@"):
                    known.setdefault(str(each.name.text), []).append(each)
        return known

    def around(self, start: Name) -> tuple[Name, ...]:
        """The names on the way from one back to it; none where the redirects lead elsewhere."""
        seen = [start]
        at: Name | None = start
        for _ in range(_MOST):
            at = self.after(at) if at is not None else None
            if at is start:
                return tuple(seen)
            if at is None or at in seen:
                return ()
            seen.append(at)
        return ()

    def after(self, name: Name) -> Name | None:
        """Where the redirect of a site leads a client that asked for one of its names."""
        way = self.ways.get(id(name.site))
        target = _target(way.handler.directive) if way is not None else None
        if target is None:
            return None
        if _HERE.match(target):
            return name if self.is_redirected(name, target, True) else None
        found = _TARGET.match(target)
        if found is None:
            return None
        there = self.named(found, name)
        kept = found["host"].startswith("{")
        return there if there and self.is_redirected(there, target[found.end() :], kept) else None

    def is_redirected(self, name: Name, path: str, kept: bool) -> bool:
        """Whether a request for the path gets to the redirect of a site; ``kept``: its host is still the same."""
        way = self.ways.get(id(name.site))
        before = _answering_before(way) if way is not None else ()
        if _KEPT.fullmatch(path):
            return kept or not any(each.narrowed for each in before)
        plain = (path.partition("?")[0].partition("#")[0] or "/",)
        return all(not each.narrowed and apart(plain, each.paths) for each in before)

    def named(self, found: re.Match[str], name: Name) -> Name | None:
        """The name that a target with a host leads to from another one."""
        scheme, host, port = found["scheme"], found["host"], found["port"]
        tls = name.tls if scheme is None or scheme.startswith("{") else scheme == "https"
        if host.startswith("{"):
            # A port that is not the usual one stays in `hostport`.
            if "hostport" in host and name.port != self.ports[name.tls]:
                return name if tls == name.tls else None
            host = name.host
        return self.at(tls, host.lower(), self.ports[tls] if port is None else self.inner(tls, int(port)))

    def inner(self, tls: bool, port: int) -> int:
        """The port of Caddy that a client reaches at a port of the internet."""
        return self.ports[tls] if port == (443 if tls else 80) else port

    def at(self, tls: bool, host: str, port: int) -> Name | None:
        """The name that answers there: the host's own, that of all below its domain, or one of every host."""
        for each in (host, f"*.{host.partition('.')[2]}", ""):
            if found := self.by_place.get((tls, each, port)):
                return found
        if not tls and self.automatic and port == self.ports[False]:
            return self.at(True, host, self.ports[True])
        return None


def _onto_themselves(caddyfile: Caddyfile, found: _Redirects) -> Iterator[Circle]:
    """Redirects of some paths that lead to one of these paths, and of some hosts to the same address there."""
    told: set[int] = set()
    for way in ways(caddyfile):
        inside = (*way.around, way.handler)
        some = way.name == "redir" and any(each.conditional for each in inside)
        if not some or id(way.handler.directive) in told:
            continue
        target = _target(way.handler.directive, way.handler.conditional)
        name = _of_its_host(way, target, found) if target and way.handler.conditional else None
        if target and name is None and any(each.paths for each in inside) and _is_taken(way, target):
            name = next((each for each in found.names if each.site is way.site), None)
        if target and name is not None:
            told.add(id(way.handler.directive))
            yield Circle(way, target, (name,), False, found.ports, True)


def _of_its_host(way: Way, target: str, found: _Redirects) -> Name | None:
    """The name on HTTPS for which the redirect is, by a matcher of hosts alone, and whose addresses it keeps."""
    given, there = words(way.handler.directive), _TARGET.match(target)
    if there is None or not given or not given[0].startswith("@") or there["port"] is not None:
        return None
    named = found.matchers(way.site).get(given[0], [])
    if len(named) != 1 or named[0].block is not None:
        return None
    hosts = words(named[0]) or ()
    host = there["host"].lower()
    if hosts[:1] != ("host",) or host not in hosts[1:] or not _KEPT.fullmatch(target[there.end() :]):
        return None
    name = found.at(True, host, found.ports[True]) if there["scheme"] == "https" else None
    return name if name is not None and name.site is way.site else None


def _is_taken(way: Way, target: str) -> bool:
    """Whether a redirect certainly answers the path it leads to."""
    plain = (target.partition("?")[0].partition("#")[0],)
    if not _matches(way.handler, plain):
        return False  # of most redirects: what is before them need not be looked at
    stripped = any(name_of(each.directive) == "handle_path" for each in way.around)
    if not _PATH.fullmatch(target) or stripped or way.last_change is not None:
        return False
    inside = all(not each.narrowed and _matches(each, plain) for each in (*way.around, way.handler))
    return inside and all(_ending(level.beside).first(plain[0]) >= level.index for level in way.levels)


class _Ending:
    """What may answer, of the handlers beside one another, by the paths that it is for: there may be thousands."""

    def __init__(self, beside: Sequence[Handler]) -> None:
        self.some = self.opaque = len(beside)
        self.exact: dict[str, int] = {}
        self.beginnings: dict[str, int] = {}
        for number, each in enumerate(beside):
            if name_of(each.directive) not in _ENDING:
                continue
            self.some = min(self.some, number)
            if not isinstance(each.paths, tuple) or not each.paths or not are_plain(*each.paths):
                self.opaque = min(self.opaque, number)
                continue
            for path in map(str.lower, each.paths):
                star = path.endswith("*")
                known = self.beginnings if star else self.exact
                known.setdefault("" if path == "/*" else path.removesuffix("*"), number)

    def first(self, path: str) -> int:
        """The number of the first one that may answer for the path."""
        if not are_plain(path) or path.endswith("*") or len(path) > _LONG:
            return self.some
        path = path.lower()
        found = (self.beginnings.get(path[:length], self.opaque) for length in range(len(path) + 1))
        return min(self.opaque, self.exact.get(path, self.opaque), *found)


@remembered
def _ending(beside: Sequence[Handler]) -> _Ending:
    return _Ending(beside)


def _matches(handler: Handler, plain: tuple[str]) -> bool:
    """Whether one of the handler's own paths takes the plain one."""
    return handler.paths is None or (
        isinstance(handler.paths, tuple) and any(includes(each, plain[0]) for each in handler.paths)
    )


def _has_path(name: Name) -> bool:
    read = parse_address(str(name.address.value))
    return isinstance(read, str) or bool(read.path)


def _of_sites(caddyfile: Caddyfile) -> dict[int, Way]:
    """The first redirect of each site that answers every request that gets to it, by the site's identity."""
    found: dict[int, Way] = {}
    for way in ways(caddyfile):
        if id(way.site) not in found and way.name == "redir" and _is_for_all(way):
            found[id(way.site)] = way
    return found


def _is_for_all(way: Way) -> bool:
    if any(each.conditional for each in (*way.around, way.handler)):
        return False
    if any(each.directive is way.handler.directive for each in way.site.unreachable):
        return False
    return way.last_change is None


def _answering_before(way: Way) -> tuple[Handler, ...]:
    """What may answer some requests before they get to a handler, with those that exclude it or what it stands in."""
    outer = () if way.container is None else _answering_before(way.container)
    return (*outer, *(each for each in way.beside[: way.index] if name_of(each.directive) in _ENDING))


def _target(directive: Directive, matched: bool = False) -> str | None:
    """Where a ``redir`` leads, ``matched``: of some requests; ``None`` where that is not known, or is no redirect."""
    given = list(words(directive) or ())
    if len(given) > 1 and (matched or given[0] == "*"):
        del given[0]
    if not given or len(given) > 2 or (len(given) == 2 and given[1] not in _CODES):
        return None
    return given[0]


def _is_answered_behind(way: Way) -> bool:
    return not way.around and any(name_of(each.directive) in _SERVING for each in way.beside[way.index + 1 :])
