"""Applications that are told the path below which they are, or that know of none, and what Caddy makes of the path."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive
from toybox_lint.caddy.requests.prefixes import taken_off
from toybox_lint.caddy.requests.ways import Way, changes_path, name_of, way_of, whole_path
from toybox_lint.deployment.applications.bases import EMPTY, NOT_FOUND, Base
from toybox_lint.deployment.applications.told_paths import (
    base_of,
    is_at_the_root,
    may_be_told,
    told_base,
    told_by_file,
    told_by_setting,
)
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files, resolve
from toybox_lint.later import remembered
from toybox_lint.records import dataclass
from toybox_lint.source import Located, SourceFile

_TELLING_FIELDS = ("x-script-name", "x-forwarded-prefix")
_FALSE = frozenset(("0", "false", "no", "off", "f"))
_SPRING = ("SPRING_APPLICATION_JSON", "SPRING_CONFIG_")
# Variables that tell a program of a path before its own.
_TELLING = frozenset(
    ("SCRIPT_NAME", "ROOT_PATH", "UVICORN_ROOT_PATH", "APPLICATION_ROOT", "BASE_PATH", "API_PREFIX")
)


@dataclass(frozen=True, slots=True, eq=False)
class Misplaced:
    """A proxy to an application that gets paths which it does not have.

    ``stripped``: Caddy takes ``prefix`` off, by ``by``, although the application is told by ``setting`` to be below it.
    ``outside``: Caddy leaves it, in ``by``, although the application by ``setting`` names it and wants to get none.
    ``stays``: it can be at the root of a name alone. ``untold``: Caddy takes the prefix off, and nothing tells the
    application, whose pages ask for all at the root. ``below`` is another path, below which the application is by
    ``setting``. Else the paths have it, and nothing tells the application.
    """

    link: Link
    member: Member
    prefix: str
    answer: str
    by: Directive | None
    setting: Located[str] | None
    outside: bool = False
    stays: bool = False
    below: str | None = None
    untold: bool = False

    @property
    def stripped(self) -> bool:
        return self.setting is not None and not self.outside and self.below is None

    def edit(self) -> Edit | None:
        """Leave the prefix in the path, or take it off."""
        now, then = ("handle_path", "handle") if self.stripped else ("handle", "handle_path")
        if self.by is None or name_of(self.by) != now:
            return None
        origin = self.by.name.origin
        plain = origin.exact and origin.via is None
        return Edit(origin.file, origin.span, then) if plain else None


def misplaced(deployment: Deployment) -> Iterator[Misplaced]:
    """Every such proxy of one application, once."""
    for link in deployment.links:
        if link.target is None or link.proxy.site is None or link.verdict is Verdict.FAILS:
            continue
        base = base_of(link.target)
        if not _is_told_something(link.target, base) or _rewrites(link.proxy.directive):
            continue
        way = way_of(link.front.caddyfile, link.proxy.directive)
        if way is None:
            continue
        found = None
        if base is not None and (base.outside or is_at_the_root(link.target, base)):
            found = _left(link, way, base) or _kept(link, way, base)
        elif base is not None and base.stays:
            found = None if _site_of(link) in _rooted(deployment) else _moved(link, way, base)
        elif base is not None:
            found = _stripped(link, way, base, deployment.files) or _kept(link, way, base)
            found = found or _elsewhere(link, way, deployment) or _untold(link, way, base, deployment)
        found = (
            found or _without_routes(link, way, deployment.files) or _unrouted(link, way, deployment.files)
        )
        yield from (found,) if found else ()


def _is_told_something(member: Member, base: Base | None) -> bool:
    """Whether its path may be known: by itself, by a setting, or by texts of what is built here or mounted."""
    if member.service.build is not None or member.service.mounts:
        return True
    by_itself = base is not None and (base.outside or base.stays or base.usual or base.always)
    return base is not None and (bool(by_itself) or any(True for _ in told_by_setting(member, base)))


def _rewrites(proxy: Directive) -> bool:
    """Whether the proxy changes the path by itself."""
    return any(each.name.text == "rewrite" for each in (proxy.block.directives if proxy.block else ()))


def _stripped(link: Link, way: Way, base: Base, files: Files) -> Misplaced | None:
    found = taken_off(way)
    told = (
        (*told_by_setting(link.target, base), *told_by_file(link.target, base, files))
        if found and link.target
        else ()
    )
    if found is None or link.target is None or not told:
        return None
    prefix, by = found
    setting = next((place for path, place in told if f"{path}/".startswith(f"{prefix}/")), None)
    return Misplaced(link, link.target, prefix, base.answer, by.directive, setting) if setting else None


def _without_routes(link: Link, way: Way, files: Files) -> Misplaced | None:
    """A program of one's own that gets its paths without the prefix that all of its routes have."""
    found, member = taken_off(way), link.target
    process = member.listening.process if member is not None else None
    if found is None or member is None or process is None:
        return None
    from toybox_lint.deployment.applications.routes import all_below, sockets_at

    prefix, by = found
    inside = container(member.service, files)
    setting = all_below(prefix, inside, process) or sockets_at(prefix, inside, process)
    return Misplaced(link, member, prefix, "answers 404", by.directive, setting) if setting else None


def _unrouted(link: Link, way: Way, files: Files) -> Misplaced | None:
    """A program of one's own that gets its paths with a prefix which none of its routes has."""
    member, handled = link.target, [each for each in (way.handler, *reversed(way.around)) if whole_path(each)]
    process = member.listening.process if member is not None else None
    if (
        member is None
        or process is None
        or len(handled) != 1
        or taken_off(way)
        or any(map(changes_path, way.before))
    ):
        return None
    path = str(whole_path(handled[0]))
    prefix = path.rstrip("/*")
    if not prefix or not path.endswith("*") or member.service.environment.keys() & _TELLING:
        return None
    from toybox_lint.deployment.applications.routes import none_below

    setting = none_below(prefix, container(member.service, files), process)
    by = handled[0].directive
    return Misplaced(link, member, prefix, "answers 404", by, setting, outside=True) if setting else None


def _left(link: Link, way: Way, base: Base) -> Misplaced | None:
    """A route of the path that the application names, in which it stays."""
    member = link.target
    handled = [each for each in (way.handler, *reversed(way.around)) if whole_path(each)]
    if member is None or not handled or taken_off(way) or any(map(changes_path, way.before)):
        return None
    prefix = str(whole_path(handled[0])).rstrip("/*")
    inside = member.service.environment.get(base.inside) if base.inside else None
    if inside is not None and str(inside.value).lower() not in _FALSE:
        return None
    setting = next((place for path, place in told_by_setting(member, base) if path == prefix), None)
    by = handled[0].directive
    return Misplaced(link, member, prefix, base.answer, by, setting, outside=True) if setting else None


def _elsewhere(link: Link, way: Way, deployment: Deployment) -> Misplaced | None:
    """Another path than the one that the application is told, where no route at all leads to that one."""
    member, prefix = link.target, _prefix(link)
    if member is None or prefix is None or taken_off(way) or any(map(changes_path, way.before)):
        return None
    base = base_of(member)
    if base is None or not _is_below_as_a_whole(base) or prefix.startswith(base.beside):
        return None
    told = told_base(member, deployment.files)
    others = [_prefix(each) for each in deployment.links if each.target is member]
    if told is None or any(each is None or _overlap(each, told[0]) for each in others):
        return None
    if any(_says_more(each, told[1].origin.file, deployment.files) for each in ("context-path", "root-path")):
        return None
    if (base.program and _may_be_told_otherwise(member)) or _is_at_a_second_port(link):
        return None
    return Misplaced(link, member, prefix, NOT_FOUND, None, told[1], below=told[0])


def _is_below_as_a_whole(base: Base) -> bool:
    """Whether all that it has is below its path: an image's, or a framework's of Java.

    Other frameworks give it to some of their routes: NestJS to none of files, sockets and documentation.
    """
    return bool(base.images) or base.program == "java" or not (base.server or base.program)


def _may_be_told_otherwise(member: Member) -> bool:
    """Whether something counts more than its own settings: a mounted file, a variable for all, an option."""
    service = member.service
    words = member.listening.process.words if member.listening.process else ()
    told = any(name.startswith(_SPRING) for name in service.environment)
    return bool(service.mounts) or told or any("path" in str(word.value) for word in words)


def _is_at_a_second_port(link: Link) -> bool:
    """Whether it may be asked where something else of it listens, as its management."""
    ports = link.target.listening.ports() if link.target else ()
    return link.upstream.port not in ports[:1]


def _says_more(word: str, file: SourceFile, files: Files) -> bool:
    """Whether the settings of a profile beside a file, ``application-prod.yml``, speak of the same."""
    folder, name = posixpath.split(file.path)
    beside = (each for each in files.names(folder) if each.startswith(f"{name.partition('.')[0]}-"))
    texts = (files.read(resolve(folder, each)) for each in beside)
    return any(isinstance(each, SourceFile) and word in each.text for each in texts)


def _overlap(one: str, other: str) -> bool:
    """Whether one path may be below the other; ``/l*`` may lead to ``/logs``."""
    return "*" in one or one.startswith(other) or other.startswith(one)


def _site_of(link: Link) -> tuple[object, ...]:
    return id(link.front), link.proxy.site, link.target.key if link.target else None


@remembered
def _rooted(deployment: Deployment) -> frozenset[tuple[object, ...]]:
    """The services that a site asks for other paths than those below one."""
    return frozenset(_site_of(link) for link in deployment.links if _prefix(link) is None)


def _prefix(link: Link) -> str | None:
    """The path below which the requests of a proxy are."""
    way = way_of(link.front.caddyfile, link.proxy.directive) if link.proxy.site is not None else None
    paths = (whole_path(each) for each in (way.handler, *reversed(way.around))) if way is not None else ()
    return next((path.rstrip("/*") for path in paths if path and path.rstrip("/*")), None)


def _moved(link: Link, way: Way, base: Base) -> Misplaced | None:
    """A path of its own for an application that can have none, taken off so that it gets its pages."""
    found = taken_off(way)
    if found is None or link.target is None:
        return None
    return Misplaced(link, link.target, found[0], base.answer, None, None, stays=True)


def _untold(link: Link, way: Way, base: Base, deployment: Deployment) -> Misplaced | None:
    """A path that Caddy takes off, unknown to an application that writes all its links from the root."""
    member, found = link.target, taken_off(way) if base.rooted else None
    if found is None or member is None or may_be_told(member, base) or member.service.command is not None:
        return None
    told = any(name in member.service.environment for name in base.variables) or _says_prefix(
        link.front.caddyfile
    )
    if told or _site_of(link) in _rooted(deployment):
        return None
    return Misplaced(link, member, found[0], EMPTY, None, None, untold=True)


@remembered
def _says_prefix(caddyfile: Caddyfile) -> bool:
    """Whether a Caddyfile tells its applications of a path, by a field of the requests."""
    texts = [file.text.lower() for file in caddyfile.files]
    return any(field in text for field in _TELLING_FIELDS for text in texts)


def _kept(link: Link, way: Way, base: Base) -> Misplaced | None:
    """A route that is named like the application, in whose files nothing is said of it."""
    member = link.target
    if member is None or not base.usual:
        return None
    prefix = _prefix(link)
    if (
        prefix is None
        or prefix not in base.usual
        or may_be_told(member, base)
        or _says_prefix(link.front.caddyfile)
        or any(map(changes_path, way.before))
    ):
        return None
    around = way.around[-1] if base.moved and way.around else None
    by = around.directive if around is not None and whole_path(around) else None
    return Misplaced(link, member, prefix, base.answer, by, None)
