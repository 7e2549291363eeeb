"""What a service sees in its file system: volumes, binds, configs and secrets."""

from __future__ import annotations

from toybox_lint.compose.merging.short import clean
from toybox_lint.compose.model import Mount, Text
from toybox_lint.compose.reading.values import Leaf, Map
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass
from toybox_lint.source import Located


@dataclass(slots=True)
class MountReader:
    """Reads mounts with the project's ``configs`` and ``secrets`` at hand."""

    configs: Map | None
    secrets: Map | None

    def read(self, service: Map) -> tuple[Mount, ...]:
        found: list[Mount] = []
        for item in _maps(service, "volumes"):
            found.append(_volume(item))
        for item in _maps(service, "configs"):
            found.extend(self.resource("config", item, self.configs, "/"))
        for item in _maps(service, "secrets"):
            found.extend(self.resource("secret", item, self.secrets, "/run/secrets/"))
        tmpfs = service.list("tmpfs")
        for leaf in tmpfs.leaves() if tmpfs is not None else ():
            found.append(Mount("tmpfs", None, _before_colon(leaf), leaf.origin()))
        return tuple(found)

    def resource(self, kind: str, item: Map, declared: Map | None, directory: str) -> list[Mount]:
        source = item.leaf("source")
        if source is None:
            return []
        key = source.text()
        resource = declared.map(key) if declared is not None and isinstance(key, str) else None
        file = resource.leaf("file") if resource is not None else None
        content = resource.leaf("content") if resource is not None else None
        target = item.leaf("target")
        return [
            Mount(
                kind,
                _path(file),
                _target(target, key, directory),
                item.place.origin(),
                file.origin() if file is not None else None,
                Located(content.text(), content.origin()) if content is not None else None,
                target.origin() if target is not None else None,
            )
        ]


def _maps(service: Map, name: str) -> list[Map]:
    found = service.list(name)
    return [item for item in found.items if isinstance(item, Map)] if found is not None else []


def _volume(item: Map) -> Mount:
    kind, source, target = item.leaf("type"), item.leaf("source"), item.leaf("target")
    only_read = item.leaf("read_only")
    what = str(kind.value) if kind is not None and isinstance(kind.value, str) else "volume"
    return Mount(
        what,
        _path(source) if what == "bind" else source.text() if source is not None else None,
        target.text() if target is not None else Unknown("it has no target"),
        item.place.origin(),
        source.origin() if source is not None else None,
        target_origin=target.origin() if target is not None else None,
        read_only=only_read is not None and only_read.value is True,
    )


def _path(leaf: Leaf | None) -> Text | None:
    """A path of the host under which something is looked for; ``.\\`` begins one of Windows."""
    text = leaf.text() if leaf is not None else None
    if (
        isinstance(text, str)
        and "\\" in text
        and leaf is not None
        and leaf.origin().text.startswith((".\\", "..\\"))
    ):
        text = text.replace("\\", "/")
    return clean(text) if isinstance(text, str) and text.startswith("/") else text


def _before_colon(leaf: Leaf) -> Text:
    text = leaf.text()
    return text.partition(":")[0] if isinstance(text, str) else text


def _target(written: Leaf | None, key: Text, directory: str) -> Text:
    target = written.text() if written is not None else key
    if isinstance(target, Unknown) or target.startswith("/"):
        return target
    return directory + target
