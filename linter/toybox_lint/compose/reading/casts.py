"""Where Compose 2.40.3 turns a text into a number or a truth value after interpolation."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.compose.yaml.scalars import Plain, is_finite
from toybox_lint.digits import number
from toybox_lint.patterns import pattern, re
from toybox_lint.typed import TypeAlias

Caster: TypeAlias = Callable[[str], Plain]
Casts: TypeAlias = "dict[str, Casts | Caster]"

ODD_WORDS = {**dict.fromkeys(("y", "yes", "on"), True), **dict.fromkeys(("n", "no", "off"), False)}
# What a text may say, in any case of letters.
TRUTHS = {"true": True, "false": False, **ODD_WORDS}
_WHOLE = pattern(r"[-+]?[0-9]+\Z")
_DIGITS = "[0-9](?:_?[0-9])*"
_NUMBER = pattern(
    rf"[-+]?(?:\.{_DIGITS}|{_DIGITS}(?:\.(?:{_DIGITS})?)?)(?:e[-+]?{_DIGITS})?\Z|[-+]?(?:inf|infinity|nan)\Z",
    re.IGNORECASE,
)


def to_bool(text: str) -> bool:
    """Raises ``ValueError`` for other words than Compose knows."""
    found = TRUTHS.get(text.lower())
    if found is None:
        raise ValueError("not a boolean")
    return found


def to_int(text: str) -> int:
    """Raises ``ValueError`` for what Go's Atoi refuses."""
    if not _WHOLE.match(text) or not -(2**63) <= number(text) < 2**63:
        raise ValueError("not a whole number")
    return number(text)


def to_float(text: str) -> float:
    """Raises ``ValueError`` for what Go's ParseFloat refuses."""
    if not _NUMBER.match(text):
        raise ValueError("not a number")
    value = float(text)
    if not is_finite(value) and "n" not in text.lower():
        raise ValueError("out of range")
    return value


ANY_KEY = "*"
ANY_ITEM = "[]"

_EXTERNAL: Casts = {ANY_KEY: {"external": to_bool}}
_UPDATE: Casts = {"parallelism": to_int, "max_failure_ratio": to_float}
_SERVICE: Casts = {
    **dict.fromkeys(("cpu_count", "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime"), to_int),
    **dict.fromkeys(("cpu_percent", "cpus"), to_float),
    **dict.fromkeys(("cpu_shares", "oom_score_adj", "pids_limit", "scale"), to_int),
    **dict.fromkeys(("init", "oom_kill_disable", "privileged", "read_only", "stdin_open", "tty"), to_bool),
    "deploy": {
        "replicas": to_int,
        "update_config": _UPDATE,
        "rollback_config": _UPDATE,
        "restart_policy": {"max_attempts": to_int},
        "placement": {"max_replicas_per_node": to_int},
    },
    "healthcheck": {"retries": to_int, "disable": to_bool},
    "ports": {ANY_ITEM: {"target": to_int}},
    "ulimits": {ANY_KEY: to_int},
    "volumes": {ANY_ITEM: {"read_only": to_bool, "volume": {"nocopy": to_bool}}},
}
_NETWORK: Casts = dict.fromkeys(("external", "internal", "attachable", "enable_ipv4", "enable_ipv6"), to_bool)
CASTS: Casts = {
    "services": {ANY_KEY: _SERVICE},
    "networks": {ANY_KEY: _NETWORK},
    "volumes": _EXTERNAL,
    "secrets": _EXTERNAL,
    "configs": _EXTERNAL,
}
# `ulimits.*` is a number or a mapping of two numbers.
ULIMIT: Casts = {"hard": to_int, "soft": to_int}


def below(casts: Casts | Caster | None, key: str) -> Casts | Caster | None:
    """What holds for ``key`` (or an item, ``ANY_ITEM``) of a value for which ``casts`` holds."""
    if casts is None:
        return None
    if not isinstance(casts, dict):
        return ULIMIT.get(key) if casts is to_int else None
    found = casts.get(key)
    return found if found is not None or key == ANY_ITEM else casts.get(ANY_KEY)
