"""Which Caddyfiles and compose stacks stand in the given places, and which of them are one deployment."""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from toybox_lint.compose.stacks import Stack, has_given, names_files, stacks_in
from toybox_lint.files import Files, Unreadable, display_name, entry, is_in
from toybox_lint.records import dataclass
from toybox_lint.source import SourceFile
from toybox_lint.typed import cast
from toybox_lint.unfilled import is_template

# In lower case it is a word like any other: caddyfile.go and caddyfile_test.py are programs about Caddyfiles.
_CADDYFILES = ("Caddyfile.", "Caddyfile_", "Caddyfile-")
_NOT_CADDYFILES = (
    *("~", ".bak", ".backup", ".orig", ".old", ".md", ".txt", ".json", ".swp", ".j2", ".jinja", ".jinja2"),
    *(".tmpl", ".tpl", ".template", ".erb"),
)
_COMPOSE = ("compose", "docker-compose")
_BEGIN_COMPOSE = tuple(name + sign for name in _COMPOSE for sign in "._-")
_END_COMPOSE = tuple(f"{sign}compose" for sign in "._-")
_CONFIGURATIONS = ("toybox-lint.toml", ".toybox-lint.toml", "pyproject.toml")
_SKIPPED = frozenset({"node_modules", "vendor", "venv", "site-packages", "__pycache__"})
# Hidden folders in which people keep the files of their deployment.
_MEANT = frozenset({".docker", ".deploy", ".infra", ".caddy"})


@dataclass(frozen=True, slots=True)
class Found:
    """One deployment: absolute paths of Caddyfiles that nothing else names, and the compose stacks."""

    root: str
    caddyfiles: tuple[str, ...] = ()
    stacks: tuple[Stack, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.caddyfiles and not self.stacks


@dataclass(frozen=True, slots=True)
class _Folder:
    path: str
    caddyfiles: tuple[str, ...]
    stacks: tuple[Stack, ...]


def is_caddyfile(path: str) -> bool:
    """Whether the name says Caddyfile: ``Caddyfile``, ``Caddyfile.prod``, ``site.caddyfile``; no templates."""
    name = path.rpartition("/")[2]
    lower = name.lower()
    named = lower == "caddyfile" or lower.endswith(".caddyfile") or name.startswith(_CADDYFILES)
    return named and not lower.endswith(_NOT_CADDYFILES)


def is_compose(path: str) -> bool:
    """Whether the name says compose file: ``compose.yaml``, ``docker-compose.prod.yml``."""
    lower = path.lower()
    if not lower.endswith((".yml", ".yaml")):
        return False
    stem = lower.rpartition("/")[2].rpartition(".")[0]
    return stem.startswith(_BEGIN_COMPOSE) or stem in _COMPOSE or stem.endswith(_END_COMPOSE)


def configuration(directory: str, files: Files) -> SourceFile | Unreadable | None:
    """The nearest configuration from ``directory`` upwards; a ``pyproject.toml`` counts when it has our table.

    One of our own that is there and cannot be read is not passed over: it may say what is to be told.
    """
    while True:
        for name in _CONFIGURATIONS:
            found = files.read(posixpath.join(directory, name))
            own = name in _CONFIGURATIONS[:2]
            if isinstance(found, SourceFile) and (own or "[tool.toybox-lint" in found.text):
                return found
            if isinstance(found, Unreadable) and own and not files.is_directory(found.path):
                return found
        if directory == posixpath.dirname(directory):
            return None
        directory = posixpath.dirname(directory)


def discover(paths: Sequence[str], files: Files, stacks: Sequence[Stack] | None = None) -> tuple[Found, ...]:
    """The deployments at absolute ``paths``: folders, Caddyfiles or compose files.

    ``stacks`` given explicitly replace every stack that would be found. Projects of one host meet: a folder
    that holds a Caddyfile or a compose file makes one deployment with all that lies below it. So do siblings
    of which only one has Caddyfiles, or whose projects share an external network. A folder with Caddyfiles and
    without a compose file belongs to the nearest one upwards that has some, as a Caddyfile does.
    """
    deployments: dict[str, Found] = {}
    for path in paths:
        for found in _at(path, files):
            known = deployments.get(found.root)
            deployments[found.root] = _joined(known, found) if known else found
    result = tuple(deployments.values())
    if stacks is None:
        return result
    caddyfiles = tuple(file for found in result for file in found.caddyfiles)
    root = paths[0] if paths else "/"
    return (Found(root, caddyfiles, tuple(stacks)),)


def _joined(one: Found, other: Found) -> Found:
    return Found(
        one.root,
        tuple(dict.fromkeys((*one.caddyfiles, *other.caddyfiles))),
        tuple(dict.fromkeys((*one.stacks, *other.stacks))),
    )


def _at(path: str, files: Files) -> Iterator[Found]:
    if files.is_directory(path):
        folders = list(_folders(path, files))
        root = path if any(folder.stacks for folder in folders) else home(path, files)
        if folders and root != path and not files.is_outside(root):
            yield _of_caddyfiles(root, tuple(file for folder in folders for file in folder.caddyfiles), files)
        else:
            yield from _deployments(path, folders, files)
        return
    if path.lower().endswith((".yml", ".yaml", ".json")) and not is_caddyfile(path):
        yield from _around_compose(path, files)
        return
    yield _of_caddyfiles(home(posixpath.dirname(path), files), (path,), files)


def _of_caddyfiles(root: str, caddyfiles: tuple[str, ...], files: Files) -> Found:
    """Caddyfiles that were given, with the stacks of the folder that they belong to."""
    return Found(
        root, caddyfiles, tuple(stack for folder in _folders(root, files) for stack in folder.stacks)
    )


def _around_compose(path: str, files: Files) -> Iterator[Found]:
    """A compose file that its folder's default stack holds means that folder; any other one is a stack."""
    root = posixpath.dirname(path)
    folders = list(_folders(root, files))
    named = any(path in stack.paths for folder in folders for stack in folder.stacks)
    if named:
        yield from _deployments(root, folders, files)
        return
    caddyfiles = tuple(file for folder in folders for file in folder.caddyfiles)
    yield Found(root, caddyfiles, (Stack(root, (path,)),))


def home(directory: str, files: Files) -> str:
    """The nearest folder upwards with a compose file, inside the repository; else ``directory``."""
    folder = directory
    while True:
        if _has_compose(cast("Hashable", files), folder):
            return folder
        if is_in(".git", folder, files) or folder == posixpath.dirname(folder):
            return directory
        folder = posixpath.dirname(folder)


@lru_cache(maxsize=64)
def _has_compose(files: Hashable, folder: str) -> bool:
    found = cast("Files", files)
    return any(map(is_compose, found.names(folder))) or has_given(folder, found)


def _folders(root: str, files: Files) -> Iterator[_Folder]:
    """Every folder from ``root`` down that holds a Caddyfile or a stack; most hidden ones and links are passed over.

    So are files that somebody else is still to fill in.
    """
    pending = [root]
    listed: set[str] = set()
    while pending:
        folder = pending.pop()
        entries = {name: entry(folder, name) for name in files.names(folder)}
        inner = {name: path for name, path in entries.items() if files.is_directory(path)}
        caddyfiles = tuple(
            path
            for name, path in entries.items()
            if is_caddyfile(name) and name not in inner and not is_template(path, files)
        )
        given = ".env" in entries and names_files(folder, files)
        has_stack = given or any(map(is_compose, entries)) or has_given(folder, files)
        stacks = stacks_in(folder, files) if has_stack else ()
        stacks = tuple(
            stack
            for stack in stacks
            if stack.paths[0] not in listed and not any(is_template(path, files) for path in stack.paths)
        )
        if given:
            listed.update(path for stack in stacks for path in stack.paths)
        if caddyfiles or stacks:
            yield _Folder(folder, caddyfiles, stacks)
        pending += [
            path
            for name, path in reversed(inner.items())
            if (name in _MEANT or not name.startswith("."))
            and name not in _SKIPPED
            and not files.is_link(path)
        ]


def _deployments(root: str, folders: Sequence[_Folder], files: Files) -> Iterator[Found]:
    """Each with its folders; the third of what is pending says that these are one deployment."""
    pending: list[tuple[str, Sequence[_Folder], bool]] = [(root, folders, False)]
    while pending:
        root, folders, together = pending.pop()
        branches = {} if together else _branches(root, folders)
        if len(branches) == 1 and root not in branches:
            pending.append((next(iter(branches)), folders, False))
            continue
        proxied = [name for name, branch in branches.items() if any(folder.caddyfiles for folder in branch)]
        if folders and (root in branches or len(proxied) < 2):
            yield _gathered(root, folders)
            continue
        parts: list[tuple[str, Sequence[_Folder], bool]] = []
        alone: list[_Folder] = []
        for group in _meeting(branches, files):
            names = [name for name in group if name in proxied]
            inner = [folder for name in group for folder in branches[name]]
            if names:
                parts.append((group[0] if len(group) == 1 else names[0], inner, len(group) > 1))
            else:
                alone += inner
        parts += [(root, alone, True)] if alone else []
        pending += reversed(parts)


def _meeting(branches: Mapping[str, Sequence[_Folder]], files: Files) -> list[list[str]]:
    """The branches in groups: those of one group have projects that meet on an external network."""
    if not any(_may_be_external(branch, files) for branch in branches.values()):
        return [[name] for name in branches]
    groups: list[list[str]] = []
    seen: list[_Networks] = []
    for name, branch in branches.items():
        mine = _networks(branch, files)
        met = [index for index, other in enumerate(seen) if mine.meet(other)]
        group = [*(each for index in met for each in groups[index]), name]
        together = _Networks.union([*(seen[index] for index in met), mine])
        for index in reversed(met):
            del groups[index], seen[index]
        place = met[0] if met else len(groups)
        groups.insert(place, group)
        seen.insert(place, together)
    return groups


@dataclass(frozen=True, slots=True)
class _Networks:
    """Real names of networks: all of them, and the external ones, which another project may own."""

    all: frozenset[str]
    external: frozenset[str]

    def meet(self, other: _Networks) -> bool:
        return bool(self.external & other.all or self.all & other.external)

    @staticmethod
    def union(parts: Sequence[_Networks]) -> _Networks:
        names = frozenset(name for part in parts for name in part.all)
        return _Networks(names, frozenset(name for part in parts for name in part.external))


def _may_be_external(branch: Sequence[_Folder], files: Files) -> bool:
    """Whether a network may be external; most projects tell by their texts, without being read, that none is."""
    paths = [path for folder in branch for stack in folder.stacks for path in stack.paths]
    texts = [file.text for path in paths if isinstance(file := files.read(path), SourceFile)]
    return any(word in text for text in texts for word in ("external", "include"))


def _networks(branch: Sequence[_Folder], files: Files) -> _Networks:
    from toybox_lint.compose.load import load_project

    networks = [
        network
        for folder in branch
        for stack in folder.stacks
        for network in load_project(stack, files, None).networks.values()
    ]
    named = [(name, each.external) for each in networks if isinstance(name := each.real_name, str)]
    return _Networks(
        frozenset(name for name, _ in named), frozenset(name for name, external in named if external is True)
    )


def _branches(root: str, folders: Iterable[_Folder]) -> dict[str, list[_Folder]]:
    """``folders`` by the child of ``root`` that they are in; ``root`` itself stands under its own name."""
    branches: dict[str, list[_Folder]] = {}
    for folder in folders:
        rest = display_name(folder.path, root).split("/")[0]
        branches.setdefault(root if rest == "." else entry(root, rest), []).append(folder)
    return branches


def _gathered(root: str, folders: Sequence[_Folder]) -> Found:
    return Found(
        root,
        tuple(file for folder in folders for file in folder.caddyfiles),
        tuple(stack for folder in folders for stack in folder.stacks),
    )
