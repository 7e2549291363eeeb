"""Texts that stand for sizes, durations and the like: which ones Docker Compose 2.40.3 refuses to decode.

Each check answers with a clause that says what is wrong, and passes what is not known.
"""

from __future__ import annotations

from functools import lru_cache

from toybox_lint.compose.merging.short import is_ip_address
from toybox_lint.compose.reading import casts, extensions
from toybox_lint.compose.reading.values import Leaf, Map, Value, known_text
from toybox_lint.compose.yaml.scalars import is_finite
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern

_SIZE = pattern(r"(?s)(.*?[0-9. ])([^0-9. ]*)\Z")
_UNITS = "bkmgtp"


_OCTAL = pattern(r"[-+]?[0-7]+\Z")
_WHOLE = pattern(r"[-+]?[0-9]+\Z")


@lru_cache(maxsize=256)
def size(text: str) -> int | None:
    """Bytes of ``512m`` or ``1.5 GiB``; ``None`` when Compose refuses the text."""
    found = _SIZE.match(text)
    if found is None:
        return None
    number, unit = number_of(found[1].removesuffix(" ")), found[2].lower()
    if number is None or number < 0:
        return None
    if not unit:
        return int(number)
    if unit[0] not in _UNITS or unit[1:] not in ("", "b", "ib") or (unit[0] == "b" and len(unit) > 1):
        return None
    size = number * 1024 ** _UNITS.index(unit[0])
    return int(size) if size < 2**63 else -(2**63)


def number_of(text: str) -> float | None:
    """What Go's ParseFloat makes of a text, as far as it is a number of this world."""
    try:
        found = casts.to_float(text)
    except ValueError:
        return None
    return found if is_finite(found) else None


def amount(leaf: Leaf) -> float | None:
    """A number, or the bytes of a size; ``None`` when it is not known."""
    text = leaf.text()
    if isinstance(text, Unknown):
        return None
    number = number_of(text)
    return size(text) if number is None else number


def is_size(value: Value) -> str | None:
    """Bytes, with a unit or without."""
    text = _written(value)
    return "is not a size such as 512m" if text is not None and size(text) is None else None


def _written(value: Value) -> str | None:
    """The text of a known scalar that is a text, not a number."""
    return known_text(value) if isinstance(value, Leaf) and isinstance(value.value, str) else None


def is_duration(value: Value) -> str | None:
    """As Go writes them, with days and weeks."""
    text = known_text(value)
    from toybox_lint.compose.checking import durations

    if text is None or durations.nanoseconds(text) is not None:
        return None
    return "is not a duration such as 1m30s (every number needs its unit)"


def is_truth(value: Value) -> str | None:
    """What Compose turns into true or false."""
    text = known_text(value)
    return "is neither true nor false" if text is not None and text.lower() not in casts.TRUTHS else None


def is_not_negative(value: Value) -> str | None:
    """A number of which nothing is said but that; texts pass."""
    number = value.value if isinstance(value, Leaf) else None
    return "must not be negative" if isinstance(number, int | float) and number < 0 else None


def is_number(value: Value) -> str | None:
    """A number with a point or without, also as a text."""
    if isinstance(value, Leaf) and isinstance(value.value, float) and not is_finite(value.value):
        return "is not a number of this world"
    text = _written(value)
    return "is not a number" if text is not None and number_of(text) is None else None


def is_whole(value: Value) -> str | None:
    """A text of a whole number; what YAML read as a number passes."""
    text = _written(value)
    return "is not a whole number" if text is not None and not _WHOLE.match(text) else None


def is_count(value: Value) -> str | None:
    """A whole number, or ``all``."""
    if isinstance(value, Leaf) and isinstance(value.value, float):
        return "must be a whole number, without a point"
    return None if known_text(value) == "all" else is_whole(value)


def is_text(value: Value) -> str | None:
    """A text, or a whole number of 64 bits that becomes one."""
    number = value.value if isinstance(value, Leaf) else None
    large = isinstance(number, int) and number >= 2**63
    return "must be a text or a whole number" if large or isinstance(number, float) else None


def is_integer(value: Value) -> str | None:
    """Where a text is not turned into a number first."""
    if isinstance(value, Map):
        limits = (value.items[name] for name in ("soft", "hard") if name in value.items)
        return next((fault for one in limits if (fault := is_integer(one))), None)
    if isinstance(value, Leaf) and (value.holes or isinstance(value.value, Unknown | int)):
        return None
    return "must be a whole number, without quotes and without a point"


def is_natural(value: Value) -> str | None:
    """Where a text is not turned into a number first, and a point does no harm."""
    return is_integer(value) if _written(value) is not None else is_not_negative(value)


def are_scalars(value: Value) -> str | None:
    """A mapping to texts and whole numbers, in which there is no place for what ``x-`` sets apart."""
    if not isinstance(value, Map):
        return None
    if any(name.startswith(extensions.PREFIX) for name in value.items):
        return "takes no name that begins with x-"
    sound = all(isinstance(one, Leaf) and is_text(one) is None for one in value.items.values())
    return None if sound else "takes texts and whole numbers only"


def is_context(value: Value) -> str | None:
    """The context of a build."""
    written = isinstance(value, Leaf) and isinstance(value.value, str | Unknown)
    return None if written else "must be a text: Docker Compose crashes on anything else"


def is_mode(value: Value) -> str | None:
    """The mode of a file, in octal digits."""
    text = _written(value)
    octal = text is None or _OCTAL.match(text)
    decimal = isinstance(value, Leaf) and isinstance(value.value, float)
    return None if octal and not decimal else "is not a file mode such as 0440"


def is_address(value: Value) -> str | None:
    """An IP address, of version 4 or 6."""
    text = known_text(value)
    return "is not an IP address" if text is not None and not is_ip_address(text) else None


def is_env_format(value: Value) -> str | None:
    """The format of an env file."""
    text = known_text(value)
    return "is not a format that Compose knows" if text not in (None, "", "raw") else None
