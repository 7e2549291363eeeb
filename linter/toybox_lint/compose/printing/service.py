"""A service's keys as Docker Compose 2.40.3 prints them."""

from __future__ import annotations

from toybox_lint.compose.printing import values as as_
from toybox_lint.compose.printing.values import Json, Printer, Table
from toybox_lint.compose.reading.values import Leaf, List, Map, Value, known_text, plain

HOOK = Table(
    {"command": as_.words, "environment": as_.variables, "privileged": as_.truth},
    frozenset(("command",)),
    {"command": None},
)
_ULIMIT = Table(dict.fromkeys(("single", "soft", "hard"), as_.whole))
# Zero is as good as no limit.
ULIMITS = as_.every(lambda value: _ULIMIT(value) if isinstance(value, Map) else as_.whole(value) or {})


def grants(directory: str | None) -> Printer:
    """Configs or secrets of a service; secrets have a target in any case."""

    def show(value: Value) -> object:
        found = Table({"mode": as_.mode})(value)
        if directory is not None and isinstance(found, dict) and "target" not in found:
            found["target"] = f"{directory}/{found.get('source', '')}"
        return found

    return as_.each(show)


BUILD = Table(
    {
        "additional_contexts": as_.open_pairs,
        "args": as_.open_pairs,
        "extra_hosts": as_.hosts,
        "labels": as_.pairs,
        "no_cache": as_.truth,
        "privileged": as_.truth,
        "provenance": as_.text,
        "pull": as_.truth,
        "sbom": as_.text,
        "secrets": grants(None),
        "shm_size": as_.byte_count,
        "ssh": lambda value: sorted(f"{name}={half}" if half else name for name, half in as_.halves(value)),
        "ulimits": ULIMITS,
    }
)


def build(value: Value) -> object:
    """With the name of the Dockerfile, where none is given."""
    found = BUILD(value)
    named = isinstance(value, Map) and {"dockerfile", "dockerfile_inline"} & value.items.keys()
    if isinstance(found, dict) and not named:
        found["dockerfile"] = "Dockerfile"
    return found


_ROLLOUT = Table(
    {
        "delay": as_.length,
        "monitor": as_.length,
        "max_failure_ratio": as_.number,
        "parallelism": as_.whole,
    },
    frozenset(("parallelism",)),
)
_DEVICE_FIELDS = Table({"count": as_.count, "options": as_.pairs})


def _device(value: Value) -> object:
    """A requested device: all there are, unless it is counted or named."""
    found = _DEVICE_FIELDS(value)
    if (
        isinstance(value, Map)
        and isinstance(found, dict)
        and not {"count", "device_ids"} & value.items.keys()
    ):
        found["count"] = -1
    return found


_SPEC = Table({"value": as_.whole}, frozenset(("kind", "value")), {"kind": "", "value": 0})
_GENERIC = Table({"discrete_resource_spec": _SPEC})
_RESOURCE = Table(
    {
        "cpus": as_.number,
        "memory": as_.byte_count,
        "pids": as_.whole,
        "devices": as_.each(_device),
        "generic_resources": as_.each(_GENERIC),
    }
)
DEPLOY = Table(
    {
        "labels": as_.pairs,
        "resources": Table(
            {"limits": _RESOURCE, "reservations": _RESOURCE}, frozenset(("limits", "reservations"))
        ),
        "restart_policy": Table(
            {"delay": as_.length, "window": as_.length, "max_attempts": as_.whole},
            frozenset(("max_attempts",)),
        ),
        "placement": Table({"preferences": as_.each(Table())}),
        "replicas": as_.whole,
        "rollback_config": _ROLLOUT,
        "update_config": _ROLLOUT,
    },
    frozenset(("placement", "replicas", "resources", "restart_policy", "rollback_config", "update_config")),
    {"placement": {}, "resources": {}},
)
_RATE = Table({"rate": as_.rate}, frozenset(("path",)), {"path": "", "rate": "0"})
_WEIGHT = Table({"weight": as_.whole}, frozenset(("path", "weight")), {"path": "", "weight": 0})
_RATES = as_.each(lambda value: _capitals(_RATE(value)))
_WEIGHTS = as_.each(lambda value: _capitals(_WEIGHT(value)))


def _capitals(value: object) -> object:
    """The program prints the fields of these under the names of its own structures."""
    return {name.capitalize(): one for name, one in value.items()} if isinstance(value, dict) else value


def healthcheck(value: Value) -> object:
    """A test that is one text becomes one for a shell."""
    found = _HEALTHCHECK(value)
    test = value.get("test") if isinstance(value, Map) else None
    if isinstance(found, dict) and isinstance(test, Leaf) and test.value is not None:
        found["test"] = ["CMD-SHELL", as_.text(test)]
    return found


_HEALTHCHECK = Table(
    {
        **dict.fromkeys(("interval", "timeout", "start_period", "start_interval"), as_.length),
        "retries": as_.whole,
    },
    frozenset(("interval", "timeout", "retries", "start_period", "start_interval")),
)


_WATCH = Table(
    {"exec": HOOK, "ignore": as_.listed, "include": as_.listed}, always={"exec": {"command": None}}
)


def _port(value: Value) -> object:
    found: Json = {"mode": "ingress", "protocol": "tcp"}
    shown = Table({"published": as_.text, "target": as_.whole})(value)
    return {**found, **shown} if isinstance(shown, dict) else shown


def _mount(value: Value) -> object:
    return _MOUNT(value)


_MOUNT = Table(
    {
        "read_only": as_.truth,
        "bind": Table({"create_host_path": as_.truth}),
        "volume": Table({"nocopy": as_.truth, "labels": as_.pairs}),
        "tmpfs": Table({"size": as_.byte_count, "mode": as_.whole}),
        "image": Table(),
    },
    frozenset(("bind", "volume", "tmpfs", "image")),
)


def networks(value: Value) -> object:
    """The networks of a service, null for those of which nothing more is said."""
    table = Table(
        {"driver_opts": as_.texts, "priority": as_.whole, "gw_priority": as_.whole},
    )
    found: Json = {}
    for name, entry in value.items.items() if isinstance(value, Map) else ():
        found[name] = None if isinstance(entry, Leaf) else table(entry)
    return found


_GPU = frozenset(("capabilities", "count", "device_ids", "driver", "options"))


def _gpu(value: Value) -> object:
    """As any device; other keys may stand there, and are nothing."""
    found = _device(value)
    return {name: one for name, one in found.items() if name in _GPU} if isinstance(found, dict) else found


def device(value: Value) -> object:
    """A device in the long form."""
    return Table()(value)


def _pull_policy(value: Value) -> object:
    return "missing" if known_text(value) == "if_not_present" else plain(value)


SERVICE = Table(
    {
        **dict.fromkeys(("annotations", "labels", "sysctls"), as_.pairs),
        **dict.fromkeys(("mem_limit", "mem_reservation", "mem_swappiness", "memswap_limit"), as_.byte_count),
        **dict.fromkeys(("cpu_percent", "cpus"), as_.number),
        **dict.fromkeys(
            ("cpu_count", "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime"), as_.whole
        ),
        **dict.fromkeys(("cpu_shares", "oom_score_adj", "pids_limit"), as_.whole),
        **dict.fromkeys(("command", "entrypoint"), as_.words),
        **dict.fromkeys(("env_file", "extends", "label_file", "pull_refresh_after"), as_.not_shown),
        **dict.fromkeys(("expose", "group_add"), as_.each(as_.text)),
        **dict.fromkeys(("post_start", "pre_stop"), as_.each(HOOK)),
        "attach": as_.truth,
        "blkio_config": Table(
            {
                **dict.fromkeys(
                    ("device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops"), _RATES
                ),
                "weight": as_.whole,
                "weight_device": _WEIGHTS,
            }
        ),
        "build": build,
        "credential_spec": Table(),
        "configs": grants(None),
        "deploy": DEPLOY,
        "develop": Table({"watch": as_.each(_WATCH)}),
        "devices": as_.each(device),
        "extra_hosts": as_.hosts,
        "gpus": as_.each(_gpu),
        "healthcheck": healthcheck,
        "logging": Table({"options": as_.texts}),
        "models": as_.names,
        "networks": networks,
        "ports": as_.each(_port),
        "provider": Table({"options": as_.every(lambda one: _option(one))}),
        "pull_policy": _pull_policy,
        "scale": as_.whole,
        "secrets": grants("/run/secrets"),
        "shm_size": as_.byte_count,
        "stop_grace_period": as_.length,
        "storage_opt": as_.texts,
        "ulimits": ULIMITS,
        "volumes": as_.each(_mount),
    },
    frozenset(
        (
            *("attach", "blkio_config", "command", "credential_spec", "develop", "entrypoint", "extra_hosts"),
            *("healthcheck", "init", "logging", "provider", "scale"),
        )
    ),
    {"command": None, "entrypoint": None},
)


def _option(value: Value) -> object:
    return [as_.text(item) for item in value.items] if isinstance(value, List) else [as_.text(value)]
