"""Paths that match one request where a whole tree of them is meant.

Source: Caddy's documentation of path matchers: they are exact unless they hold a ``*``. In Caddy 1 they were prefixes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from toybox_lint.caddy.model import Caddyfile, Handler
from toybox_lint.caddy.requests.ways import (
    ANSWERING,
    EXCLUSIVE,
    PROXIES,
    Numbered,
    Way,
    changes_path,
    matchers,
    name_of,
    numbered,
    single_path,
    sole_path,
    ways,
    within,
    words,
)
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

# Last parts of paths below which applications have more. A webhook or a page may well be one path alone.
_TREE = frozenset(
    (
        "api",
        "admin",
        "static",
        "staticfiles",
        "media",
        "assets",
        "uploads",
        "files",
        "images",
        "img",
        "css",
        "js",
    )
) | {"backend", "app", "_matrix", "_synapse", "socket.io"}
_SERVING = PROXIES | {"file_server"}
_PASSWORDS = frozenset({"basic_auth", "basicauth"})
_LOGINS = _PASSWORDS | {"forward_auth", "authorize", "authenticate"}
_REFUSING = frozenset({"redir", "respond", "error", "abort"})
# Parts of paths that are one address each: an application is asked there for its first page, all the same.
_ONE = pattern(
    r"/(?:(?:health|live|ready|status|ping|metrics|version|webhook|callback|login|logout)|[^/]*\."
    r"|(?:wss?|web-?sockets?|sockets?|sse|events?|streams?|graphi?ql|gql|(?:json-?)?rpc|mcp|feed|rss|hooks?|hub|upload"
    r"|search|query|submit|contact|subscri(?:be|ptions?)|oembed)(?:/|\Z))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """A route for one path only. ``alone`` when nothing answers the requests to all other paths."""

    way: Way
    path: str
    alone: bool

    @property
    def open(self) -> bool:
        """Whether it asks for a password, which all other requests do without."""
        return self.way.name in _PASSWORDS

    @property
    def origin(self) -> Origin:
        """The path, or the name of the matcher that is nothing else."""
        return self.way.handler.directive.arguments[0].origin

    def edits(self) -> tuple[Edit, ...]:
        """Leave out the matcher ``/`` where there need be none; let another one match what is below, too."""
        inline = single_path(self.way.handler)
        place = self.origin if inline else _defined(self.way, self.path)
        if place is None or not place.exact or place.via is not None:
            return ()
        if self.path != "/" or not inline or self.way.name == "handle_path":
            return (Edit(place.file, Span(place.span.end, place.span.end), "*"),)
        end = place.span.end
        while place.file.text[end : end + 1] in (" ", "\t"):
            end += 1
        return (Edit(place.file, Span(place.span.start, end), ""),)


def _defined(way: Way, path: str) -> Origin | None:
    """Where the named matcher of a handler has the path."""
    name = (words(way.handler.directive) or ("",))[0]
    found = matchers(way.site).get(name, ())
    lines = list(found[0].walk()) if len(found) == 1 else []
    places = [word.origin for line in lines for word in line.words if word.text == path]
    return places[0] if len(places) == 1 else None


def exact(caddyfile: Caddyfile) -> Iterator[Exact]:
    """Routes to applications and folders whose path lacks a ``*``."""
    for way in ways(caddyfile):
        path = sole_path(way.handler)
        if path == "/" and way.name in _PASSWORDS:
            if _leaves_open(way):
                yield Exact(way, path, False)
            continue
        if path is None or "*" in path or "{" in path or not _serves(way):
            continue
        if path == "/":
            if way.last_change is not None or any(level.changes for level in way.levels[:-1]):
                continue
            if _reached(way) and not _another(_catching, way):
                yield Exact(way, path, not way.around and not _another(_answering, way))
        elif (_is_tree(path.rstrip("/").rpartition("/")[2]) or _asks_for_all(way, path)) and not _covered(
            path, way.site.handlers
        ):
            yield Exact(way, path, False)


def _leaves_open(way: Way) -> bool:
    """Whether a password is asked for the first page alone, all others are served, and nothing else asks."""
    inline, moved = single_path(way.handler), any(level.changes for level in way.levels[:-1])
    return (
        bool(inline)
        and not moved
        and _reached(way)
        and _another(_serving_all, way)
        and not _another(_asking, way)
        and not _another(_refusing, way)
    )


def _asks_for_all(way: Way, path: str) -> bool:
    """Whether what is in front of an application is taken off, of a path that is not one address."""
    proxied = any(name_of(each.directive) in PROXIES for each in within(way.handler))
    return way.name == "handle_path" and proxied and _ONE.search(path) is None


def _is_tree(part: str) -> bool:
    version = part.startswith("v") and part[1:].isdecimal()
    return part in _TREE or version


def _serves(way: Way) -> bool:
    named = way.name in _SERVING or way.name in EXCLUSIVE or way.name == "route"
    serves = any(name_of(each.directive) in _SERVING for each in within(way.handler))
    return named and serves and not any(map(changes_path, way.handler.handlers))


def _reached(way: Way) -> bool:
    """Whether paths of every kind get to the block around it."""
    return all(name_of(each.directive) == "handle_path" or not each.conditional for each in way.around)


def _answers(handler: Handler) -> bool:
    return any(name_of(each.directive) in ANSWERING for each in within(handler))


def _asks_who(handler: Handler) -> bool:
    return any(name_of(each.directive) in _LOGINS for each in within(handler))


def _catches_all(handler: Handler) -> bool:
    everything = isinstance(handler.paths, tuple) and "/*" in handler.paths
    return (everything or not handler.conditional) and _answers(handler)


def _serves_all(handler: Handler) -> bool:
    serves = any(name_of(each.directive) in _SERVING for each in within(handler))
    return serves and _catches_all(handler)


def _refuses(handler: Handler) -> bool:
    """Whether all but a few paths, or nobody can say which, get an answer without content."""
    path = sole_path(handler)
    refusing = name_of(handler.directive) in _REFUSING
    return refusing and (path is None or (path.endswith("/*") and path.count("/") == 1))


_catching, _answering, _asking = numbered(_catches_all), numbered(_answers), numbered(_asks_who)
_serving_all, _refusing = numbered(_serves_all), numbered(_refuses)


def _another(holds: Numbered, way: Way) -> bool:
    """Whether it holds of a handler beside this one."""
    return any(number != way.index for number in islice(holds(way.beside)[0], 2))


def _covered(path: str, handlers: Sequence[Handler]) -> bool:
    """Whether some route of the site is for what is below the path."""
    folder, known = path.rstrip("/"), _paths(handlers)
    for below in (f"{folder}/", f"{folder}*"):
        first = bisect_left(known, below)
        if any(each != path and each.startswith(below) for each in known[first : first + 2]):
            return True
    return False


@remembered
def _paths(handlers: Sequence[Handler]) -> list[str]:
    """The paths of all routes, each once, in order."""
    paths = (each.paths for handler in handlers for each in within(handler) if isinstance(each.paths, tuple))
    return sorted({one for each in paths for one in each})
