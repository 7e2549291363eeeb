"""Applications that log in to a database of the deployment as somebody whom it does not know.

Only where the image makes the users, and both sides are given in so many words. The image does so once, when its
volume is empty: a password that was changed later in one file alone does not fit either.

Sources: the images' entrypoints (see ``engines``), by which MongoDB's first user is one of the database ``admin``;
MongoDB's documentation of connection strings, by which the database of the path is asked without ``authSource``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from toybox_lint.deployment.applications.addresses import told_variables
from toybox_lint.deployment.databases.engines import (
    Engine,
    User,
    begins_empty,
    command_texts,
    engine_of,
    hidden,
    is_client,
    lets_in_as_told,
    users_of,
)
from toybox_lint.deployment.databases.told_logins import Part, ToldLogin, decoded, filled_in, told_logins
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.names import records
from toybox_lint.deployment.networks.namespaces import sharing
from toybox_lint.deployment.signs import shows
from toybox_lint.diagnostics import Edit
from toybox_lint.enums import Enum
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Origin, Span
from toybox_lint.suggest import is_slip_in_a_word

# Where a Redis or Valkey that wants a password is.
_GUARDED = ("requirepass", "redis_password", "valkey_password", "redis.conf", "valkey.conf")
# By whose variables MongoDB's image makes a user; and options of who makes them by hand.
_FIRST_OF_MONGO = "MONGO_INITDB_ROOT_"
_ASKING = ("--auth", "--keyFile", "--transitionToAuth", "--replSet", "-f")
_AUTH_SOURCE = pattern(r"auth_?(?:source|db|database)|authentication_?database", re.IGNORECASE)


class LoginRefusal(Enum):
    """What a database does not take."""

    USER = "a user that nobody makes"
    PASSWORD = "another password than it was given"
    MISSING = "no password, where one is wanted"
    DATABASE = "a user of another of its databases"
    NOBODY = "a user, where it has none"
    KIND = "what is said to another kind of database"
    TLS = "TLS, which nobody gives it"


@dataclass(frozen=True, slots=True, eq=False)
class Login:
    """A login of ``member`` that ``database`` refuses; ``own`` is where that is given what it knows.

    ``variable`` gives what is refused, and ``wanted`` what is known. ``edit`` mends it. Both places are inexact, since
    they are not to be shown: a password may stand there.
    """

    member: Member
    database: Member
    refusal: LoginRefusal
    variable: str
    origin: Origin
    wanted: str
    own: Origin
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A login of ``member`` at ``database``, which makes ``users``; ``user`` is the one of that name."""

    member: Member
    said: ToldLogin
    database: Member
    users: tuple[User, ...]
    user: User | None


def refused_logins(deployment: Deployment) -> Iterator[Login]:
    """Every login of a running service that its database refuses; each place once."""
    told = set[tuple[str, Span]]()
    for found in (*_refused_wires(deployment), *_refused_users(deployment), *_refused_keys(deployment)):
        place = (found.origin.file.path, found.origin.span)
        if place not in told:
            told.add(place)
            yield replace(found, origin=hidden(found.origin), own=hidden(found.own))


def _refused_keys(deployment: Deployment) -> Iterable[Login]:
    if not shows(deployment, _GUARDED):
        return ()
    from toybox_lint.deployment.databases.keys import refused_keys

    return refused_keys(deployment)


def _refused_users(deployment: Deployment) -> Iterator[Login]:
    members = deployment.members
    engines = _engines(deployment)
    asked = tuple(_asked(deployment)) if engines else ()
    makers = _makers(members, engines, asked) if asked else frozenset()
    asks_admin = remembered(partial(_asks_admin, files=deployment.files))
    for each in asked:
        if each.user is not None:
            found = _by_password(each, each.user, asks_admin)
        else:
            found = None if id(each.database) in makers and not _is_slip(each) else _by_name(each)
        if found is not None:
            yield found


@remembered
def _engines(deployment: Deployment) -> Mapping[int, Engine]:
    """The databases, by the identity of their services."""
    return {id(member): engine for member in deployment.members if (engine := engine_of(member))}


@remembered
def _at_databases(deployment: Deployment) -> tuple[tuple[Member, ToldLogin, Member, Engine], ...]:
    """What services say to which databases."""
    engines, found = _engines(deployment), []
    for member in deployment.members if engines else ():
        if member.runs is False or id(member) in engines:
            continue
        for said in told_logins(told_variables(member, deployment.files)):
            owners = records(deployment.members).owners(said.host, member.real_networks)
            database = owners[0] if len(owners) == 1 else None
            engine = engines.get(id(database))
            if database is not None and engine is not None and not member.service.mapped(said.host):
                found.append((member, said, database, engine))
    return tuple(found)


def _refused_wires(deployment: Deployment) -> Iterator[Login]:
    """URLs that ask for another kind of database, or for TLS where there is none."""
    members = deployment.members
    for member, said, database, engine in _at_databases(deployment):
        url, own = said.url, database.service.image
        if url is None or own is None or (said.scheme in engine.schemes and "ssl" not in url.text):
            continue
        if any(other is not database for other in sharing(database, members)):
            continue  # It may be another one that is asked.
        from toybox_lint.deployment.databases.wires import has_no_tls, meant_by, wants_tls

        kind = meant_by(said.scheme, engine)
        if kind is not None and not _asks_rightly(member, database, deployment):
            wanted = f"{engine.name}, and the URL is one of {kind.name}"
            yield Login(member, database, LoginRefusal.KIND, url.variable, url.origin, wanted, own.origin)
        elif kind is None and wants_tls(url.text) and has_no_tls(database, engine, members):
            yield Login(member, database, LoginRefusal.TLS, url.variable, url.origin, "", own.origin)


def _asks_rightly(member: Member, database: Member, deployment: Deployment) -> bool:
    """Whether another variable names the database as what it is: the first may be one that is not used."""
    return any(
        said.scheme in engine.schemes
        for other, said, at, engine in _at_databases(deployment)
        if other is member and at is database
    )


def _asked(deployment: Deployment) -> Iterator[_Asked]:
    """The logins at databases of which it is known whom they let in."""
    for member, said, database, engine in _at_databases(deployment):
        if said.scheme not in (None, *engine.schemes):
            continue
        if begins_empty(database) and lets_in_as_told(database):
            users = users_of(database.service, engine)
            user = next((each for each in users if each.name == said.user.text), None)
            yield _Asked(member, said, database, users, user)


def _makers(
    members: Sequence[Member], engines: Mapping[int, Engine], asked: Sequence[_Asked]
) -> frozenset[int]:
    """The databases in which somebody may make more users: who is let in, or runs a client, as jobs do."""
    let_in = {
        id(each.database) for each in asked if each.user and not _differs(each.said.password, each.user)
    }
    kinds = {id(engine): engine for engine in engines.values()}.values()
    clients = {engine.name for engine in kinds if any(is_client(each, engine) for each in members)}
    return frozenset((*let_in, *(number for number, engine in engines.items() if engine.name in clients)))


def _is_slip(asked: _Asked) -> bool:
    """Whether the user is that of the image with a letter wrong, by its password."""
    part, name = asked.said.password, asked.said.user.text
    return part is not None and any(
        each.named is not None
        and each.password is not None
        and each.password.value == part.text
        and is_slip_in_a_word(name, each.name)
        for each in asked.users
    )


def _by_name(asked: _Asked) -> Login | None:
    """A user that nobody makes, where a variable says who is made."""
    database, part = asked.database, asked.said.user
    named = next((each.named for each in asked.users if each.named), None)
    if filled_in(part.text):
        return None
    if named is None:
        return _by_nobody(asked)
    wanted = next(name for name, each in database.service.environment.items() if each is named)
    refusal = LoginRefusal.USER
    return Login(asked.member, database, refusal, part.variable, part.origin, wanted, named.origin)


def _by_nobody(asked: _Asked) -> Login | None:
    """A user of a MongoDB that asks nobody who they are, and refuses whoever says it all the same."""
    service, said = asked.database.service, asked.said
    told = any(name.startswith(_FIRST_OF_MONGO) for name in service.environment)
    if (
        said.scheme != "mongodb"
        or not said.password
        or not service.image
        or told
        or not service.environment_known
    ):
        return None
    if any(each.startswith(_ASKING) for each in command_texts(service)):
        return None
    part, wanted = said.user, f"{_FIRST_OF_MONGO}USERNAME"
    return Login(
        asked.member,
        asked.database,
        LoginRefusal.NOBODY,
        part.variable,
        part.origin,
        wanted,
        service.image.origin,
    )


def _by_password(asked: _Asked, user: User, asks_admin: Callable[[Member], bool]) -> Login | None:
    member, said, database = asked.member, asked.said, asked.database
    part, secret = said.password, user.password
    if part and secret and _differs(part, user):
        refusal = LoginRefusal.PASSWORD
        return Login(member, database, refusal, part.variable, part.origin, user.variable, secret.origin)
    if said.elsewhere and user.named and secret and not asks_admin(member):
        part, own = said.user, user.named.origin
        edit, refusal = _asking_admin(part.origin), LoginRefusal.DATABASE
        return Login(member, database, refusal, part.variable, part.origin, user.variable, own, edit)
    return None


def _differs(part: Part | None, user: User) -> bool:
    """Whether a password is certainly another one; one variable may give both, whatever it means in a URL."""
    secret = user.password.value if user.password else None
    if part is None or not isinstance(secret, str) or filled_in(part.text):
        return False
    return part.text not in (secret, decoded(secret))


def _asks_admin(member: Member, files: Files) -> bool:
    """Whether something else than the URL says which database knows the user."""
    from toybox_lint.deployment.listening.sources.lending import with_imported
    from toybox_lint.deployment.listening.sources.own_programs import started

    inside = container(member.service, files)
    programs = (text for _, text in started(inside, member.listening.process))
    own = (each for text in programs for each in with_imported(text, inside))
    return any(
        map(_AUTH_SOURCE.search, chain(member.service.environment, command_texts(member.service), own))
    )


def _asking_admin(origin: Origin) -> Edit | None:
    if not origin.exact:
        return None
    sign = "&" if "?" in origin.text else "?"
    return Edit(origin.file, Span(origin.span.end, origin.span.end), f"{sign}authSource=admin")
