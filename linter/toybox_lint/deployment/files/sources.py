"""Files of the host that a service mounts and that are not what the container needs there.

Sources: Docker's documentation of bind mounts: of a source that is not there the engine makes a folder, and
a file cannot be mounted on a folder, nor a folder on a file; Caddy 2.11.7 ends when its Caddyfile is a folder.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from toybox_lint.compose.model import Mount
from toybox_lint.deployment.caddies.fronts import takes
from toybox_lint.deployment.caddies.placing import DEFAULT_PLACE, caddy_reads
from toybox_lint.deployment.caddies.stock import rests_on_stock
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.enums import Enum
from toybox_lint.files import Files, is_in, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Origin, Span
from toybox_lint.suggest import Names

# Extensions of files that programs read as a whole: nobody means a folder by them.
_READ = pattern(
    r"\.(conf|cfg|cnf|ini|ya?ml|toml|json|xml|sh|sql|js|py|rb|php|html|template|lua|hcl)", re.IGNORECASE
)
# The folders of the official image.
_FOLDERS_OF_CADDY = frozenset({"/etc/caddy", "/etc", "/config", "/data", "/srv", "/usr/share/caddy"})
_FAR = 3
# How alike two names are (1 is the same) of which one is the other misspelt.
# Of names that tell choices apart, such as .dev and .prod, only what one letter makes is one.
_NEARLY = 0.92
_MISSPELT = 0.85
_OF_YAML = frozenset((".yml", ".yaml"))
_SKIPPED = frozenset({"node_modules", "vendor"})
# What is taken for the folder of the project, and the path below it.
_OF_THIS_FOLDER = pattern(r"\$(?:PWD|\{PWD\})(?=(/[^:\n]{0,1000}))")


_BACKSLASHES = pattern(r"\\+")


class Fault(Enum):
    """What is wrong with the source of a mount."""

    ABSENT = "it is not there"
    FOLDER = "it is a folder"
    FILE = "it is a file"
    LACKING = "it has no Caddyfile in it"
    BACKSLASHES = "it is written for Windows"


@dataclass(frozen=True, slots=True, eq=False)
class Amiss:
    """A mount that does not give ``member`` what it needs. ``certain`` when the container cannot start with it.

    ``near`` are paths, relative to the project, of files that have the name and that no other service mounts, nearest
    first.
    """

    member: Member
    mount: Mount
    fault: Fault
    certain: bool
    near: tuple[str, ...] = ()

    @property
    def origin(self) -> Origin:
        found = self.mount.source_origin or self.mount.origin
        below = _OF_THIS_FOLDER.match(found.text)
        start = found.span.start
        return replace(found, span=Span(start, start + below.end(1))) if below else found

    def edit(self, files: Files) -> Edit | None:
        """Mount the only file of that name; ``None`` for a Caddyfile that Caddy would refuse there.

        With slashes in place of backslashes, which all systems read.
        """
        origin, folder = self.origin, self.member.project.directory
        if self.fault is Fault.BACKSLASHES:
            return Edit(origin.file, origin.span, _BACKSLASHES.sub("/", origin.text))
        if len(self.near) != 1:
            return None
        path = resolve(folder, self.near[0])
        read = self.mount.target in (DEFAULT_PLACE, caddy_reads(self.member))
        if read and not takes(self.member, path, files):
            return None
        if resolve(folder, origin.text) != self.mount.source:
            return None
        from toybox_lint.compose.yaml.parts import replace_part

        return replace_part(origin.file, origin.span, f"./{self.near[0]}")


def amiss(members: Iterable[Member], files: Files) -> Iterator[Amiss]:
    """The mounts of files of the project that cannot work, or hardly so."""
    members = tuple(members)
    names = _Names(files, members)
    for member in members:
        reads = caddy_reads(member)
        for mount in member.service.mounts:
            if member.runs is not False and _is_of_windows(mount):
                yield Amiss(member, mount, Fault.BACKSLASHES, certain=False)
            elif (
                member.runs is not False
                and _is_of_project(mount, member)
                and not files.is_outside(str(mount.source))
            ):
                for found in _judged(member, mount, reads, files, names):
                    made = found.fault is Fault.ABSENT and found.certain and _is_made(found, members, files)
                    yield replace(found, certain=False, near=()) if made else found


def _is_of_windows(mount: Mount) -> bool:
    written = mount.source_origin.text if mount.source_origin else ""
    return mount.kind == "bind" and written.startswith((".\\", "..\\"))


def _is_made(found: Amiss, members: Iterable[Member], files: Files) -> bool:
    """Whether another service has the folder of the file, or a script of the project names it: they may make it."""
    source = str(found.mount.source)
    relative = posixpath.relpath(source, found.member.project.directory)
    return _is_brought(source, relative if "/" in relative else None, found.member, members, files)


def _is_brought(
    source: str, named: str | None, member: Member, members: Iterable[Member], files: Files
) -> bool:
    """Whether a service but ``member`` has the folder of ``source``, or a script of the project speaks of ``named``."""
    for other in members:
        for mount in other.service.mounts if other is not member else ():
            if mount.kind == "bind" and source.startswith(f"{str(mount.source).rstrip('/')}/"):
                return True
    from toybox_lint.compose.instructions import instructions

    return named is not None and any(named in text for text in instructions(member.project.directory, files))


def _is_of_project(mount: Mount, member: Member) -> bool:
    """Whether the source is written as a path below the folder of the project."""
    written = _OF_THIS_FOLDER.sub(".", mount.source_origin.text, 1) if mount.source_origin else "/"
    below = isinstance(mount.source, str) and mount.source.startswith(f"{member.project.directory}/")
    return (
        mount.kind in ("bind", "config")
        and below
        and not written.startswith(("/", "~"))
        and "$" not in written
    )


def _made_elsewhere(path: str, files: Files) -> bool:
    from toybox_lint.deployment.files.unversioned import made_elsewhere

    return made_elsewhere(path, files)


def _judged(member: Member, mount: Mount, reads: str | None, files: Files, names: _Names) -> Iterator[Amiss]:
    source, target = str(mount.source), str(mount.target)
    is_folder = files.is_directory(source)
    there = is_folder or is_in(posixpath.basename(source), posixpath.dirname(source), files)
    # On a file of the image no folder can be mounted.
    if target == reads or (target == DEFAULT_PLACE and rests_on_stock(member)):
        if is_folder:
            yield Amiss(member, mount, Fault.FOLDER, True)
        elif not there and not _made_elsewhere(source, files):
            near = names.like(member, source) or names.like(member, _respelt(source, target))
            certain = bool(near) and not _variants(source, files)
            yield Amiss(member, mount, Fault.ABSENT, certain, near or names.beside(member, source))
    elif reads and not there and reads == f"{target}/Caddyfile" and not _made_elsewhere(source, files):
        near = names.like(member, f"{source}/Caddyfile")
        covered = any(each.target == reads for each in member.service.mounts)
        if near and not covered:
            folders = {posixpath.dirname(path) for path in near}
            yield Amiss(
                member, mount, Fault.LACKING, False, tuple(folders - {""}) if len(folders) == 1 else ()
            )
    elif reads and is_folder and reads == f"{target}/Caddyfile":
        inside = f"{source}/Caddyfile"
        covered = any(each.target == reads for each in member.service.mounts)
        if "Caddyfile" not in files.names(source) and not covered and not _made_elsewhere(inside, files):
            spelt = any(name.lower() == "caddyfile" for name in files.names(source))
            yield Amiss(member, mount, Fault.LACKING, spelt and not _variants(inside, files))
    elif reads and there and not is_folder and target in _FOLDERS_OF_CADDY:
        yield Amiss(member, mount, Fault.FILE, True)
    elif not there and _is_read(source, target) and not _made_elsewhere(source, files):
        beside = files.is_directory(posixpath.dirname(source))
        near = (names.like(member, source) if beside else ()) or names.mistyped(member, mount)
        if near:
            yield Amiss(member, mount, Fault.ABSENT, False, near)


def _respelt(source: str, target: str) -> str:
    """The source by the name of the target, where its own is nearly that."""
    from difflib import SequenceMatcher

    written, wanted = posixpath.basename(source), posixpath.basename(target)
    alike = SequenceMatcher(None, written.lower(), wanted.lower()).ratio() >= _MISSPELT
    return posixpath.join(posixpath.dirname(source), wanted) if alike and written.isalnum() else source


def _is_read(source: str, target: str) -> bool:
    """Whether both ends have the same extension, that of a file which a program reads."""
    extension = posixpath.splitext(source)[1]
    other = posixpath.splitext(target)[1]
    return bool(_READ.fullmatch(extension)) and (extension == other or {extension, other} == _OF_YAML)


def _variants(path: str, files: Files) -> bool:
    """Whether files beside it look like choices of which one is put there."""
    folder, name = posixpath.split(path)
    return any(other.startswith((f"{name}.", f"{name}-", f"{name}_")) for other in files.names(folder))


class _Names:
    """The files in and near the folders of projects, by name in lower case; a folder is walked once."""

    def __init__(self, files: Files, members: Iterable[Member]) -> None:
        self._files = files
        self._members = members
        self._found: dict[str, dict[str, list[str]]] = {}

    def like(self, member: Member, source: str) -> tuple[str, ...]:
        """Paths, relative to the project, of the files that are called like ``source``, in whatever case.

        One that another service mounts is that one's.
        """
        root = member.project.directory
        if root not in self._found:
            self._found[root] = self._walked(root)
        paths = self._found[root].get(posixpath.basename(source).lower(), ())
        taken = self._mounted_beside(member) if paths else frozenset()
        return tuple(path for path in paths if f"{root}/{path}" not in taken)

    def beside(self, member: Member, source: str) -> tuple[str, ...]:
        """The one Caddyfile in the folder of ``source`` that is nearly called like it, or by more of a word."""
        folder, name = posixpath.split(source)
        word = name.lower().rpartition(".")[2]
        others = [
            each
            for each in self._files.names(folder)
            if "caddyfile" in each.lower() and not self._files.is_directory(f"{folder}/{each}")
        ]
        close = Names(each.lower() for each in others).closest(name.lower(), _NEARLY)
        found = [each for each in others if each.lower() in close]
        if not found and "." in name:
            from toybox_lint.deployment.files.mistyped import is_more

            found = [each for each in others if is_more(each.lower().rpartition(".")[2], word)]
        path = f"{folder}/{found[0]}" if len(found) == 1 else ""
        if not path or path in self._mounted_beside(member):
            return ()
        return (posixpath.relpath(path, member.project.directory),)

    def mistyped(self, member: Member, mount: Mount) -> tuple[str, ...]:
        """The one file beside that is called so but for a slip, or in a folder that is, and that nothing mounts."""
        from toybox_lint.deployment.files.mistyped import is_file_mistyped, is_folder_mistyped

        source = str(mount.source)
        folder, name = posixpath.split(source)
        wanted = posixpath.basename(str(mount.target))
        found = [
            f"{folder}/{each}" for each in self._files.names(folder) if is_file_mistyped(name, each, wanted)
        ]
        if not self._files.is_directory(folder):
            around, last = posixpath.split(folder)
            found = [
                f"{around}/{each}/{name}"
                for each in self._files.names(around)
                if is_folder_mistyped(last, each) and is_in(name, f"{around}/{each}", self._files)
            ]
        if len(found) != 1 or self._files.is_directory(found[0]):
            return ()
        mounted = (str(mount.source) for other in self._members for mount in other.service.mounts)
        relative = posixpath.relpath(source, member.project.directory)
        if found[0] in mounted or _is_brought(source, relative, member, self._members, self._files):
            return ()
        return (posixpath.relpath(found[0], member.project.directory),)

    def _mounted_beside(self, member: Member) -> frozenset[str]:
        return frozenset(
            str(mount.source)
            for other in self._members
            if other is not member
            for mount in other.service.mounts
            if mount.kind == "bind"
        )

    def _walked(self, root: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        folders = [(root, 0)]
        for folder, depth in folders:
            for entry in self._files.names(folder):
                path = f"{folder}/{entry}"
                if not self._files.is_directory(path):
                    found.setdefault(entry.lower(), []).append(posixpath.relpath(path, root))
                elif depth < _FAR and not entry.startswith(".") and entry not in _SKIPPED:
                    folders.append((path, depth + 1))
        return found
