"""Where Caddy looks for the files that it serves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from toybox_lint.caddy.model import Caddyfile, Handler, Site
from toybox_lint.caddy.requests.prefixes import taken_off
from toybox_lint.caddy.requests.recovering import recovering
from toybox_lint.caddy.requests.ways import (
    CONTAINERS,
    Way,
    matchers,
    name_of,
    numbered,
    sole_path,
    value,
    ways,
    words,
)
from toybox_lint.caddy.sites.lines import sites_with
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

_UNKNOWN = Unknown("several directives may set the root")


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """A ``file_server``: the folder below which it looks, and the part of the path that stays in front.

    ``root`` is as written (empty: Caddy's working folder), ``root_origin`` where. ``prefix`` is a literal that
    every request's path begins with when it gets there (``/static``); ``None`` without one or when the
    path may have been changed. ``kept_by`` is the handler whose matcher says so.
    """

    way: Way
    root: str | Unknown
    root_origin: Origin
    prefix: str | None
    kept_by: Handler | None
    browse: bool


_NOT_FOUND = 404
_EVERY_PATH = frozenset(("*", "/*"))


@lru_cache(maxsize=8)
def lookups(caddyfile: Caddyfile) -> tuple[Lookup, ...]:
    """Every ``file_server`` that answers whatever comes to it: some requests do, and nothing answers in its place."""
    return tuple(_lookups(caddyfile))


def _lookups(caddyfile: Caddyfile) -> Iterator[Lookup]:
    erring = set(map(id, sites_with(caddyfile, "handle_errors")))
    for way in ways(caddyfile):
        directive = way.handler.directive
        if directive.words[0].text != "file_server" or _option(way, "pass_thru") is not None:
            continue
        if (id(way.site) in erring and recovering(way.site, _NOT_FOUND)) or _is_dead(way):
            continue
        own = _option(way, "root") or _option(way, "fs")
        given = own if own is not None else root_of(way)
        root, origin = given if given is not None else ("", directive.name.origin)
        prefix, kept_by = _prefix(way)
        browse = bool(directive.arguments) and directive.arguments[-1].text == "browse"
        yield Lookup(way, root, origin, prefix, kept_by, browse or _option(way, "browse") is not None)


def _is_dead(way: Way) -> bool:
    """Whether no request gets there."""
    dead = _dead(way.site)
    return bool(dead) and any(id(each.directive) in dead for each in (way.handler, *way.around))


@remembered
def _dead(site: Site) -> frozenset[int]:
    """The directives that no request reaches, by their identity."""
    return frozenset(id(each.directive) for each in site.unreachable)


def _option(way: Way, name: str) -> tuple[str | Unknown, Origin] | None:
    block = way.handler.directive.block
    for each in block.directives if block else ():
        if each.name.text == name:
            unread = Unknown("it is a file system of a plugin") if name == "fs" else ""
            text = each.arguments[0].text if each.arguments and name == "root" else unread
            return text, (each.arguments[0] if each.arguments else each.name).origin
    return None


def root_of(way: Way) -> tuple[str | Unknown, Origin] | None:
    """What the ``root`` lines before it set: those of the innermost block that has one for it."""
    for level in reversed(way.levels):
        found = _set_in(level, way)
        if found is not None:
            return found
    return None


def _set_in(level: Way, way: Way) -> tuple[str | Unknown, Origin] | None:
    """What is set in one block: by the first line that matches, or, nobody knows how, in a block inside."""
    before = [level.beside[number] for number in level.earlier(_roots)]
    inside = next((each for each in reversed(before) if name_of(each.directive) in CONTAINERS), None)
    if inside is not None:
        return _UNKNOWN, inside.directive.name.origin
    for each in before:
        applies = _applies(each, way)
        if applies is not False:
            text = value(each.directive) if applies else None
            return text or _UNKNOWN, each.directive.words[-1].origin
    return None


def _may_set_root(handler: Handler) -> bool:
    name = name_of(handler.directive)
    return name == "root" or (name in CONTAINERS and any(map(_sets_root, handler.handlers)))


def _sets_root(handler: Handler) -> bool:
    return name_of(handler.directive) == "root" or any(map(_sets_root, handler.handlers))


_roots = numbered(_may_set_root)


def _applies(root: Handler, way: Way) -> bool | None:
    """Whether a ``root`` line counts for the requests on this way: ``None`` when that depends on the request."""
    if not root.conditional:
        return True
    wide = sole_path(root)
    narrow = next((path for path in map(sole_path, (way.handler, *reversed(way.around))) if path), None)
    if wide is None or narrow is None or taken_off(way) is not None:
        return None
    wide, narrow = wide.removesuffix("*"), narrow.removesuffix("*")
    if narrow.startswith(wide):
        return True
    return None if wide.startswith(narrow) else False


def _prefix(way: Way) -> tuple[str | None, Handler | None]:
    """The literal beginning of every path that comes here unchanged."""
    for each in (way.handler, *reversed(way.around)):
        path = sole_path(each)
        if each.paths is None and not each.conditional:
            continue
        literal = path is not None and path.endswith("*") and not set("{%*") & set(path[:-1])
        if name_of(each.directive) == "handle_path" or path is None or not literal:
            return None, None
        prefix = path[:-1].rstrip("/")
        stripped = any(name_of(one.directive) == "handle_path" for one in way.around)
        kept = prefix and not stripped and way.last_change is None
        return (prefix, each) if kept else (None, None)
    return None, None


def literal_root(lookup: Lookup) -> str | None:
    """The root when it is a plain path."""
    root = lookup.root
    return root if isinstance(root, str) and "{" not in root else None


def plain(way: Way) -> bool:
    """Whether nothing but paths decides about the requests on this way, those that it has, or has not."""
    return all(
        not each.conditional
        or (isinstance(each.paths, tuple) and not each.narrowed)
        or _is_of_paths(each, way.site)
        for each in (*way.around, way.handler)
    )


def _is_of_paths(handler: Handler, site: Site) -> bool:
    """Whether its matcher has a name, and says nothing but which paths there are, or are not."""
    found = matchers(site).get((words(handler.directive) or ("",))[0], ())
    if len(found) != 1:
        return False
    block = found[0].block
    lines = [each.words for each in block.directives] if block else [found[0].words[1:]]
    asked = [[str(word.text) for word in line] for line in lines]
    return all(
        line[:1] == ["path"] or (line[:2] == ["not", "path"] and _EVERY_PATH.isdisjoint(line))
        for line in asked
    )
