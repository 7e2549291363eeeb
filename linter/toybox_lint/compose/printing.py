"""A project in the shape of ``docker compose config --format json`` (2.40.3)."""

from __future__ import annotations

from dataclasses import replace

from toybox_lint.compose import durations
from toybox_lint.compose.merge import as_list
from toybox_lint.compose.model import Project, Service
from toybox_lint.compose.values import Leaf, List, Map, Value, plain
from toybox_lint.facts import Unknown
from toybox_lint.source import Located

Json = dict[str, object]


def printed_project(project: Project, root: Map) -> Project:
    """The project with its ``config`` and that of every service filled in."""
    values = root.map("services")
    assert values is not None or not project.services
    services = {
        name: replace(one, config=service(one, values.items[name]))
        for name, one in project.services.items()
        if values is not None
    }
    config: Json = {
        "name": shown(project.name, ""),
        "services": {name: one.config for name, one in services.items() if one.enabled},
        "disabled": {name: one.config for name, one in services.items() if not one.enabled},
        "networks": {key: network(project, key, root) for key in project.networks},
    }
    return replace(project, services=services, config=config)


def shown(text: object, written: str) -> object:
    return written if isinstance(text, Unknown) else text


def located(entry: Located[str | Unknown] | Located[str | Unknown | None]) -> object:
    """The value, or its source text when it is not known."""
    return shown(entry.value, entry.origin.text)


def network(project: Project, key: str, root: Map) -> Json:
    known = project.networks[key]
    declared = root.map("networks")
    value = declared.map(key) if declared is not None else None
    found: Json = dict(plain(value)) if value is not None else {}  # type: ignore[call-overload]
    found["name"] = shown(known.real_name, key)
    found.setdefault("ipam", {})
    if known.external is True:
        found["external"] = True
    else:
        found.pop("external", None)
    return found


def service(one: Service, value: Value) -> Json:
    assert isinstance(value, Map)
    found: Json = {"command": None, "entrypoint": None}
    for name, entry in value.items.items():
        if isinstance(entry, Leaf) and entry.value is None:
            continue
        printer = _PRINTERS.get(name)
        found[name] = plain(entry) if printer is None else printer(one, entry)
    if one.environment:
        found["environment"] = {name: located(entry) for name, entry in one.environment.items()}
    found.pop("env_file", None)
    if one.attachments and "networks" not in found:
        found["networks"] = {"default": None}
    if one.depends_on:
        found["depends_on"] = depends_on(one, value)
    for name in ("profiles", "ports", "expose", "links", "extra_hosts", "environment"):
        if name in found and not found[name]:
            del found[name]
    return found


def command(one: Service, _value: Value) -> object:
    return [located(word) for word in one.command.words] if one.command is not None else None


def entrypoint(one: Service, _value: Value) -> object:
    return [located(word) for word in one.entrypoint.words] if one.entrypoint is not None else None


def expose(one: Service, _value: Value) -> object:
    return [located(entry) for entry in one.expose]


def extra_hosts(one: Service, _value: Value) -> object:
    return sorted(
        f"{host}={shown(address, entry.origin.text)}"
        for entry in one.extra_hosts
        for host, address in (entry.value,)
    )


def depends_on(one: Service, value: Value) -> object:
    declared = value.map("depends_on") if isinstance(value, Map) else None
    found: Json = {}
    for dependency in one.depends_on:
        entry: Json = {}
        written = declared.map(dependency.service) if declared is not None else None
        if written is not None and written.leaf("restart") is not None:
            entry["restart"] = plain(written.items["restart"])
        if dependency.implied and not _from_volumes(dependency.service, value):
            entry["restart"] = True
        entry["condition"] = shown(dependency.condition, "")
        entry["required"] = dependency.required
        found[dependency.service] = entry
    return found


def _from_volumes(name: str, value: Value) -> bool:
    """Whether only ``volumes_from`` brings a dependency: it then does not restart with it."""
    from toybox_lint.compose.services import implied_names

    assert isinstance(value, Map)
    others = Map({key: entry for key, entry in value.items.items() if key != "volumes_from"}, value.place)
    return name not in {one for one, _ in implied_names(others)}


def healthcheck(one: Service, value: Value) -> object:
    assert isinstance(value, Map)
    found: Json = {}
    for name, entry in value.items.items():
        if name == "test":
            test = one.healthcheck.test if one.healthcheck is not None else None
            found[name] = [located(word) for word in test] if test is not None else None
            if isinstance(entry, Leaf) and test:
                found[name] = ["CMD-SHELL", located(test[1])]
        elif name in ("interval", "timeout", "start_period", "start_interval"):
            found[name] = duration(entry)
        else:
            found[name] = plain(entry)
    return {name: entry for name, entry in found.items() if entry is not None}


def duration(value: Value) -> object:
    length = (
        durations.nanoseconds(value.value)
        if isinstance(value, Leaf) and isinstance(value.value, str)
        else None
    )
    return plain(value) if length is None else durations.printed(length)


def networks(one: Service, value: Value) -> object:
    if not isinstance(value, Map) or not value.items:
        return {"default": None}
    return plain(value)


def pairs(_one: Service, value: Value) -> object:
    """A mapping of texts from either form of it."""
    found: dict[str, object] = {}
    for item in as_list(value):
        if isinstance(item, Leaf) and isinstance(item.value, str):
            name, _, _ = item.value.partition("=")
            half = item.part(len(name) + 1, len(item.value))
            found[name] = located(half.located())
    return found


def port_list(one: Service, value: Value) -> object:
    assert isinstance(value, List)
    found: list[Json] = []
    for item in value.items:
        if isinstance(item, Map):
            port: Json = {"mode": "ingress", "protocol": "tcp"}
            port.update({name: plain(entry) for name, entry in item.items.items()})
            if "published" in port:
                port["published"] = str(port["published"])
            found.append(port)
    return found


_PRINTERS = {
    "command": command,
    "depends_on": depends_on,
    "entrypoint": entrypoint,
    "environment": pairs,
    "expose": expose,
    "extra_hosts": extra_hosts,
    "healthcheck": healthcheck,
    "labels": pairs,
    "annotations": pairs,
    "sysctls": pairs,
    "networks": networks,
    "ports": port_list,
}
