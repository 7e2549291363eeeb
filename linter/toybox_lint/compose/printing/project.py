"""A project in the shape of ``docker compose config --format json`` (2.40.3)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from toybox_lint.compose.model import Project, Service
from toybox_lint.compose.printing import values as as_
from toybox_lint.compose.printing.service import SERVICE
from toybox_lint.compose.printing.values import Json, Table
from toybox_lint.compose.reading.values import Leaf, Map, Value, plain
from toybox_lint.compose.services import implied_names
from toybox_lint.facts import Unknown
from toybox_lint.later import Later
from toybox_lint.records import replace

_IPAM = Table({"config": as_.each(Table({"aux_addresses": as_.texts})), "options": as_.not_shown})
_NETWORK = Table(
    {"driver_opts": as_.texts, "labels": as_.pairs, "ipam": _IPAM},
    frozenset(("enable_ipv4", "enable_ipv6", "ipam")),
    {"ipam": {}},
)
_RESOURCE = Table({"driver_opts": as_.texts, "labels": as_.pairs})


def printed_project(project: Project, root: Map) -> Project:
    """The project with its ``config`` and that of every service filled in."""
    values = root.map("services") or Map({}, root.place)
    services = {
        name: replace(one, printed=Later(partial(service, one, values.items[name])))
        for name, one in project.services.items()
    }
    project = replace(project, services=services, resources=Later(lambda: dict(resources(project, root))))
    return replace(project, printed=Later(partial(whole, project, root)))


def whole(project: Project, root: Map) -> Json:
    """The document without what ``resources`` gives, which is made when it is asked for."""
    services = project.services
    config: Json = {
        "name": shown(project.name, ""),
        "services": {name: one.config for name, one in services.items() if one.enabled},
        "disabled": {name: one.config for name, one in services.items() if not one.enabled},
    }
    config |= {name: entries for name, entries in project.resources.value.items() if entries}
    config |= {name: plain(value) for name, value in root.items.items() if name.startswith("x-")}
    return config


def shown(text: object, written: str) -> object:
    """The text, or what is ``written`` where it is not known."""
    return written if isinstance(text, Unknown) else text


def resources(project: Project, root: Map) -> Iterator[tuple[str, Json]]:
    """Networks, volumes, configs and secrets: the name of each section with its entries."""
    yield "networks", {key: network(project, key, root) for key in project.networks}
    for section in ("volumes", "configs", "secrets"):
        declared = root.map(section)
        entries = declared.items.items() if declared is not None else ()
        yield section, {key: resource(project, key, value, _RESOURCE) for key, value in entries}


def network(project: Project, key: str, root: Map) -> Json:
    """A network with the name that it has in the engine."""
    declared = root.map("networks")
    value = declared.get(key) if declared is not None else None
    found = resource(project, key, value or Map({}, root.place), _NETWORK)
    name = shown(project.networks[key].real_name, key)
    if name:
        found["name"] = name
    else:
        found.pop("name", None)
    return found


def resource(project: Project, key: str, value: Value, table: Table) -> Json:
    """A top-level resource with its real name."""
    found = table(value if isinstance(value, Map) else Map({}, value.place))
    assert isinstance(found, dict)
    if not isinstance(value, Map) or "name" not in value.items:
        found["name"] = key if found.get("external") is True else f"{shown(project.name, '')}_{key}"
    return found


def service(one: Service, value: Value) -> Json:
    """A service with what Compose adds: variables of env files, the default network, dependencies that are implied."""
    assert isinstance(value, Map)
    found = SERVICE(value)
    assert isinstance(found, dict)
    variables = {name: shown(entry.value, entry.origin.text) for name, entry in one.environment.items()}
    found.pop("environment", None)
    if variables:
        found["environment"] = variables
    if one.attachments and not found.get("networks"):
        found["networks"] = {"default": None}
    deploy = found.get("deploy")
    if isinstance(deploy, dict) and "scale" in found:
        # Compose takes the one for the other once both are there.
        deploy["replicas"] = found["scale"]
    found.pop("depends_on", None)
    if one.depends_on:
        found["depends_on"] = depends_on(one, value)
    return found


def depends_on(one: Service, value: Map) -> Json:
    """Every dependency in the long form; implied ones, but those of ``volumes_from``, restart with what they need."""
    declared = value.map("depends_on")
    others = Map({key: entry for key, entry in value.items.items() if key != "volumes_from"}, value.place)
    restarting = {name for name, _ in implied_names(others)}
    found: Json = {}
    for dependency in one.depends_on:
        written = declared.map(dependency.service) if declared is not None else None
        restart = written.leaf("restart") if written is not None else None
        entry: Json = {"condition": shown(dependency.condition, ""), "required": dependency.required}
        if dependency.implied and dependency.service in restarting:
            entry["restart"] = True
        elif isinstance(restart, Leaf) and as_.truth(restart):
            entry["restart"] = as_.truth(restart)
        found[dependency.service] = entry
    return found
