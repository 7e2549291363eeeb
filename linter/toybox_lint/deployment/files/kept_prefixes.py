"""Files that are looked up with the prefix of the route in front, in a folder of that name which is not there."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile
from operator import itemgetter

from toybox_lint.caddy.model import Directive
from toybox_lint.caddy.requests.ways import single_path, sole_path, within
from toybox_lint.deployment.caddies.stock import (
    is_stock,
)
from toybox_lint.deployment.files.holders import volume_name, volumes
from toybox_lint.deployment.files.static_files import Place, places, written_by_others
from toybox_lint.deployment.files.unversioned import git_ignores
from toybox_lint.deployment.model import Deployment
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.files import Files, lies_in, resolve
from toybox_lint.records import dataclass
from toybox_lint.source import Span


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """Files that are looked up with the prefix of the route in front. ``certain`` when the folder is shown."""

    place: Place
    prefix: str
    certain: bool
    fixes: tuple[Fix, ...]

    @property
    def route(self) -> Directive:
        """The directive whose path stays in front."""
        handler = self.place.lookup.kept_by
        assert handler is not None
        return handler.directive

    @property
    def looked_up(self) -> str:
        """Where Caddy looks for the files."""
        return self.place.folder.rstrip("/") + self.prefix


def kept(deployment: Deployment) -> Iterator[Kept]:
    """Lookups below the root in a folder named like the route, which is not there."""
    for place in places(deployment):
        prefix = place.lookup.prefix
        if prefix is None or any(lies_in(each, place.folder.rstrip("/") + prefix) for each in place.below):
            continue
        certain = _seen_without(place, prefix, deployment.files)
        source = place.source(deployment.files)
        if certain and source is not None and written_by_others(place, source, deployment.members):
            continue
        if certain is None:
            likely = _named_alike(place, prefix) or _shared_as(place, prefix, deployment)
            if likely:
                yield Kept(place, prefix, False, _stripped(place, prefix))
        elif certain:
            yield Kept(place, prefix, True, _stripped(place, prefix))


def _seen_without(place: Place, prefix: str, files: Files) -> bool | None:
    """Whether the folder is shown and lacks what is looked for; ``None`` where it is not shown."""
    source = place.source(files)
    if source is None or git_ignores(resolve(source, prefix.lstrip("/")), files):
        return None
    names = [name for name in files.names(source) if not name.startswith(".")]
    first = prefix.split("/")[1]
    return bool(names) and first not in names


def _named_alike(place: Place, prefix: str) -> bool:
    """Whether the root itself is named like the route: ``/app/staticfiles`` for ``/static/*``."""
    last, wanted = posixpath.basename(place.folder), posixpath.basename(prefix)
    return last.startswith(wanted) and (place.mount is not None or not is_stock(place.member))


def _shared_as(place: Place, prefix: str, deployment: Deployment) -> bool:
    """Whether another service has the same volume at a folder named like the route."""
    mount = place.mount
    if mount is None or mount.kind != "volume" or posixpath.normpath(str(mount.target)) != place.folder:
        return False
    name, wanted = volume_name(place.member, str(mount.source)), posixpath.basename(prefix)
    sharing = volumes(deployment.members).get(name, []) if name is not None else []
    first = bisect_left(sharing, wanted, key=itemgetter(0))
    alike = takewhile(lambda each: each[0].startswith(wanted), islice(sharing, first, None))
    return any(member is not place.member for _, member, _ in alike)


def _stripped(place: Place, prefix: str) -> tuple[Fix, ...]:
    """Let the route take its prefix off: ``handle_path``."""
    route = place.lookup.kept_by
    assert route is not None
    word = route.directive.name
    simple = word.text == "handle" and word.origin.exact and word.origin.via is None
    if not simple or any(each.paths is not None for each in within(route) if each is not route):
        return ()
    edit = Edit(word.origin.file, word.origin.span, "handle_path")
    if single_path(route) is None:
        # It takes no named matcher.
        name = route.directive.arguments[0].origin
        if not name.exact or name.via is not None:
            return ()
        edit = Edit(name.file, Span(word.origin.span.start, name.span.end), f"handle_path {sole_path(route)}")
    sure = place.mount is not None and _named_alike(place, prefix)
    level = Applicability.SAFE if sure else Applicability.UNSAFE
    return (Fix("take the prefix off", level, (edit,)),)
