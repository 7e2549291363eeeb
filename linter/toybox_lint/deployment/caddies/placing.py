"""Caddyfiles that are given to a Caddy at a place where it does not look.

Source: the official image starts ``caddy run --config /etc/caddy/Caddyfile --adapter caddyfile``, and has a
Caddyfile of its own there, which serves a page of welcome on port 80. Measured with Caddy 2.11.7: ``caddy run`` takes
the Caddyfile in its working folder, and serves nothing where there is none.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.compose.model import Mount, Text
from toybox_lint.deployment.caddies.fronts import takes
from toybox_lint.deployment.caddies.stock import has_stock_program, is_stock, plainly_started, words_given
from toybox_lint.deployment.listening import container_file
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.stages import Copy
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.facts import Unknown
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.caddies.left_aside import LeftAside

# Where the official image reads it, and has one.
DEFAULT_PLACE = "/etc/caddy/Caddyfile"
_OF_VERSION_1 = "/etc/Caddyfile"
# The working folder of the image, and options beside which Caddy looks for a Caddyfile there.
_SRV = "/srv"
_NAMING_NO_FILE = ("--watch", "--environ")
_LAST = pattern(r"[^\n\[]*[ \t](\S+)")


@dataclass(frozen=True, slots=True, eq=False)
class Unread:
    """A Caddy that does not get its Caddyfile: ``reads`` is the path where it looks.

    ``mount`` or ``copy``, of its Dockerfile, puts one somewhere else; without either no file is given at all, and
    ``meant`` is the path of the only one that it can be. ``taken``: Caddy would take it where it looks. ``settled``:
    another service is built with the line as well, and looks elsewhere.
    """

    member: Member
    reads: str
    mount: Mount | None
    taken: bool = True
    meant: str | None = None
    copy: Copy | None = None
    settled: bool = False

    @property
    def origin(self) -> Origin:
        """The path in the container, or the line that copies it, else the service's name."""
        if self.copy is not None:
            return self.copy.origin
        if self.mount is None:
            return self.member.origin
        return self.mount.target_origin or self.mount.origin

    @property
    def obvious(self) -> bool:
        """Whether the file lies where the first version of Caddy read it."""
        target = self.copy.target if self.copy is not None else self.mount.target if self.mount else None
        return target == _OF_VERSION_1 and self.has_another

    @property
    def has_another(self) -> bool:
        """Whether the image brings a file of its own where Caddy looks."""
        return self.reads == DEFAULT_PLACE

    @property
    def optional(self) -> bool:
        """Whether Caddy starts without one: none is named to it, and it serves nothing."""
        command = self.member.service.command
        return command is not None and all(word.value != "--config" for word in command.words)

    def edits(self) -> tuple[Edit, ...]:
        """Mount it where it is read; none for a folder, and where the path is not written out.

        Nor where Caddy would refuse it there, for what it says or for what it imports.
        """
        # A colon ends the path of a short mount, a dollar begins a variable.
        if not self.taken or self.settled or ":" in self.reads or "$" in self.reads:
            return ()
        if self.copy is not None:
            return _copied(self.copy, self.reads)
        if self.mount is None:
            return mounted_at(self.member, self.meant, self.reads)
        place = self.mount.target_origin
        if place is None or not place.exact or not _is_caddyfile(str(self.mount.source)):
            return ()
        from toybox_lint.compose.yaml.parts import replace_part

        edit = replace_part(place.file, place.span, self.reads)
        return () if edit is None else (edit,)


def mounted_at(member: Member, path: str | None, place: str) -> tuple[Edit, ...]:
    """Mount the file at ``path`` of the project at ``place`` of the container.

    A colon ends the path of a short mount, a dollar begins a variable: there is none to write then.
    """
    source = posixpath.relpath(path or "", member.project.directory)
    if path is None or not {":", "$"}.isdisjoint(source + place):
        return ()
    source = source if source.startswith("../") else f"./{source}"
    from toybox_lint.compose.additions import add_item

    added = add_item(member.project, member.name, "volumes", f"{source}:{place}")
    from toybox_lint.compose.yaml.edit import Refusal

    return () if isinstance(added, Refusal) else added


def unread(fronts: Iterable[Front], members: Sequence[Member], files: Files) -> Iterator[Unread]:
    """The services of the official image whose Caddyfile is certainly not the one they are given."""
    found = tuple(_unread(fronts, members, files))
    if all(each.copy is None for each in found):
        return iter(found)
    return _told_of_others(found, members, files)


def left_aside(deployment: Deployment) -> Iterator[LeftAside]:
    """The services of the official image that are told what makes them leave a Caddyfile aside which lies there."""
    if any(_may_leave_it(member) for member in deployment.members):
        from toybox_lint.deployment.caddies.left_aside import found_aside

        yield from found_aside(deployment)


def _may_leave_it(member: Member) -> bool:
    command = member.service.command or member.service.entrypoint
    if command is None or "caddy" not in str(command.words[0].value if command.words else ""):
        return False
    words = [word.value for word in words_given(member)]
    return words[1:2] != ["run"] or not {"--resume", "-r"}.isdisjoint(words)


def _told_of_others(found: Sequence[Unread], members: Iterable[Member], files: Files) -> Iterator[Unread]:
    """With what other services want of the same lines."""
    misled = {(id(each.member), each.reads) for each in found}
    builders: dict[Origin, list[Member]] = {}
    for member in members:
        for copy in _copies(member, files):
            builders.setdefault(copy.origin, []).append(member)
    for each in found:
        sharing = builders[each.copy.origin] if each.copy is not None else ()
        settled = any((id(member), each.reads) not in misled for member in sharing)
        yield replace(each, settled=True) if settled else each


def _unread(fronts: Iterable[Front], members: Iterable[Member], files: Files) -> Iterator[Unread]:
    meant = {id(front.member): front.caddyfile.file.path for front in fronts if front.member}
    for member in members:
        reads = caddy_reads(member) or _reads_when_built(member, files)
        if reads is None or container_file(member.service, reads, files) is not None:
            continue
        mounts = member.service.mounts
        around = list(_around(mounts, reads))
        if any(isinstance(mount.target, Unknown) or mount.kind == "volume" for mount in around):
            continue
        elsewhere = next((mount for mount in mounts if holds_caddyfile(mount, files)), None)
        copy = next((each for each in _copies(member, files) if _brings_caddyfile(each, member, files)), None)
        if copy is not None and elsewhere is None:
            file = _copied_file(copy, member, files)
            yield Unread(member, reads, None, file is not None and takes(member, file.path, files), copy=copy)
            continue
        from toybox_lint.deployment.files.stages import of_other_stages

        if elsewhere or (
            id(member) in meant
            and not around
            and not any(reads in each.text for each in of_other_stages(member.project, files))
        ):
            path = str(elsewhere.source) if elsewhere else meant[id(member)]
            yield Unread(member, reads, elsewhere, takes(member, path, files), path)


def _copies(member: Member, files: Files) -> Iterable[Copy]:
    built = container(member.service, files).built if member.service.build else None
    return built.copies if built else ()


def _brings_caddyfile(copy: Copy, member: Member, files: Files) -> bool:
    """Whether a Caddyfile alone is copied from beside the Dockerfile, where it is."""
    (first, *others) = copy.sources
    named = isinstance(first.value, str) and _is_caddyfile(first.value)
    return named and not others and copy.stage is None and _copied_file(copy, member, files) is not None


def _copied_file(copy: Copy, member: Member, files: Files) -> SourceFile | None:
    """The only file that is copied, as the container has it."""
    if not isinstance(copy.target, str):
        return None
    name = posixpath.basename(str(copy.sources[0].value)) if copy.target.endswith("/") else ""
    found = container_file(member.service, copy.target + name, files)
    return found if isinstance(found, SourceFile) else None


def _copied(copy: Copy, path: str) -> tuple[Edit, ...]:
    """Copy it to ``path``: the last word of the line."""
    found = _LAST.fullmatch(copy.origin.text) if copy.origin.exact else None
    if found is None:
        return ()
    start = copy.origin.span.start
    return (Edit(copy.origin.file, Span(start + found.start(1), start + found.end(1)), path),)


def _reads_when_built(member: Member, files: Files) -> str | None:
    """The path of the official image, for one that is built on it and starts what that starts."""
    built = container(member.service, files).built if member.service.build else None
    if built is None or built.entrypoint is not None or built.command is not None:
        return None
    plain = plainly_started(member) and member.service.command is None
    return DEFAULT_PLACE if plain and has_stock_program(member, files) else None


def caddy_reads(member: Member) -> str | None:
    """The path from which a Caddy of the official image reads its Caddyfile; ``None`` when that is not certain."""
    if (
        not is_stock(member)
        or member.service.entrypoint is not None
        or "volumes_from" in member.service.config
    ):
        return None
    if member.service.command is None:
        return DEFAULT_PLACE
    words = [word.value for word in member.service.command.words]
    if words[:2] != ["caddy", "run"]:
        return None
    path = _named_by(words, member)
    return path if isinstance(path, str) and path.startswith("/") else None


def _named_by(words: Sequence[Text], member: Member) -> Text | None:
    """The path behind ``--config``; without that Caddy takes the Caddyfile in its working folder, if there is one."""
    if "--config" in words[:-1]:
        return words[words.index("--config") + 1]
    folder = member.service.working_dir
    base = folder.value if folder else _SRV
    silent = all(word in _NAMING_NO_FILE for word in words[2:])
    return posixpath.join(base, "Caddyfile") if silent and isinstance(base, str) else None


def _around(mounts: Iterable[Mount], path: str) -> Iterator[Mount]:
    """The mounts that hold ``path``, or may."""
    for mount in mounts:
        if isinstance(mount.target, Unknown) or path.startswith(mount.target.rstrip("/") + "/"):
            yield mount


def holds_caddyfile(mount: Mount, files: Files) -> bool:
    """Whether the mount is a Caddyfile, or a folder with one in it."""
    if mount.kind == "config":
        return _is_caddyfile(str(mount.target))
    if mount.kind != "bind" or not isinstance(mount.source, str):
        return False
    if files.is_directory(mount.source):
        inside = files.names(mount.source)
        return "Caddyfile" in inside and "/caddy" in str(mount.target)
    return _is_caddyfile(mount.source)


def _is_caddyfile(path: str) -> bool:
    return posixpath.basename(path).lower().startswith("caddyfile")
