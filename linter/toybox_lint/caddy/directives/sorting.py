"""The order in which Caddy runs the routes of a block."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toybox_lint.caddy.directives.routes import Route
from toybox_lint.typed import TypeVar

Item = TypeVar("Item")


def sort_routes(routes: list[Route], order: Mapping[str, int]) -> None:
    """Sort in place, as Caddy 2.11 does: by directive, then the most specific path first.

    The comparison is not transitive, so the algorithm matters: it is Go's stable sort.
    """
    stable(routes, lambda one, two: before(one, two, order))


def before(one: Route, two: Route, order: Mapping[str, int]) -> bool:
    """Whether ``one`` sorts before ``two``."""
    if one.name != two.name:
        return order.get(one.name, 0) < order.get(two.name, 0)
    if one.kind != "route" or two.kind != "route":
        return False
    specific = _more_specific(one, two)
    return not specific if one.name == "vars" else specific


def _more_specific(one: Route, two: Route) -> bool:
    first, second = _single_path(one), _single_path(two)
    if first is None or second is None:
        return not one.matcher.everything and two.matcher.everything
    short, other = _bytes(first.removesuffix("*")), _bytes(second.removesuffix("*"))
    if short == other:
        return len(first) < len(second)
    return short < other if len(short) == len(other) else len(short) > len(other)


def _bytes(text: str) -> bytes:
    """What Caddy compares."""
    return text.encode("utf-8", "surrogateescape")


def _single_path(route: Route) -> str | None:
    paths = route.matcher.paths
    return paths[0] if isinstance(paths, tuple) and len(paths) == 1 else None


def stable(items: list[Item], less: Callable[[Item, Item], bool]) -> None:
    """Go's sort.SliceStable: insertion sort in blocks of twenty, then merges in place."""
    size = 20
    for start in range(0, len(items), size):
        _insertion(items, less, start, min(start + size, len(items)))
    while size < len(items):
        for start in range(0, len(items) - size, 2 * size):
            _merge(items, less, start, start + size, min(start + 2 * size, len(items)))
        size *= 2


def _insertion(items: list[Item], less: Callable[[Item, Item], bool], start: int, end: int) -> None:
    for index in range(start + 1, end):
        at = index
        while at > start and less(items[at], items[at - 1]):
            items[at], items[at - 1] = items[at - 1], items[at]
            at -= 1


def _merge(items: list[Item], less: Callable[[Item, Item], bool], low: int, middle: int, high: int) -> None:
    """Merge two sorted neighbours by Go's SymMerge."""
    if middle - low == 1:
        at = _search(middle, high, lambda index: less(items[index], items[low]))
        items.insert(at - 1, items.pop(low))
        return
    if high - middle == 1:
        at = _search(low, middle, lambda index: not less(items[middle], items[index]))
        items.insert(at, items.pop(middle))
        return
    centre = (low + high) // 2
    total = centre + middle
    start, stop = (total - high, centre) if middle > centre else (low, middle)
    start = _search(start, stop, lambda index: not less(items[total - 1 - index], items[index]))
    end = total - start
    if start < middle < end:
        items[start:end] = items[middle:end] + items[start:middle]
    if low < start < centre:
        _merge(items, less, low, start, centre)
    if centre < end < high:
        _merge(items, less, centre, end, high)


def _search(low: int, high: int, further: Callable[[int], bool]) -> int:
    while low < high:
        middle = (low + high) // 2
        if further(middle):
            low = middle + 1
        else:
            high = middle
    return low
