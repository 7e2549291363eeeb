"""Sequences in which a later entry takes the place of an earlier one with the same key."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.compose.merging import short
from toybox_lint.compose.merging.merge import Report
from toybox_lint.compose.reading.values import Leaf, List, Map, Value, whole_origin
from toybox_lint.compose.yaml.scalars import as_text
from toybox_lint.facts import Unknown
from toybox_lint.typed import TypeAlias

# The key of an entry, or None when it cannot be told (it then equals no other).
Indexer: TypeAlias = Callable[[Value], str | None]
Rules: TypeAlias = "dict[str, Rules | Indexer]"


class _Unfit(Exception):
    """An entry that Compose refuses while it compares: kind and message."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def enforce(value: Value, rules: Rules | Indexer, report: Report) -> Value:
    """The value with every unique sequence freed of entries that a later one replaces."""
    if not isinstance(rules, dict):
        return _single(value, rules, report) if isinstance(value, List) else value
    if not isinstance(value, Map):
        return value
    changed: dict[str, Value] = {}
    for name in value.items if "*" in rules else rules.keys() & value.items.keys():
        inner = rules.get(name) or rules.get("*")
        before = value.items[name]
        after = before if inner is None else enforce(before, inner, report)
        if after is not before:
            changed[name] = after
    return Map({**value.items, **changed}, value.place, value.key) if changed else value


def _single(value: List, index: Indexer, report: Report) -> List:
    places: dict[str, int] = {}
    kept: list[Value] = []
    for item in value.items:
        try:
            key = index(item)
        except (_Unfit, short.Refused) as unfit:
            report(getattr(unfit, "kind", "bad-volume"), str(unfit), whole_origin(item))
            continue
        if key is not None and key in places:
            kept[places[key]] = item
            continue
        if key is not None:
            places[key] = len(kept)
        kept.append(item)
    if len(kept) == len(value.items) and all(a is b for a, b in zip(kept, value.items, strict=True)):
        return value
    return List(kept, value.place, value.key)


def unresolved(leaf: Leaf) -> str:
    """The key of a text that nobody can resolve: written alike, it is alike."""
    return "${" + leaf.written()


def _kind(item: Value) -> str:
    if isinstance(item, Leaf):
        return "something else"
    return "a mapping" if isinstance(item, Map) else "a sequence"


def by_name(item: Value) -> str | None:
    """What stands before the first ``=`` of a text."""
    if isinstance(item, Leaf) and isinstance(item.value, Unknown):
        return unresolved(item)
    if not isinstance(item, Leaf) or not isinstance(item.value, str):
        raise _Unfit(
            "bad-type", f"{_kind(item)} stands where a text must: name, or name=value without blanks"
        )
    name = item.value.partition("=")[0]
    return unresolved(item) if short.has_hole(name) else name


def by_text(item: Value) -> str | None:
    """A text or a whole number as it is."""
    if isinstance(item, Leaf) and (item.holes or isinstance(item.value, Unknown)):
        return unresolved(item)
    value = item.value if isinstance(item, Leaf) else None
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise _Unfit("bad-type", f"{_kind(item)} stands where a text or a whole number must")
    return as_text(value)


def by_path(item: Value) -> str | None:
    """The path of an env file, in the short form or in the long one."""
    if isinstance(item, Leaf):
        return by_name(item)
    path = item.leaf("path") if isinstance(item, Map) else None
    if path is None or path.holes:
        return None
    return as_text(path.value) if not isinstance(path.value, Unknown) else None


def by_volume(item: Value) -> str | None:
    """The path inside the container, as it is written."""
    if isinstance(item, Leaf):
        if not isinstance(item.value, str):
            return None
        target = short.volume_parts(item.value).target.of(item.value)
        return unresolved(item) if short.has_hole(target) else target
    target_leaf = item.leaf("target") if isinstance(item, Map) else None
    if target_leaf is None:
        raise _Unfit("missing-target", "the volume is missing a mount target")
    text = target_leaf.text()
    return text if isinstance(text, str) else unresolved(target_leaf)


def by_device(item: Value) -> str | None:
    """The path inside the container."""
    if isinstance(item, Leaf):
        if not isinstance(item.value, str) or short.has_hole(item.value):
            return None
        parts = item.value.split(":")
        return parts[1] if len(parts) > 1 else parts[0]
    target = item.leaf("target") if isinstance(item, Map) else None
    if target is None:
        raise _Unfit("missing-target", "the device is missing a mount target")
    text = target.text()
    return text if isinstance(text, str) else None


def _by_mount(directory: str) -> Indexer:
    def index(item: Value) -> str | None:
        if isinstance(item, Leaf):
            return f"{directory}/{item.value}" if isinstance(item.value, str) and not item.holes else None
        leaf = (item.leaf("target") or item.leaf("source")) if isinstance(item, Map) else None
        text = leaf.text() if leaf is not None else None
        if not isinstance(text, str):
            return None
        return text if isinstance(item, Map) and item.leaf("target") else f"{directory}/{text}"

    return index


def by_port(item: Value) -> str | None:
    """Address, published port, target and protocol in one text."""
    if isinstance(item, Leaf):
        unknown = item.holes or isinstance(item.value, Unknown)
        return unresolved(item) if unknown else as_text(item.value)  # type: ignore[arg-type]
    if not isinstance(item, Map):
        return None
    target = item.leaf("target")
    if target is None:
        raise _Unfit("missing-target", "the port is missing a target")
    published = item.leaf("published")
    if published is not None and isinstance(published.value, int):
        # The program compares texts alone: a number is as good as no published port.
        published = None
    parts = [item.leaf("host_ip"), published, item.leaf("protocol")]
    texts = [part.text() if part is not None else "" for part in (*parts, target)]
    if any(isinstance(text, Unknown) for text in texts):
        return None
    host, outside, protocol, number = map(str, texts)
    return f"{host or '0.0.0.0'}:{outside}:{number}/{protocol or 'tcp'}"


_SERVICE: Rules = {
    **dict.fromkeys(("annotations", "cap_add", "cap_drop", "dns", "dns_opt", "dns_search"), by_name),
    **dict.fromkeys(("environment", "labels", "links", "profiles", "sysctls", "tmpfs"), by_name),
    "build": dict.fromkeys(("args", "additional_contexts", "platform", "tags", "labels"), by_name),
    "configs": _by_mount(""),
    "deploy": {"labels": by_name},
    "devices": by_device,
    "env_file": by_path,
    "expose": by_text,
    "networks": {"*": {"aliases": by_name, "link_local_ips": by_name}},
    "ports": by_port,
    "secrets": _by_mount("/run/secrets"),
    "volumes": by_volume,
}
PROJECT: Rules = {
    "services": {"*": _SERVICE},
    "networks": {"*": {"labels": by_name, "ipam": {"options": by_name}}},
}
