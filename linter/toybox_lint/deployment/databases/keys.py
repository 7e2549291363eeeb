"""Applications that come to a Redis or Valkey without its password, or with another one.

The server answers NOAUTH or WRONGPASS, and the application with errors. Told is only of a password that is known, and
of an application of which all is known that could bring it: variables, command, files.

Sources: Redis's documentation of ``AUTH``; the form of URLs that IANA has for ``redis``, in which a password stands
behind a colon; StackExchange.Redis's options of a configuration text.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from toybox_lint.compose.model import Mount, Text
from toybox_lint.deployment.applications.addresses import told_variables
from toybox_lint.deployment.databases.engines import command_texts
from toybox_lint.deployment.databases.guarded import Guard, guard_of
from toybox_lint.deployment.databases.logins import Login, LoginRefusal
from toybox_lint.deployment.databases.told_logins import HOST, PASSWORDS, PLACE, URL, decoded, filled_in
from toybox_lint.deployment.files.unversioned import git_ignores, templates
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import content_at, mount_over
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.names import records
from toybox_lint.facts import Unknown
from toybox_lint.files import Files, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple
from toybox_lint.source import Located, Origin, SourceFile

_SCHEMES = ("redis", "rediss", "valkey", "valkeys")
# A configuration text of StackExchange.Redis, by which drivers for .NET are told.
_OPTIONS = pattern(r"(?P<host>[\w.-]+)(?::\d+)?(?P<more>(?:,[^,=]+=[^,]*)+)?")
_SECRET = pattern(r", *password *=(?P<password>[^,]*)", re.IGNORECASE)
_OF_DOTNET = pattern(r"ConnectionStrings__\w+", re.IGNORECASE)
# Variables that only ask whether something is there.
_WAITING = pattern(r"wait", re.IGNORECASE)
_OF_SECRETS = pattern(r"(?:PASS(?:WORD|WD)?|PWD|AUTH|SECRET|CREDENTIALS?)(?:_FILE)?\Z", re.IGNORECASE)
_FROM_FILE = pattern(r"_FILE\Z|/run/secrets", re.IGNORECASE)
# Where an application may ask for its settings.
_STORES = pattern(
    r"VAULT|DOPPLER|INFISICAL|CONSUL|NACOS|SPRING_(?:CLOUD_)?CONFIG|SECRETS?_?(?:MANAGER|ARN|ID|NAME)\b"
)
# Images without a client of Redis, which look whether something is there.
_LOOKING = pattern(
    r"(?:[^/\s]{0,100}+/){0,9}+(?:busybox|alpine|debian|ubuntu|bash|curl|netcat|[^/\s]{0,100}?(?:wait|dockerize)[^/\s]*+)"
)
_DOTENV = (".env", ".env.production", ".env.local")
# What says how a project is deployed, and is no part of a program.
_OF_DEPLOYMENT = pattern(
    r"(?!.{200})(?:[\w.-]*compose[\w.-]*\.ya?ml|\.env.*|.*\.env|Caddyfile.*|Dockerfile.*|README.*|.*\.md)"
)
_ASIDE = frozenset(("node_modules", "vendor", ".git", "target", "dist", "build", "venv", ".venv"))
# What keeps an empty folder in a repository.
_KEEPING = frozenset((".gitkeep", ".keep", ".gitignore"))
_MOST = 300


class _Said(NamedTuple):
    """What variables say of a login; ``password`` is empty where they say none. ``whole``: it is all in one."""

    host: str
    password: str | None
    variable: str
    origin: Origin
    whole: bool


def refused_keys(deployment: Deployment) -> Iterator[Login]:
    """Every login of a running service without the password that a Redis wants, or with another one."""
    members, files = deployment.members, deployment.files
    guards = {id(each): guard for each in members if (guard := guard_of(each, files))}
    for member in members if guards else ():
        if member.runs is False or id(member) in guards or _only_looks(member):
            continue
        for said in _said(member, files):
            owners = records(members).owners(said.host, member.real_networks)
            guard = guards.get(id(owners[0])) if len(owners) == 1 else None
            refusal = _refusal(said, guard, member, files) if guard else None
            if guard and refusal:
                yield Login(member, owners[0], refusal, said.variable, said.origin, guard.giver, guard.origin)


def _refusal(said: _Said, guard: Guard, member: Member, files: Files) -> LoginRefusal | None:
    if said.password:
        same = said.password in (guard.password, decoded(guard.password))
        other = not same and not filled_in(said.password) and not _is_given(guard.password, member, files)
        return LoginRefusal.PASSWORD if other else None
    if _may_know(guard.password, said, member, files) or (not said.whole and _keeps_settings(member)):
        return None
    return LoginRefusal.MISSING


def _only_looks(member: Member) -> bool:
    name = named(member.service.image) if member.service.build is None else None
    return name is not None and _LOOKING.fullmatch(reference(name).path) is not None


def _texts(member: Member, files: Files) -> dict[str, Located[str]]:
    return {
        name: Located(value.value, value.origin)
        for name, value in told_variables(member, files).items()
        if isinstance(value.value, str)
    }


def _said(member: Member, files: Files) -> Iterator[_Said]:
    texts = _texts(member, files)
    for name, value in texts.items():
        text = value.value
        url = URL.fullmatch(text) if "://" in text else None
        if url is not None and url["scheme"] in _SCHEMES:
            if "password" not in (url["query"] or "") and not filled_in(text):
                yield _Said(url["host"], decoded(url["password"] or ""), name, value.origin, whole=True)
        elif url is None and _WAITING.search(name) is None:
            yield from _beside(name, value, texts)


def _beside(name: str, value: Located[str], texts: Mapping[str, Located[str]]) -> Iterator[_Said]:
    """A host, with the password behind it, or in a variable that begins as that of the host does."""
    found, place = _OPTIONS.fullmatch(value.value), PLACE.fullmatch(name)
    if found is None or not (place or found["more"] or _OF_DOTNET.fullmatch(name)):
        return
    secret = _SECRET.search(found["more"] or "")
    if secret or not place:
        yield _Said(found["host"], secret["password"] if secret else "", name, value.origin, whole=True)
    elif HOST.fullmatch(value.value):
        style = str.lower if name.islower() else str
        beside = (
            f"{before}{style(each)}"
            for before in (place["before"], f"{name}{style('_')}")
            for each in PASSWORDS
        )
        given = next((each for each in beside if each in texts), None)
        text, origin = (texts[given].value, texts[given].origin) if given else ("", value.origin)
        yield _Said(found["host"], text, given or name, origin, whole=False)


def _is_given(secret: str, member: Member, files: Files) -> bool:
    """Whether a variable has it and nothing else."""
    return any(value.value in (secret, decoded(secret)) for value in _texts(member, files).values())


def _may_know(secret: str, said: _Said, member: Member, files: Files) -> bool:
    """Whether an application may have the password from elsewhere than where it has the server's name."""
    service = member.service
    inside = container(service, files)
    words = command_texts(service)
    if not service.environment_known or len(words) < len(service.command.words if service.command else ()):
        return True
    if any(secret in word for word in words) or any(map(_is_secret, service.mounts)):
        return True
    if any(_brings(name, value, secret, said) for name, value in inside.variables.values.items()):
        return True
    return _is_in_files(secret, inside)


def _brings(name: str, value: Located[Text], secret: str, said: _Said) -> bool:
    """Whether a variable may have it: beside a URL, another one with a URL has that for the server of its own alone.

    Some clients take what stands before the ``@`` of their own URL, or behind its ``?``, for the password.
    """
    text = value.value
    if not isinstance(text, str):
        return _OF_SECRETS.search(name) is not None
    if _FROM_FILE.search(name) or "/run/secrets" in text or _STORES.search(name):
        return True
    alone = said.whole and name != said.variable and URL.fullmatch(text) is not None
    return not alone and secret in decoded(text)


def _is_secret(mount: Mount) -> bool:
    return mount.kind in ("secret", "config") or not isinstance(mount.target, str)


def _keeps_settings(member: Member) -> bool:
    """Whether a volume may hold settings that a person made in the application's own pages."""
    return any(mount.kind == "volume" for mount in member.service.mounts)


def _is_in_files(secret: str, inside: Container) -> bool:
    """Whether a file of the program, or one that it is given, may have the password."""
    if any(path is not None and _may_have(path, inside) for path in map(inside.path, _DOTENV)):
        return True
    build = inside.service.build
    places = [str(mount.source) for mount in inside.service.mounts if mount.kind == "bind"]
    if build is not None:
        if not isinstance(build.context, str):
            return True
        places.append(build.context)
    return any(_is_unsaid(secret, place, inside.files) for place in places) or _is_below(
        secret, places, inside.files
    )


def _may_have(path: str, inside: Container) -> bool:
    """Whether the container may have the file; what another stage of its build brings is from the context, too."""
    found = content_at(inside, path)
    return found is not None and not (
        isinstance(found, Unknown) and mount_over(inside.service.mounts, path) is None
    )


def _is_unsaid(secret: str, place: str, files: Files) -> bool:
    """Whether a file or folder is not shown, is empty, or has a file of variables with it, or one that is not shown."""
    if not files.is_directory(place):
        return not isinstance(files.read(place), SourceFile)
    names, dotenv = files.names(place), resolve(place, _DOTENV[0])
    given = files.read(dotenv)
    if given is not None:
        return not isinstance(given, SourceFile) or secret in given.text
    return not set(names).difference(_KEEPING) or git_ignores(dotenv, files) or any(templates(dotenv, files))


def _is_below(secret: str, places: list[str], files: Files) -> bool:
    """Whether a file at one of these paths, or below, has the password, or there are too many to be read."""
    waiting = list(places)
    for number, path in enumerate(waiting):
        if number > _MOST:
            return True
        found = files.read(path)
        if isinstance(found, SourceFile):
            if secret in found.text:
                return True
            continue
        names = (name for name in files.names(path) if name not in _ASIDE)
        waiting.extend(posixpath.join(path, name) for name in names if not _OF_DEPLOYMENT.fullmatch(name))
    return False
