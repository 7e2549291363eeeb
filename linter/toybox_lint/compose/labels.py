"""Labels of a service from ``label_file``, under its own ``labels``."""

from __future__ import annotations

from dataclasses import dataclass

from toybox_lint.compose import dotenv
from toybox_lint.compose.merge import Report, as_list
from toybox_lint.compose.settings import Settings
from toybox_lint.compose.values import Leaf, List, Map, Place, Value
from toybox_lint.facts import Unknown
from toybox_lint.files import Files, Unreadable


@dataclass(slots=True)
class LabelReader:
    """Folds label files into labels, as Compose prints them."""

    files: Files
    settings: Settings
    excuse: Report

    def fold(self, service: Map) -> Map:
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
        for variable in dotenv.parse(source, self.settings.lookup).variables:
            place = Place(source, *variable.span)
            if isinstance(variable.value, str):
                found[variable.name] = Leaf(f"{variable.name}={variable.value}", place)
        return found
