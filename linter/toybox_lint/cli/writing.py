"""Writing mended files: all of them or none, each the old one or the new one, whole.

A signal that asks to end waits. A process that is killed, or a machine that loses power, between two renames leaves the
first files new and the others old, until the next ``--fix`` finishes it.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress

from toybox_lint.cli.leftovers import beside
from toybox_lint.cli.locking import Busy, locked
from toybox_lint.cli.signals import Held
from toybox_lint.disk import DiskFiles, encode
from toybox_lint.records import dataclass
from toybox_lint.source import SourceFile

_REASONS = {errno.EBUSY: "it is mounted by itself; mount its folder instead"}


class WriteError(Exception):
    """Something could not be written, and nothing was changed; or the text names what was.

    ``kept`` are old files that could not be put back: they stay where they are, and the text names them.
    """

    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Target:
    """A file to write: ``place`` is where links lead, ``new`` and ``old`` stand beside it meanwhile."""

    name: str
    place: str
    data: bytes
    new: str
    old: str

    @property
    def folder(self) -> str:
        return os.path.dirname(self.place)


def write_all(changed: Iterable[SourceFile], files: DiskFiles) -> tuple[str, ...]:
    """Write every file, or none; what a person should know of it, a line each.

    All are prepared beside their places, then renamed; when a rename fails, those before it are taken back.
    Modes, owners and extended attributes stay; links are followed to the file they name. Nothing is written
    when any file that was read holds something else by now. Raises ``WriteError``.
    """
    targets = _targets(changed)
    folders = [target.folder for target in targets]
    if not targets:
        return ()
    try:
        with locked(folders), Held():
            return tuple(_written(targets, files))
    except Busy as error:
        raise WriteError(f"{error}; nothing is written") from error


def _targets(changed: Iterable[SourceFile]) -> list[_Target]:
    """The files by their real places. One that has two names here must be given one text."""
    found: dict[str, _Target] = {}
    for file in changed:
        place, data = os.path.realpath(file.path), encode(file)
        target = _Target(file.name, place, data, beside(place, "new"), beside(place, "old"))
        known = found.setdefault(place, target)
        if known.data != data:
            raise WriteError(
                f"{known.name} and {file.name} are one file, and their fixes differ; nothing is written"
            )
    return list(found.values())


def _written(targets: Sequence[_Target], files: DiskFiles) -> list[str]:
    """Prepare, look whether anything has changed, rename."""
    notes: list[str] = []
    kept: tuple[str, ...] = ()
    try:
        for target in targets:
            with _told(target):
                notes += _prepare(target)
                if len(targets) > 1:
                    _keep(target)
        for name in files.changed():
            raise WriteError(f"{name}: it was changed meanwhile; nothing is written")
        _rename(targets)
    except WriteError as error:
        kept = error.kept
        raise
    finally:
        # In this order a process that is killed here leaves no old file alone.
        for path in (path for target in targets for path in (target.old, target.new) if path not in kept):
            with suppress(OSError):
                os.unlink(path)
    for folder in dict.fromkeys(target.folder for target in targets):
        _flush(folder)
    return notes


@contextmanager
def _told(target: _Target) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror)
        raise WriteError(f"{target.name}: cannot be written: {reason}; nothing is written") from error


def _rename(targets: Sequence[_Target]) -> None:
    done: list[_Target] = []
    try:
        for target in targets:
            with _told(target):
                os.replace(target.new, target.place)
            done.append(target)
    except WriteError as error:
        lost = [target for target in reversed(done) if not _is_back(target)]
        if not lost:
            raise
        names = ", ".join(f"{target.name} is, and what it held is in {target.old}" for target in lost)
        failure = WriteError(f"{error}, except that {names}")
        failure.kept = tuple(target.old for target in lost)
        raise failure from error


def _is_back(target: _Target) -> bool:
    try:
        os.replace(target.old, target.place)
    except OSError:
        return False
    return True


def _prepare(target: _Target) -> Iterator[str]:
    """Write the new file beside its place, flushed to the disk, with all that belongs to the old one."""
    if not os.access(target.place, os.W_OK):
        raise WriteError(f"{target.name}: cannot be written: it is read-only; nothing is written")
    status = os.stat(target.place)
    with _created(target.new) as descriptor:
        with open(descriptor, "wb", closefd=False) as stream:
            stream.write(target.data)
        _own(descriptor, status, target)
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
        _attributes(descriptor, target.place)
        os.fsync(descriptor)
    if status.st_nlink > 1:
        yield f"{target.name} has other names (hard links), which keep the text from before"


@contextmanager
def _created(path: str) -> Iterator[int]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _own(descriptor: int, status: os.stat_result, target: _Target) -> None:
    made = os.fstat(descriptor)
    if (status.st_uid, status.st_gid) == (made.st_uid, made.st_gid):
        return
    try:
        os.fchown(descriptor, status.st_uid, status.st_gid)
    except PermissionError as error:
        reason = "it belongs to somebody else, and would not any more"
        raise WriteError(f"{target.name}: cannot be written: {reason}; nothing is written") from error


def _attributes(descriptor: int, place: str) -> None:
    """Copy extended attributes, access lists among them; labels that the system sets are its own affair."""
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(place)
    except OSError as error:
        if error.errno in (errno.ENOTSUP, errno.ENOSYS):
            return
        raise
    for name in names:
        with suppress(OSError) if name.startswith("security.") else ExitStack():
            os.setxattr(descriptor, name, os.getxattr(place, name))


def _keep(target: _Target) -> None:
    """The old file under a second name, to be taken back; a copy where there are no hard links."""
    try:
        os.link(target.place, target.old)
    except OSError:
        with open(target.place, "rb") as old, _created(target.old) as descriptor:
            os.fchmod(descriptor, stat.S_IMODE(os.fstat(old.fileno()).st_mode))
            with open(descriptor, "wb", closefd=False) as stream:
                stream.write(old.read())


def _flush(folder: str) -> None:
    """Make the renames last; a file system that cannot do that for folders is left as it is."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
