"""Which compose files of a folder make one project."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.printing.confidential import Confidential
from toybox_lint.compose.reading.settings import read_env
from toybox_lint.facts import Environment
from toybox_lint.files import Files, entry, is_in, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import SourceFile
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.compose.model import Project

BASES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
OVERRIDES = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)
_PRODUCTION = pattern(r"(?:docker-)?compose[.-](?:prod|production)\.ya?ml\Z")
# Where no file has the name that Compose looks for: what the others are written upon, and what is for production.
_COMMON = pattern(r"(?:docker-)?compose[.-](?:base|common|shared)\.ya?ml\Z")
_FINISHED = pattern(r"[.-](?:prod|production)\.ya?ml\Z")
_NAMED = pattern(r"^name:", re.MULTILINE)
_VARIANT = pattern(r"(?:docker-)?compose[.-][^/]+\.ya?ml\Z")
# What a service may have its image from, or which keeps it from being asked for one; a key may be written in escapes.
_ORIGIN = pattern(r"image|build|extends|include|provider|profiles|\\")
# The variable by which a folder's ``.env`` names them.
_FILES = "COMPOSE_FILE"
# What people call a compose file of which they always give the name (``docker compose -f production.yml up``, or
# ``docker stack deploy -c docker-stack.yml``), the one for production first; others have files of these names, too: it
# must hold services that have images.
_GIVEN = tuple(
    name + end
    for name in ("production", "prod", "docker-stack", "stack", "staging", "local")
    for end in (".yml", ".yaml")
)
_SERVICES = pattern(
    r"^services:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*[ ]+[\w.-]+:[ \t]*(?:&[\w-]+[ \t]*)?(?:#.*)?$",
    re.MULTILINE,
)
_IMAGE = pattern(r"^[ ]+(?:image|build):", re.MULTILINE)
# podman-compose looks for a file of its own name; people call others so, too.
_PREFIXED = pattern(r"[^/]+[._-]compose\.ya?ml\Z")


@dataclass(frozen=True, slots=True)
class Stack:
    """Files that make one project, in the order in which later ones override.

    ``directory`` is the absolute project directory, ``paths`` are absolute. ``note`` says in one line what a
    person might not expect of the choice.
    """

    directory: str
    paths: tuple[str, ...]
    project_name: str | None = None
    note: str | None = None


def stacks_in(directory: str, files: Files) -> tuple[Stack, ...]:
    """The default stack of one folder, and the projects beside it; empty when it holds no compose file.

    Docker Compose's own names and override rules (2.40.3), ``COMPOSE_FILE`` of the folder's ``.env``, and
    the production variant in place of the override where there is one; without Compose's own names, that variant
    or the only one, upon a base (``compose.base.yaml``) that it does not name itself. Of the other files, those are
    projects beside it that have a name of their own and join, as an external one, a network that the default stack
    makes.
    """
    default = _default(directory, files)
    if len(default) != 1:
        return default
    stacks = (*default, *_beside(default[0], files))
    return stacks if len(stacks) > 1 else _with_proxy(stacks[0], files)


def _with_proxy(default: Stack, files: Files) -> tuple[Stack, ...]:
    others = [
        name for name in files.names(default.directory) if name not in OVERRIDES and _VARIANT.match(name)
    ]
    if default.project_name is not None or not set(others) - {
        path.rpartition("/")[2] for path in default.paths
    }:
        return (default,)
    from toybox_lint.compose.variants import with_proxy

    return with_proxy(default, others, files)


def _beside(default: Stack, files: Files) -> Iterator[Stack]:
    from toybox_lint.compose.load import load_project

    made: frozenset[str] | None = None
    for name in files.names(default.directory):
        path = entry(default.directory, name)
        if path in default.paths or name in OVERRIDES or not _VARIANT.match(name):
            continue
        file = files.read(path)
        if not isinstance(file, SourceFile) or not _NAMED.search(file.text) or "external" not in file.text:
            continue
        if made is None:
            made = _real_names(load_project(default, files, None), external=False)
        stack = Stack(default.directory, (path,))
        if made & _real_names(load_project(stack, files, None), external=True):
            yield stack


def _real_names(project: Project, *, external: bool) -> frozenset[str]:
    networks = project.networks.values()
    return frozenset(
        each.real_name
        for each in networks
        if isinstance(each.real_name, str) and (each.external is True) is external
    )


def _default(directory: str, files: Files) -> tuple[Stack, ...]:
    listed = _listed(directory, files)
    if listed is not None:
        return (listed,)
    names = files.names(directory)
    base = next((name for name in BASES if name in names), None)
    production = next((name for name in names if "compose" in name and _PRODUCTION.match(name)), None)
    if base is None:
        return _variants_only(directory, names, production, files) or _given(directory, files)
    if production is not None:
        return (_over(base, production, directory, files),)
    override = next((name for name in OVERRIDES if name in names), None)
    return (_stack(directory, (base, override) if override else (base,)),)


def _over(base: str, name: str, directory: str, files: Files) -> Stack:
    """The file upon the base, or by itself where it stands alone."""
    if has_origins(entry(directory, name), files):
        from toybox_lint.compose.variants import stands_alone

        if stands_alone(name, base, directory, files):
            note = f"linted as {name} alone, as with -f: it is not written upon {base}"
            return _stack(directory, (name,), note)
    note = f"linted as {base} + {name}, as with -f: override files are not applied"
    return _stack(directory, (base, name), note)


def has_origins(path: str, files: Files) -> bool:
    """Whether services of a file may have images: Compose (2.40.3) refuses a project where one has nothing to run."""
    file = files.read(path)
    return isinstance(file, SourceFile) and _ORIGIN.search(file.text) is not None


def _stack(directory: str, names: tuple[str, ...], note: str | None = None) -> Stack:
    return Stack(directory, tuple(entry(directory, name) for name in names), None, note)


def _variants_only(
    directory: str, names: tuple[str, ...], production: str | None, files: Files
) -> tuple[Stack, ...]:
    """The one for production, else the only one, behind what the others are written upon."""
    variants = [name for name in names if _VARIANT.match(name) and name not in OVERRIDES]
    variants = variants or [name for name in names if _PREFIXED.match(name)]
    base = next((name for name in variants if _COMMON.match(name)), None)
    others = [name for name in variants if name != base]
    finished = [name for name in others if _FINISHED.search(name)]
    chosen = production or next((group[0] for group in (finished, others, variants) if len(group) == 1), None)
    if chosen is None:
        return ()
    if base is None or base == chosen or _names(chosen, base, directory, files):
        return (_stack(directory, (chosen,)),)
    return (_stack(directory, (base, chosen), f"linted as {base} + {chosen}, as with -f"),)


def has_given(directory: str, files: Files) -> bool:
    """Whether a folder holds a compose file of which the name must be given."""
    return next(_given_names(directory, files), None) is not None


def _given(directory: str, files: Files) -> tuple[Stack, ...]:
    name = next(_given_names(directory, files), None)
    return () if name is None else (_stack(directory, (name,), f"linted as {name}, as with -f"),)


def _given_names(directory: str, files: Files) -> Iterator[str]:
    names = files.names(directory)
    for name in _GIVEN:
        if name in names:
            file = files.read(entry(directory, name))
            if isinstance(file, SourceFile) and _SERVICES.search(file.text) and _IMAGE.search(file.text):
                yield name


def _names(name: str, other: str, directory: str, files: Files) -> bool:
    """Whether the one file includes the other, or extends its services."""
    file = files.read(entry(directory, name))
    return isinstance(file, SourceFile) and other in file.text


def names_files(directory: str, files: Files) -> bool:
    """Whether a folder's ``.env`` may name the files of its project, wherever they are."""
    file = files.read(entry(directory, ".env"))
    return isinstance(file, SourceFile) and _FILES in file.text


def _listed(directory: str, files: Files) -> Stack | None:
    """The files that ``COMPOSE_FILE`` names in the folder's ``.env``."""
    if not is_in(".env", directory, files):
        return None
    values = read_env(entry(directory, ".env"), files, Environment(), lambda _problem: None, Confidential())
    listed, separator = values.get(_FILES), values.get("COMPOSE_PATH_SEPARATOR")
    if not isinstance(listed, str) or not listed:
        return None
    parts = listed.split(separator if isinstance(separator, str) and separator else ":")
    paths = tuple(resolve(directory, part) for part in parts)
    return Stack(paths[0].rpartition("/")[0] or "/", paths, None, "files as COMPOSE_FILE in .env names them")
