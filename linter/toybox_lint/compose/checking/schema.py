"""The shapes of the Compose Specification as Docker Compose 2.40.3 checks them.

The facts are those of the JSON schema inside that program.
"""

from __future__ import annotations

from collections.abc import Mapping

from toybox_lint.compose.checking.shapes import Entries, Shape
from toybox_lint.patterns import pattern, re

_NAMES = pattern(r"^[a-zA-Z0-9._-]+$")
_ANY_NAME = pattern(r".")


def types(*names: str, items: Shape | None = None, entries: Entries | None = None) -> Shape:
    """A value of one of the kinds that the JSON schema names: ``string``, ``integer``, ``null``..."""
    return Shape(frozenset(names), items, entries=entries)


def words(*allowed: str) -> Shape:
    """One of these texts."""
    return Shape(frozenset(("string",)), words=allowed)


def either(first: Shape, second: Shape) -> Shape:
    """Both alternatives; they are of different kinds."""
    return Shape(
        first.scalars | second.scalars,
        first.items or second.items,
        first.unique or second.unique,
        first.entries or second.entries,
        first.words or second.words,
    )


def numbers(least: int, most: int | None = None) -> Shape:
    """A text, or a whole number within bounds."""
    return Shape(frozenset(("string", "integer")), least=least, most=most)


def sequence(items: Shape, *, unique: bool = False) -> Shape:
    """A sequence of such items, all different where ``unique``."""
    return Shape(items=items, unique=unique)


def mapping(known: Mapping[str, Shape], *required: str, extensible: bool = True) -> Shape:
    """A mapping with these names; ``extensible`` ones take what begins with ``x-`` as well."""
    return Shape(entries=Entries(known, extensible=extensible, required=required))


def named(others: Shape, names: re.Pattern[str] = _ANY_NAME, *, open: bool = False) -> Shape:
    """A mapping with free names; ``open`` where a name that does not match is not even looked at."""
    return Shape(entries=Entries({}, names, others, open))


TEXT = types("string")
FLAG = types("boolean", "string")
WHOLE = types("integer", "string")
NUMBER = types("number", "string")
NOTHING = types("null")
TEXTS = sequence(TEXT)
UNIQUE_TEXTS = sequence(TEXT, unique=True)
TEXT_OR_TEXTS = either(TEXT, UNIQUE_TEXTS)
PAIRS = either(named(types("string", "number", "boolean", "null")), UNIQUE_TEXTS)
HOSTS = either(named(either(TEXT, TEXTS)), UNIQUE_TEXTS)
OPTIONS = named(types("string", "number"), open=True)
COMMAND = types("string", "null", items=TEXT)
EXTERNAL = Shape(frozenset(("boolean", "string")), entries=Entries({"name": TEXT}, extensible=True))
OPEN_EXTERNAL = Shape(frozenset(("boolean", "string")), entries=Entries({"name": TEXT}, open=True))
ULIMITS = named(
    either(WHOLE, mapping({"hard": WHOLE, "soft": WHOLE}, "soft", "hard")), pattern("^[a-z]+$"), open=True
)
GRANTS = sequence(
    either(TEXT, mapping({"source": TEXT, "target": TEXT, "uid": TEXT, "gid": TEXT, "mode": NUMBER}))
)
HOOK = mapping(
    {"command": COMMAND, "user": TEXT, "privileged": FLAG, "working_dir": TEXT, "environment": PAIRS},
    "command",
)
DEVICE: dict[str, Shape] = {
    "capabilities": UNIQUE_TEXTS,
    "count": WHOLE,
    "device_ids": UNIQUE_TEXTS,
    "driver": TEXT,
    "options": PAIRS,
}

BUILD = either(
    TEXT,
    mapping(
        {
            **dict.fromkeys(("context", "dockerfile", "dockerfile_inline", "network", "target"), TEXT),
            **dict.fromkeys(("entitlements", "cache_from", "cache_to", "tags", "platforms"), TEXTS),
            **dict.fromkeys(("args", "ssh", "labels", "additional_contexts"), PAIRS),
            **dict.fromkeys(("no_cache", "provenance", "sbom", "pull", "privileged"), FLAG),
            "shm_size": WHOLE,
            "extra_hosts": HOSTS,
            "isolation": TEXT,
            "secrets": GRANTS,
            "ulimits": ULIMITS,
        }
    ),
)
_LIMIT = sequence(mapping({"path": TEXT, "rate": WHOLE}, extensible=False))
BLKIO = mapping(
    {
        **dict.fromkeys(
            ("device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops"), _LIMIT
        ),
        "weight": WHOLE,
        "weight_device": sequence(mapping({"path": TEXT, "weight": WHOLE}, extensible=False)),
    },
    extensible=False,
)
CONDITIONS = ("service_started", "service_healthy", "service_completed_successfully")
DEPENDS_ON = either(
    UNIQUE_TEXTS,
    named(
        mapping(
            {"restart": FLAG, "required": types("boolean"), "condition": words(*CONDITIONS)}, "condition"
        ),
        _NAMES,
    ),
)
HEALTHCHECK = mapping(
    {
        "disable": FLAG,
        "retries": NUMBER,
        "test": either(TEXT, TEXTS),
        **dict.fromkeys(("interval", "timeout", "start_period", "start_interval"), TEXT),
    }
)
_ATTACHMENT = mapping(
    {
        **dict.fromkeys(("interface_name", "ipv4_address", "ipv6_address", "mac_address"), TEXT),
        **dict.fromkeys(("aliases", "link_local_ips"), UNIQUE_TEXTS),
        **dict.fromkeys(("priority", "gw_priority"), types("number")),
        "driver_opts": OPTIONS,
    }
)
SERVICE_NETWORKS = either(UNIQUE_TEXTS, named(either(_ATTACHMENT, NOTHING), _NAMES))
SERVICE_MODELS = either(
    UNIQUE_TEXTS,
    named(either(mapping({"endpoint_var": TEXT, "model_var": TEXT}), NOTHING), _NAMES, open=True),
)
PORT = either(
    types("number", "string"),
    mapping(
        {
            **dict.fromkeys(("name", "mode", "host_ip", "protocol", "app_protocol"), TEXT),
            **dict.fromkeys(("target", "published"), WHOLE),
        }
    ),
)
MOUNT_TYPES = ("bind", "volume", "tmpfs", "cluster", "npipe", "image")
VOLUME_MOUNT = either(
    TEXT,
    mapping(
        {
            "type": words(*MOUNT_TYPES),
            "source": TEXT,
            "target": TEXT,
            "read_only": FLAG,
            "consistency": TEXT,
            "bind": mapping(
                {
                    "propagation": TEXT,
                    "create_host_path": FLAG,
                    "recursive": words("enabled", "disabled", "writable", "readonly"),
                    "selinux": words("z", "Z"),
                }
            ),
            "volume": mapping({"labels": PAIRS, "nocopy": FLAG, "subpath": TEXT}),
            "tmpfs": mapping({"size": numbers(0), "mode": NUMBER}),
            "image": mapping({"subpath": TEXT}),
        },
        "type",
    ),
)
_SCALARS = types("string", "number", "boolean")
PROVIDER = mapping({"type": TEXT, "options": named(either(_SCALARS, sequence(_SCALARS)), open=True)}, "type")
