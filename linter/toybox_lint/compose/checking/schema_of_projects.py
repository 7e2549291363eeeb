"""The shapes of services, their deployment, and whole files; see ``schema``."""

from __future__ import annotations

from toybox_lint.compose.checking import schema as of
from toybox_lint.compose.checking.shapes import Entries, Shape
from toybox_lint.patterns import pattern

_NAMES = pattern(r"^[a-zA-Z0-9._-]+$")

_WATCH = of.mapping(
    {
        "ignore": of.TEXT_OR_TEXTS,
        "include": of.TEXT_OR_TEXTS,
        "path": of.TEXT,
        "action": of.words("rebuild", "sync", "restart", "sync+restart", "sync+exec"),
        "target": of.TEXT,
        "exec": of.HOOK,
        "initial_sync": of.types("boolean"),
    },
    "path",
    "action",
)
DEVELOP = of.either(of.mapping({"watch": of.sequence(_WATCH)}), of.NOTHING)
ROLLOUT = of.mapping(
    {
        "parallelism": of.WHOLE,
        "delay": of.TEXT,
        "failure_action": of.TEXT,
        "monitor": of.TEXT,
        "max_failure_ratio": of.NUMBER,
        "order": of.words("start-first", "stop-first"),
    }
)
_GENERIC = of.mapping({"discrete_resource_spec": of.mapping({"kind": of.TEXT, "value": of.NUMBER})})
_RESOURCES = of.mapping(
    {
        "limits": of.mapping({"cpus": of.NUMBER, "memory": of.TEXT, "pids": of.WHOLE}),
        "reservations": of.mapping(
            {
                "cpus": of.NUMBER,
                "memory": of.TEXT,
                "generic_resources": of.sequence(_GENERIC),
                "devices": of.sequence(of.mapping(of.DEVICE, "capabilities")),
            }
        ),
    }
)
DEPLOY = of.either(
    of.mapping(
        {
            "mode": of.TEXT,
            "endpoint_mode": of.TEXT,
            "replicas": of.WHOLE,
            "labels": of.PAIRS,
            "rollback_config": ROLLOUT,
            "update_config": ROLLOUT,
            "resources": _RESOURCES,
            "restart_policy": of.mapping(
                {"condition": of.TEXT, "delay": of.TEXT, "max_attempts": of.WHOLE, "window": of.TEXT}
            ),
            "placement": of.mapping(
                {
                    "constraints": of.TEXTS,
                    "preferences": of.sequence(of.mapping({"spread": of.TEXT})),
                    "max_replicas_per_node": of.WHOLE,
                }
            ),
        }
    ),
    of.NOTHING,
)

_TEXTS = (
    *("cgroup_parent", "cpuset", "domainname", "hostname", "image", "ipc", "isolation", "mac_address"),
    *("network_mode", "platform", "pull_refresh_after", "restart", "runtime", "stop_grace_period"),
    *("stop_signal", "user", "uts", "userns_mode", "working_dir"),
)
_FLAGS = (*("attach", "init", "oom_kill_disable", "privileged", "read_only", "stdin_open", "tty"),)
_NUMBERS = (
    *("cpu_shares", "cpu_quota", "cpu_period", "cpu_rt_period", "cpu_rt_runtime", "cpus"),
    *("mem_limit", "memswap_limit", "pids_limit", "shm_size"),
)
_UNIQUE = ("cap_add", "cap_drop", "dns_opt", "external_links", "links", "security_opt", "volumes_from")
_ENV_FILE = of.mapping({"path": of.TEXT, "format": of.TEXT, "required": of.FLAG}, "path", extensible=False)
_PULL = pattern(r"always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+")

SERVICE = of.mapping(
    {
        **dict.fromkeys(_TEXTS, of.TEXT),
        **dict.fromkeys(_FLAGS, of.FLAG),
        **dict.fromkeys(_NUMBERS, of.NUMBER),
        **dict.fromkeys(_UNIQUE, of.UNIQUE_TEXTS),
        **dict.fromkeys(("annotations", "environment", "labels", "sysctls"), of.PAIRS),
        **dict.fromkeys(("command", "entrypoint"), of.COMMAND),
        **dict.fromkeys(("configs", "secrets"), of.GRANTS),
        **dict.fromkeys(("device_cgroup_rules", "profiles"), of.UNIQUE_TEXTS),
        **dict.fromkeys(("dns", "dns_search", "tmpfs"), of.TEXT_OR_TEXTS),
        **dict.fromkeys(("expose", "group_add"), of.sequence(of.types("string", "number"), unique=True)),
        **dict.fromkeys(("mem_reservation", "mem_swappiness", "scale"), of.WHOLE),
        **dict.fromkeys(("post_start", "pre_stop"), of.sequence(of.HOOK)),
        "blkio_config": of.BLKIO,
        "build": of.BUILD,
        "cgroup": of.words("host", "private"),
        "container_name": Shape(frozenset(("string",)), pattern=pattern(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+")),
        "cpu_count": of.numbers(0),
        "cpu_percent": of.numbers(0, 100),
        "credential_spec": of.mapping({"config": of.TEXT, "file": of.TEXT, "registry": of.TEXT}),
        "depends_on": of.DEPENDS_ON,
        "deploy": DEPLOY,
        "develop": DEVELOP,
        "devices": of.sequence(
            of.either(
                of.TEXT, of.mapping({"source": of.TEXT, "target": of.TEXT, "permissions": of.TEXT}, "source")
            )
        ),
        "env_file": of.either(of.TEXT, of.sequence(of.either(of.TEXT, _ENV_FILE))),
        "extends": of.either(
            of.TEXT, of.mapping({"service": of.TEXT, "file": of.TEXT}, "service", extensible=False)
        ),
        "extra_hosts": of.HOSTS,
        "gpus": of.either(of.words("all"), of.sequence(Shape(entries=Entries(of.DEVICE, open=True)))),
        "healthcheck": of.HEALTHCHECK,
        "label_file": of.either(of.TEXT, of.TEXTS),
        "logging": of.mapping(
            {"driver": of.TEXT, "options": of.named(of.types("string", "number", "null"), open=True)}
        ),
        "models": of.SERVICE_MODELS,
        "networks": of.SERVICE_NETWORKS,
        "oom_score_adj": of.numbers(-1000, 1000),
        "pid": of.types("string", "null"),
        "ports": of.sequence(of.PORT, unique=True),
        "provider": of.PROVIDER,
        "pull_policy": Shape(frozenset(("string",)), pattern=_PULL),
        "storage_opt": Shape(entries=Entries(open=True)),
        "ulimits": of.ULIMITS,
        "use_api_socket": of.types("boolean"),
        "volumes": of.sequence(of.VOLUME_MOUNT, unique=True),
    }
)

_IPAM = of.mapping(
    {
        "driver": of.TEXT,
        "config": of.sequence(
            of.mapping(
                {
                    "subnet": of.TEXT,
                    "ip_range": of.TEXT,
                    "gateway": of.TEXT,
                    "aux_addresses": of.named(of.TEXT),
                }
            )
        ),
        "options": of.named(of.TEXT),
    }
)
NETWORK = of.either(
    of.mapping(
        {
            "name": of.TEXT,
            "driver": of.TEXT,
            "driver_opts": of.OPTIONS,
            "ipam": _IPAM,
            "external": of.EXTERNAL,
            **dict.fromkeys(("internal", "enable_ipv4", "enable_ipv6", "attachable"), of.FLAG),
            "labels": of.PAIRS,
        }
    ),
    of.NOTHING,
)
VOLUME = of.either(
    of.mapping(
        {
            "name": of.TEXT,
            "driver": of.TEXT,
            "driver_opts": of.OPTIONS,
            "external": of.EXTERNAL,
            "labels": of.PAIRS,
        }
    ),
    of.NOTHING,
)
_GRANTED = {
    **dict.fromkeys(("name", "environment", "file", "template_driver"), of.TEXT),
    "external": of.OPEN_EXTERNAL,
    "labels": of.PAIRS,
}
SECRET = of.mapping({**_GRANTED, "driver": of.TEXT, "driver_opts": of.OPTIONS})
CONFIG = of.mapping({**_GRANTED, "content": of.TEXT})
MODEL = of.mapping(
    {"name": of.TEXT, "model": of.TEXT, "context_size": of.types("integer"), "runtime_flags": of.TEXTS},
    "model",
)
INCLUDE = of.either(
    of.TEXT,
    of.mapping(
        {"path": of.TEXT_OR_TEXTS, "env_file": of.TEXT_OR_TEXTS, "project_directory": of.TEXT},
        extensible=False,
    ),
)

FILE = of.mapping(
    {
        "version": of.TEXT,
        "name": of.TEXT,
        "include": of.sequence(INCLUDE),
        "services": of.named(SERVICE, _NAMES),
        "models": of.named(MODEL, _NAMES, open=True),
        "networks": of.named(NETWORK, _NAMES, open=True),
        "volumes": of.named(VOLUME, _NAMES),
        "secrets": of.named(SECRET, _NAMES),
        "configs": of.named(CONFIG, _NAMES),
    }
)
