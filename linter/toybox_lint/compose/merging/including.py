"""``include``: other projects' files loaded on their own and taken into the one that includes them."""

from __future__ import annotations

import posixpath

from toybox_lint.compose.merging.paths import absolute, is_remote
from toybox_lint.compose.reading.settings import Settings, read_env
from toybox_lint.compose.reading.values import Leaf, List, Map, Value, key_origin, plain, whole_origin
from toybox_lint.facts import Environment, Unknown
from toybox_lint.files import Unreadable, resolve
from toybox_lint.records import dataclass, replace
from toybox_lint.source import SourceFile
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.compose.merging.loading import Loader

# Of all that is included, each time it is.
MAXIMUM_INCLUDES = 500
SECTIONS = ("services", "volumes", "networks", "secrets", "configs", "models")


def include(loader: Loader, root: Map, file: SourceFile) -> Map:
    """The document with the resources of everything it includes, and without ``include``."""
    wish = root.items["include"]
    rest = Map({name: value for name, value in root.items.items() if name != "include"}, root.place, root.key)
    if not isinstance(wish, List):
        if not (isinstance(wish, Leaf) and wish.value is None):
            loader.ledger.report("bad-include", "include must be a sequence", whole_origin(wish))
        return rest
    for entry in wish.items:
        imported = _imported(replace(loader, trail=(*loader.trail, file.path)), entry)
        if imported is not None:
            rest = _taken_in(loader, rest, imported, file)
    return rest


@dataclass(frozen=True, slots=True)
class _Wish:
    """What one entry of ``include`` asks for."""

    paths: list[Leaf]
    env_files: list[Leaf]
    directory: Leaf | None


def _wish(loader: Loader, entry: Value) -> _Wish:
    if not isinstance(entry, Map):
        lone = None if isinstance(entry, List) else _texts(entry)
        if lone is None:
            loader.ledger.report("bad-include", "an include names files", whole_origin(entry))
        return _Wish(lone or [], [], None)
    found = {name: _texts(entry.get(name)) for name in ("path", "env_file")}
    for name in [name for name, texts in found.items() if texts is None]:
        message = f"{name} of an include must be a text or a sequence of texts"
        loader.ledger.report("bad-include", message, whole_origin(entry.items[name]))
    directory = entry.items.get("project_directory")
    if directory is not None and (
        not isinstance(directory, Leaf) or isinstance(directory.value, bool | float)
    ):
        message = "project_directory of an include must be a text"
        loader.ledger.report("bad-include", message, whole_origin(directory))
    return _Wish(found["path"] or [], found["env_file"] or [], entry.leaf("project_directory"))


def _texts(value: Value | None) -> list[Leaf] | None:
    """One text or several; ``None`` when it is neither. Nothing is none of them."""
    if value is None or (isinstance(value, Leaf) and value.value is None):
        return []
    items = value.items if isinstance(value, List) else [value]
    texts = [item for item in items if isinstance(item, Leaf) and isinstance(item.value, str | Unknown)]
    return texts if len(texts) == len(items) else None


def _imported(loader: Loader, entry: Value) -> Map | None:
    wish = _wish(loader, entry)
    paths = _paths(loader, wish.paths)
    if not paths:
        return None
    directory: str | Unknown = posixpath.dirname(paths[0])
    if wish.directory is not None and wish.directory.value != "":
        chosen = wish.directory.text()
        directory = (
            chosen
            if isinstance(chosen, Unknown)
            else absolute(chosen, loader.directory, loader.settings.lookup)
        )
    if paths[0] in loader.trail:
        loader.ledger.report("include-cycle", "this include leads back to itself", whole_origin(entry))
        return None
    loader.ledger.inclusions += 1
    if isinstance(directory, Unknown) or loader.ledger.inclusions > MAXIMUM_INCLUDES:
        loader.ledger.unread("the include was not followed", whole_origin(entry))
        return None
    settings = _settings(loader, wish.env_files, directory)
    loader.ledger.included.update(paths)
    imported = replace(loader, directory=directory, settings=settings).load(paths)
    _note_contents(loader, imported, settings)
    return imported


def _note_contents(loader: Loader, imported: Map, settings: Settings) -> None:
    """Compose 2.40.3 fills in what a variable gives to configs and secrets that are included.

    Then it refuses the configs: they have both an ``environment`` and a ``content``.
    """
    for section in ("configs", "secrets"):
        declared = imported.map(section)
        for name, value in declared.items.items() if declared is not None else ():
            variable = value.leaf("environment") if isinstance(value, Map) else None
            if variable is None or not isinstance(settings.environment.values.get(str(variable.value)), str):
                continue
            loader.ledger.filled.add((section, name))
            if section == "configs":
                message = (
                    f"{name} is included and takes its content from a variable that is set: "
                    "Docker Compose 2 refuses that"
                )
                loader.ledger.report("exclusive-keys", message, key_origin(variable, "environment"))


def _paths(loader: Loader, leaves: list[Leaf]) -> tuple[str, ...]:
    """Absolute paths; empty, with a gap or a report, when one of them cannot be read."""
    found: list[str] = []
    for leaf in leaves:
        text = leaf.text()
        if isinstance(text, Unknown) or is_remote(text) or text.startswith("oci:"):
            reason = "a variable decides" if isinstance(text, Unknown) else "it is fetched from elsewhere"
            loader.ledger.unread(f"the include cannot be read: {reason}", leaf.origin())
            return ()
        path = absolute(text, loader.directory, loader.settings.lookup)
        if isinstance(path, Unknown):
            loader.ledger.unread("the include cannot be read: a variable decides", leaf.origin())
            return ()
        if path not in loader.trail and loader.ledger.open(path, leaf.origin()) is None:
            return ()
        found.append(path)
    return tuple(found)


def _settings(loader: Loader, named: list[Leaf], directory: str) -> Settings:
    """The includer's variables over those of the include's own env files."""
    outer = loader.settings.environment
    values: dict[str, str | Unknown] = {}
    for path in _env_files(loader, named) if named else [resolve(directory, ".env")]:
        known = Environment({**values, **outer.values}, outer.complete)
        values |= read_env(
            path, loader.ledger.files, known, loader.ledger.problems.append, loader.settings.confidential
        )
    return loader.settings.with_environment(Environment({**values, **outer.values}, outer.complete))


def _env_files(loader: Loader, leaves: list[Leaf]) -> list[str]:
    found: list[str] = []
    for leaf in leaves:
        text = leaf.text()
        if isinstance(text, Unknown) or text == "/dev/null":
            continue
        path = resolve(loader.directory, text)
        source = loader.ledger.files.read(path)
        if isinstance(source, Unreadable):
            loader.ledger.report(
                "unreadable-env-file", f"{leaf.written() or 'it'} is not a file", leaf.origin()
            )
            continue
        if source is None:
            message = f"the env file {leaf.written()} is not there"
            loader.ledger.excuse("missing-env-file", message, leaf.origin())
            continue
        found.append(path)
    return found


def _taken_in(loader: Loader, root: Map, imported: Map, file: SourceFile) -> Map:
    items = dict(root.items)
    for section in SECTIONS:
        source = imported.map(section)
        if source is None:
            continue
        target = items.get(section)
        own = dict(target.items) if isinstance(target, Map) else {}
        for name, value in source.items.items():
            filled = (section, name) in loader.ledger.filled and name in own and own[name].place.file is file
            if name in own and (filled or not _same(own[name], value, loader.directory)):
                message = f"{section}.{name} conflicts with the one that is included"
                loader.ledger.report("include-conflict", message, key_origin(own[name], name))
            own.setdefault(name, value)
        place = target if isinstance(target, Map) else source
        items[section] = Map(own, place.place, place.key)
    return Map(items, root.place, root.key)


def _same(own: Value, imported: Value, directory: str) -> bool:
    """Whether Compose takes two declarations for one. Included paths are compared as seen from the includer."""
    if isinstance(own, Map) and isinstance(imported, Map):
        return own.items.keys() == imported.items.keys() and all(
            _same(value, imported.items[name], directory) for name, value in own.items.items()
        )
    if isinstance(own, List) and isinstance(imported, List):
        pairs = zip(own.items, imported.items, strict=False)
        return len(own.items) == len(imported.items) and all(_same(*pair, directory) for pair in pairs)
    return plain(own) == plain(imported) or _same_path(own, imported, directory)


def _same_path(own: Value, imported: Value, directory: str) -> bool:
    if not isinstance(own, Leaf) or not isinstance(imported, Leaf) or not isinstance(own.value, str):
        return False
    path = own.value
    return path == posixpath.normpath(path or ".") and imported.value == posixpath.normpath(
        posixpath.join(directory, path)
    )
