"""How Docker Compose 2.40.3 prints values: what it turns into what, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toybox_lint.compose import shellwords
from toybox_lint.compose.checking.amounts import size
from toybox_lint.compose.merging.merge import as_list
from toybox_lint.compose.merging.short import has_hole
from toybox_lint.compose.reading import extensions
from toybox_lint.compose.reading.casts import TRUTHS, to_float
from toybox_lint.compose.reading.values import Leaf, List, Map, Value, known_text, plain
from toybox_lint.compose.yaml.scalars import as_text, is_finite
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, field
from toybox_lint.typed import TypeAlias

Json: TypeAlias = dict[str, object]
Printer: TypeAlias = Callable[[Value], object]

_OCTAL = pattern(r"[-+]?[0-7]+\Z")
# Left out wherever it would be printed.
NOTHING = object()


@dataclass(frozen=True, slots=True)
class Table:
    """Prints a mapping: fields by their printers, empty ones left out unless in ``keep``.

    ``always`` are fields that are printed with these values when the mapping does not have them.
    """

    fields: Mapping[str, Printer] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()
    always: Mapping[str, object] = field(default_factory=dict)

    def __call__(self, value: Value) -> object:
        if not isinstance(value, Map):
            return plain(value)
        found: Json = {}
        for name, entry in value.items.items():
            if name.startswith("x-") or (isinstance(entry, Leaf) and entry.value is None):
                continue
            printer = self.fields.get(name)
            shown = bare(entry) if printer is None else printer(entry)
            if shown is not NOTHING and (shown or name in self.keep):
                found[name] = shown
        for name, default in self.always.items():
            found.setdefault(name, default)
        return found


def not_shown(_value: Value) -> object:
    """Nothing, whatever it is."""
    return NOTHING


def bare(value: Value) -> object:
    """A value as it is, without what anybody may add under ``x-``."""
    if isinstance(value, Leaf):
        return plain(value)
    if isinstance(value, List):
        return [bare(item) for item in value.items]
    return {name: bare(one) for name, one in value.items.items() if not name.startswith(extensions.PREFIX)}


def text(value: Value) -> object:
    """A text; numbers as Go prints them."""
    if isinstance(value, Map):
        return extensions.as_go_prints(value)
    found = known_text(value)
    return plain(value) if found is None else found


def truth(value: Value) -> object:
    """True or false, where it can be told."""
    found = known_text(value)
    return plain(value) if found is None else TRUTHS.get(found.lower(), found)


def number(value: Value) -> object:
    """A number, without a point where it is whole; nothing for one of no size."""
    found = known_text(value)
    if found is None:
        return plain(value)
    try:
        amount = to_float(found)
    except ValueError:
        return found
    if not is_finite(amount):
        return NOTHING
    return int(amount) if amount.is_integer() else amount


def whole(value: Value) -> object:
    """A whole number; what no number of 64 bits holds is the lowest of them, as on the machines Go runs on."""
    if isinstance(value, Leaf) and isinstance(value.value, float):
        return _whole(value.value)
    found = number(value)
    if isinstance(found, float | int) and not -(2**63) <= found < 2**63:
        return -(2**63)
    return int(found) if isinstance(found, float) else found


def _whole(value: float) -> int:
    """What Go makes of a number that no integer can be."""
    return int(value) if -(2**63) <= value < 2**63 else -(2**63)


def byte_count(value: Value) -> object:
    """Bytes as a text. Without an amount, and of a number with a point, nothing is printed."""
    if not isinstance(value, Leaf) or isinstance(value.value, float):
        return NOTHING
    found = known_text(value)
    if found is None:
        return plain(value)
    amount = value.value if isinstance(value.value, int) else size(found)
    return (found if amount is None else str(amount)) if amount != 0 else NOTHING


def rate(value: Value) -> object:
    """Bytes as a text, none of them as well."""
    found = byte_count(value)
    return "0" if found is NOTHING else found


def length(value: Value) -> object:
    """A duration in Go's form."""
    found = known_text(value)
    from toybox_lint.compose.checking import durations

    nanoseconds = durations.nanoseconds(found) if found is not None else None
    return plain(value) if nanoseconds is None else durations.printed(nanoseconds)


def mode(value: Value) -> object:
    """A file mode: a text is octal as it stands, a number is printed in octal."""
    if not isinstance(value, Leaf) or isinstance(value.value, Unknown):
        return plain(value)
    if isinstance(value.value, int | float):
        return f"0{_whole(value.value):o}"
    found = known_text(value)
    return found if found is None or not _OCTAL.match(found) else f"0{int(found, 8):o}"


def count(value: Value) -> object:
    """A whole number, -1 for ``all``."""
    return -1 if known_text(value) == "all" else whole(value)


def each(printer: Printer) -> Printer:
    """Prints a sequence by what prints an item."""
    return lambda value: [printer(item) for item in value.items] if isinstance(value, List) else plain(value)


def every(printer: Printer) -> Printer:
    """Prints a mapping by what prints a value, and leaves out what is not printed."""

    def show(value: Value) -> object:
        if not isinstance(value, Map):
            return plain(value)
        shown = {name: printer(item) for name, item in extensions.gathered(value).items()}
        return {name: item for name, item in shown.items() if item is not NOTHING}

    return show


def variables(value: Value) -> object:
    """A mapping of texts from either form, in which nothing remains nothing."""
    return dict(halves(value))


def pairs(value: Value) -> object:
    """A mapping of texts from either form; nothing becomes a blank text."""
    return {name: "" if half is None else half for name, half in halves(value)}


def listed(value: Value) -> object:
    """A list of texts that may be written as one text."""
    return [text(item) for item in value.items] if isinstance(value, List) else [text(value)]


def open_pairs(value: Value) -> object:
    """As ``pairs``, but a name without a value is left out."""
    return {name: half for name, half in halves(value) if half is not None}


def halves(value: Value) -> list[tuple[str, object]]:
    """Names and texts from either form, ``None`` for a name without a value."""
    if isinstance(value, Map):
        return [
            (name, None if isinstance(one, Leaf) and one.value is None else text(one))
            for name, one in extensions.gathered(value).items()
        ]
    found: list[tuple[str, object]] = []
    for item in as_list(value):
        if isinstance(item, Leaf) and isinstance(item.value, str):
            name, equals, _ = item.value.partition("=")
            if has_hole(name):
                name = item.written().partition("=")[0]
            found.append((name, text(item.part(len(name) + 1, len(item.value))) if equals else None))
    return found


def texts(value: Value) -> object:
    """A mapping of texts that was written as a mapping; nothing becomes a blank text."""
    return every(lambda one: text(one) or "")(value)


def words(value: Value) -> object:
    """A command as a list, a text split as Compose splits it."""
    if isinstance(value, List):
        return [text(item) for item in value.items]
    found = known_text(value)
    if found is None:
        return None if isinstance(value, Leaf) and value.value is None else [plain(value)]
    split = shellwords.split(found)
    return [] if split is None else [word.text for word in split]


def names(value: Value) -> object:
    """A mapping with nothing under each name, from a list of names."""
    if isinstance(value, List):
        return {as_text(item.value): None for item in value.leaves() if not isinstance(item.value, Unknown)}
    return every(Table())(value)


def hosts(value: Value) -> object:
    """``host=address``, sorted, from either form; hosts without an address are an empty list."""
    if not isinstance(value, Map | List) or not value.items:
        return NOTHING
    found: list[str] = []
    for item in as_list(value):
        whole_text = text(item)
        if isinstance(whole_text, str):
            host, _, address = whole_text.partition("=" if "=" in whole_text else ":")
            bare = address[1:-1] if address.startswith("[") and address.endswith("]") else address
            found.extend(f"{host}={one}" for one in bare.split(","))
    return sorted(found)
