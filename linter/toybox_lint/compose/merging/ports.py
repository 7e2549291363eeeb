"""Short ports made long, as compose-go 2.9.1 does."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.compose.merging import short
from toybox_lint.compose.merging.merge import Report
from toybox_lint.compose.reading.values import Leaf, List, Map, Value
from toybox_lint.compose.yaml.scalars import as_text
from toybox_lint.facts import Unknown
from toybox_lint.source import Origin

# Of all services of a project, each of a range counted: one service may publish all there are.
MAXIMUM_PORTS = 150_000
_TOO_MANY = "the range was not followed: the project publishes too many ports"


def ports(value: Value, report: Report) -> Value:
    """Every port as a mapping, one for each of a range. What Compose refuses is reported, and left out."""
    if not isinstance(value, List):
        return value
    found: list[Value] = []
    for item in value.items:
        if isinstance(item, Map):
            found.append(item)
            continue
        if not isinstance(item, Leaf) or isinstance(item.value, Unknown | bool | None):
            continue
        if isinstance(item.value, float):
            report("bad-port", "a port cannot be a decimal number", item.origin())
            continue
        try:
            found.extend(port_maps(item))
        except short.Refused as refused:
            report("bad-port", f"the port {item.written()} is refused: {refused}", item.origin())
    return List(found, value.place, value.key)


def within_bounds(root: Map, gap: Callable[[str, Origin], None]) -> Map:
    """The model, with a gap for each range of ports by which they become too many: what is in it is not known then."""
    services = root.map("services")
    count = 0
    changed: dict[str, Value] = {}
    for name, service in services.items.items() if services is not None else ():
        found = service.list("ports") if isinstance(service, Map) else None
        if not isinstance(service, Map) or found is None:
            continue
        kept: list[Value] = []
        for item in found.items:
            size = _size(item)
            if count + size > MAXIMUM_PORTS and isinstance(item, Leaf):
                gap(_TOO_MANY, item.origin())
                item, size = Map({"target": Leaf(Unknown(_TOO_MANY), item.place)}, item.place), 1
            count += size
            kept.append(item)
        if kept != found.items:
            ports_of_it = List(kept, found.place, found.key)
            changed[name] = Map({**service.items, "ports": ports_of_it}, service.place, service.key)
    if services is None or not changed:
        return root
    services = Map({**services.items, **changed}, services.place, services.key)
    return Map({**root.items, "services": services}, root.place, root.key)


def _size(item: Value) -> int:
    """How many ports the item becomes."""
    if not isinstance(item, Leaf) or not isinstance(item.value, str) or "-" not in item.value:
        return 1
    try:
        low, high = short.port_range(short.port_parts(item.value).target.of(item.value), "target")
    except short.Refused:
        return 1
    return high - low + 1


def port_maps(leaf: Leaf) -> list[Value]:
    """The long forms of one short port; a range of targets spreads to one each."""
    if not isinstance(leaf.value, str):
        leaf = Leaf(as_text(leaf.value), leaf.place)  # type: ignore[arg-type]
    text = str(leaf.value)
    parts = short.port_parts(text)
    fields = {name: leaf.part(*piece) for name, piece in zip(parts._fields, parts, strict=True)}
    host, published, target = fields["host"], fields["published"], fields["target"]
    if not target.value:
        raise short.Refused("it has no target")
    common: dict[str, Value] = {"protocol": protocol(fields["protocol"])}
    common["mode"] = Leaf("ingress", leaf.place.point())
    if host.value:
        if not host.holes:
            short.check_host(str(host.value))
        common["host_ip"] = host
    if target.holes or published.holes:
        return [open_port(common, target, published, leaf)]
    return [Map(items, leaf.place) for items in spread(common, target, published)]


def protocol(leaf: Leaf) -> Leaf:
    """The protocol in small letters, ``tcp`` where none is written. Raises ``short.Refused``."""
    if leaf.holes:
        return leaf
    word = str(leaf.value).lower()
    if word and word not in ("tcp", "udp", "sctp"):
        raise short.Refused("its protocol is none of tcp, udp and sctp")
    return Leaf(word, leaf.place) if word else Leaf("tcp", leaf.place.point())


def open_port(common: dict[str, Value], target: Leaf, published: Leaf, whole: Leaf) -> Map:
    """A port of which a part is not known."""
    items = dict(common)
    if not target.holes:
        low, high = short.port_range(str(target.value), "target")
        items["target"] = (
            Leaf(low, target.place) if low == high else Leaf(Unknown("it is a range"), target.place)
        )
    else:
        items["target"] = Leaf(target.unknown(), target.place)
    if published.value:
        items["published"] = published
    return Map(items, whole.place)


def spread(common: dict[str, Value], target: Leaf, published: Leaf) -> list[dict[str, Value]]:
    """A mapping for each target of a range, with the published port that goes with it. Raises ``short.Refused``."""
    low, high = short.port_range(str(target.value), "target")
    if low == high == 0:
        raise short.Refused("it has no target")
    if not published.value:
        return [{**common, "target": Leaf(port, target.place)} for port in range(low, high + 1)]
    first, last = short.port_range(str(published.value), "published port")
    if low == high:
        return [
            {
                **common,
                "target": Leaf(low, target.place),
                "published": Leaf(_range_text(first, last), published.place),
            }
        ]
    if last - first != high - low:
        raise short.Refused("its two ranges are not of one size")
    pairs = zip(range(low, high + 1), range(first, last + 1), strict=True)
    return [
        {**common, "target": Leaf(inside, target.place), "published": Leaf(str(outside), published.place)}
        for inside, outside in pairs
    ]


def _range_text(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
