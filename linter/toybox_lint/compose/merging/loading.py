"""Sets of compose files merged into one model, in the order of Docker Compose 2.40.3."""

from __future__ import annotations

from toybox_lint.compose.checking.schema_of_projects import FILE
from toybox_lint.compose.checking.shapes import Checker
from toybox_lint.compose.merging import canonical, merge, ports, unique
from toybox_lint.compose.merging.extending import Extender
from toybox_lint.compose.merging.paths import Resolver
from toybox_lint.compose.reading.documents import Document, Path, read_document
from toybox_lint.compose.reading.ledger import Ledger
from toybox_lint.compose.reading.settings import Settings
from toybox_lint.compose.reading.values import Leaf, List, Map, Place, Value, joined, key_origin
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile, Span

_NO_MAPPING = "the top level must be a mapping; after --- there must be something, or no ---"


@dataclass(slots=True)
class Loader:
    """Loads a set of files that share a directory and variables: the project's own, or an included one."""

    ledger: Ledger
    directory: str
    settings: Settings
    trail: tuple[str, ...] = ()

    def load(self, paths: tuple[str, ...]) -> Map:
        """The merged, canonical model of the files with absolute paths."""
        root: Map | None = None
        for path in paths:
            file = self.ledger.open(path)
            for node in self.ledger.documents(file) if file is not None else ():
                document = read_document(file, node, self.settings)  # type: ignore[arg-type]
                root = self.add(root, document, file, Span(node.start, node.end))  # type: ignore[arg-type]
        if root is None:
            return Map({}, Place(SourceFile(self.directory, self.directory, ""), 0, 0))
        root = Resolver(self.directory, self.settings.lookup).project(root)
        return passed_on(root, self.settings)

    def add(self, earlier: Map | None, document: Document, file: SourceFile, span: Span) -> Map | None:
        """One more document over what was read before it."""
        ledger = self.ledger
        ledger.problems.extend(document.problems)
        later = document.root
        if later is None and document.problems:
            return earlier
        if not isinstance(later, Map):
            if ledger.breaks_off(file):
                return earlier  # a line without its colon, which is why the next one has one too many
            ledger.report("not-a-mapping", _NO_MAPPING, Origin(file, span, False))
            return earlier
        later = Extender(ledger, self.directory, self.settings, file).extend(later, document.resets)
        if earlier is not None:
            earlier = without(earlier, document.resets)
        if "include" in later.items:
            from toybox_lint.compose.merging import including

            later = including.include(self, later, file)
        return self.over(earlier, later)

    def over(self, earlier: Map | None, later: Map) -> Map:
        report = self.ledger.report
        root: Value = later
        if earlier is not None:
            root = merge.merge(earlier, later, merge.PROJECT, report)
        root = unique.enforce(root, unique.PROJECT, report)
        Checker(self.ledger.problems).check(root, FILE)
        root = self.without_version(root)
        assert isinstance(root, Map)
        root = ports.within_bounds(root, self.ledger.gap)
        root = canonical.canonical(root, canonical.PROJECT, report)
        root = unique.enforce(root, unique.PROJECT, report)
        assert isinstance(root, Map)
        return root

    def without_version(self, root: Value) -> Value:
        if not isinstance(root, Map) or "version" not in root.items:
            return root
        items = dict(root.items)
        message = "the attribute version is obsolete: Compose ignores it"
        self.ledger.warn("obsolete-version", message, key_origin(items.pop("version"), "version"))
        return Map(items, root.place, root.key)


def without(value: Map, resets: tuple[Path, ...]) -> Map:
    """The value without what stands at the given paths."""
    for path in resets:
        value = _dropped(value, path)
    return value


def _dropped(value: Map, path: Path) -> Map:
    head, rest = path[0], path[1:]
    found = value.items.get(head)
    if found is None:
        return value
    items = dict(value.items)
    if not rest:
        del items[head]
    elif isinstance(found, Map):
        items[head] = _dropped(found, rest)
    return Map(items, value.place, value.key)


def passed_on(root: Map, settings: Settings) -> Map:
    """The model with the bare names of ``environment`` lists given the value they have here."""
    services = root.map("services")
    if services is None:
        return root
    changed: dict[str, Value] = {}
    for name, service in services.items.items():
        bare = service.list("environment") if isinstance(service, Map) else None
        if bare is not None and any(
            isinstance(one, Leaf) and "=" not in str(one.value) for one in bare.items
        ):
            items = [_with_value(one, settings) for one in bare.items]
            assert isinstance(service, Map)
            inner = {**service.items, "environment": List(items, bare.place, bare.key)}
            changed[name] = Map(inner, service.place, service.key)
    if not changed:
        return root
    filled = Map({**services.items, **changed}, services.place, services.key)
    return Map({**root.items, "services": filled}, root.place, root.key)


def _with_value(item: Value, settings: Settings) -> Value:
    if not isinstance(item, Leaf) or not isinstance(item.value, str) or item.holes or "=" in item.value:
        return item
    value = settings.environment.values.get(item.value)
    return item if value is None else joined(item.place, item.value, Leaf(value, item.place))
