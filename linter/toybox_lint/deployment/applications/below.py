"""Applications that are told the path below which they are, or that know of none, and what Caddy makes of the path."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from toybox_lint.caddy.model import Directive
from toybox_lint.caddy.requests.prefixes import taken_off
from toybox_lint.caddy.requests.ways import Way, changes_path, name_of, way_of, whole_path
from toybox_lint.compose.model import Text
from toybox_lint.deployment.applications.bases import BASES, NOT_FOUND, Base
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files, resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin, SourceFile, Span, blank_out

_TRUE = frozenset(("1", "true", "yes", "on", "t"))
_FALSE = frozenset(("0", "false", "no", "off", "f"))
_URL = pattern(r"(?:https?://[^/]*)?(/[^?#\s]*)?")
_KNOWN_END = pattern(r"https?://[^/\s\"']*/[^\s$\"'{}]*[\"']?\Z")
_OPTION = pattern(r"--prefix=(/\S+)")
_COMMENT = pattern(r"(?<![:\w\"'])//[^\n]*|/\*.*?(?:\*/|\Z)|^[ \t]*#[^\n]*", re.DOTALL | re.MULTILINE)
# Variables that tell a program of a path before its own.
_TELLING = frozenset(
    ("SCRIPT_NAME", "ROOT_PATH", "UVICORN_ROOT_PATH", "APPLICATION_ROOT", "BASE_PATH", "API_PREFIX")
)
# Folders beside the settings file that hold none: Grafana's, and Keycloak's.
_NO_SETTINGS = frozenset({"provisioning", "dashboards", "data", "themes", "providers"})
# Which answer what is not below their path with a page that leads there.
_ANSWERING_ALL = ("vite", "vite preview", "webpack-dev-server")
_RELEASE = pattern(r"v?(\d{1,4})(?:[.-].*)?")


# What is known by an image, or by anything else, each with its place in the table.
_BY_IMAGE: dict[str | None, tuple[int, ...]] = {}
for _number, _entry in enumerate(BASES):
    _BY_IMAGE |= {image: (*_BY_IMAGE.get(image, ()), _number) for image in _entry.images}
_OF_PROGRAMS = tuple(
    number for number, base in enumerate(BASES) if base.server or base.program or not base.images
)


@dataclass(frozen=True, slots=True, eq=False)
class Misplaced:
    """A proxy to an application that gets paths which it does not have.

    ``stripped``: Caddy takes ``prefix`` off, by ``by``, although the application is told by ``setting`` to be below it.
    ``outside``: Caddy leaves it, in ``by``, although the application by ``setting`` names it and wants to get none.
    ``stays``: it can be at the root of a name alone. Else the paths have it, and nothing tells the application.
    """

    link: Link
    member: Member
    prefix: str
    answer: str
    by: Directive | None
    setting: Located[str] | None
    outside: bool = False
    stays: bool = False

    @property
    def stripped(self) -> bool:
        return self.setting is not None and not self.outside

    def edit(self) -> Edit | None:
        """Leave the prefix in the path, or take it off."""
        taken = self.setting is not None and not self.outside
        now, then = ("handle_path", "handle") if taken else ("handle", "handle_path")
        if self.by is None or name_of(self.by) != now:
            return None
        origin = self.by.name.origin
        plain = origin.exact and origin.via is None
        return Edit(origin.file, origin.span, then) if plain else None


def misplaced(deployment: Deployment) -> Iterator[Misplaced]:
    """Every such proxy of one application, once."""
    rooted: frozenset[tuple[object, ...]] | None = None
    for link in deployment.links:
        if link.target is None or link.proxy.site is None or link.verdict is Verdict.FAILS:
            continue
        base = _base(link.target)
        if not _is_told_something(link.target, base) or _rewrites(link.proxy.directive):
            continue
        way = way_of(link.front.caddyfile, link.proxy.directive)
        if way is None:
            continue
        found = None
        if base is not None and (base.outside or _is_at_the_root(link.target, base)):
            found = _left(link, way, base) or _kept(link, way, base)
        elif base is not None and base.stays:
            rooted = _rooted(deployment) if rooted is None else rooted
            found = None if _site_of(link) in rooted else _moved(link, way, base)
        elif base is not None:
            found = _stripped(link, way, base, deployment.files) or _kept(link, way, base)
        found = (
            found or _without_routes(link, way, deployment.files) or _unrouted(link, way, deployment.files)
        )
        yield from (found,) if found else ()


def _is_told_something(member: Member, base: Base | None) -> bool:
    """Whether its path may be known: by itself, by a setting, or by texts of what is built here or mounted."""
    if member.service.build is not None or member.service.mounts:
        return True
    by_itself = base is not None and (base.outside or base.stays or base.usual or base.always)
    return base is not None and (bool(by_itself) or any(True for _ in _told(member, base)))


def told_base(member: Member, files: Files) -> tuple[str, Located[str]] | None:
    """The one path below which an application answers, by what it is told, where it answers 404 to all else."""
    base = _base(member)
    if (
        base is None
        or base.answer != NOT_FOUND
        or base.outside
        or base.stays
        or base.server in _ANSWERING_ALL
    ):
        return None
    told = dict((*_told(member, base), *_written(member, base, files)))
    return next(iter(told.items())) if len(told) == 1 and not _is_at_the_root(member, base) else None


def _rewrites(proxy: Directive) -> bool:
    """Whether the proxy changes the path by itself."""
    return any(each.name.text == "rewrite" for each in (proxy.block.directives if proxy.block else ()))


def _stripped(link: Link, way: Way, base: Base, files: Files) -> Misplaced | None:
    found = taken_off(way)
    told = (*_told(link.target, base), *_written(link.target, base, files)) if found and link.target else ()
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
    setting = next((place for path, place in _told(member, base) if path == prefix), None)
    by = handled[0].directive
    return Misplaced(link, member, prefix, base.answer, by, setting, outside=True) if setting else None


def _site_of(link: Link) -> tuple[object, ...]:
    return id(link.front), link.proxy.site, link.target.key if link.target else None


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


def _kept(link: Link, way: Way, base: Base) -> Misplaced | None:
    """A route that is named like the application, in whose files nothing is said of it."""
    member = link.target
    if member is None or not base.usual:
        return None
    prefix = _prefix(link)
    if (
        prefix is None
        or prefix not in base.usual
        or _may_be_told(member, base)
        or any(map(changes_path, way.before))
    ):
        return None
    around = way.around[-1] if base.moved and way.around else None
    by = around.directive if around is not None and whole_path(around) else None
    return Misplaced(link, member, prefix, base.answer, by, None)


@remembered
def _base(member: Member) -> Base | None:
    """What is known of the application that a service runs."""
    image, process = named(member.listening.base), member.listening.process
    path = reference(image).path if image else None
    server = process.server if process else None
    for number in sorted({*_BY_IMAGE.get(path, ()), *_OF_PROGRAMS}):
        base = BASES[number]
        known = path in base.images or (server is not None and server == base.server)
        known = known or (base.program is not None and _starts(member, base.program))
        if known or (not (base.images or base.server or base.program) and _variable(member, base)):
            return None if image and _is_older(image, base) else base
    return None


def _told(member: Member, base: Base) -> Iterator[tuple[str, Located[str]]]:
    """The paths that the application is told, each with its setting."""
    environment, words, apart = member.service.environment, _words(member), _separated(member, base)
    if apart is not None and apart.value != "/":
        yield from _path(apart.value, Located(str(base.unless), apart.origin)) if apart.value else ()
        return
    image = member.service.image if member.service.build is None else None
    if image is not None:
        yield from ((path, Located("its image", image.origin)) for path in base.always)
    if base.wanted:
        wanted = environment.get(base.wanted)
        if wanted is None or not isinstance(wanted.value, str) or wanted.value.lower() not in _TRUE:
            return
    name = _variable(member, base)
    value = _known_end(environment[name]) if name else None
    if name and isinstance(value, str):
        option = _OPTION.search(value)
        yield from _path(option[1] if option else value, Located(name, environment[name].origin))
    for word, after in zip_longest(words, words[1:]):
        flag, equals, given = str(word.value).partition("=")
        if flag in base.flags:
            yield from _path(
                given if equals else str(after.value) if after else "", Located(flag, word.origin)
            )


def _separated(member: Member | None, base: Base) -> Located[str] | None:
    """The path of the routes alone, empty where that is not known; ``None`` where nothing names it."""
    words = _words(member) if member is not None and base.unless else ()
    for word, after in zip_longest(words, words[1:]):
        flag, equals, given = str(word.value).partition("=")
        if flag == base.unless:
            return Located(given if equals else str(after.value) if after else "", word.origin)
    return None


def _is_at_the_root(member: Member | None, base: Base) -> bool:
    apart = _separated(member, base)
    return apart is not None and apart.value == "/"


def _starts(member: Member, program: str) -> bool:
    words = member.listening.process.words if member.listening.process else ()
    return bool(words) and (words[0].value == program or str(words[0].value).endswith(f"/run-{program}.sh"))


def _written(member: Member, base: Base, files: Files) -> Iterator[tuple[str, Located[str]]]:
    """The path that its own files name once: those it is built from, or the ones that are mounted."""
    build = member.service.build
    context = build.context if build is not None and isinstance(build.context, str) else None
    flagged = any(str(word.value).partition("=")[0] in base.flags for word in _words(member))
    if not base.files or flagged or _variable(member, base) or not member.service.environment_known:
        return
    there = container(member.service, files)
    for name in base.files:
        path = there.path(name)
        content = content_at(there, path) if path else None
        if not isinstance(content, SourceFile) and context is not None:
            content = files.read(resolve(context, name))
        if isinstance(content, SourceFile):
            code = blank_out(_COMMENT, content.text)
            found = list(re.finditer(base.option, code, re.MULTILINE))
            if len(found) == 1:
                start, end = found[0].span(1)
                yield from _path(found[0][1], Located(name, Origin(content, Span(start, end))))
            return


def _known_end(setting: Located[Text | None]) -> str | None:
    """The value, or the end of a URL whose host alone holds a variable that is not known."""
    if isinstance(setting.value, str):
        return setting.value
    found = _KNOWN_END.search(setting.origin.text)
    return found[0].rstrip("\"'") if found else None


def _path(value: str, setting: Located[str]) -> Iterator[tuple[str, Located[str]]]:
    """The path of a URL, or one without its slashes."""
    plain = value if "/" in value else f"/{value}"
    found = _URL.fullmatch(plain if "://" in plain else f"/{plain.strip('/')}")
    path = (found[1] or "").rstrip("/") if found else ""
    if path:
        yield path, setting


def _variable(member: Member, base: Base) -> str | None:
    return next((name for name in base.variables if name in member.service.environment), None)


def _words(member: Member) -> tuple[Located[Text], ...]:
    command = member.service.command.words if member.service.command else None
    return command or (member.listening.process.words if member.listening.process else ())


def _may_be_told(member: Member, base: Base) -> bool:
    """Whether something that is not read may tell the application its path, or something that is read tells it."""
    service = member.service
    if service.build is not None or not service.environment_known or service.entrypoint:
        return True
    flags = (*base.flags, base.unless or base.flags[0]) if base.flags else ()
    said = any(str(word.value).startswith(flags) for word in _words(member)) if flags else False
    inside = base.folder is not None and any(_may_hold(mount.target, base.folder) for mount in service.mounts)
    variables = (base.wanted,) if base.wanted else base.variables
    return said or inside or any(name in service.environment for name in variables)


def _may_hold(target: object, folder: str) -> bool:
    """Whether what is mounted there may be the settings file in ``folder``, and is not a folder of other things."""
    text = str(target)
    return text.startswith(folder) and text.removeprefix(folder).strip("/").split("/")[0] not in _NO_SETTINGS


def _is_older(image: str, base: Base) -> bool:
    """Whether the tag is that of a release before the one since which the application does so."""
    found = _RELEASE.fullmatch(reference(image).tag)
    return found is not None and int(found[1]) < base.since
