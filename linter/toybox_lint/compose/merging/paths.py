"""Relative paths made absolute, as compose-go 2.9.1 does: each kind of value from its own base."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from toybox_lint.compose.reading.interpolate import Lookup
from toybox_lint.compose.reading.values import HOLES, Leaf, List, Map, Value
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern
from toybox_lint.typed import TypeAlias

Change: TypeAlias = Callable[[Value], Value]

_WINDOWS = pattern(r"[A-Za-z]:[\\/]|\\\\")


def is_remote(context: str) -> bool:
    """Whether a build context is fetched from elsewhere, or is another service's image."""
    if context.startswith(("github.com/", "git@", "service:", "docker-image:", "target:")):
        return True
    scheme, mark, _ = context.partition("://")
    return bool(mark and scheme) and scheme.isascii() and scheme.isalpha() and scheme.islower()


def absolute(text: str, base: str, lookup: Lookup) -> str | Unknown:
    """``text`` seen from ``base``; holes may remain in it. Unknown when not even its start is known."""
    if text[:1] in HOLES and text:
        return Unknown("a variable decides where the path starts")
    if text == "~" or text.startswith("~/"):
        home = lookup("HOME")
        if isinstance(home, str):
            return posixpath.normpath(home + text[1:])
        return Unknown("the home directory is not given", frozenset(("HOME",)))
    if _WINDOWS.match(text):
        return text
    joined = posixpath.normpath(posixpath.join(base, text))
    return joined[1:] if joined.startswith("//") else joined


class Resolver:
    """Makes the paths of one set of files absolute."""

    def __init__(self, base: str, lookup: Lookup, *, whole: bool = True) -> None:
        """``whole``: the defaults are filled in, too; a service that will be extended has none yet."""
        self.base = base
        self.lookup = lookup
        self.whole = whole

    def project(self, root: Map) -> Map:
        items = dict(root.items)
        services = root.map("services")
        if services is not None:
            items["services"] = _each(services, self.service)
        for section in ("configs", "secrets"):
            resources = root.map(section)
            if resources is not None:
                items[section] = _each(resources, self.content)
        volumes = root.map("volumes")
        if volumes is not None:
            items["volumes"] = _each(volumes, self.device)
        return Map(items, root.place, root.key)

    def content(self, value: Value) -> Value:
        """The file of a config or secret; a blank one is the folder itself."""
        file = value.leaf("file") if isinstance(value, Map) else None
        if file is None or file.value != "":
            return self.field(value, "file")
        assert isinstance(value, Map)
        here = self.path(Leaf(".", file.place, (), file.key))
        return Map({**value.items, "file": here}, value.place, value.key)

    def device(self, value: Value) -> Value:
        """A volume of the local driver that is a bind in truth."""
        driver = value.leaf("driver") if isinstance(value, Map) else None
        options = value.map("driver_opts") if isinstance(value, Map) else None
        kind = options.leaf("o") if options is not None else None
        if driver is None or driver.value != "local" or kind is None or kind.value != "bind":
            return value
        assert isinstance(value, Map)
        assert options is not None
        return Map({**value.items, "driver_opts": self.field(options, "device")}, value.place, value.key)

    def service(self, value: Value) -> Value:
        if not isinstance(value, Map):
            return value
        items = dict(value.items)
        for name, change in (
            ("build", self.build),
            ("env_file", self.env_file),
            ("label_file", self.file),
            ("volumes", self.volume),
        ):
            found = items.get(name)
            if isinstance(found, List):
                items[name] = List([change(item) for item in found.items], found.place, found.key)
            elif found is not None:
                items[name] = change(found)
        develop = value.map("develop")
        watch = develop.list("watch") if develop is not None else None
        if develop is not None and watch is not None:
            watched = List([self.field(item, "path") for item in watch.items], watch.place, watch.key)
            items["develop"] = Map({**develop.items, "watch": watched}, develop.place, develop.key)
        return Map(items, value.place, value.key)

    def field(self, value: Value, name: str) -> Value:
        found = value.items.get(name) if isinstance(value, Map) else None
        if found is None:
            return value
        assert isinstance(value, Map)
        return Map({**value.items, name: self.path(found)}, value.place, value.key)

    def env_file(self, value: Value) -> Value:
        path = value.items.get("path") if isinstance(value, Map) else None
        if path is None or not isinstance(value, Map):
            return value
        return Map({**value.items, "path": self.file(path)}, value.place, value.key)

    def path(self, value: Value) -> Value:
        """A path as Compose prints it: one that is absolute stays as it is written."""
        written = value.value if isinstance(value, Leaf) else None
        return value if isinstance(written, str) and written.startswith("/") else self.file(value)

    def file(self, value: Value) -> Value:
        """A path under which a file is looked for."""
        if not isinstance(value, Leaf) or not isinstance(value.value, str) or not value.value:
            return value
        path = absolute(value.value, self.base, self.lookup)
        if isinstance(path, str) and path == value.value:
            return value
        holes = () if isinstance(path, Unknown) else value.holes
        if isinstance(path, Unknown) and value.holes:
            path = value.unknown()
        return Leaf(path, value.place, holes, value.key)

    def volume(self, value: Value) -> Value:
        kind = value.leaf("type") if isinstance(value, Map) else None
        if kind is None or kind.value != "bind" or not isinstance(value, Map):
            return value
        source = value.leaf("source")
        if source is not None and source.value == "":
            here = self.path(Leaf(".", source.place, (), source.key))
            return Map({**value.items, "source": here}, value.place, value.key)
        return self.field(value, "source")

    def build(self, value: Value) -> Value:
        if not isinstance(value, Map):
            return value
        items = dict(value.items)
        context = value.leaf("context")
        if context is not None:
            items["context"] = self.context(context)
        elif self.whole and "context" not in items:
            items["context"] = self.path(Leaf(".", value.place))
        contexts = value.map("additional_contexts")
        if contexts is not None:
            items["additional_contexts"] = _each(contexts, self.context)
        return Map(items, value.place, value.key)

    def context(self, value: Value) -> Value:
        if isinstance(value, Leaf) and isinstance(value.value, str) and is_remote(value.value):
            return value
        return self.path(value)


def _each(value: Map, change: Change) -> Map:
    return Map({name: change(item) for name, item in value.items.items()}, value.place, value.key)
