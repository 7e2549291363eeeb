"""Later files over earlier ones, key by key, as compose-go 2.9.1 merges them."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.compose.reading.values import Leaf, List, Map, Value, joined, rekeyed, whole_origin
from toybox_lint.facts import Unknown
from toybox_lint.source import Origin
from toybox_lint.typed import TypeAlias

Report: TypeAlias = Callable[[str, str, Origin], None]
Merger: TypeAlias = "Callable[[Value, Value, Report], Value]"
Rules: TypeAlias = "dict[str, Rules | Merger]"


def merge(earlier: Value, later: Value, rules: Rules | Merger | None, report: Report) -> Value:
    """``later`` over ``earlier``. A later null keeps what was there; other kinds do not mix."""
    if rules is not None and not isinstance(rules, dict):
        return rekeyed(rules(earlier, later, report), later.key or earlier.key)
    if is_null(later):
        return earlier
    if isinstance(earlier, Map):
        if not isinstance(later, Map):
            return refused(earlier, later, report)
        return merge_maps(earlier, later, rules, report)
    if isinstance(earlier, List):
        if not isinstance(later, List):
            return refused(earlier, later, report)
        return List([*earlier.items, *later.items], later.place, later.key)
    return later


def refused(earlier: Value, later: Value, report: Report) -> Value:
    """The earlier one, after it was reported that nothing of another kind can be laid over it."""
    kinds = {Map: "a mapping", List: "a sequence", Leaf: "a scalar"}
    message = f"{kinds[type(later)]} cannot override {kinds[type(earlier)]}"
    report("cannot-override", message, whole_origin(later))
    return earlier


def is_null(value: Value) -> bool:
    """Whether it is written without a value."""
    return isinstance(value, Leaf) and value.value is None


def merge_maps(earlier: Map, later: Map, rules: Rules | None, report: Report) -> Map:
    """The entries of both, those of one name merged by the rules for that name."""
    items = dict(earlier.items)
    for name, value in later.items.items():
        before = items.get(name)
        if before is None:
            items[name] = value
        else:
            inner = None if rules is None else rules.get(name) or rules.get("*")
            items[name] = merge(before, value, inner, report)
    return Map(items, later.place, later.key)


def override(_earlier: Value, later: Value, _report: Report) -> Value:
    """The later one, even null."""
    return later


def as_list(value: Value) -> list[Value]:
    """``K=V`` texts of a mapping, sorted; a lone text as one item; nothing of null."""
    if isinstance(value, List):
        return value.items
    if isinstance(value, Leaf):
        return [value] if isinstance(value.value, str) else []
    return [item for name in sorted(value.items) for item in _pairs(name, value.items[name])]


def _pairs(name: str, value: Value) -> list[Value]:
    place = value.key or value.place
    if is_null(value):
        return [Leaf(name, place)]
    if isinstance(value, List):
        return [joined(place, name, leaf) for leaf in value.leaves()]
    return [joined(place, name, value)] if isinstance(value, Leaf) else [value]


def sequences(earlier: Value, later: Value, _report: Report) -> Value:
    """The items of both, those of mappings as ``K=V``."""
    return List(as_list(earlier) + as_list(later), later.place)


def extra_hosts(earlier: Value, later: Value, _report: Report) -> Value:
    """The items of both, of the later ones those that are new."""
    before = as_list(earlier)
    known = {item.value for item in before if isinstance(item, Leaf)}
    fresh = [item for item in as_list(later) if not isinstance(item, Leaf) or item.value not in known]
    return List(before + fresh, later.place)


def as_map(value: Value, defaults: dict[str, str | bool]) -> Value:
    """The names of a sequence as keys of a mapping, each with the defaults (null without any).

    A name that a variable decides stands as it is written, with an unknown value.
    """
    if not isinstance(value, List):
        return value
    items: dict[str, Value] = {}
    for leaf in value.leaves():
        if leaf.holes or isinstance(leaf.value, Unknown):
            items[leaf.written()] = Leaf(leaf.unknown(), leaf.place, (), leaf.place)
        elif isinstance(leaf.value, str):
            inner: dict[str, Value] = {
                name: Leaf(default, leaf.place.point()) for name, default in defaults.items()
            }
            entry: Value = Map(inner, leaf.place) if defaults else Leaf(None, leaf.place)
            items[leaf.value] = rekeyed(entry, leaf.place)
    return Map(items, value.place, value.key)


def _mappings(defaults: dict[str, str | bool], rules: Rules | None) -> Merger:
    def merger(earlier: Value, later: Value, report: Report) -> Value:
        return merge(as_map(earlier, defaults), as_map(later, defaults), rules, report)

    return merger


def build(earlier: Value, later: Value, report: Report) -> Value:
    """One over the other, a context alone as a build with that context."""
    return merge(_build_map(earlier), _build_map(later), _BUILD, report)


def _build_map(value: Value) -> Value:
    if isinstance(value, Leaf) and value.value is not None:
        return Map({"context": value}, value.place, value.key)
    return value


def logging(earlier: Value, later: Value, report: Report) -> Value:
    """Merged where the driver is one, or not said; else the later one alone."""
    if not isinstance(earlier, Map) or not isinstance(later, Map):
        return merge(earlier, later, None, report)
    drivers = [part.leaf("driver") for part in (earlier, later)]
    if None in drivers or drivers[0].value == drivers[1].value:  # type: ignore[union-attr]
        return merge_maps(earlier, later, None, report)
    return later


def ulimit(earlier: Value, later: Value, report: Report) -> Value:
    """Merged where both are mappings; else the later one alone."""
    if isinstance(earlier, Map) and isinstance(later, Map):
        return merge_maps(earlier, later, None, report)
    return later


def address_pools(earlier: Value, later: Value, report: Report) -> Value:
    """``ipam.config``: the later pools, each over the earlier one of its subnet.

    Compose 2.40.3 lays a pool that it has taken already over every other earlier one as well, and goes on
    with what came of it.
    """
    if not isinstance(earlier, List) or not isinstance(later, List):
        return refused(earlier, later, report)
    taken: list[Map] = []
    for before in (Map(dict(one.items), one.place, one.key) for one in earlier.items if isinstance(one, Map)):
        for after in (one for one in later.items if isinstance(one, Map)):
            subnet = _subnet(after)
            if subnet != _subnet(before) and not any(_subnet(one) == subnet for one in taken):
                taken.append(after)
                continue
            before.items.update(merge_maps(before, after, None, report).items)
            merged = _subnet(before)
            at = next((at for at, one in enumerate(taken) if _subnet(one) == merged), len(taken))
            taken[at : at + 1] = [before]
    return List(list(taken), later.place, later.key)


def _subnet(pool: Map) -> object:
    leaf = pool.leaf("subnet")
    return None if leaf is None else leaf.written() if leaf.holes else leaf.text()


_BUILD: Rules = {
    "args": sequences,
    "additional_contexts": sequences,
    "extra_hosts": extra_hosts,
    "labels": sequences,
}
DEPENDENCY: dict[str, str | bool] = {"condition": "service_started", "required": True}
SERVICE: Rules = {
    "build": build,
    "depends_on": _mappings(DEPENDENCY, None),
    "deploy": {"labels": sequences},
    "extra_hosts": extra_hosts,
    "healthcheck": {"test": override},
    "logging": logging,
    "models": _mappings({}, None),
    "networks": _mappings({}, None),
    "ulimits": {"*": ulimit},
    **dict.fromkeys(("command", "entrypoint"), override),
    **dict.fromkeys(("annotations", "environment", "labels", "sysctls"), sequences),
    **dict.fromkeys(("dns", "dns_opt", "dns_search", "env_file", "label_file", "tmpfs"), sequences),
}
PROJECT: Rules = {
    "services": {"*": SERVICE},
    "networks": {"*": {"labels": sequences, "ipam": {"config": address_pools}}},
    "volumes": {"*": {"labels": sequences}},
}
