"""Short forms made long, as compose-go 2.9.1 does after each document has been merged and validated."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.compose.merging import short
from toybox_lint.compose.merging.merge import DEPENDENCY, Report, as_map
from toybox_lint.compose.merging.ports import ports
from toybox_lint.compose.reading.values import Leaf, List, Map, Place, Value, rekeyed, whole_origin
from toybox_lint.facts import Unknown
from toybox_lint.typed import TypeAlias

Transform: TypeAlias = Callable[[Value, Report], Value]
Rules: TypeAlias = "dict[str, Rules | Transform]"


def canonical(value: Value, rules: Rules | Transform, report: Report) -> Value:
    """The value with every short form below it made long."""
    if not isinstance(rules, dict):
        after = rules(value, report)
        return after if after is value else rekeyed(after, value.key)
    if isinstance(value, List):
        each = rules.get("[]")
        items = value.items if each is None else [canonical(item, each, report) for item in value.items]
        return List(items, value.place, value.key)
    if not isinstance(value, Map):
        return value
    changed: dict[str, Value] = {}
    for name in value.items if "*" in rules else rules.keys() & value.items.keys():
        before = value.items[name]
        after = canonical(before, rules.get(name) or rules["*"], report)
        if after is not before:
            changed[name] = after
    return Map({**value.items, **changed}, value.place, value.key) if changed else value


def volume(value: Value, report: Report) -> Value:
    """``source:target:options`` as a mapping."""
    if not isinstance(value, Leaf):
        return _clean_target(value)
    if isinstance(value.value, Unknown):
        return Map({"type": Leaf("volume", value.place), "target": value}, value.place)
    if not isinstance(value.value, str):
        return value
    try:
        parts = short.volume_parts(value.value)
    except short.Refused as refused:
        report("bad-volume", f"the volume {value.written()} is refused: {refused}", value.origin())
        return Map({}, value.place)
    return Map(_volume_items(value, parts), value.place)


def _clean_target(value: Value) -> Value:
    target = value.leaf("target") if isinstance(value, Map) else None
    if target is None or not isinstance(target.value, str) or target.holes:
        return value
    assert isinstance(value, Map)
    return Map({**value.items, "target": _cleaned(target)}, value.place, value.key)


def _cleaned(target: Leaf) -> Leaf:
    path = target.value
    if not isinstance(path, str) or target.holes or short.clean(path) == path:
        return target
    return Leaf(short.clean(path), target.place, (), target.key)


def _volume_items(leaf: Leaf, parts: short.ShortVolume) -> dict[str, Value]:
    place = leaf.place.point()
    items: dict[str, Value] = {}
    kind = "volume"
    if len(str(leaf.value)) <= 2:
        return {"type": Leaf("volume", place), "target": _cleaned(leaf)}
    if parts.source is not None:
        source = leaf.part(*parts.source)
        items["source"] = source
        # Unknown where the path begins: it may be a path of the host or a volume's name.
        kind = "bind" if short.is_bind(str(source.value)) else "volume"
        if short.has_hole(str(source.value)[:1]):
            items["type"] = Leaf(Unknown(source.unknown().reason, source.unknown().variables), leaf.place)
    items.setdefault("type", Leaf(kind, place))
    items["target"] = _cleaned(leaf.part(*parts.target))
    options = parts.options.of(str(leaf.value)).split(",") if parts.options is not None else []
    details: dict[str, Value] = {}
    if kind == "bind":
        details["create_host_path"] = Leaf(True, place)
    for option in options:
        _apply(option, kind, items, details, place)
    items[kind] = Map(details, place)
    return items


def _apply(option: str, kind: str, items: dict[str, Value], details: dict[str, Value], place: Place) -> None:
    if option == "ro":
        items["read_only"] = Leaf(True, place)
    elif option == "rw":
        items.pop("read_only", None)
    elif option == "nocopy" and kind == "volume":
        details["nocopy"] = Leaf(True, place)
    elif option in ("z", "Z") and kind == "bind":
        details["selinux"] = Leaf(option, place)
    elif option in _PROPAGATIONS and kind == "bind":
        details["propagation"] = Leaf(option, place)


_PROPAGATIONS = frozenset(("rprivate", "private", "rshared", "shared", "rslave", "slave"))


def device(value: Value, report: Report) -> Value:
    """``source:target:permissions`` as a mapping."""
    if not isinstance(value, Leaf) or not isinstance(value.value, str | Unknown):
        return value
    if value.holes or isinstance(value.value, Unknown):
        return Map({"source": value, "target": Leaf(value.unknown(), value.place)}, value.place)
    parts = value.value.split(":")
    if len(parts) > 3:
        report("bad-device", "the device has too many parts; use the long form", value.origin())
    source, target, permissions = [*parts, "", ""][0], [*parts, "", ""][1], [*parts, "", ""][2]
    items = {"source": source, "target": target or source, "permissions": permissions or "rwm"}
    return Map({name: Leaf(text, value.place) for name, text in items.items()}, value.place)


def halves(value: Value, report: Report) -> Value:
    """A list of ``name=value`` as a mapping."""
    if not isinstance(value, List):
        return value
    items: dict[str, Value] = {}
    for item in value.leaves():
        if isinstance(item.value, str):
            name, equals, _ = item.value.partition("=")
            if not equals and not item.holes:
                report("bad-value", "it must be written as name=value", item.origin())
            shown = item.written().partition("=")[0] if short.has_hole(name) else name
            half = item.part(len(name) + 1, len(item.value))
            items[shown] = rekeyed(half, item.part_place(0, len(name)))
    return Map(items, value.place)


def dns(value: Value, report: Report) -> Value:
    """A list of servers, without blank ones."""
    found = listed(value, report)
    if not isinstance(found, List):
        return found
    kept = [item for item in found.items if not isinstance(item, Leaf) or item.value != ""]
    return List(kept, found.place, found.key)


def under(name: str) -> Transform:
    """A text becomes a mapping with the text under ``name``."""

    def transform(value: Value, _report: Report) -> Value:
        if isinstance(value, Leaf) and value.value is not None:
            return Map({name: rekeyed(value, None)}, value.place)
        return value

    return transform


def listed(value: Value, _report: Report) -> Value:
    """One text as a list of it."""
    if isinstance(value, Leaf) and isinstance(value.value, str):
        return List([rekeyed(value, None)], value.place)
    return value


def env_files(value: Value, report: Report) -> Value:
    """A list of mappings with ``path`` and ``required``."""
    wrapped = listed(value, report)
    if not isinstance(wrapped, List):
        return value
    return List([_env_file(item) for item in wrapped.items], value.place)


def _env_file(item: Value) -> Value:
    if isinstance(item, Leaf):
        return Map({"path": item, "required": Leaf(True, item.place.point())}, item.place)
    if isinstance(item, Map) and "required" not in item.items:
        return Map({**item.items, "required": Leaf(True, item.place.point())}, item.place, item.key)
    return item


def depends_on(value: Value, _report: Report) -> Value:
    """A mapping of services to ``condition`` and ``required``."""
    mapping = as_map(value, DEPENDENCY)
    if not isinstance(mapping, Map):
        return value
    items: dict[str, Value] = {}
    for name, entry in mapping.items.items():
        if isinstance(entry, Map) and "required" not in entry.items:
            entry = Map({**entry.items, "required": Leaf(True, entry.place.point())}, entry.place, entry.key)
        items[name] = entry
    return Map(items, value.place)


def networks(value: Value, _report: Report) -> Value:
    """A mapping of networks, null for one of which nothing more is said."""
    return as_map(value, {})


def external(value: Value, report: Report) -> Value:
    """``external: {name: n}`` of old files; ``external: true`` names the resource after its key."""
    if not isinstance(value, Map) or "external" not in value.items:
        return value
    legacy = value.items["external"]
    items = dict(value.items)
    name = value.leaf("name")
    if isinstance(legacy, Map):
        report_legacy = legacy.leaf("name")
        if name is not None and report_legacy is not None and name.value != report_legacy.value:
            report(
                "external-name-conflict", "name and external.name differ; only use name", whole_origin(legacy)
            )
        if name is None and report_legacy is not None:
            items["name"] = report_legacy
        items["external"] = Leaf(True, legacy.place, (), legacy.key)
    return Map(items, value.place, value.key)


def ulimit(value: Value, _report: Report) -> Value:
    """One number as the ``single`` limit."""
    if isinstance(value, Leaf) and value.value is not None:
        return Map({"single": rekeyed(value, None)}, value.place)
    return value


def gpus(value: Value, _report: Report) -> Value:
    """``gpus: all`` asks for one device of which there are all."""
    if isinstance(value, Leaf) and value.value == "all":
        return List([Map({"count": rekeyed(value, None)}, value.place)], value.place, value.key)
    return value


_BUILD = under("context")


def build(value: Value, report: Report) -> Value:
    """A context alone as a build with that context, and the short forms in it."""
    rules: Rules = {"secrets": {"[]": under("source")}, "additional_contexts": halves}
    return canonical(_BUILD(value, report), rules, report)


SERVICE: Rules = {
    "build": build,
    "configs": {"[]": under("source")},
    "depends_on": depends_on,
    "devices": {"[]": device},
    "dns": dns,
    "dns_search": listed,
    "env_file": env_files,
    "gpus": gpus,
    "label_file": listed,
    "networks": networks,
    "ports": ports,
    "secrets": {"[]": under("source")},
    "tmpfs": listed,
    "volumes": {"[]": volume},
}
PROJECT: Rules = {
    "services": {"*": SERVICE},
    **{key: {"*": external} for key in ("networks", "volumes", "configs", "secrets")},
}
