"""The networks of a project with the names they have in the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toybox_lint.compose.model import Network, Service, Text
from toybox_lint.compose.reading.values import Leaf, Map, key_origin
from toybox_lint.facts import Unknown
from toybox_lint.source import Origin

DEFAULT = "default"


def read_networks(root: Map, project: Text, services: Iterable[Service]) -> Mapping[str, Network]:
    """Declared networks, and the implicit ``default`` where some service uses it.

    A network whose name a variable decides is there under the text as written, with everything unknown.
    """
    found: dict[str, Network] = {}
    declared = root.map("networks")
    for key, value in declared.items.items() if declared is not None else ():
        entry = value if isinstance(value, Map) else Map({}, value.place, value.key)
        found[key] = read_network(key, entry, project)
    for key, leaf in undecided(root):
        unknown = leaf.unknown()
        found.setdefault(key, Network(key, unknown, unknown, unknown, leaf.origin()))
    uses_default = any(attachment.network == DEFAULT for one in services for attachment in one.attachments)
    if uses_default and DEFAULT not in found:
        found[DEFAULT] = Network(
            DEFAULT, prefixed(project, DEFAULT), False, False, anchor(root), implicit=True
        )
    return found


def undecided(root: Map) -> Iterator[tuple[str, Leaf]]:
    """Names of networks that services list and a variable decides."""
    services = root.map("services")
    for service in services.items.values() if services is not None else ():
        networks = service.map("networks") if isinstance(service, Map) else None
        for key, entry in networks.items.items() if networks is not None else ():
            if isinstance(entry, Leaf) and isinstance(entry.value, Unknown):
                yield key, entry


def read_network(key: str, value: Map, project: Text) -> Network:
    """A network that the project declares under ``key``."""
    external, internal = truth(value.leaf("external")), truth(value.leaf("internal"))
    return Network(key, real_name(key, value, external, project), external, internal, key_origin(value, key))


def anchor(root: Map) -> Origin:
    """Where the implicit network is reported: the ``services`` key."""
    services = root.items.get("services")
    return key_origin(services, "services") if services is not None else root.place.origin()


def truth(leaf: Leaf | None) -> bool | Unknown:
    """A truth value; false where nothing is written."""
    if leaf is None:
        return False
    return (
        leaf.value if isinstance(leaf.value, bool | Unknown) else leaf.unknown_or("it is not a truth value")
    )


def real_name(key: str, value: Map, external: bool | Unknown, project: Text) -> Text:
    """The engine's name: as given, the key itself when external, else with the project before it."""
    name = value.leaf("name")
    if name is not None:
        return name.text()
    if isinstance(external, Unknown):
        return external
    return key if external else prefixed(project, key)


def prefixed(project: Text, key: str) -> Text:
    """What the engine calls a resource of the project that has no name of its own."""
    return f"{project}_{key}" if isinstance(project, str) else project
