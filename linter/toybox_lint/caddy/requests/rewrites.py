"""Rewrites that run before the routes of an application are tried, and take their requests away.

Measured with Caddy 2.11.7: ``rewrite`` and ``try_files`` come before ``handle`` and ``reverse_proxy`` in its order, and
later matchers see the path that they leave.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive, Handler, Site
from toybox_lint.caddy.requests.ways import PROXIES, Way, matchers, name_of, value, ways, within, words
from toybox_lint.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Hidden:
    """A proxy for certain paths which gets no request: ``by`` has made their paths ``target``.

    ``always`` when that happens to every request; else to those for which no file is there, if ``target`` is.
    """

    way: Way
    by: Handler
    target: str
    always: bool

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that the proxy is for."""
        paths = self.way.handler.paths
        return paths if isinstance(paths, tuple) else ()


def hidden(caddyfile: Caddyfile) -> Iterator[Hidden]:
    """Proxies behind a matcher of paths that a rewrite before them does not leave."""
    for way in ways(caddyfile):
        paths = way.handler.paths
        if not isinstance(paths, tuple) or not paths or not _proxies(way.handler):
            continue
        found = way.last_change
        target = _target(found, way.site) if found is not None else None
        if found is None or target is None or any(_matches(path, target) for path in paths):
            continue
        yield Hidden(way, found, target, name_of(found.directive) == "rewrite" and not found.conditional)


def _proxies(handler: Handler) -> bool:
    return any(name_of(each.directive) in PROXIES for each in within(handler))


def _target(handler: Handler, site: Site) -> str | None:
    """The fixed path that a rewrite gives, or a ``try_files`` in the end."""
    name, given = name_of(handler.directive), words(handler.directive)
    if name == "try_files":
        last = given[-1] if given and len(given) > 1 and "{path}" in given[0] else None
    elif name == "rewrite" and (not handler.conditional or _is_for_no_file(handler, site)):
        last = value(handler.directive)
    else:
        return None
    path = last.partition("?")[0] if last else ""
    return path if path.startswith("/") and "{" not in path else None


def _is_for_no_file(handler: Handler, site: Site) -> bool:
    """Whether its matcher is a named one that is nothing but ``not file``, for the path that is asked for."""
    given = words(handler.directive) or ("",)
    found = matchers(site).get(given[0], ())
    return len(found) == 1 and _flat(found[0])[1:] in (["not", "file"], ["not", "file", "{path}"])


def _flat(directive: Directive) -> list[str]:
    """The words of a directive and of all in its block, in their order."""
    inside = directive.block.directives if directive.block else ()
    return [*(str(word.text) for word in directive.words), *(word for each in inside for word in _flat(each))]


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern may match a path; said too often where it holds more than a ``*`` at its end."""
    pattern, path = pattern.lower(), path.lower()
    if "*" in pattern[:-1] or "{" in pattern or "%" in pattern:
        return True
    return path.startswith(pattern[:-1]) if pattern.endswith("*") else pattern == path
