"""Applications that ask for a database which nobody makes, while nobody asks for the one that the image makes.

An image makes one database, when its volume is empty: the one of ``POSTGRES_DB`` or ``MYSQL_DATABASE``. Many
applications make theirs by themselves, and people make further ones by hand (see ``makers``): told is only where the
one that is made is asked for by nobody, of applications that are known to make none.

Sources: the images' entrypoints (see ``engines``); PostgreSQL's JDBC driver, which connects to a database that
exists, and MySQL's, which makes one with ``createDatabaseIfNotExist``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.compose.model import Service, Text
from toybox_lint.deployment.databases.engines import (
    Engine,
    begins_empty,
    engine_of,
    given,
    hidden,
    is_client,
)
from toybox_lint.deployment.databases.told_logins import HOST_WORD, OF_GO, URL, USER_WORD, USERS, filled_in
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.names import Records, records
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin

# For each server all that is shown is looked through; nobody has more of them.
_MOST_JUDGED = 20
# By whose name the database is called where nothing gives it one.
_USER = "POSTGRES_USER"
# What makes the database, by the program of each.
_MADE_BY = {
    "postgres": ("POSTGRES_DB", _USER),
    "mysqld": ("MYSQL_DATABASE",),
    "mariadbd": ("MARIADB_DATABASE", "MYSQL_DATABASE"),
}
_THERE = frozenset(
    (
        *("postgres", "template0", "template1"),
        *("mysql", "sys", "information_schema", "performance_schema"),
    )
)
_DATABASE_WORD = pattern(r"; *(?:Database|Initial Catalog) *= *(?P<path>[^;\s\"']+) *(?:;|\Z)", re.IGNORECASE)
_HOST = pattern(r"(?P<host>[\w.-]+)(?::\d+)?")
_PLACE = pattern(r"(?P<before>\w+?)HOST(?:NAME)?", re.IGNORECASE)
_NAMES = ("DATABASE", "DB", "DBNAME", "DATABASE_NAME", "DB_NAME")
# What begins the variables of which one may be called ``NAME``: the name of whatever it is, otherwise.
_OF_A_DATABASE = pattern(r"db|database|sql|postgres|pg|maria|datasource", re.IGNORECASE)
_OF_A_NAME = pattern(r".*(?:DB|DATABASE|_NAME|DBNAME)", re.IGNORECASE)
_PLAIN = pattern(r"[\w.-]+")
# What a command has before the name of a database, and what makes it another name.
_BEFORE = ("/", "=", "-d ", "-database ", " db ")
_GOES_ON = pattern(r"[\w.-]")


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
    for database in [each for each in members if id(each) in asked][:_MOST_JUDGED]:
        engine = engines[id(database)]
        yield from _of_one(database, engine, asked[id(database)], deployment)


def _target(member: Member, said: _Asked, engines: Mapping[int, Engine], names: Records) -> Member | None:
    owners = names.owners(said.host, member.real_networks)
    engine = engines.get(id(owners[0])) if len(owners) == 1 else None
    # A server of another project is there for several, and was before.
    if engine is None or owners[0].project is not member.project:
        return None
    return owners[0] if said.scheme is None or said.scheme in engine.schemes else None


def _of_one(
    database: Member, engine: Engine, asked: Sequence[tuple[Member, _Asked]], deployment: Deployment
) -> Iterator[Unmade]:
    """Those of one server, of whose own database nobody speaks."""
    service, files = database.service, deployment.files
    maker = next((name for name in _MADE_BY.get(engine.program, ()) if given(service, name)), None)
    own = given(service, maker) if maker else None
    if maker is None or own is None or not isinstance(own.value, str) or not service.environment_known:
        return
    if own.value in _THERE and (maker == _USER or len({each.name for _, each in asked}) > 1):
        return
    others = [each for each in deployment.members if each is not database]
    asking = {id(member) for member, _ in asked}
    if any(_speaks_of(each, own.value) for each in others):
        return
    if any(_may_ask(each, database) for each in others if id(each) not in asking):
        return
    from toybox_lint.deployment.databases.makers import is_made_by_hand, may_make, mounted_texts

    if any(is_client(each, engine) or may_make(each, files) for each in others):
        return
    if any(_is_word(own.value, text) for each in others for text in mounted_texts(each, files)):
        return
    if service.config.get("post_start") or is_made_by_hand(database.project.directory, files):
        return
    for member, each in asked:
        if each.name not in _THERE and (_may_make_none(each, engine) or _makes_none(member, each, files)):
            yield Unmade(member, database, each.variable, hidden(each.origin), maker, hidden(own.origin))


def _may_make_none(asked: _Asked, engine: Engine) -> bool:
    """Whether it logs in as a user of MySQL that has rights in the one database alone."""
    return engine.program != "postgres" and asked.user not in (None, "", "root")


def _makes_none(member: Member, asked: _Asked, files: Files) -> bool:
    """Whether neither the driver makes the database, as its URL may say, nor the application."""
    said = str(member.service.environment[asked.variable].value)
    from toybox_lint.deployment.databases.makers import makes_none

    return "createdatabase" not in said.lower() and makes_none(member, files)


def _may_ask(member: Member, database: Member) -> bool:
    """Whether a service that says no database may ask for the one that is made: it speaks of the server."""
    service, name = member.service, database.name
    if member.runs is False or engine_of(member) is not None:
        return False
    if not service.environment_known:
        return not member.real_networks.isdisjoint(database.real_networks)
    values = (each.value for each in service.environment.values())
    told = any(isinstance(each, str) and _is_word(name, each) for each in values)
    waits = any(each.service == name for each in service.depends_on)
    return told or (waits and member.project is database.project)


def _is_word(name: str, text: str) -> bool:
    return name in text and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def _speaks_of(member: Member, name: str) -> bool:
    """Whether a variable or the command of a service names the database."""
    if any(said.name == name for said in _said(member.service)):
        return True
    values = [
        each.value
        for variable, each in member.service.environment.items()
        if isinstance(each.value, str) and _OF_A_NAME.fullmatch(variable)
    ]
    from toybox_lint.deployment.databases.makers import words_of

    return name in values or _is_named(words_of(member), name)


def _is_named(words: str, name: str) -> bool:
    """Whether a command names a database, as an option's value or at the end of a URL."""
    before, *rest = words.split(name)
    for after in rest:
        if before.endswith(_BEFORE) and not _GOES_ON.match(after):
            return True
        before = after
    return False


def _said(service: Service) -> Iterator[_Asked]:
    """The databases that a service's variables name, each with the host of its server."""
    texts = {
        name: value
        for name, value in service.environment.items()
        if isinstance(value.value, str) and value.value
    }
    for name, value in texts.items():
        text = str(value.value)
        go = OF_GO.fullmatch(text) if "@tcp(" in text else None
        url = go or (URL.fullmatch(text) if "://" in text else None)
        if url is not None:
            if url["path"] and _PLAIN.fullmatch(url["path"]) and not filled_in(text):
                scheme = "mysql" if go else url["scheme"]
                yield _Asked(url["host"], scheme, url["user"], url["path"], name, value.origin)
        elif ";" in text:
            host, words, user = HOST_WORD.search(text), _DATABASE_WORD.search(text), USER_WORD.search(text)
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
    names = ("NAME", *_NAMES) if _OF_A_DATABASE.search(before) else _NAMES
    found = next((at for each in names if (at := before + style(each)) in texts), None)
    user = next((str(texts[at].value) for each in USERS if (at := before + style(each)) in texts), None)
    if found is not None and _PLAIN.fullmatch(text := str(texts[found].value)):
        yield _Asked(host, None, user, text, found, texts[found].origin)
