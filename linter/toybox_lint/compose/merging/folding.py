"""What Compose folds into services at the end: label files, and variables for bare build arguments."""

from __future__ import annotations

from toybox_lint.compose.merging.merge import Report, as_list, is_null
from toybox_lint.compose.printing.confidential import MASK
from toybox_lint.compose.reading import extensions
from toybox_lint.compose.reading.settings import Settings
from toybox_lint.compose.reading.values import Leaf, List, Map, Place, Value, joined
from toybox_lint.facts import ABSENT, Absent, Unknown
from toybox_lint.files import Files, Unreadable
from toybox_lint.records import dataclass
from toybox_lint.source import Origin


def _without_blank_extensions(written: Map) -> dict[str, Value]:
    return {
        name: one
        for name, one in written.items.items()
        if not (name.startswith(extensions.PREFIX) and is_null(one))
    }


def _nowhere(_name: str) -> Absent:
    """Label files see their own lines alone, and no variable of the project."""
    return ABSENT


@dataclass(slots=True)
class Folder:
    """Folds into each service what stands elsewhere."""

    files: Files
    settings: Settings
    report: Report
    excuse: Report

    def fold(self, root: Map) -> Map:
        """The whole model with its services folded."""
        services = root.map("services")
        if services is None:
            return root
        folded = {
            name: self.labels(self.arguments(one)) if isinstance(one, Map) else one
            for name, one in services.items.items()
        }
        return Map(
            {**root.items, "services": Map(folded, services.place, services.key)}, root.place, root.key
        )

    def arguments(self, service: Map) -> Map:
        """Build arguments without a value take it from the project's variables."""
        build = service.map("build")
        written = build.get("args") if build is not None else None
        if build is None or written is None:
            return service
        if isinstance(written, Map):
            written = extensions.printed_apart(Map(_without_blank_extensions(written), written.place))
        given = [self.argument(item) for item in as_list(written)]
        filled = Map({**build.items, "args": List(given, written.place, written.key)}, build.place, build.key)
        return Map({**service.items, "build": filled}, service.place, service.key)

    def argument(self, item: Value) -> Value:
        if not isinstance(item, Leaf) or not isinstance(item.value, str) or "=" in item.value:
            return item
        value = self.settings.environment.values.get(item.value)
        if value is None:
            return item
        confidential = self.settings.confidential
        if isinstance(value, str):
            confidential.given[item.value] = value
            confidential.substituted(item.place, f"{item.value}={value}", f"{item.value}={MASK}")
        return joined(item.place, item.value, Leaf(value, item.place))

    def labels(self, service: Map) -> Map:
        written = service.list("label_file")
        if written is None:
            return service
        labels: dict[str, Value] = {}
        for path in written.leaves():
            labels.update(self.read(path))
        own = service.get("labels")
        for item in as_list(own) if own is not None else ():
            if isinstance(item, Leaf):
                labels[str(item.value).partition("=")[0]] = item
        place = written.place if own is None else own.place
        return Map(
            {**service.items, "labels": List(list(labels.values()), place)}, service.place, service.key
        )

    def read(self, path: Leaf) -> dict[str, Value]:
        where = path.text()
        source = None if isinstance(where, Unknown) else self.files.read(where)
        if source is None or isinstance(source, Unreadable):
            if not isinstance(where, Unknown):
                self.excuse(
                    "missing-label-file", f"the label file {path.written()} is not there", path.origin()
                )
            return {}
        found: dict[str, Value] = {}
        from toybox_lint.compose.reading import dotenv

        parsed = dotenv.parse(source, _nowhere)
        if parsed.fault is not None:
            message = f"cannot read {source.name}: {parsed.fault.message}"
            self.report("bad-label-file", message, Origin(source, parsed.fault.span, False))
        for variable in parsed.variables:
            place = Place(source, *variable.span)
            if isinstance(variable.value, str):
                whole = f"{variable.name}={variable.value}"
                found[variable.name] = Leaf(whole, place)
        return found
