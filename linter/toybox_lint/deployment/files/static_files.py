"""Whether the files that Caddy is told to serve can be in its container.

Source: the Dockerfile of the official image: working folder ``/srv``, which is empty; a welcome page in
``/usr/share/caddy``.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from toybox_lint.caddy.edit import put_path
from toybox_lint.caddy.requests.lookups import Lookup, literal_root, lookups, plain
from toybox_lint.caddy.requests.rewrites import Hidden, hidden
from toybox_lint.compose.model import Mount
from toybox_lint.deployment.applications.django import SERVERS
from toybox_lint.deployment.caddies.stock import (
    is_stock,
    plainly_started,
    rests_on_stock,
    starts_it_alone,
)
from toybox_lint.deployment.files.holders import bound, volume_name, volumes
from toybox_lint.deployment.files.unversioned import made_elsewhere
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.facts import Unknown
from toybox_lint.files import Files, folders_above, lies_in, resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.listening.images.stages import Built

_SRV = "/srv"
_PAGE = "index.html"
# What says that a page is yet to be built, into a folder beside it.
_BUILT_HERE = frozenset(("package.json", "Makefile", "Dockerfile", "index.ts", "src"))
_BUILT_ABOVE = frozenset(("package.json", "Makefile", "justfile", ".github", ".gitlab-ci.yml"))
# What pages are made of, and folders: whatever else is there may build them.
_OF_PAGES = pattern(
    r"[^.]+|(?!.*(?:config|file)\.).+\.(?:html?|css|m?js|map|png|jpe?g|gif|svg|webp|avif|ico|txt|xml|pdf|woff2?|ttf|webmanifest)|manifest\.json",
    re.IGNORECASE,
)
_COMMANDS = pattern(r"&&|\|\||[;\n]")
_HARMLESS = pattern(
    r"\s*(?:apk|setcap|chmod|chown|mkdir|addgroup|adduser|rm|caddy|true|set|echo [^>]*\Z|ln|test|\["
    r"|update-ca-certificates)(?!\S)"
)
# Folders in which the official image has files of its own.
_OF_THE_IMAGE = frozenset(
    (
        "",
        "bin",
        "config",
        "data",
        "dev",
        "etc",
        "home",
        "lib",
        "proc",
        "root",
        "run",
        "sbin",
        "sys",
        "tmp",
        "usr",
    )
)


# Folders below one of these in which other images have their files, and the official one has none.
_OF_OTHERS = pattern(
    r"/usr/(?:src|share/(?:nginx|app|www|html|web|site|frontend))(?:/|\Z)|/usr/share/caddy/."
)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A folder of Caddy's container from which files are served, and the mount that is there.

    ``mount`` is ``None`` where no mount holds the folder; ``below`` are targets of mounts inside of it.
    """

    member: Member
    lookup: Lookup
    folder: str
    mount: Mount | None
    below: tuple[str, ...]

    def source(self, files: Files, path: str = "") -> str | None:
        """The folder of the host behind it (or behind ``path`` in it), where that is shown."""
        if self.mount is None or self.mount.kind != "bind" or not isinstance(self.mount.source, str):
            return None
        inner = posixpath.relpath(self.folder + path, posixpath.normpath(str(self.mount.target)))
        found = resolve(self.mount.source, inner)
        return found if files.is_directory(found) else None


@lru_cache(maxsize=8)
def places(deployment: Deployment) -> tuple[Place, ...]:
    """Every folder from which a Caddy of the projects serves files, as far as it is known."""
    return tuple(_places(deployment))


def _places(deployment: Deployment) -> Iterator[Place]:
    for front in deployment.fronts:
        member = front.member
        if member is None or any(isinstance(mount.target, Unknown) for mount in member.service.mounts):
            continue
        for lookup in lookups(front.caddyfile):
            root = literal_root(lookup)
            folder = _folder(member, root) if root is not None else None
            if folder is not None:
                yield _place(member, lookup, folder)


def _folder(member: Member, root: str) -> str | None:
    """``root`` as an absolute path of the container."""
    if root.startswith("/"):
        return posixpath.normpath(root)
    working = member.service.working_dir
    base = working.value if working else _SRV if is_stock(member) else None
    return posixpath.normpath(posixpath.join(base, root)) if isinstance(base, str) else None


def _place(member: Member, lookup: Lookup, folder: str) -> Place:
    return Place(member, lookup, folder, *_mounted(member, folder))


@lru_cache(maxsize=8)
def _mounted(member: Member, folder: str) -> tuple[Mount | None, tuple[str, ...]]:
    """What is mounted there or above, and the places below it where something is."""
    mounts, targets = _by_target(member)
    above = [folder, *folders_above(folder)]
    mount = next((mounts[each] for each in above if each in mounts), None)
    inner = f"{folder.rstrip('/')}/"
    first = bisect_left(targets, inner)
    below = tuple(takewhile(lambda target: target.startswith(inner), targets[first:]))
    return mount, tuple(each for each in below if each != folder)


@remembered
def _by_target(member: Member) -> tuple[dict[str, Mount], list[str]]:
    """The mounts of a service by their normal targets, of two the first; and those in order."""
    found: dict[str, Mount] = {}
    for mount in member.service.mounts:
        found.setdefault(posixpath.normpath(str(mount.target)), mount)
    return found, sorted(found)


@dataclass(frozen=True, slots=True, eq=False)
class Bare:
    """A folder to serve from in which there is nothing. ``certain`` unless someone may fill the ``volume``.

    A Django that has the volume, too, puts its files at ``instead``. ``lacking``: it would be below what is mounted, a
    folder that is shown, and in which the pages are.
    """

    place: Place
    volume: str | None
    certain: bool
    instead: str | None = None
    lacking: bool = False

    @property
    def above(self) -> Edit | None:
        """Serve from what is mounted, in place of a folder that is not in it."""
        mount = self.place.mount
        return put_path(self.place.lookup.root_origin, str(mount.target)) if mount and self.lacking else None


def bare(deployment: Deployment) -> Iterator[Bare]:
    """Folders from which files are served and into which nothing puts any."""
    for place in places(deployment):
        if not _is_empty(place, deployment.files) or not plainly_started(place.member) or place.below:
            continue
        if not plain(place.lookup.way) or _synced(place):
            continue
        empty_listing = place.lookup.browse and place.folder == _SRV
        if place.mount is None and not is_of_the_image(place.folder) and not empty_listing:
            yield Bare(place, None, True)
        elif place.mount is not None and _filled_by_nobody(place, deployment):
            yield Bare(place, str(place.mount.source), False)
        elif place.mount is not None and (instead := _missed(place, deployment)) is not None:
            yield Bare(place, str(place.mount.source), False, instead)
        elif _is_missing(place, deployment):
            yield Bare(place, None, False, lacking=True)


def _is_empty(place: Place, files: Files) -> bool:
    """Whether nothing is in the folder but what a mount puts there: in the official image, or one built on it."""
    if is_stock(place.member) or place.mount is not None:
        return is_stock(place.member)
    if not (rests_on_stock(place.member) and starts_it_alone(place.member, files)):
        return False
    built = container(place.member.service, files).built
    said = _said_in_vain(built) if built is not None else None
    if built is None or said is None or place.folder in said:
        return False
    above, below = _targets(built)
    inner = f"{place.folder.rstrip('/')}/"
    at = bisect_left(below, inner)
    return not (
        None in above
        or any(each in above for each in (place.folder, *folders_above(place.folder)))
        or (at < len(below) and below[at].startswith(inner))
    )


@remembered
def _said_in_vain(built: Built) -> str | None:
    """Its commands, where they bring no files into the folder that they are run in: in the official image ``/srv``."""
    text = "\n".join(built.runs).replace("\\\n", " ")
    return text if all(_HARMLESS.match(part) for part in _COMMANDS.split(text) if part.strip()) else None


@remembered
def _targets(built: Built) -> tuple[frozenset[str | None], list[str]]:
    """Where its Dockerfile puts files: by their normal paths, ``None`` for one that is not known; and in order."""
    known = [each.target for each in built.copies if isinstance(each.target, str)]
    normal: list[str | None] = [None] * (len(built.copies) - len(known))
    return frozenset((*normal, *map(posixpath.normpath, known))), sorted(known)


def is_of_the_image(folder: str) -> bool:
    """Whether the official image may have files of its own in an absolute path."""
    return folder.split("/")[1] in _OF_THE_IMAGE and not _OF_OTHERS.match(folder)


def _synced(place: Place) -> bool:
    """Whether ``develop.watch`` copies files there."""
    develop = place.member.service.config.get("develop")
    watched = develop.get("watch") if isinstance(develop, dict) else None
    targets = [each.get("target") for each in watched or () if isinstance(each, dict)]
    return any(isinstance(each, str) and lies_in(place.folder, posixpath.normpath(each)) for each in targets)


def _filled_by_nobody(place: Place, deployment: Deployment) -> bool:
    """Whether the mount is a volume of the project that no other service has."""
    mount = place.mount
    if mount is None or mount.kind != "volume" or not isinstance(mount.source, str):
        return False
    name = volume_name(place.member, mount.source)
    sharing = volumes(deployment.members).get(name, ()) if name is not None else ()
    others = (each.kind == "volume" for _, member, each in sharing if member is not place.member)
    return name is not None and not any(others)


def _is_missing(place: Place, deployment: Deployment) -> bool:
    """Whether it is below a folder of the host that has pages alone, which nobody serves, and none of that name."""
    mount, files = place.mount, deployment.files
    if mount is None or mount.kind != "bind" or not isinstance(mount.source, str):
        return False
    above, inner = posixpath.split(place.folder)
    if above != mount.target and above != posixpath.normpath(str(mount.target)):
        return False
    source = resolve(mount.source, inner)
    beside = files.names(mount.source)
    return (
        _PAGE in beside
        and inner not in beside
        and _BUILT_HERE.isdisjoint(beside)
        and _BUILT_ABOVE.isdisjoint(files.names(posixpath.dirname(mount.source)))
        and all(map(_OF_PAGES.fullmatch, beside))
        and re.search(rf"\s{re.escape(above)}/?\s", place.lookup.root_origin.file.text) is None
        and not made_elsewhere(source, files)
        and not written_by_others(place, source, deployment.members)
    )


def written_by_others(place: Place, source: str, members: Sequence[Member]) -> bool:
    """Whether another service may write into the folder ``source`` of the host, or one that holds it."""
    holding = bound(members)
    return any(
        member is not place.member
        for each in (source, *folders_above(source))
        for member in holding.get(each, ())
    )


def _missed(place: Place, deployment: Deployment) -> str | None:
    """Where the only other program with the volume, a Django, puts its files in place of it."""
    mount = place.mount
    name = volume_name(place.member, str(mount.source)) if mount and mount.kind == "volume" else None
    sharing = volumes(deployment.members).get(name, ()) if name is not None else ()
    others = [(member, each) for _, member, each in sharing if member is not place.member]
    # Workers are often given all that the server is.
    alike = {(_made_of(member), str(each.target)) for member, each in others}
    servers = [
        each for each in others if (process := each[0].listening.process) and process.server in SERVERS
    ]
    if len(alike) != 1 or not servers or servers[0][1].kind != "volume":
        return None
    from toybox_lint.deployment.files.collected import misses

    return misses(*servers[0], deployment.files)


def _made_of(member: Member) -> tuple[str, str, str] | None:
    """What the image of a service is built from."""
    build = member.service.build
    return (str(build.context), str(build.dockerfile), str(build.target)) if build is not None else None


def hidden_routes(deployment: Deployment) -> Iterator[tuple[Hidden, bool]]:
    """Proxies whose requests a rewrite takes away, and whether the files show that it does."""
    shown = {
        (place.lookup.way.site.block.open, target)
        for place in places(deployment)
        for source in [place.source(deployment.files)]
        if source is not None
        for target in [f"/{name}" for name in deployment.files.names(source)]
    }
    for caddyfile in deployment.caddyfiles:
        for found in hidden(caddyfile):
            yield found, found.always or (found.way.site.block.open, found.target) in shown
