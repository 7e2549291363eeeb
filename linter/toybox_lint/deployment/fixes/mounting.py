"""Mounts that Caddy lacks, as edits of its own project's files."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice

from toybox_lint.caddy.edit import put_path
from toybox_lint.caddy.model import Upstream
from toybox_lint.compose.additions import add_item
from toybox_lint.compose.model import Mount
from toybox_lint.compose.yaml.edit import Refusal
from toybox_lint.deployment.files.static_files import Place
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.model import Link, Member
from toybox_lint.deployment.upstreams.sockets import real_path, socket_at
from toybox_lint.diagnostics import Applicability, Fix
from toybox_lint.files import Files, resolve
from toybox_lint.later import remembered
from toybox_lint.records import NamedTuple

# Mounts at one place and above it that are looked at.
_MOST = 256
_STARTS = ("index.html", "index.php")
# What tools call the folder of the pages that they make.
_MADE = frozenset({"dist", "build", "out", "public", "_site", "browser", "www", "html", "site", "static"})


def mount_socket(link: Link, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Mount the one named volume that other services of Caddy's project have where it looks for a socket.

    A person must agree: Caddy gets at all that is in it.
    """
    caddy = link.front.member
    if caddy is None:
        return ()
    path = real_path(_path(link.upstream))
    folder = posixpath.dirname(path)
    found = [each for each in islice(_held(folder, caddy, members), _MOST) if each.kind == "volume"]
    return mounted(caddy, f"{found[0].source}:{found[0].target}") if len(found) == 1 else ()


def dial_socket(link: Link, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Dial the one socket of the volume that no other route dials. A person must agree: another may be made there."""
    caddy, upstream = link.front.member, link.upstream
    if caddy is None or not upstream.origin.exact:
        return ()
    dialled = {real_path(_path(each)) for proxy in link.front.caddyfile.proxies for each in proxy.upstreams}
    beside = socket_at(caddy, link.front.caddyfile, str(upstream.dial), members).beside
    free = [path for path in beside if real_path(path) not in dialled] or list(beside)
    path = _path(upstream)
    at = upstream.origin.text.find(path)
    if len(free) != 1 or not path or at < 0:
        return ()
    edit = put_path(upstream.origin.part(at, at + len(path)), free[0])
    return (Fix(f"dial {free[0]}", Applicability.UNSAFE, (edit,)),) if edit else ()


def _path(upstream: Upstream) -> str:
    """The path of a socket; of another address what stands behind its slash."""
    return str(upstream.dial).partition("/")[2]


def mount_files(place: Place, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Mount the one volume or folder of the project that other services have where Caddy looks for files.

    A person must agree: Caddy gives away what is in it.
    """
    held = islice(_held(place.folder, place.member, members), _MOST)
    found = {item for each in held if (item := _files(each, place.member.project.directory))}
    return mounted(place.member, found.pop()) if len(found) == 1 else ()


class _Held(NamedTuple):
    """What is mounted at ``target`` in a container: of a volume its name, of a folder its path on the host."""

    kind: str
    source: str
    target: str


def _held(path: str, caddy: Member, members: Sequence[Member]) -> Iterator[_Held]:
    """What other services of Caddy's project have mounted at ``path`` or above it, each once."""
    mounted = _mounted_at(members)
    folders = [posixpath.normpath(path)]
    while folders[-1] != posixpath.dirname(folders[-1]):
        folders.append(posixpath.dirname(folders[-1]))
    for folder in folders:
        for each, owners in mounted.get((id(caddy.project), folder), {}).items():
            if any(owner is not caddy for owner in owners):
                yield each


@remembered
def _mounted_at(members: Sequence[Member]) -> dict[tuple[int, str], dict[_Held, list[Member]]]:
    """What is mounted, by project and place in the container, with two of the services that have it so."""
    found: dict[tuple[int, str], dict[_Held, list[Member]]] = {}
    for member in members:
        for mount in member.service.mounts:
            if isinstance(mount.source, str):
                held = _Held(mount.kind, mount.source, real_path(str(mount.target)))
                there = found.setdefault((id(member.project), held.target), {}).setdefault(held, [])
                if len(there) < 2:
                    there.append(member)
    return found


def mount_pages(place: Place, files: Files, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Serve from the only mount of Caddy that has a start page, else mount the only folder of the project that has one.

    Where no file is there yet, one whose place has the same name, and that another service has there as well, does.

    A person must agree: it may be another one that is meant, or one that is yet to be built.
    """
    caddy = place.member
    mounts = _with_pages(files)(caddy) or _shared(place, members)
    origin = place.lookup.root_origin
    if caddy.service.build is not None:
        return _from_stage(place, files)
    if len(mounts) == 1 and isinstance(mounts[0].target, str):
        edit = put_path(origin, mounts[0].target.rstrip("/")) if origin.text.startswith("/") else None
        title = f"serve from {mounts[0].target}, where {posixpath.basename(str(mounts[0].source))} is mounted"
        return (Fix(title, Applicability.UNSAFE, (edit,)),) if edit else ()
    home = caddy.project.directory
    folders = _folders_with_pages(files)(home) if not mounts else []
    return mounted(caddy, f"./{folders[0]}:{place.folder}:ro") if len(folders) == 1 else ()


def _shared(place: Place, members: Sequence[Member]) -> list[Mount]:
    """The mounts of Caddy that another service has at the same place, which is called as the folder is."""
    name = posixpath.basename(place.folder)
    around = _mounted_at(members)
    return [
        each
        for each in place.member.service.mounts
        if isinstance(each.target, str)
        and isinstance(each.source, str)
        and posixpath.basename(each.target.rstrip("/")) == name
        and len(
            around.get((id(place.member.project), real_path(each.target)), {}).get(
                _Held(each.kind, each.source, real_path(each.target)), ()
            )
        )
        > 1
    ]


def _from_stage(place: Place, files: Files) -> tuple[Fix, ...]:
    """Serve from the one folder that its Dockerfile copies from another stage, or that has a start page."""
    found, origin = _copied_pages(files)(place.member), place.lookup.root_origin
    if len(found) != 1 or not origin.text.startswith("/"):
        return ()
    (target,) = found
    title, edit = f"serve from {target}, to which the Dockerfile copies them", put_path(origin, target)
    return (Fix(title, Applicability.UNSAFE, (edit,)),) if edit else ()


@remembered
def _copied_pages(files: Files) -> Callable[[Member], frozenset[str]]:
    """The folders into which a service's Dockerfile copies pages, found out once."""

    def folders(member: Member) -> frozenset[str]:
        built, build = container(member.service, files).built, member.service.build
        context = str(build.context) if build else ""
        return frozenset(
            str(copy.target).rstrip("/")
            for copy in (built.copies if built else ())
            for source in copy.sources
            if _brings_pages(str(source.value), context, files, made=copy.stage is not None)
        )

    return cache(folders)


def _brings_pages(source: str, context: str, files: Files, *, made: bool) -> bool:
    """Whether what is copied is a folder of pages: by its usual name where it is ``made`` in another stage."""
    if made:
        return posixpath.basename(source.rstrip("/")) in _MADE
    return _has_pages(resolve(context, source.lstrip("/")), files)


@remembered
def _with_pages(files: Files) -> Callable[[Member], list[Mount]]:
    """The mounts of a service that have a start page, found out once."""
    return cache(
        lambda member: [
            each
            for each in member.service.mounts
            if each.kind == "bind" and _has_pages(each.source, files, _STARTS)
        ]
    )


@remembered
def _folders_with_pages(files: Files) -> Callable[[str], list[str]]:
    """The names in a folder of folders that have a start page, found out once."""
    return cache(lambda home: [name for name in files.names(home) if _has_pages(f"{home}/{name}", files)])


def _has_pages(folder: object, files: Files, starts: tuple[str, ...] = _STARTS[:1]) -> bool:
    """Whether a folder has a start page, and is not what one is built from."""
    names = files.names(folder) if isinstance(folder, str) and files.is_directory(folder) else ()
    return any(each in names for each in starts) and "package.json" not in names


def mount_folder(caddy: Member, path: str, files: Files) -> tuple[Fix, ...]:
    """Mount the folder of the project that has the name of the folder of ``path``, and the file in it.

    A person must agree: it may hold more than Caddy should have.
    """
    folder, name = posixpath.split(posixpath.normpath(path))
    source = f"{caddy.project.directory}/{posixpath.basename(folder)}"
    there = folder not in ("", "/") and files.is_directory(source) and name in files.names(source)
    return mounted(caddy, f"./{posixpath.basename(folder)}:{folder}:ro") if there else ()


def mounted(caddy: Member, item: str) -> tuple[Fix, ...]:
    """``item`` as a further volume of the service."""
    edits = add_item(caddy.project, caddy.name, "volumes", item)
    title = f"mount {item} in {caddy.name}"
    return () if isinstance(edits, Refusal) else (Fix(title, Applicability.UNSAFE, edits),)


def _files(held: _Held, directory: str) -> str | None:
    """The mount as one of Caddy's, where it is of a kind that two services can have."""
    inside = f"{directory}/"
    if held.kind == "bind" and held.source.startswith(inside):
        return f"./{held.source.removeprefix(inside)}:{held.target}:ro"
    return f"{held.source}:{held.target}:ro" if held.kind == "volume" else None
