"""Services that wait for the end of one that never ends, and Caddies whose own process ends at once or is none.

Sources: the Dockerfiles of caddyserver/caddy-docker, whose builders bring xcaddy, and no command of their own;
Docker Compose 2.40.3, which starts what waits with ``service_completed_successfully`` when the other
container has ended; Caddy's documentation of ``caddy start``, which leaves Caddy in the background and ends. Measured
with Caddy 2.11.7: without ``--adapter`` it takes a file for JSON unless its name begins with ``caddyfile`` or ends in
``.caddyfile``, in letters of any size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from toybox_lint.compose.model import Command, Dependency, Service, Text
from toybox_lint.deployment.caddies.fronts import loaded
from toybox_lint.deployment.caddies.refused_words import RefusedWord, refused_word
from toybox_lint.deployment.caddies.stock import words_given
from toybox_lint.deployment.health.checks import waiting
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import container_file
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.listening.process import effective_words, is_no_program
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin, SourceFile, Span

# Words that need no quotes, in YAML and in a shell.
_WORDS = pattern(r"[\w./=@%+:,-]+(?: [\w./=@%+,-]+)+")
# What the tag of the image that builds Caddies has, and that of the one that runs them has not.
_BUILDS = pattern(r":builder-alpine\Z|[:-]builder(?=-alpine\Z|\Z)")
_SAID = pattern(r"(?:\A|/)caddyfile(?!\.json\Z)[^/]*\Z|\.(?:caddyfile|json)\Z", re.IGNORECASE)
_ADAPTED = pattern(r"--adapter|-[a-z]*a")
_JSON = pattern(r"\s*(?:\{\s*[\"}]|\Z)")
_PROGRAMS = pattern(r"/(?:usr/(?:local/)?)?s?bin(?:/|\Z)")
# A list with an item on its first line, from the colon of its key on.
_ITEM = pattern(r":([ \t]*\r?\n[ \t]*-[ \t]+)\Z")


@dataclass(frozen=True, slots=True, eq=False)
class Endless:
    """``waiting`` waits for the end of ``member``, which stays: ``reason`` is a clause that says so."""

    waiting: Member
    dependency: Dependency
    member: Member
    reason: str


def endless(deployment: Deployment) -> Iterator[Endless]:
    """Every wait, of a service that runs, for the end of what certainly stays."""
    waits = waiting(deployment.members, "service_completed_successfully")
    for member in deployment.members:
        found = waits.get((id(member.project), member.name), ())
        reason = _staying(member) if found and member.runs is not False else None
        for other, dependency in found if reason else ():
            if reason and dependency.required:
                yield Endless(other, dependency, member, reason)


def _staying(member: Member) -> str | None:
    """What it runs for ever, by its command or its image; ``None`` where it may end."""
    listening = member.listening
    process = listening.process
    if process is not None:
        return f"it runs {process.server}" if process.server and process.runs_forever is True else None
    return listening.decisive[0].text if listening.decisive else None


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """A Caddy that is started in the background: with the process that did so its container ends.

    Or one that is never started, as its command is one word of a list: ``in_one_word``. Or one whose image is the one
    that builds Caddies, and has none: ``builds``. Or one that takes its Caddyfile for JSON, ``as_json``, by the name at
    ``origin``. ``edits`` mend it.
    """

    front: Front
    member: Member
    origin: Origin
    edits: tuple[Edit, ...]
    in_one_word: bool = False
    builds: bool = False
    as_json: bool = False


def ending(deployment: Deployment) -> Iterator[Ending]:
    """Every Caddy whose container starts ``caddy start`` and nothing that stays, or no Caddy at all."""
    for front in deployment.fronts:
        if front.member is None:
            continue
        around = container(front.member.service, deployment.files)
        words = effective_words(around)
        if [word.value for word in words[:2]] == ["caddy", "start"]:
            if refused_word(front.member, deployment.files):
                continue
            origin = words[1].origin
            yield Ending(front, front.member, origin, (Edit(origin.file, origin.span, "run"),))
        elif words and str(words[0].value).startswith("caddy ") and is_no_program(words, around):
            origin = words[0].origin
            apart = _apart(origin, alone=len(words) == 1)
            helps = apart is not None and _is_taken(front, front.member, words, deployment.files)
            yield Ending(front, front.member, origin, (apart,) if apart and helps else (), True)
        elif (image := _builder(around.service, words)) is not None:
            runner = _runner(image)
            yield Ending(front, front.member, image, (runner,) if runner else (), builds=True)
        elif (name := _taken_for_json(words, front, deployment.files)) and not refused_word(
            front.member, deployment.files
        ):
            from toybox_lint.deployment.fixes.binding import added

            edits = added(front.member, words, ("--adapter", "caddyfile"))
            yield Ending(front, front.member, name, edits or (), as_json=True)


def refused_words(deployment: Deployment) -> Iterator[RefusedWord]:
    """Every Caddy of the official image whose command is none that it, or its image, has.

    Without edits where another service is given the same text, and takes it.
    """
    found = {member.key: refused_word(member, deployment.files) for member in deployment.members}
    taken = {place for member in deployment.members if found[member.key] is None for place in _places(member)}
    for each in filter(None, found.values()):
        yield replace(each, edits=()) if (each.origin.file.path, each.origin.span) in taken else each


def _places(member: Member) -> Iterator[tuple[str, Span]]:
    """Where the words of its command stand, which may be those of another service: by an anchor, or ``extends``."""
    return ((word.origin.file.path, word.origin.span) for word in words_given(member))


def _taken_for_json(words: Sequence[Located[Text]], front: Front, files: Files) -> Origin | None:
    """The name of a Caddyfile that says nothing of it, and that no adapter is named for."""
    texts = [word.value for word in words]
    if texts[:2] != ["caddy", "run"] or any(_ADAPTED.match(str(text)) for text in texts):
        return None
    for option, value in pairwise(words):
        path = value.value
        if option.value not in ("--config", "-c") or not isinstance(path, str) or _SAID.search(path):
            continue
        there = (
            container_file(front.member.service, path, files) if front.member and path[:1] == "/" else None
        )
        if isinstance(there, SourceFile) and there.path == front.caddyfile.file.path:
            return None if _JSON.match(there.text) else value.origin
    return None


def _builder(service: Service, words: Sequence[Located[Text]]) -> Origin | None:
    """The image that builds Caddies, where the container starts what that starts, or a Caddy that nobody built.

    Its program is the shell of Alpine, which has nothing to read, and ends.
    """
    image = service.image
    if service.build or image is None or not isinstance(image.value, str) or not _is_builder(image.value):
        return None
    given = service.command or service.entrypoint
    mounted = any(_PROGRAMS.match(str(mount.target)) for mount in service.mounts)
    started = not given or (not mounted and [word.value for word in words[:2]] == ["caddy", "run"])
    return image.origin if started else None


def _is_builder(image: str) -> bool:
    found = reference(image)
    return found.path == "caddy" and "builder" in found.tag and "windows" not in found.tag


def _runner(image: Origin) -> Edit | None:
    """The tag of the image that has the same Caddy."""
    if not image.exact or not (found := _BUILDS.search(image.text)):
        return None
    span = Span(image.span.start + found.start(), image.span.start + found.end())
    return Edit(image.file, span, ":alpine" if found[0] == ":builder-alpine" else "")


def _is_taken(front: Front, member: Member, words: Sequence[Located[Text]], files: Files) -> bool:
    """Whether Caddy takes its Caddyfile in the container that ``words`` start once they stand apart."""
    if front.environment is None:
        return True
    apart: list[Located[Text]] = []
    for word in words:
        apart += [Located(part, word.origin) for part in str(word.value).split()]
    command = Command(tuple(apart), words[0].origin)
    other = replace(member, service=replace(member.service, command=command, entrypoint=None))
    return loaded(other, front.caddyfile.file, files, front.environment).valid


def _apart(word: Origin, *, alone: bool) -> Edit | None:
    """The words of a command that is one word of a list: in a flow list each for itself, else without the list."""
    text, (start, end) = word.file.text, word.span
    if not word.exact or not _WORDS.fullmatch(text[start:end]):
        return None
    quote = text[start - 1] if text[start - 1] in "\"'" else ""
    line = text.rfind("\n", 0, start) + 1
    if "[" in text[line:start]:
        return Edit(word.file, word.span, text[start:end].replace(" ", f"{quote}, {quote}"))
    first = start - len(quote)
    item = _ITEM.search(text[text.rfind("\n", 0, line - 1) + 1 : first]) if alone else None
    return (
        Edit(word.file, Span(first - len(item[1]), end + len(quote)), f" {text[start:end]}") if item else None
    )
