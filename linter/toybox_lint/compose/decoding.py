"""Texts that stand for sizes, durations and the like: what Docker Compose 2.40.3 refuses to decode."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from toybox_lint.compose import durations
from toybox_lint.compose.merge import Report, as_list
from toybox_lint.compose.scalars import TRUTHS
from toybox_lint.compose.short import is_ip_address
from toybox_lint.compose.values import Leaf, List, Map, Value, key_origin, whole_origin
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern

Check: TypeAlias = Callable[[Value], str | None]
Checks: TypeAlias = "dict[str, Checks | Check]"

_SIZE = pattern(r"(-?[0-9.]+) ?([a-zA-Z]*)\Z")
_UNITS = "bkmgtp"


def size(text: str) -> int | None:
    """Bytes of ``512m`` or ``1.5 GiB``; ``None`` when Compose refuses the text."""
    found = _SIZE.match(text)
    if found is None:
        return None
    try:
        number = float(found[1])
    except ValueError:
        return None
    unit = found[2].lower()
    if number < 0:
        return -1 if found[0] == "-1" else None
    if not unit:
        return int(number)
    if unit[0] not in _UNITS or unit[1:] not in ("", "b", "ib") or (unit[0] == "b" and len(unit) > 1):
        return None
    return int(number * 1024 ** _UNITS.index(unit[0]))


def amount(leaf: Leaf) -> float | None:
    """A number, or the bytes of a size; ``None`` when it is not known."""
    text = leaf.text()
    if isinstance(text, Unknown):
        return None
    try:
        return float(text)
    except ValueError:
        return size(text)


def _known(value: Value) -> str | None:
    """The text of a known scalar."""
    if not isinstance(value, Leaf) or value.value is None:
        return None
    text = value.text()
    return text if isinstance(text, str) else None


def is_size(value: Value) -> str | None:
    text = _known(value)
    return "is not a size such as 512m" if text is not None and size(text) is None else None


def is_duration(value: Value) -> str | None:
    text = _known(value)
    if text is None or durations.nanoseconds(text) is not None:
        return None
    return "is not a duration such as 1m30s (every number needs its unit)"


def is_truth(value: Value) -> str | None:
    text = _known(value)
    return "is neither true nor false" if text is not None and text not in TRUTHS else None


def is_not_negative(value: Value) -> str | None:
    number = value.value if isinstance(value, Leaf) else None
    return "must not be negative" if isinstance(number, int | float) and number < 0 else None


def is_number(value: Value) -> str | None:
    text = _known(value)
    if text is None:
        return None
    try:
        float(text)
    except ValueError:
        return "is not a number"
    return None


def is_whole(value: Value) -> str | None:
    text = _known(value)
    return "is not a whole number" if text is not None and not re.match(r"[-+]?[0-9]+\Z", text) else None


def is_count(value: Value) -> str | None:
    return None if _known(value) == "all" else is_whole(value)


def is_text(value: Value) -> str | None:
    number = value.value if isinstance(value, Leaf) else None
    return "must be a text or a whole number" if isinstance(number, float) else None


def is_integer(value: Value) -> str | None:
    """Where a text is not turned into a number first."""
    text = isinstance(value, Leaf) and isinstance(value.value, str)
    return "must be a whole number without quotes" if text else None


def is_scalar(value: Value) -> str | None:
    return None if isinstance(value, Leaf) else "must be a text"


def is_mode(value: Value) -> str | None:
    text = _known(value)
    if text is None or not isinstance(value, Leaf) or not isinstance(value.value, str):
        return None
    return None if re.match(r"(0o)?[0-7]+\Z", text) else "is not a file mode such as 0440"


def is_address(value: Value) -> str | None:
    text = _known(value)
    return "is not an IP address" if text and not is_ip_address(text) else None


def is_env_format(value: Value) -> str | None:
    text = _known(value)
    return "is not a format that Compose knows" if text not in (None, "", "raw") else None


_DEVICE: Checks = {"count": is_count}
_ROLLOUT: Checks = {"delay": is_duration, "monitor": is_duration}
_LIMITS: Checks = {"memory": is_size, "cpus": is_number, "pids": is_whole}
_RATES: Checks = {"[]": {"rate": is_size}}
SERVICE: Checks = {
    "attach": is_truth,
    "blkio_config": {
        "weight": is_whole,
        **dict.fromkeys(
            ("device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops"), _RATES
        ),
        "weight_device": {"[]": {"weight": is_whole}},
    },
    "build": {
        **dict.fromkeys(("no_cache", "pull", "privileged"), is_truth),
        "shm_size": is_size,
        "secrets": {"[]": {"mode": is_mode}},
        "ulimits": {"*": is_integer},
    },
    "configs": {"[]": {"mode": is_mode}},
    "depends_on": {"*": {"restart": is_truth}},
    "deploy": {
        "update_config": _ROLLOUT,
        "rollback_config": _ROLLOUT,
        "resources": {"limits": _LIMITS, "reservations": {**_LIMITS, "devices": {"[]": _DEVICE}}},
        "replicas": is_not_negative,
        "restart_policy": {"delay": is_duration, "window": is_duration},
    },
    "env_file": {"[]": {"required": is_truth, "format": is_env_format}},
    "gpus": {"[]": _DEVICE},
    "group_add": {"[]": is_text},
    "healthcheck": {
        **dict.fromkeys(("interval", "timeout", "start_period", "start_interval"), is_duration),
        "retries": is_not_negative,
    },
    **dict.fromkeys(("mem_limit", "mem_reservation", "mem_swappiness", "memswap_limit", "shm_size"), is_size),
    "ports": {"[]": {"host_ip": is_address, "target": is_not_negative}},
    "scale": is_not_negative,
    "secrets": {"[]": {"mode": is_mode}},
    "stop_grace_period": is_duration,
    "storage_opt": {"*": is_scalar},
    "volumes": {"[]": {"bind": {"create_host_path": is_truth}, "tmpfs": {"size": is_size, "mode": is_whole}}},
}


def check(value: Value, checks: Checks | Check, name: str, report: Report) -> None:
    """Report every scalar below ``value`` that will not decode."""
    if not isinstance(checks, dict):
        fault = checks(value)
        if fault is not None:
            written = value.written() if isinstance(value, Leaf) else name
            report("bad-value", f"{name}: {written} {fault}", whole_origin(value))
    elif isinstance(value, List):
        for item in value.items if "[]" in checks else ():
            check(item, checks["[]"], name, report)
    elif isinstance(value, Map):
        for key in value.items if "*" in checks else checks.keys() & value.items.keys():
            check(value.items[key], checks.get(key) or checks["*"], key, report)


def check_service(name: str, value: Map, report: Report) -> None:
    """Everything of one service that has the right shape and still will not decode."""
    pid = value.get("pid")
    if isinstance(pid, Leaf) and pid.value is None:
        report("null-pid", f"pid of {name} is empty: Docker Compose crashes on that", key_origin(pid, "pid"))
    check(value, SERVICE, name, report)
    for item in _items(value, "environment"):
        _variable(item, report)
    build = value.map("build")
    for owner in (value, build):
        hosts = owner.get("extra_hosts") if owner is not None else None
        for item in as_list(hosts) if hosts is not None else ():
            _host(item, report)
    for item in _items(build, "ssh") if build is not None else ():
        _key(item, report)
    for item in _maps(value, "volumes"):
        _mount(item, report)
    for item in _maps(value, "ports"):
        if item.leaf("target") is None:
            report("missing-target", "the port is missing a target", item.place.origin())
    for item in [*_maps(value, "gpus"), *_reserved(value)]:
        if item.leaf("count") is not None and item.list("device_ids") is not None:
            message = "count and device_ids exclude each other"
            report("exclusive-keys", message, key_origin(item.items["count"], "count"))


def _reserved(value: Map) -> list[Map]:
    """The devices that a deployment reserves."""
    for name in ("deploy", "resources", "reservations"):
        found = value.map(name)
        if found is None:
            return []
        value = found
    return _maps(value, "devices")


def _items(value: Map, name: str) -> list[Value]:
    found = value.list(name)
    return found.items if found is not None else []


def _maps(value: Map, name: str) -> list[Map]:
    return [item for item in _items(value, name) if isinstance(item, Map)]


def _variable(item: Value, report: Report) -> None:
    if isinstance(item, Leaf) and isinstance(item.value, str):
        name, equals, _ = item.value.partition("=")
        if equals and name.endswith(" "):
            report("bad-variable", "a variable is declared with a space after its name", item.place.origin())


def _host(item: Value, report: Report) -> None:
    if not isinstance(item, Leaf) or not isinstance(item.value, str) or item.holes:
        return
    host, separator, _ = item.value.partition("=" if "=" in item.value else ":")
    if not separator:
        report("bad-host", f"the host {item.written()} has no address", item.origin())
    elif not host:
        report("bad-host", "an additional host has no name", item.origin())


def _key(item: Value, report: Report) -> None:
    if isinstance(item, Leaf) and not item.holes and item.value != "default" and "=" not in str(item.value):
        report("bad-value", "an SSH key is default or name=path", item.origin())


def _mount(item: Map, report: Report) -> None:
    kind, source, target = item.leaf("type"), item.leaf("source"), item.leaf("target")
    if target is None:
        report("missing-target", "the volume is missing a mount target", key_origin(item))
    if kind is not None and kind.value == "bind" and source is None:
        report("missing-source", "a bind needs a source", key_origin(item))


def check_resources(root: Map, report: Report) -> None:
    """The top-level resources: where their content comes from, and what ``external`` excludes."""
    for section, sources in (
        ("configs", ("file", "environment", "content")),
        ("secrets", ("file", "environment")),
    ):
        for key, value in _entries(root, section):
            _content(f"{section}.{key}", key, value, sources, report)
    for key, value in _entries(root, "volumes"):
        external = value.leaf("external")
        others = [
            name for name in value.items if name not in ("name", "external") and not name.startswith("x-")
        ]
        if external is not None and external.value is True and others:
            message = f"volumes.{key}: external excludes {', '.join(others)}"
            report("exclusive-keys", message, key_origin(value.items[others[0]], others[0]))


def _entries(root: Map, section: str) -> list[tuple[str, Map]]:
    found = root.map(section)
    return (
        [(key, one) for key, one in found.items.items() if isinstance(one, Map)] if found is not None else []
    )


def _content(path: str, key: str, value: Map, sources: tuple[str, ...], report: Report) -> None:
    given = [name for name in sources if name in value.items]
    variable = value.leaf("environment")
    if (
        given == ["environment"]
        and "content" not in sources
        and variable is not None
        and variable.value == ""
    ):
        given = []
    if len(given) > 1:
        message = f"{path}: {' and '.join(given)} exclude each other"
        report("exclusive-keys", message, key_origin(value.items[given[1]], given[1]))
    elif not given and not {"external"} & value.items.keys():
        report("missing-key", f"{path} needs one of {', '.join(sources)}", key_origin(value, key))
