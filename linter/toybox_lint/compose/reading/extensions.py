"""Names that begin with ``x-`` where names are free: Docker Compose 2.40.3 keeps them apart, as one entry."""

from __future__ import annotations

from toybox_lint.compose.reading.values import Leaf, List, Map, Value
from toybox_lint.compose.yaml.scalars import as_text

NAME = "#extensions"
PREFIX = "x-"


def gathered(value: Map) -> dict[str, Value]:
    """The entries of a mapping, those whose names begin with ``x-`` as one mapping under ``NAME``."""
    apart = {name: one for name, one in value.items.items() if name.startswith(PREFIX)}
    if not apart:
        return value.items
    others = {name: one for name, one in value.items.items() if name not in apart}
    return {**others, NAME: Map(apart, next(iter(apart.values())).place)}


def as_go_prints(value: Value) -> str:
    """A value as Go's ``%v`` has it: ``map[a:1 b:[c d]]``; nothing is ``<nil>``."""
    if isinstance(value, Map):
        entries = (f"{name}:{as_go_prints(value.items[name])}" for name in sorted(value.items))
        return f"map[{' '.join(entries)}]"
    if isinstance(value, List):
        return f"[{' '.join(map(as_go_prints, value.items))}]"
    if value.value is None:
        return "<nil>"
    text = value.text()
    return as_text(text) if isinstance(text, str) else value.written()


def printed_apart(value: Value) -> Value:
    """A mapping of texts as Compose takes it: what ``x-`` sets apart is one text in it."""
    if not isinstance(value, Map) or (items := gathered(value)) is value.items:
        return value
    apart = items[NAME]
    return Map({**items, NAME: Leaf(as_go_prints(apart), apart.place)}, value.place, value.key)
