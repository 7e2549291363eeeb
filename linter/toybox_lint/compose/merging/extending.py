"""``extends``: a service on top of another one, of the same document or of a file."""

from __future__ import annotations

import posixpath

from toybox_lint.compose.merging import canonical, merge, unique
from toybox_lint.compose.merging.paths import Resolver, absolute, is_remote
from toybox_lint.compose.reading.documents import Path, read_document
from toybox_lint.compose.reading.ledger import Ledger
from toybox_lint.compose.reading.settings import Settings
from toybox_lint.compose.reading.values import Leaf, List, Map, Place, Value, whole_origin
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass, field
from toybox_lint.source import Origin, SourceFile


@dataclass(slots=True)
class _Library:
    """The services of one document or file that others may extend, and the paths it resets in them."""

    services: dict[str, Value]
    directory: str
    file: SourceFile
    resets: tuple[Path, ...] = ()


@dataclass(slots=True)
class Extender:
    """Resolves the ``extends`` of one document. Bases are looked up in that document alone."""

    ledger: Ledger
    directory: str
    settings: Settings
    file: SourceFile
    libraries: dict[str, _Library | None] = field(default_factory=dict)
    circles: int = 0

    def extend(self, root: Map, resets: tuple[Path, ...]) -> Map:
        services = root.map("services")
        if services is None or not any(
            isinstance(one, Map) and "extends" in one.items for one in services.items.values()
        ):
            return root
        own = _Library(dict(services.items), self.directory, self.file, resets)
        for name in services.items:
            self.resolved(name, own, ())
        extended = Map(own.services, services.place, services.key)
        return Map({**root.items, "services": extended}, root.place, root.key)

    def resolved(self, name: str, library: _Library, trail: tuple[tuple[str, str], ...]) -> Value:
        """The service with its bases merged under it, in its library from now on: each is merged once.

        One that extends itself is something else for each that begins there.
        """
        circles = self.circles
        found = self._merged(name, library, trail)
        if self.circles == circles or not trail:
            library.services[name] = found
        return found

    def _merged(self, name: str, library: _Library, trail: tuple[tuple[str, str], ...]) -> Value:
        service = library.services[name]
        if not isinstance(service, Map) or "extends" not in service.items:
            return service
        wish = service.items["extends"]
        rest = Map({k: v for k, v in service.items.items() if k != "extends"}, service.place, service.key)
        here = (library.file.path, name)
        if here in trail:
            self.circles += 1
            chain = " extends ".join(step[1] for step in (*trail[trail.index(here) :], here))
            self.ledger.report("circular-extends", f"{chain}: this never ends", whole_origin(wish))
            return rest
        found = self.base_of(name, wish, library)
        if found is None:
            return rest
        base, origin = self.resolved(found[0], found[1], (*trail, here)), whole_origin(wish)
        if not isinstance(base, Map):
            if not merge.is_null(base):
                message = f"{name} extends a service that is no mapping"
                self.ledger.report("wrong-type", message, whole_origin(wish))
            return rest
        source = through(base, Origin(origin.file, origin.span, False))
        for path in library.resets:
            if path[:2] == ("services", name) and len(path) > 2:
                source = _reset(source, path[2:])
        return merge.merge(source, rest, merge.SERVICE, self.ledger.report)

    def base_of(self, name: str, wish: Value, library: _Library) -> tuple[str, _Library] | None:
        """Name and library of the base; ``None`` with a report when there is none."""
        service = wish.leaf("service") if isinstance(wish, Map) else wish
        if not isinstance(service, Leaf) or not isinstance(service.value, str):
            if not isinstance(service, Leaf) or not isinstance(service.value, Unknown):
                self.ledger.report("bad-extends", f"extends of {name} names no service", whole_origin(wish))
            return None
        file = wish.get("file") if isinstance(wish, Map) else None
        if file is not None and not isinstance(file, Leaf):
            self.ledger.report("bad-extends", "file of extends must be a text", whole_origin(file))
            return None
        file = None if file is None or file.value is None else file
        target: _Library | None = library if file is None else self.library(file, library)
        if target is None:
            return None
        if service.holes:
            self.ledger.unread("a variable decides which service is extended", service.origin())
            return None
        if service.value not in target.services:
            where = target.file.name
            message = f"{name} cannot extend {service.written()}: there is no such service in {where}"
            self.ledger.report("unknown-base", message, service.origin())
            return None
        return service.value, target

    def library(self, file: Leaf, asking: _Library) -> _Library | None:
        written = file.text()
        if isinstance(written, Unknown):
            self.ledger.unread("a variable decides which file is extended", file.origin())
            return None
        if is_remote(written):
            self.ledger.unread("the extended file is fetched from elsewhere", file.origin())
            return None
        path = absolute(written, asking.directory, self.settings.lookup)
        if isinstance(path, Unknown):
            self.ledger.unread("a variable decides which file is extended", file.origin())
            return None
        if path not in self.libraries:
            self.libraries[path] = self.read(path, file.origin())
        return self.libraries[path]

    def read(self, path: str, wanted: Origin) -> _Library | None:
        """The services of a file, canonical and with paths as seen from the file's own folder."""
        file = self.ledger.open(path, wanted)
        if file is None:
            return None
        report = self.ledger.report
        directory = posixpath.dirname(path)
        root: Value | None = None
        resets: tuple[Path, ...] = ()
        for node in self.ledger.documents(file):
            document = read_document(file, node, self.settings)
            self.ledger.problems.extend(document.problems)
            resets = document.resets
            if isinstance(document.root, Map):
                later = document.root
                root = later if root is None else merge.merge(root, later, merge.PROJECT, report)
                root = unique.enforce(root, unique.PROJECT, report)
                root = canonical.canonical(root, canonical.PROJECT, report)
        services = root.map("services") if isinstance(root, Map) else None
        if services is None:
            self.ledger.report("unknown-base", f"{file.name} has no services", wanted)
            return None
        resolver = Resolver(directory, self.settings.lookup, whole=False)
        return _Library(
            {name: resolver.service(one) for name, one in services.items.items()}, directory, file, resets
        )


def _reset(value: Value, path: Path) -> Value:
    if not isinstance(value, Map) or path[0] not in value.items:
        return value
    items = dict(value.items)
    if len(path) == 1:
        del items[path[0]]
    else:
        items[path[0]] = _reset(items[path[0]], path[1:])
    return Map(items, value.place, value.key)


def through(value: Value, via: Origin) -> Value:
    """A copy that remembers by way of what it came."""
    key = None if value.key is None else _via(value.key, via)
    place = _via(value.place, via)
    if isinstance(value, Leaf):
        return Leaf(value.value, place, value.holes, key, value.runs)
    if isinstance(value, List):
        return List([through(item, via) for item in value.items], place, key)
    return Map({name: through(item, via) for name, item in value.items.items()}, place, key)


def _via(place: Place, via: Origin) -> Place:
    return place if place.via is not None else Place(place.file, place.start, place.end, via)
