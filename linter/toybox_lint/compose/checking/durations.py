"""Durations as Compose writes them: ``1h30m``, with weeks and days, printed in Go's canonical form."""

from __future__ import annotations

from functools import lru_cache

from toybox_lint.digits import number
from toybox_lint.patterns import pattern

_END = 2**63
_PIECE = pattern(r"([0-9]*)(?:\.([0-9]*))?([^0-9.]*)")
_NANOSECONDS = {
    "ns": 1,
    "us": 10**3,
    "µs": 10**3,
    "μs": 10**3,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
    "d": 24 * 3600 * 10**9,
    "w": 7 * 24 * 3600 * 10**9,
}


@lru_cache(maxsize=1024)
def nanoseconds(text: str) -> int | None:
    """The length of a duration; ``None`` when Compose refuses the text."""
    rest, sign = text, 1
    if rest[:1] in ("-", "+"):
        sign = -1 if rest[0] == "-" else 1
        rest = rest[1:]
    if rest == "0":
        return 0
    if not rest:
        return None
    total = 0
    while rest:
        found = _PIECE.match(rest)
        scale = _NANOSECONDS.get(found[3]) if found is not None else None
        if found is None or scale is None or not (found[1] or found[2]):
            return None
        total += number(found[1] or "0") * scale + _part(found[2] or "", scale)
        rest = rest[found.end() :]
    return sign * total if sign * total < _END and total <= _END else None


def _part(decimals: str, scale: int) -> int:
    """What stands behind the point, of which Go reads as many digits as it can hold."""
    value, divisor = 0, 1.0
    for digit in decimals:
        if value > (_END - 1) // 10 or value * 10 + int(digit) > _END:
            break
        value, divisor = value * 10 + int(digit), divisor * 10
    return int(value * (scale / divisor))


def printed(length: int) -> str:
    """Nanoseconds in Go's form: ``1m30s``, ``500ms``, ``0s``."""
    if length == 0:
        return "0s"
    sign, size = ("-" if length < 0 else ""), abs(length)
    for unit, scale in (("ns", 1), ("µs", 10**3), ("ms", 10**6)):
        if size < scale * 1000:
            return f"{sign}{_decimal(size, scale)}{unit}"
    seconds, rest = divmod(size, 60 * 10**9)[1], size // (60 * 10**9)
    hours, minutes = divmod(rest, 60)
    head = f"{hours}h{minutes}m" if hours else (f"{minutes}m" if minutes else "")
    return f"{sign}{head}{_decimal(seconds, 10**9)}s"


def _decimal(size: int, scale: int) -> str:
    whole, rest = divmod(size, scale)
    digits = str(rest).zfill(len(str(scale)) - 1).rstrip("0") if rest else ""
    return f"{whole}.{digits}" if digits else str(whole)
