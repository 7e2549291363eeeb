"""Durations, sizes, numbers and statuses, as the Go code behind the Caddyfile reads them."""

from __future__ import annotations

from functools import lru_cache

from toybox_lint.caddy.model import Duration
from toybox_lint.digits import number
from toybox_lint.patterns import pattern, re

# Go 1.25 time.ParseDuration, and Caddy's own unit d.
_SECONDS = {
    "ns": 1e-9,
    "us": 1e-6,
    "µs": 1e-6,
    "μs": 1e-6,
    "ms": 1e-3,
    "s": 1.0,
    "m": 60.0,
    "h": 3600.0,
    "d": 86400.0,
}
_PART = pattern(r"([0-9]*)(?:(\.)([0-9]*))?(ns|us|µs|μs|ms|s|m|h|d)")
_LONGEST = (2**63 - 1) / 1e9

# github.com/dustin/go-humanize ParseBytes.
_UNITS = {"": 1, "b": 1}
for _power, _letter in enumerate("kmgtpe", start=1):
    _UNITS |= {_letter: 1000**_power, _letter + "b": 1000**_power}
    _UNITS |= {_letter + "i": 1024**_power, _letter + "ib": 1024**_power}


_NUMBER = pattern(r"[0-9.,]*")
_WHOLE = pattern(r"[+-]?[0-9]+", re.ASCII)
_DECIMAL = pattern(r"[0-9]++\.?[0-9]*|\.[0-9]+")


@lru_cache(maxsize=256)
def duration(text: str, *, days: bool = True) -> Duration | None:
    """A Go duration, with ``d`` for days where Caddy itself reads it; ``None`` when it is none."""
    rest = text[1:] if text[:1] in ("+", "-") else text
    if rest == "0":
        return Duration(text, 0.0)
    if not rest or len(text) > 1024:
        return None
    seconds, at = 0.0, 0
    while at < len(rest):
        found = _PART.match(rest, at)
        if found is None or not (found[1] or found[3]) or (found[4] == "d" and not days):
            return None
        seconds += float(f"{found[1] or 0}.{found[3] or 0}") * _SECONDS[found[4]]
        at = found.end()
    if seconds > _LONGEST:
        return None
    return Duration(text, -seconds if text[0] == "-" else seconds)


def size(text: str) -> int | None:
    """A size in bytes, such as ``10MB`` (thousands) or ``4KiB`` (1024); ``None`` when it is none."""
    found = _NUMBER.match(text)
    number = found[0].replace(",", "") if found else ""
    unit = text[found.end() if found else 0 :].strip().lower()
    if not _DECIMAL.fullmatch(number) or unit not in _UNITS:
        return None
    value = float(number) * _UNITS[unit]
    return int(value) if value < 2**64 else None


def integer(text: str) -> int | None:
    """What Go's strconv.Atoi reads; ``None`` when it is no such number."""
    if not _WHOLE.fullmatch(text):
        return None
    value = number(text)
    return value if -(2**63) <= value < 2**63 else None
