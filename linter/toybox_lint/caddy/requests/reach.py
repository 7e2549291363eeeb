"""Which handlers of a site no request can reach, because an earlier one always answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from toybox_lint.caddy.directives.order import ANSWERS
from toybox_lint.caddy.directives.routes import MatcherSet, Route
from toybox_lint.caddy.model import Handler, Unreachable
from toybox_lint.caddy.reading.tree import BlockTree
from toybox_lint.facts import Unknown

# A path that is longer is looked for nowhere.
_LONG = 1000
# Routes that are simply tried.
_FEW = 20
# What runs before later matchers are tested and may change the request they see.
_REWRITES = frozenset(("rewrite", "uri", "try_files", "method", "php_fastcgi"))


def handlers(routes: Sequence[Route], tree: BlockTree) -> tuple[Handler, ...]:
    """The routes in the model's terms, in the order in which Caddy tries them. ``tree`` is their block's."""
    return tuple(
        Handler(
            directive,
            route.matcher.paths,
            not route.matcher.everything,
            handlers(route.children, tree) if route.children else (),
            bool(route.matcher.others),
        )
        for route in routes
        if (directive := tree.at(route.token)) is not None
    )


def unreachable(routes: Sequence[Route], tree: BlockTree) -> Iterator[Unreachable]:
    """Each route that never runs, and the earlier one that keeps it from running."""
    if not any(map(_may_shadow, routes[:-1])):
        for route in routes:
            if route.children:
                yield from unreachable(route.children, tree)
        return
    earlier = _Earlier()
    rewritten = False
    for route in routes:
        before = earlier.may_cover(route) if earlier.routes else ()
        by = next((one for one in before if _shadows(one, route, rewritten)), None)
        if by is not None and by.name == "handle" != route.name and earlier.let_by(route):
            by = None
        if by is not None:
            directive, answering = tree.at(route.token), tree.at(by.token)
            if directive is not None and answering is not None:
                yield Unreachable(directive, answering)
                continue
        if route.children:
            yield from unreachable(route.children, tree)
        earlier.add(route)
        rewritten = rewritten or route.name in _REWRITES


class _Earlier:
    """Routes that may shadow others, in their order, found by the paths that they match: there may be thousands."""

    def __init__(self) -> None:
        self.routes: list[Route] = []
        self.everything: list[int] = []
        self.by_path: dict[str, list[int]] = {}
        self.known: set[tuple[MatcherSet, bool, bool]] = set()
        self.letting_by: list[Route] = []

    def add(self, route: Route) -> None:
        """Of many that match the same, the first of each kind is enough."""
        if route.name == "handle" and not _seems_to_answer(route):
            self.letting_by.append(route)
        if not _may_shadow(route):
            return
        if len(self.routes) > _FEW:
            kind = (route.matcher, route.name == "handle", answers(route))
            if kind in self.known:
                return
            self.known.add(kind)
        number, paths = len(self.routes), route.matcher.paths
        self.routes.append(route)
        if _is_for_all(route.matcher):
            self.everything.append(number)
        elif isinstance(paths, tuple):
            for each in paths:
                self.by_path.setdefault(each.lower(), []).append(number)

    def may_cover(self, route: Route) -> Iterator[Route]:
        """All that match whatever ``route`` matches, and maybe others."""
        paths = route.matcher.paths
        found = set(self.everything)
        if isinstance(paths, tuple) and paths:
            if max(map(len, paths)) > _LONG:
                return iter(self.routes)
            fewest = min(map(self._of_path, paths), key=len)
            found.update(fewest)
        return (self.routes[number] for number in sorted(found))

    def let_by(self, route: Route) -> bool:
        """Whether a ``handle`` leaves requests for ``route`` to what comes after all of them; of many, one may."""
        several = len(self.letting_by) > _FEW
        return several or any(_may_let_by(each, route) for each in self.letting_by)

    def _of_path(self, path: str) -> list[int]:
        path = path.lower()
        keys = dict.fromkeys((path, "/*", *(f"{path[:end]}*" for end in range(len(path) + 1))))
        return [number for key in keys for number in self.by_path.get(key, ())]


def _may_shadow(route: Route) -> bool:
    return route.name == "handle" or answers(route)


def _shadows(one: Route, route: Route, rewritten: bool) -> bool:
    if one.name == route.name == "handle":
        same = one.matcher == route.matcher
        return not same and _covers(one, route, rewritten)
    return answers(one) and _covers(one, route, rewritten)


def _may_let_by(handle: Route, route: Route) -> bool:
    """Whether requests for ``route`` may get into a ``handle`` that does not answer them all.

    Those of another path do, where it is rewritten inside.
    """
    strips = handle.token.text == "handle_path"
    changes = strips or any(child.name in _REWRITES for child in handle.children)
    return changes or not apart(handle.matcher.paths, route.matcher.paths)


def answers(route: Route) -> bool:
    """Whether every request that gets into the route is answered there."""
    if route.name in ("handle", "route"):
        return any(child.matcher.everything and answers(child) for child in route.children)
    return route.name in ANSWERS and not route.passes


def _seems_to_answer(route: Route) -> bool:
    """Whether something in the route is for all its requests, and may answer them."""
    if route.name in ("handle", "route"):
        return any(child.matcher.everything and _seems_to_answer(child) for child in route.children)
    return route.name in ANSWERS or route.name == "invoke"


def _is_for_all(matcher: MatcherSet) -> bool:
    """Whether every request matches: each has a path, which begins with a slash."""
    return matcher.everything or (
        not matcher.others and isinstance(matcher.paths, tuple) and "/*" in matcher.paths
    )


def _covers(one: Route, route: Route, rewritten: bool) -> bool:
    """Whether ``one`` matches whatever ``route`` matches, as far as that is certain."""
    if _is_for_all(one.matcher):
        return True
    wide, narrow = one.matcher.paths, route.matcher.paths
    if rewritten or one.matcher.others or not isinstance(wide, tuple) or not isinstance(narrow, tuple):
        return False
    if len(narrow) <= _FEW or len(wide) <= _FEW:
        return bool(narrow) and all(any(includes(each, other) for each in wide) for other in narrow)
    return all(map(_Patterns(wide).include, narrow))


class _Patterns:
    """Patterns of paths, of which there may be thousands, and each narrower than one of them is looked for."""

    def __init__(self, patterns: Sequence[str]) -> None:
        plain = [each.lower() for each in patterns if are_plain(each)]
        self.everything = not {"*", "/*"}.isdisjoint(plain)
        self.exact = {each for each in plain if not each.endswith("*")}
        self.beginnings = {each[:-1] for each in plain if each.endswith("*")}
        self.lengths = sorted(set(map(len, self.beginnings)))

    def include(self, narrow: str) -> bool:
        """Whether ``includes`` is true of one of them."""
        if self.everything or not are_plain(narrow):
            return self.everything
        narrow = narrow.lower()
        stem = narrow.removesuffix("*")
        lengths = takewhile(lambda length: length <= len(stem), self.lengths)
        return narrow in self.exact or any(stem[:length] in self.beginnings for length in lengths)


def apart(some: tuple[str, ...] | Unknown | None, others: tuple[str, ...] | Unknown | None) -> bool:
    """Whether no path matches one of ``some`` patterns and one of the ``others``; not where that cannot be told."""
    if not isinstance(some, tuple) or not isinstance(others, tuple):
        return False
    if len(some) <= _FEW or len(others) <= _FEW:
        return bool(some and others) and all(_apart(one, other) for one in some for other in others)
    if not are_plain(*some, *others):
        return False
    return not any(map(_Patterns(some).include, others)) and not any(map(_Patterns(others).include, some))


def _apart(one: str, other: str) -> bool:
    return are_plain(one, other) and not (includes(one, other) or includes(other, one))


def are_plain(*patterns: str) -> bool:
    """Whether patterns are paths as they come, with a star at most at the end."""
    return not any("%" in each or "{" in each or "*" in each[:-1] for each in patterns)


def includes(wide: str, narrow: str) -> bool:
    """Whether the pattern ``wide`` matches all that ``narrow`` matches; not where that cannot be told."""
    wide, narrow = wide.lower(), narrow.lower()
    if wide in ("*", "/*"):
        return True
    if not are_plain(wide, narrow):
        return False
    if wide.endswith("*"):
        return narrow.removesuffix("*").startswith(wide[:-1])
    return wide == narrow
