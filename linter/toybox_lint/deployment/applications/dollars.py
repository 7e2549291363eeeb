"""Hashes of passwords from which compose takes a part, because it reads ``$name`` in them as a variable.

Source: Docker Compose 2.40.3 leaves ``$2`` and ``$14`` as they are, and replaces ``$`` before a letter or ``_``, in
files of variables, too, unless single quotes are around the value.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Project
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.facts import ABSENT
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile, Span

_HASH = pattern(
    r"(?<!\$)\$(?:2[abxy]?\$\d\d|argon2(?:id|i|d)\$v=\d+|apr1|[156y])\$(?!\$)[./\w$=,+-]*[./\w$=+-]"
)
_VARIABLE = pattern(r"\$[A-Za-z_]")


# A variable of a Caddyfile, in a text that compose reads first.
_NAMED = pattern(r"(?<!\$)\{\$([A-Za-z_]\w*)")
_USED = pattern(r"\$\{?(\w+)")


@dataclass(frozen=True, slots=True, eq=False)
class Torn:
    """A hash in the variable ``name`` of ``holder``, a service or a file, of which compose replaces a part.

    ``origin`` is the hash; ``whole`` the value around it in a file of variables, without its quotes. ``placeholder``:
    it is no hash, but the variable ``name`` in a Caddyfile that stands in a compose file.
    """

    holder: str
    name: str
    origin: Origin
    whole: Span | None = None
    placeholder: bool = False

    def edits(self) -> tuple[Edit, ...]:
        """Double each dollar; in a file of variables put single quotes around the value, which is not written anew."""
        file, whole = self.origin.file, self.whole
        if whole is None:
            return (Edit(file, self.origin.span, self.origin.text.replace("$", "$$")),)
        value = file.text[whole.start : whole.end]
        quoted = file.text[whole.start - 1 : whole.start] == '"'
        ends = Span(whole.start - quoted, whole.start), Span(whole.end, whole.end + quoted)
        return () if "'" in value or "\\" in value else tuple(Edit(file, end, "'") for end in ends)


def torn(deployment: Deployment) -> Iterator[Torn]:
    """The hashes in the environment of services, in compose files, env files and the ``.env`` that those use."""
    for member in deployment.members:
        for name, value in member.service.environment.items():
            origin = value.origin
            own = origin.file in member.project.files
            found = None if not own and origin.exact else _torn(origin.file, origin.span)
            if found is not None:
                yield Torn(member.name, name, found, None if own else origin.span)
    for project in deployment.projects:
        yield from _in_dotenv(project)
    for member in deployment.members:
        yield from _in_contents(member)


def _in_contents(member: Member) -> Iterator[Torn]:
    """What compose replaces in the Caddyfile of a config: variables that its Caddy is given, and hashes."""
    for mount in member.service.mounts:
        is_one = mount.content is not None and str(mount.target).endswith("Caddyfile")
        origin = mount.content.origin if mount.content is not None and is_one else None
        for match in _NAMED.finditer(origin.text) if origin is not None else ():
            if origin is not None and match[1] in member.service.environment:
                span = Span(origin.span.start + match.start(), origin.span.start + match.end())
                yield Torn(member.name, match[1], Origin(origin.file, span), placeholder=True)
        for match in _HASH.finditer(origin.text) if origin is not None else ():
            if origin is not None and _VARIABLE.search(match[0]):
                span = Span(origin.span.start + match.start(), origin.span.start + match.end())
                yield Torn(member.name, "a hash", Origin(origin.file, span))


def _torn(file: SourceFile, span: Span) -> Origin | None:
    """The hash in the value that stands at ``span``, if a part of it is taken for a variable."""
    text = file.text[span.start : span.end]
    match = _HASH.search(text) if text.count("$") > 1 else None
    if match is None or not _VARIABLE.search(match[0]) or file.text[span.start - 1 : span.start] == "'":
        return None
    return Origin(file, Span(span.start + match.start(), span.start + match.end()))


def _in_dotenv(project: Project) -> Iterator[Torn]:
    file = project.confidential.env_files.get(f"{project.directory}/.env")
    if file is None or file.text.count("$") < 2:
        return
    from toybox_lint.compose.reading.dotenv import parse

    used = {name for each in project.files for name in _USED.findall(each.text)}
    given = {
        id(value.origin.file) for each in project.services.values() for value in each.environment.values()
    }
    for variable in parse(file, lambda _: ABSENT).variables:
        found = _torn(file, variable.span)
        if found is not None and variable.name in used and id(file) not in given:
            yield Torn(file.name.rpartition("/")[2], variable.name, found, variable.span)
