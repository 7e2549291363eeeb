"""What a container gets in its environment: ``env_file`` first, ``environment`` over it."""

from __future__ import annotations

from toybox_lint.compose.merging.merge import Report, as_list
from toybox_lint.compose.merging.short import has_hole
from toybox_lint.compose.model import KIND_VARIABLES_OUTSIDE, Text
from toybox_lint.compose.reading import extensions
from toybox_lint.compose.reading.casts import TRUTHS
from toybox_lint.compose.reading.interpolate import Lookup
from toybox_lint.compose.reading.settings import Settings
from toybox_lint.compose.reading.values import Leaf, List, Map, Value, key_origin
from toybox_lint.facts import Absent, Unknown
from toybox_lint.files import OUTSIDE, Files, Unreadable
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin


def as_truth(leaf: Leaf) -> bool | None:
    """True or false, ``None`` where it is neither or not known."""
    text = leaf.text()
    return TRUTHS.get(text.lower()) if isinstance(text, str) else None


def _silent(_kind: str, _message: str, _origin: Origin) -> None:
    """Says nothing."""


Variables = dict[str, Located[Text | None]]


@dataclass(slots=True)
class EnvironmentReader:
    """Reads the environment of services. ``excuse`` reports what fails only on this machine."""

    files: Files
    settings: Settings
    report: Report
    excuse: Report

    def read(self, service: Map, enabled: bool) -> tuple[Variables, bool]:
        """The variables, and whether there can be no others from files that are not here.

        Compose does not open the files of a service that is not enabled: nothing is reported of them.
        """
        own = self.own(service.get("environment"))
        reader = self if enabled else replace(self, report=_silent, excuse=_silent)
        variables, known = reader.from_files(service.list("env_file"), own)
        variables.update(own)
        known = known and not self.undecided(service.list("environment"))
        for name in [name for name, entry in variables.items() if entry.value is None]:
            variables[name] = self.passed_on(name, variables[name])
        return variables, known

    def own(self, value: Value | None) -> Variables:
        if isinstance(value, Map):
            return self.mapped(value)
        variables: Variables = {}
        for item in as_list(value) if value is not None else []:
            if not isinstance(item, Leaf) or not isinstance(item.value, str):
                continue
            name, equals, _text = item.value.partition("=")
            if has_hole(name):
                continue
            if not equals:
                variables[name] = Located(None, item.place.origin(name))
                continue
            half = item.part(len(name) + 1, len(item.value))
            variables[name] = Located(half.text(), half.origin())
        return variables

    def mapped(self, written: Map) -> Variables:
        """The variables of a mapping: here a name may hold an equals sign."""
        items = extensions.gathered(written)
        found: Variables = {}
        for name in sorted(items):
            item = items[name]
            if isinstance(item, Map):
                found[name] = Located(extensions.as_go_prints(item), item.place.origin())
            elif isinstance(item, Leaf) and item.value is None:
                found[name] = Located(None, key_origin(item, name))
            elif isinstance(item, Leaf):
                found[name] = Located(item.text(), item.origin())
        return found

    def undecided(self, written: List | None) -> bool:
        """Whether a variable decides the name of a variable."""
        leaves = written.leaves() if written is not None else ()
        return any(has_hole(str(leaf.value).partition("=")[0]) for leaf in leaves)

    def passed_on(self, name: str, entry: Located[Text | None]) -> Located[Text | None]:
        """A bare name takes its value from the project's variables when they have one."""
        value = self.settings.environment.values.get(name)
        return entry if value is None else Located(value, Origin(entry.origin.file, entry.origin.span, False))

    def from_files(self, entries: List | None, own: Variables) -> tuple[Variables, bool]:
        variables: Variables = {}
        known = True
        for entry in entries.items if entries is not None else []:
            path = entry.leaf("path") if isinstance(entry, Map) else None
            if path is None or not isinstance(entry, Map):
                continue
            known = self.from_file(entry, path, own, variables) and known
        return variables, known

    def from_file(self, entry: Map, path: Leaf, own: Variables, variables: Variables) -> bool:
        where = path.text()
        if isinstance(where, Unknown):
            return False
        if self.files.is_outside(where):
            message = f"the env file {path.written()} {OUTSIDE}"
            self.excuse(KIND_VARIABLES_OUTSIDE, message, path.origin())
            return False
        source = self.files.read(where)
        if source is None:
            required = entry.leaf("required")
            if required is None or as_truth(required) is not False:
                self.excuse("missing-env-file", f"the env file {path.written()} is not there", path.origin())
            return False
        if isinstance(source, Unreadable):
            self.excuse(
                "unreadable-env-file", f"cannot read {path.written()}: {source.reason}", path.origin()
            )
            return False
        self.settings.confidential.env_files[source.path] = source
        form = entry.leaf("format")
        from toybox_lint.compose.reading import dotenv

        found = (
            dotenv.parse_raw(source, self.settings.lookup)
            if form is not None and form.value == "raw"
            else dotenv.parse(source, self.lookup(own, variables))
        )
        if found.fault is not None:
            message = f"cannot read {source.name}: {found.fault.message}"
            self.report("bad-env-file", message, Origin(source, found.fault.span, False))
        for variable in found.variables:
            if variable.value is not None:
                origin = Origin(source, variable.span, variable.verbatim)
                variables[variable.name] = Located(variable.value, origin)
        return True

    def lookup(self, own: Variables, variables: Variables) -> Lookup:
        def find(name: str) -> str | Unknown | Absent:
            value = self.settings.lookup(name)
            if isinstance(value, str):
                return value
            for known in (own, variables):
                entry = known.get(name)
                if entry is not None and entry.value is not None:
                    return entry.value
            return value

        return find
