"""What of a service or a resource has the right shape and still will not decode in Docker Compose 2.40.3."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.compose.checking import amounts
from toybox_lint.compose.merging.merge import Report, as_list
from toybox_lint.compose.reading import extensions
from toybox_lint.compose.reading.values import Leaf, List, Map, Value, key_origin, whole_origin
from toybox_lint.typed import TypeAlias

Check: TypeAlias = Callable[[Value], str | None]
Checks: TypeAlias = "dict[str, Checks | Check]"

_DEVICE: Checks = {"count": amounts.is_count}
_ROLLOUT: Checks = {
    "delay": amounts.is_duration,
    "monitor": amounts.is_duration,
    "parallelism": amounts.is_not_negative,
}
_LIMITS: Checks = {"memory": amounts.is_size, "cpus": amounts.is_number, "pids": amounts.is_whole}
_HOOKS: Checks = {"[]": {"privileged": amounts.is_truth}}
_RATES: Checks = {"[]": {"rate": amounts.is_size}}
SERVICE: Checks = {
    "attach": amounts.is_truth,
    **dict.fromkeys(("cpus", "cpu_percent"), amounts.is_number),
    "blkio_config": {
        "weight": amounts.is_natural,
        **dict.fromkeys(
            ("device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops"), _RATES
        ),
        "weight_device": {"[]": {"weight": amounts.is_natural}},
    },
    "build": {
        "additional_contexts": {"*": amounts.is_context},
        **dict.fromkeys(("no_cache", "pull", "privileged"), amounts.is_truth),
        "shm_size": amounts.is_size,
        "secrets": {"[]": {"mode": amounts.is_mode}},
        "ulimits": {"*": amounts.is_integer},
    },
    "configs": {"[]": {"mode": amounts.is_mode}},
    "depends_on": {"*": {"restart": amounts.is_truth}},
    "deploy": {
        "update_config": _ROLLOUT,
        "rollback_config": _ROLLOUT,
        "placement": {"max_replicas_per_node": amounts.is_not_negative},
        "resources": {
            "limits": _LIMITS,
            "reservations": {
                **_LIMITS,
                "devices": {"[]": _DEVICE},
                "generic_resources": {"[]": {"discrete_resource_spec": {"value": amounts.is_whole}}},
            },
        },
        "replicas": amounts.is_not_negative,
        "restart_policy": {
            "delay": amounts.is_duration,
            "window": amounts.is_duration,
            "max_attempts": amounts.is_not_negative,
        },
    },
    "env_file": {"[]": {"required": amounts.is_truth, "format": amounts.is_env_format}},
    "gpus": {"[]": _DEVICE},
    "group_add": {"[]": amounts.is_text},
    "healthcheck": {
        **dict.fromkeys(("interval", "timeout", "start_period", "start_interval"), amounts.is_duration),
        "retries": amounts.is_not_negative,
    },
    **dict.fromkeys(
        ("mem_limit", "mem_reservation", "mem_swappiness", "memswap_limit", "shm_size"), amounts.is_size
    ),
    "ports": {
        "[]": {"host_ip": amounts.is_address, "published": amounts.is_text, "target": amounts.is_not_negative}
    },
    **dict.fromkeys(("post_start", "pre_stop"), _HOOKS),
    "scale": amounts.is_not_negative,
    "secrets": {"[]": {"mode": amounts.is_mode}},
    "stop_grace_period": amounts.is_duration,
    "storage_opt": amounts.are_scalars,
    "ulimits": {"*": amounts.is_integer},
    "volumes": {
        "[]": {
            "bind": {"create_host_path": amounts.is_truth},
            "tmpfs": {"size": amounts.is_size, "mode": amounts.is_natural},
        }
    },
}


def check(value: Value, checks: Checks | Check, name: str, report: Report) -> None:
    """Report every scalar below ``value`` that will not decode."""
    if not isinstance(checks, dict):
        fault = checks(value)
        if fault is not None:
            written = value.written() if isinstance(value, Leaf) else name
            bare = checks is amounts.is_duration and written.isdigit()
            kind = "duration-without-unit" if bare else "bad-value"
            report(kind, f"{name}: {written} {fault}", whole_origin(value))
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
    for item in value.items_of("environment"):
        _variable(item, report)
    build = value.map("build")
    for owner in (value, build):
        hosts = owner.get("extra_hosts") if owner is not None else None
        if isinstance(hosts, Map) and extensions.gathered(hosts) is not hosts.items:
            report("bad-host", "a host's name cannot begin with x-", key_origin(hosts, "extra_hosts"))
        for item in as_list(hosts) if hosts is not None else ():
            _host(item, report)
    for item in build.items_of("ssh") if build is not None else ():
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


def _maps(value: Map, name: str) -> list[Map]:
    return [item for item in value.items_of(name) if isinstance(item, Map)]


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
    for _, value in _entries(root, "secrets"):
        check(value, {"driver_opts": amounts.are_scalars}, "driver_opts", report)
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
