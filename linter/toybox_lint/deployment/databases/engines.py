"""What the images of databases go by when they make an empty database.

Sources: ``docker-entrypoint.sh`` of the official images postgres 18, mysql 8.4, mariadb 11.8 and mongo 8; pgvector and
PostGIS are built on the first. RabbitMQ's documentation of ``default_user``, who is made with an empty volume.
"""

from __future__ import annotations

from toybox_lint.compose.model import Service, Text
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.digits import number
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin

# The first one or two numbers of a tag, or those behind ``pg`` in one that begins with the release of an extension.
_RELEASE = pattern(r"\A(?:.*-)?pg(\d+)|\A(\d+)(?:\.(\d+))?")
# What a server is told where other rules than the image's say who may come in.
_OWN_RULES = pattern(r"hba_file|config_file|--config|--?init[-_]file|skip[-_]grant|--noauth")
_TRUSTED = "POSTGRES_HOST_AUTH_METHOD"
# What jobs run that make users: clients, and requests to RabbitMQ's pages.
_MAKING = pattern(
    r"/api/(?:users|definitions)\b"
    r"|\b(?:psql|createuser|mongosh?|rabbitmqctl|rabbitmqadmin)\b|\b(?:mysql|mariadb) +-|\bcreate +(?:user|role)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Engine:
    """A kind of database. ``admin`` are the variables of which one gives the first user a password, or needs none.

    ``logins`` are the variables for a user and for its password; the name behind ``=`` is that of a user whom no
    variable names. Each of ``from_files`` may be given as ``NAME_FILE``, and then only so. ``schemes`` begin URLs.
    """

    name: str
    program: str
    paths: tuple[str, ...]
    admin: tuple[str, ...]
    logins: tuple[tuple[str, tuple[str, ...]], ...]
    from_files: tuple[str, ...]
    schemes: tuple[str, ...]


ENGINES = (
    Engine(
        "PostgreSQL",
        "postgres",
        ("postgres", "pgvector/pgvector", "postgis/postgis"),
        ("POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE"),
        (("POSTGRES_USER=postgres", ("POSTGRES_PASSWORD",)),),
        ("POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_INITDB_ARGS"),
        ("postgres", "postgresql", "postgis", "psql", "pg", "pgsql", "ecto"),
    ),
    Engine(
        "MySQL",
        "mysqld",
        ("mysql",),
        (
            *("MYSQL_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD_FILE"),
            *("MYSQL_ALLOW_EMPTY_PASSWORD", "MYSQL_RANDOM_ROOT_PASSWORD"),
        ),
        (("MYSQL_USER", ("MYSQL_PASSWORD",)), ("=root", ("MYSQL_ROOT_PASSWORD",))),
        ("MYSQL_ROOT_PASSWORD", "MYSQL_PASSWORD", "MYSQL_USER", "MYSQL_DATABASE", "MYSQL_ROOT_HOST"),
        ("mysql", "mysql2"),
    ),
    Engine(
        "MariaDB",
        "mariadbd",
        ("mariadb",),
        (
            *("MARIADB_ROOT_PASSWORD", "MARIADB_ROOT_PASSWORD_FILE", "MARIADB_ROOT_PASSWORD_HASH"),
            *("MARIADB_ROOT_PASSWORD_HASH_FILE", "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD"),
            *("MARIADB_RANDOM_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD_FILE"),
            *("MYSQL_ALLOW_EMPTY_PASSWORD", "MYSQL_RANDOM_ROOT_PASSWORD"),
        ),
        (
            ("MARIADB_USER", ("MARIADB_PASSWORD", "MYSQL_PASSWORD")),
            ("MYSQL_USER", ("MYSQL_PASSWORD", "MARIADB_PASSWORD")),
            ("=root", ("MARIADB_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD")),
        ),
        ("MARIADB_ROOT_PASSWORD", "MARIADB_PASSWORD", "MYSQL_ROOT_PASSWORD", "MYSQL_PASSWORD"),
        ("mysql", "mysql2", "mariadb"),
    ),
    Engine(
        "MongoDB",
        "mongod",
        ("mongo",),
        (),
        (("MONGO_INITDB_ROOT_USERNAME", ("MONGO_INITDB_ROOT_PASSWORD",)),),
        ("MONGO_INITDB_ROOT_USERNAME", "MONGO_INITDB_ROOT_PASSWORD"),
        ("mongodb",),
    ),
    Engine(
        "RabbitMQ",
        "rabbitmq-server",
        ("rabbitmq",),
        (),
        (("RABBITMQ_DEFAULT_USER", ("RABBITMQ_DEFAULT_PASS",)),),
        (),
        ("amqp",),
    ),
)
# Where settings of RabbitMQ are, which may name other users.
_SETTINGS_OF_RABBITMQ = "/etc/rabbitmq"
_INITIAL = "/docker-entrypoint-initdb.d"
_BY_PATH = {path: engine for engine in ENGINES for path in engine.paths}


def engine_of(member: Member) -> Engine | None:
    """The database that a service starts from its image as it comes, with options at most."""
    service = member.service
    name = named(service.image) if service.build is None else None
    engine = _BY_PATH.get(reference(name).path) if name else None
    if engine is None or service.entrypoint is not None:
        return None
    first = service.command.words[0].value if service.command and service.command.words else "-"
    plain = isinstance(first, str) and (first.startswith("-") or first == engine.program)
    return engine if plain else None


def release(service: Service) -> tuple[int, ...] | None:
    """One or two numbers of the image's tag, none where that is the newest; ``None`` where nobody can say."""
    image = service.image.value if service.image else None
    if not isinstance(image, str) or "@" in image:
        return None
    found = reference(image)
    numbers = _RELEASE.search(found.tag)
    if numbers is None:
        return () if "/" not in found.path else None
    return tuple(number(each) for each in numbers.groups() if each)


def given(service: Service, name: str) -> Located[Text | None] | None:
    """What a variable is given that is not empty; one whose value nobody knows counts."""
    found = service.environment.get(name)
    return None if found is None or found.value == "" else found


def begins_empty(member: Member) -> bool:
    """Whether only the image fills the database: no script of the project does, and no volume of somebody else's."""
    mounts = member.service.mounts
    told = any(str(mount.target).startswith((_INITIAL, _SETTINGS_OF_RABBITMQ)) for mount in mounts)
    return not told and is_its_own(member)


def is_its_own(member: Member) -> bool:
    """Whether no volume of somebody else's is mounted, which may have been filled before."""
    mounts = (mount for mount in member.service.mounts if mount.kind == "volume")
    return not any(member.project.resource("volumes", str(each.source)).get("external") for each in mounts)


@dataclass(frozen=True, slots=True)
class User:
    """A user that the image makes: what it is called, where that stands if it does, and what gives the password."""

    name: str
    named: Located[Text | None] | None
    variable: str
    password: Located[Text | None] | None


def users_of(service: Service, engine: Engine) -> tuple[User, ...]:
    """The users of an empty database; none where not all of them are known."""
    found = []
    for variable, passwords in engine.logins:
        name, _, default = variable.partition("=")
        if any(f"{each}_FILE" in service.environment for each in (name, *passwords)):
            return ()
        named = given(service, name)
        text = default if named is None else named.value
        if named is None and not default:
            continue
        if not isinstance(text, str):
            return ()
        secret = next((each for each in passwords if given(service, each)), passwords[0])
        found.append(User(text, named, secret, given(service, secret)))
    return tuple(found) if service.environment_known else ()


def lets_in_as_told(member: Member) -> bool:
    """Whether the image's own rules say who may come in: by the password that a variable gives."""
    told = _TRUSTED in member.service.environment
    return not told and not any(map(_OWN_RULES.search, command_texts(member.service)))


def is_client(member: Member, engine: Engine) -> bool:
    """Whether a service runs something else of the same image, or a client, as jobs do that make users.

    So may the database itself, once it is started.
    """
    if engine_of(member) is not None:
        return "post_start" in member.service.config
    name = named(member.service.image)
    same = name is not None and reference(name).path in engine.paths
    return same or _MAKING.search(" ".join(command_texts(member.service))) is not None


def command_texts(service: Service) -> list[str]:
    """The words of a service's own command that are known."""
    words = service.command.words if service.command else ()
    return [word.value for word in words if isinstance(word.value, str)]


def hidden(origin: Origin) -> Origin:
    """The place of a value that is not to be shown: a password may stand there."""
    return replace(origin, exact=False)
