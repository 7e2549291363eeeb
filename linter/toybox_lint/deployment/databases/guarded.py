"""Servers of Redis and Valkey that want a password of whoever comes.

Their password is set anew with each start: by ``--requirepass``, by the file of settings that the command names, or by
the variable of an image. Users of their own (``user``, ``aclfile``) have others.

Sources: Redis's documentation of ``requirepass``, of ACLs and of options on the command line, which come after the
file; ``libredis.sh`` and ``libvalkey.sh`` of Bitnami's images; the entrypoint of Redis Stack (``REDIS_ARGS``).
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Service, Text
from toybox_lint.deployment.databases.engines import hidden
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import content_at, mount_over
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple
from toybox_lint.source import Located, Origin, SourceFile, Span

_OF_BITNAMI = {
    "bitnami/redis": "REDIS_PASSWORD",
    "bitnamilegacy/redis": "REDIS_PASSWORD",
    "bitnami/valkey": "VALKEY_PASSWORD",
    "bitnamilegacy/valkey": "VALKEY_PASSWORD",
}
_OF_STACK = frozenset(("redis/redis-stack", "redis/redis-stack-server"))
_SERVER, _OPTION = "redis-server", "--requirepass"
# By which others may come in, or whoever.
_OTHERWISE = frozenset(("--user", "--aclfile", "--include", "--sentinel"))
_SETTING = pattern(
    r"^[ \t]*(?P<name>requirepass|user|aclfile|include)[ \t]+(?P<value>\S[^\n]*)$", re.MULTILINE
)
_MARKS = pattern(r"[\"'\\]")
_QUOTED = pattern(r"\"([^\"\\]*)\"|'([^'\\]*)'|([^\s\"'\\]+)")


class Guard(NamedTuple):
    """The password that a server wants, what gives it, and where."""

    password: str
    giver: str
    origin: Origin


def guard_of(member: Member, files: Files) -> Guard | None:
    """What a service that runs Redis wants; ``None`` where it wants nothing, or nobody can say what."""
    service = member.service
    if member.runs is False or "post_start" in service.config:
        return None
    name = named(service.image) if service.build is None else None
    path = reference(name).path if name else ""
    if path in _OF_BITNAMI:
        return _of_bitnami(service, _OF_BITNAMI[path])
    if path in _OF_STACK:
        return _of_stack(service)
    process = member.listening.process
    return _of_words(service, process.words, files) if process and process.server == _SERVER else None


def _of_bitnami(service: Service, variable: str) -> Guard | None:
    """The image's own variable, where it starts with its own words and settings."""
    given = service.environment.get(variable)
    prefix = variable.partition("_")[0]
    others = (f"{variable}_FILE", f"{prefix}_ACLFILE")
    if given is None or not isinstance(given.value, str) or not given.value:
        return None
    if service.command or service.entrypoint or any(each in service.environment for each in others):
        return None
    if any(str(mount.target).startswith("/opt/bitnami") for mount in service.mounts):
        return None
    return Guard(given.value, variable, hidden(given.origin))


def _of_stack(service: Service) -> Guard | None:
    given = service.environment.get("REDIS_ARGS")
    if given is None or not isinstance(given.value, str) or service.command or service.entrypoint:
        return None
    words = given.value.split()
    if not _OTHERWISE.isdisjoint(words) or mount_over(service.mounts, "/redis-stack.conf") is not None:
        return None
    found = _behind(words)
    return Guard(found, "REDIS_ARGS", hidden(given.origin)) if found else None


def _behind(words: list[str]) -> str | None:
    """The last value of the option; an empty one where Redis, or a script, may take more off than a shell does."""
    places = [number for number, word in enumerate(words[:-1]) if word == _OPTION]
    found = words[places[-1] + 1] if places else None
    return "" if found and _MARKS.search(found) else found


def _of_words(service: Service, words: tuple[Located[Text], ...], files: Files) -> Guard | None:
    """What the command says, or else the file of settings that it names."""
    texts = [word.value for word in words if isinstance(word.value, str)]
    if len(texts) < len(words) or not _OTHERWISE.isdisjoint(texts):
        return None
    settings = _settings(service, texts[1:2], files)
    if settings is None or any(name != "requirepass" for name, _, _ in settings):
        return None
    found = _behind(texts)
    if found is not None:
        place = words[len(texts) - 1 - texts[::-1].index(_OPTION)].origin
        return Guard(found, _OPTION, hidden(place)) if found else None
    _, value, place = settings[-1] if settings else ("", "", words[0].origin)
    return Guard(value, "requirepass", hidden(place)) if value else None


def _settings(service: Service, first: list[str], files: Files) -> list[tuple[str, str, Origin]] | None:
    """Those of the file that the command names that say who comes in; ``None`` where it cannot be read."""
    if not first or first[0].startswith("-"):
        return []
    inside = container(service, files)
    path = inside.path(first[0])
    found = content_at(inside, path) if path else None
    if not isinstance(found, (SourceFile, Located)):
        return None
    return list(_read(found))


def _read(found: SourceFile | Located[str]) -> Iterator[tuple[str, str, Origin]]:
    file = found if isinstance(found, SourceFile) else found.origin.file
    text = found.text if isinstance(found, SourceFile) else found.value
    for match in _SETTING.finditer(text):
        value = _QUOTED.fullmatch(match["value"].rstrip())
        place = Origin(file, Span(match.start("name"), match.end("name")))
        if not isinstance(found, SourceFile):
            place = found.origin
        plain = next((each for each in value.groups() if each is not None), "") if value else None
        yield ("include" if plain is None else match["name"], plain or "", place)
