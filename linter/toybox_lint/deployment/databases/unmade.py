"""Applications that ask for a database which nobody makes, while nobody asks for the one that the image makes.

An image makes one database, when its volume is empty: the one of ``POSTGRES_DB`` or ``MYSQL_DATABASE``. Many
applications make theirs by themselves (Rails, Prisma, Entity Framework), and people make further ones by hand: told
is only where the one that is made is asked for by nobody, of applications that are known to make none.

Sources: the images' entrypoints (see ``engines``); the documentation of Wiki.js, n8n, Miniflux, Gitea, Keycloak,
Grafana, Vikunja and authentik, by which the database is to be made before; PostgreSQL's JDBC driver, which connects
to one that exists.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.compose.model import Service, Text
from toybox_lint.deployment.databases.engines import (
    Engine,
    begins_empty,
    command_texts,
    engine_of,
    given,
    hidden,
    is_client,
)
from toybox_lint.deployment.databases.logins import URL, USERS, filled_in
from toybox_lint.deployment.listening.container import dockerfile
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.names import Records, records
from toybox_lint.files import Files, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin, SourceFile

# What makes the database, by the program of each.
_MADE_BY = {
    "postgres": ("POSTGRES_DB",),
    "mysqld": ("MYSQL_DATABASE",),
    "mariadbd": ("MARIADB_DATABASE", "MYSQL_DATABASE"),
}
_THERE = frozenset(("postgres", "template0", "template1", "mysql", "sys", "information_schema"))
_DATABASE_WORD = pattern(r"; *(?:Database|Initial Catalog) *= *(?P<path>[^;\s\"']+) *(?:;|\Z)", re.IGNORECASE)
_HOST_WORD = pattern(r"(?:\A|;) *(?:Host|Server|Data Source) *= *(?P<host>[\w.-]+)", re.IGNORECASE)
_USER_WORD = pattern(r"; *(?:User ?(?:Id|Name)?|Uid) *= *(?P<user>[^;\s\"']+)", re.IGNORECASE)
_HOST = pattern(r"(?P<host>[\w.-]+)(?::\d+)?")
_PLACE = pattern(r"(?P<before>\w+?)HOST(?:NAME)?", re.IGNORECASE)
_NAMES = ("NAME", "DATABASE", "DB", "DBNAME", "DATABASE_NAME", "DB_NAME")
_OF_A_NAME = pattern(r".*(?:DB|DATABASE|_NAME|DBNAME)", re.IGNORECASE)
_PLAIN = pattern(r"[\w.-]+")
# What a command has before the name of a database, and what makes it another name.
_BEFORE = ("/", "=", "-d ", "-database ", " db ")
_GOES_ON = pattern(r"[\w.-]")
# Images of applications that want a database that is there.
_WANTING = frozenset(
    (
        *(
            "requarks/wiki",
            "n8nio/n8n",
            "miniflux/miniflux",
            "gitea/gitea",
            "forgejo/forgejo",
            "keycloak/keycloak",
        ),
        *(
            "grafana/grafana",
            "grafana/grafana-oss",
            "vikunja/vikunja",
            "goauthentik/server",
            "metabase/metabase",
        ),
        "postgrest/postgrest",
    )
)
# What makes databases, or may: words of commands, scripts, sources and manifests.
_MAKING = pattern(
    r"create[-_ ]?(?:db|database|if)|db[:.](?:create|prepare|setup|reset|sync)|ecto|prisma|ensure_?created"
    r"|database:create|storage_up|migrator|\bpsql\b|create +database|ensure_?database|init[-_]?db|sqlx|rails"
    r"|dbmate|sequelize|atlas",
    re.IGNORECASE,
)
_MANIFESTS = (
    "package.json",
    "requirements.txt",
    "pyproject.toml",
    "composer.json",
    "Makefile",
    "go.mod",
    "Cargo.toml",
)
_OF_JAVA = ("pom.xml", "build.gradle", "build.gradle.kts")
# What belongs to frameworks that make their database themselves, or may.
_FRAMEWORKS = pattern(r"Gemfile|mix\.exs|prisma|.+\.(?:csproj|fsproj|sln)|.*\.sql")
_SCRIPTS = ("", "scripts", "bin", "docker")


@dataclass(frozen=True, slots=True, eq=False)
class Unmade:
    """``variable`` of ``member`` names, at ``origin``, a database that ``database`` does not have.

    ``maker`` is the variable that makes the one that it has, at ``own``. Both places are inexact.
    """

    member: Member
    database: Member
    variable: str
    origin: Origin
    maker: str
    own: Origin


@dataclass(frozen=True, slots=True)
class _Asked:
    host: str
    scheme: str | None
    user: str | None
    name: str
    variable: str
    origin: Origin


def unmade_databases(deployment: Deployment) -> Iterator[Unmade]:
    """Every variable of a running service that names a database which nobody makes."""
    members = deployment.members
    engines = {
        id(each): engine
        for each in members
        if (engine := engine_of(each)) and each.runs is not False and begins_empty(each)
    }
    asked: dict[int, list[tuple[Member, _Asked]]] = {}
    for member in members if engines else ():
        if member.runs is False or id(member) in engines:
            continue
        for each in _said(member.service):
            target = _target(member, each, engines, records(members))
            if target is not None:
                asked.setdefault(id(target), []).append((member, each))
    for database in members:
        if id(database) in asked:
            engine = engines[id(database)]
            yield from _of_one(database, engine, asked[id(database)], deployment)


def _target(member: Member, said: _Asked, engines: Mapping[int, Engine], names: Records) -> Member | None:
    owners = names.owners(said.host, member.real_networks)
    engine = engines.get(id(owners[0])) if len(owners) == 1 else None
    if engine is None or (said.scheme is not None and said.scheme not in engine.schemes):
        return None
    return owners[0]


def _of_one(
    database: Member, engine: Engine, asked: Sequence[tuple[Member, _Asked]], deployment: Deployment
) -> Iterator[Unmade]:
    """Those of one server, of whose own database nobody speaks."""
    service, members = database.service, deployment.members
    maker = next((name for name in _MADE_BY.get(engine.program, ()) if given(service, name)), None)
    own = given(service, maker) if maker else None
    if maker is None or own is None or not own.value or not service.environment_known:
        return
    if not isinstance(own.value, str):
        return
    if any(_speaks_of(each, own.value) for each in members if each is not database):
        return
    if any(is_client(each, engine) or _MAKING.search(" ".join(_words(each.service))) for each in members):
        return
    for member, each in asked:
        if each.name in _THERE:
            continue
        if _may_make_none(each, engine) or _makes_none(member, deployment.files):
            yield Unmade(member, database, each.variable, hidden(each.origin), maker, hidden(own.origin))


def _may_make_none(asked: _Asked, engine: Engine) -> bool:
    """Whether it logs in as a user of MySQL that has rights in the one database alone."""
    return engine.program != "postgres" and asked.user not in (None, "", "root")


def _speaks_of(member: Member, name: str) -> bool:
    """Whether a service is told of the database, in whatever way."""
    if any(said.name == name for said in _said(member.service)):
        return True
    values = [
        each.value
        for variable, each in member.service.environment.items()
        if isinstance(each.value, str) and _OF_A_NAME.fullmatch(variable)
    ]
    return name in values or _is_named(" ".join(_words(member.service)), name)


def _is_named(words: str, name: str) -> bool:
    """Whether a command names a database, as an option's value or at the end of a URL."""
    before, *rest = words.split(name)
    for after in rest:
        if before.endswith(_BEFORE) and not _GOES_ON.match(after):
            return True
        before = after
    return False


def _words(service: Service) -> list[str]:
    entry = service.entrypoint.words if service.entrypoint else ()
    return [*(word.value for word in entry if isinstance(word.value, str)), *command_texts(service)]


def _said(service: Service) -> Iterator[_Asked]:
    """The databases that a service's variables name, each with the host of its server."""
    texts = {
        name: value
        for name, value in service.environment.items()
        if isinstance(value.value, str) and value.value
    }
    for name, value in texts.items():
        text = str(value.value)
        url = URL.fullmatch(text) if "://" in text else None
        if url is not None:
            if url["path"] and _PLAIN.fullmatch(url["path"]) and not filled_in(text):
                yield _Asked(url["host"], url["scheme"], url["user"], url["path"], name, value.origin)
        elif ";" in text:
            host, words, user = _HOST_WORD.search(text), _DATABASE_WORD.search(text), _USER_WORD.search(text)
            if host and words:
                yield _Asked(host["host"], None, user and user["user"], words["path"], name, value.origin)
        elif alone := _HOST.fullmatch(text):
            yield from _beside(name, alone["host"], texts)


def _beside(name: str, host: str, texts: Mapping[str, Located[Text | None]]) -> Iterator[_Asked]:
    """The database in a variable that begins as that of the host does."""
    place = _PLACE.fullmatch(name)
    if place is None:
        return
    before, style = place["before"], str.lower if name[-1].islower() else str
    found = next((at for each in _NAMES if (at := before + style(each)) in texts), None)
    user = next((str(texts[at].value) for each in USERS if (at := before + style(each)) in texts), None)
    if found is not None and _PLAIN.fullmatch(text := str(texts[found].value)):
        yield _Asked(host, None, user, text, found, texts[found].origin)


def _makes_none(member: Member, files: Files) -> bool:
    """Whether an application makes no database: it is known to, or what is shown of it says nothing of that."""
    service = member.service
    if service.build is None:
        name = named(service.image)
        return name is not None and reference(name).path in _WANTING
    context, text = service.build.context, dockerfile(service.build, files)
    if not isinstance(context, str) or text is None or _MAKING.search(text.value):
        return False
    kinds = (*_MANIFESTS, *_OF_JAVA, "manage.py")
    return any(name in kinds for name in files.names(context)) and not any(
        _may_make(resolve(context, folder), files) for folder in _SCRIPTS
    )


def _may_make(folder: str, files: Files) -> bool:
    """Whether something in a folder makes databases, or is of what may."""
    for name in files.names(folder):
        if _FRAMEWORKS.fullmatch(name):
            return True
        if name in _MANIFESTS or name.endswith((".sh", "entrypoint")):
            found = files.read(posixpath.join(folder, name))
            if isinstance(found, SourceFile) and _MAKING.search(found.text):
                return True
    return False
