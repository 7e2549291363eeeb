"""What applications are told of the path below which they are: by their images, settings, commands and own files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from toybox_lint.compose.model import Text
from toybox_lint.deployment.applications.bases import BASES, NOT_FOUND, Base
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files, resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, Origin, SourceFile, Span, blank_out

_TRUE = frozenset(("1", "true", "yes", "on", "t"))
_FALSE = frozenset(("0", "false", "no", "off", "f"))
_URL = pattern(r"(?:https?://[^/]*)?(/[^?#\s]*)?")
_KNOWN_END = pattern(r"https?://[^/\s\"']*/[^\s$\"'{}]*[\"']?\Z")
_OPTION = pattern(r"--prefix=(/\S+)")
_COMMENT = pattern(r"(?<![:\w\"'])//[^\n]*|/\*.*?(?:\*/|\Z)|^[ \t]*#[^\n]*", re.DOTALL | re.MULTILINE)
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


def told_base(member: Member, files: Files) -> tuple[str, Located[str]] | None:
    """The one path below which an application answers, by what it is told, where it answers 404 to all else."""
    base = base_of(member)
    if (
        base is None
        or base.answer != NOT_FOUND
        or base.outside
        or base.stays
        or base.server in _ANSWERING_ALL
    ):
        return None
    told = dict((*told_by_setting(member, base), *told_by_file(member, base, files)))
    return next(iter(told.items())) if len(told) == 1 and not is_at_the_root(member, base) else None


@remembered
def base_of(member: Member) -> Base | None:
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


def told_by_setting(member: Member, base: Base) -> Iterator[tuple[str, Located[str]]]:
    """The paths that the application is told, each with its setting."""
    environment, words, apart = member.service.environment, _words(member), _separated(member, base)
    if apart is not None and apart.value != "/":
        yield from _path(apart.value, Located(str(base.unless), apart.origin)) if apart.value else ()
        return
    image = member.service.image if member.service.build is None else None
    if image is not None and not _variable(member, base):
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


def is_at_the_root(member: Member | None, base: Base) -> bool:
    """Whether its routes are told apart from its path, and are where it begins."""
    apart = _separated(member, base)
    return apart is not None and apart.value == "/"


def _starts(member: Member, program: str) -> bool:
    words = member.listening.process.words if member.listening.process else ()
    return bool(words) and (words[0].value == program or str(words[0].value).endswith(f"/run-{program}.sh"))


def told_by_file(member: Member, base: Base, files: Files) -> Iterator[tuple[str, Located[str]]]:
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


def may_be_told(member: Member, base: Base) -> bool:
    """Whether something that is not read may tell the application its path, or something that is read tells it."""
    service = member.service
    if service.build is not None or not service.environment_known or service.entrypoint:
        return True
    flags = (*base.flags, base.unless or base.flags[0]) if base.flags else ()
    said = any(str(word.value).startswith(flags) for word in _words(member)) if flags else False
    inside = base.folder is not None and any(_may_hold(mount.target, base.folder) for mount in service.mounts)
    named = (*service.environment, *(str(mount.target) for mount in service.mounts)) if base.further else ()
    inside = inside or any(name.startswith(base.further) for name in named)
    if base.wanted:
        wanted = service.environment.get(base.wanted)
        return said or inside or (wanted is not None and str(wanted.value).lower() not in _FALSE)
    return said or inside or any(name in service.environment for name in base.variables)


def _may_hold(target: object, folder: str) -> bool:
    """Whether what is mounted there may be the settings file in ``folder``, and is not a folder of other things."""
    text = str(target)
    return text.startswith(folder) and text.removeprefix(folder).strip("/").split("/")[0] not in _NO_SETTINGS


def _is_older(image: str, base: Base) -> bool:
    """Whether the tag is that of a release before the one since which the application does so."""
    found = _RELEASE.fullmatch(reference(image).tag)
    return found is not None and int(found[1]) < base.since
