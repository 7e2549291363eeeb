"""What an application is told to use, and nothing installs in its image: drivers of databases, servers, workers.

Sources: the README of the official images of PHP, which have ``pdo_sqlite`` alone, and its tools that build
extensions; Laravel's documentation of databases and of Redis; SQLAlchemy's of its dialects; gunicorn's of
``worker_class``. Packages of Python bring others along: what is listed here brings none of those that are looked for.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from itertools import pairwise

from toybox_lint.deployment.applications.addresses import Given, told_variables
from toybox_lint.deployment.databases.engines import hidden
from toybox_lint.deployment.files.absent_modules import FROM_ELSEWHERE, INSTALLING, LISTS, only_names
from toybox_lint.deployment.files.absent_scripts import commands, makes_nothing
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import content_at, path_below
from toybox_lint.deployment.listening.images.rewriting import started_texts
from toybox_lint.deployment.listening.images.stages import Built
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.facts import Unknown
from toybox_lint.files import Files, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile

_OF_PHP = frozenset(("php", "dunglas/frankenphp"))
_EXTENSIONS = ("/usr/local/lib/php", "/usr/local/etc/php", "/usr/local/lib/php/extensions")
# What installs extensions that are not named there.
_UNNAMED = pattern(
    r"\.sh\b|\$\(|`|@composer|<<|(?:docker-php-ext-install|install-php-extensions|pecl\s+install)[^&;|]*\$"
)
# Commands that install what they name, or nothing: whatever else is run in a build may bring more.
_OF_PHP_ALONE = pattern(
    r"(?:docker-php-\S+|install-php-extensions|pecl|a2(?:en|dis)\w+|php\s+(?:artisan|-r|composer-setup)|cd)\b[^|]*"
    r"|curl\s[^|]*getcomposer[^|]*(?:\|\s*php\b[^|]*)?|echo\b(?!.*extension)[^|]*"
)
_BESIDES = pattern(
    r"(?:sed|touch|ln|find|ls|curl|npm|python3?\s+manage\.py)\b[^|]*|(?:cp|mv)\b(?!.*/usr/local/lib)[^|]*"
)
_LATER = pattern(r"docker-php-ext|install-php-extensions|\b(?:pecl|pickle|pie)\b")
_AROUND = ("", "/usr", "/usr/local", "/usr/local/lib", "/usr/local/etc")
_PDO = {
    "mysql": "pdo_mysql",
    "mysql2": "pdo_mysql",
    "mariadb": "pdo_mysql",
    "pgsql": "pdo_pgsql",
    "postgres": "pdo_pgsql",
    "postgresql": "pdo_pgsql",
}
_STORES = ("CACHE_STORE", "CACHE_DRIVER", "SESSION_DRIVER", "QUEUE_CONNECTION")
_PREDIS = pattern(r"client[\"']\s*=>[^\n]*predis")
_DOCTRINE = ('"doctrine/orm"', '"doctrine/dbal"', '"doctrine/doctrine-bundle"', '"symfony/orm-pack"')
_DIALECT = pattern(r"[a-z]+\+(\w+)://")
_DRIVERS = {
    "asyncpg": ("asyncpg",),
    "psycopg2": ("psycopg2", "psycopg2-binary"),
    "psycopg": ("psycopg", "psycopg-binary"),
    "pymysql": ("pymysql",),
    "aiomysql": ("aiomysql",),
    "asyncmy": ("asyncmy",),
    "mysqldb": ("mysqlclient",),
    "pg8000": ("pg8000",),
}
_SERVERS = frozenset(
    ("gunicorn", "uvicorn", "hypercorn", "daphne", "granian", "celery", "flask", "streamlit")
)
_WORKERS = {
    "uvicorn": "uvicorn",
    "uvicorn_worker": "uvicorn-worker",
    "gevent": "gevent",
    "eventlet": "eventlet",
}
_WORKER_FLAGS = ("-k", "--worker-class")
_REQUIREMENT = pattern(r"^[ \t]*([A-Za-z0-9][\w.-]*)[ \t]*(?:\[([\w, -]*)\])?[^#\n]*", re.MULTILINE)
_WORD = pattern(r"[\"']?([A-Za-z][\w.-]*)(?:\[([\w,-]*)\])?")
# Of these nothing else comes that is looked for, unless an extra is called so.
_ALONE = word_set(
    """
    aiofiles aiohttp alembic argon2-cffi arrow asgiref asyncmy asyncpg attrs authlib bcrypt beautifulsoup4 bleach
    blinker boto3 cachetools celery certifi cffi channels channels-redis charset-normalizer click cryptography
    django django-allauth django-cors-headers django-crispy-forms django-environ django-extensions django-filter
    django-redis django-storages djangorestframework djangorestframework-simplejwt drf-spectacular drf-yasg
    email-validator flask-bcrypt flask-caching flask-cors flask-jwt-extended flask-limiter flask-login flask-mail
    flask-marshmallow flask-migrate flask-restful flask-socketio flask-sqlalchemy flask-wtf greenlet h11 httptools
    httpx idna itsdangerous jinja2 loguru lxml markdown markupsafe marshmallow motor mysqlclient numpy openai
    openpyxl orjson pandas passlib pillow psycopg psycopg-binary psycopg2 psycopg2-binary pydantic pydantic-core
    pydantic-settings pyjwt pymemcache pymongo pymysql pytest python-dateutil python-decouple python-dotenv
    python-jose python-multipart pytz pyyaml redis requests rich sentry-sdk sniffio sqlalchemy sqlmodel sqlparse
    starlette stripe structlog tenacity typing-extensions tzdata urllib3 uvicorn uvloop websockets werkzeug
    whitenoise wtforms
    """
)
# And these where they have none.
_BARE = word_set(
    "daphne eventlet fastapi flask flower gevent granian gunicorn hypercorn streamlit uvicorn-worker"
)
# Extras that bring none of them either.
_HARMLESS_EXTRAS = word_set(
    "argon2 async asyncio bcrypt crypto cryptography django email fastapi hiredis http2 mfa msgpack redis socialaccount"
    " socks sqs standard"
)
# Channels did until its fourth release.
_BROUGHT = {
    "flower": "celery",
    "uvicorn-worker": "uvicorn gunicorn",
    "channels": "daphne",
    "channels-redis": "daphne",
}
# Which read a URL with a driver.
_READERS = frozenset(("sqlalchemy", "sqlmodel", "alembic", "flask-sqlalchemy", "flask-migrate"))
# FastAPI brought a server in these releases alone. Source: its release notes.
_WITH_SERVER = pattern(r"\bfastapi\b[^\n;#]{0,60}(?:0\.111|<)", re.IGNORECASE)
_OF_SYSTEM = pattern(
    r"\b(?:python3?-|py3-)(?!dev|venv|pip|setuptools|wheel)|\b(?:gunicorn|uvicorn|hypercorn|daphne|celery|flask)"
)
_ELSEWHERE = ("PATH", "PYTHONPATH", "VIRTUAL_ENV")
_OTHER_FOLDERS = ("site-packages", "venv", "/.local", "/opt")
_ACTIVATED = pattern(r"\bactivate\b|venv")


@dataclass(frozen=True, slots=True, eq=False)
class Uninstalled:
    """``what``, which stands at ``origin``, has ``member`` use ``package``; ``place`` is where its image is made."""

    member: Member
    what: str
    origin: Origin
    package: str
    place: Origin


def uninstalled(deployment: Deployment) -> Iterator[Uninstalled]:
    """What running services are told to use and their images certainly lack, each place once."""
    told = set[tuple[str, int, str]]()
    for member in deployment.members:
        if member.runs is not True or member.service.build is None:
            continue
        for found in _of(member, container(member.service, deployment.files), deployment.files):
            place = (found.origin.file.path, found.origin.span.start, found.package)
            if place not in told:
                told.add(place)
                yield found


def _of(member: Member, inside: Container, files: Files) -> Iterable[Uninstalled]:
    base = inside.base.value if inside.base else None
    path = reference(base).path if isinstance(base, str) else None
    if path in _OF_PHP:
        return _of_php(member, inside, files)
    return _of_python(member, inside) if path == "python" and "onbuild" not in str(base) else ()


def _of_php(member: Member, inside: Container, files: Files) -> Iterator[Uninstalled]:
    """Extensions for the database, and for Redis, where all that is installed is named."""
    built, manifest = inside.built, _own(inside, "composer.json")
    if built is None or manifest is None or inside.base is None or any(map(_UNNAMED.search, built.runs)):
        return
    if not _is_plain(built.runs, _OF_PHP_ALONE) or any(map(_LATER.search, started_texts(inside))):
        return
    if any(_brings_extensions(str(copy.target)) for copy in built.copies) or any(
        _brings_extensions(str(mount.target)) for mount in inside.service.mounts
    ):
        return
    variables = told_variables(member, files)
    for name, origin, wanted in _extensions(variables, manifest, inside):
        word = pattern(rf"{wanted.replace('_', '[-_]')}\b")
        if not any(map(word.search, built.runs)):
            yield Uninstalled(member, name, hidden(origin), wanted, inside.base.origin)


def _brings_extensions(target: str) -> bool:
    return target.rstrip("/") in _AROUND or any(
        path_below(target.rstrip("/"), each) is not None for each in _EXTENSIONS
    )


def _extensions(variables: Given, manifest: str, inside: Container) -> Iterator[tuple[str, Origin, str]]:
    """The variables by which extensions are needed, with the names of those."""
    texts = {name: each for name, each in variables.items() if isinstance(each.value, str)}
    if "laravel/framework" in manifest:
        driver = texts.get("DB_CONNECTION")
        if driver is not None and str(driver.value) in _PDO:
            yield "DB_CONNECTION", driver.origin, _PDO[str(driver.value)]
        settings, locked = (_own(inside, each) or "" for each in ("config/database.php", "composer.lock"))
        store = next((name for name in _STORES if name in texts and texts[name].value == "redis"), None)
        other = "REDIS_CLIENT" in texts or "predis" in manifest + locked or _PREDIS.search(settings)
        if store is not None and not other:
            yield store, texts[store].origin, "redis"
    elif '"symfony/' in manifest and any(each in manifest for each in _DOCTRINE) and "DATABASE_URL" in texts:
        scheme = str(texts["DATABASE_URL"].value).partition("://")[0]
        if scheme in _PDO:
            yield "DATABASE_URL", texts["DATABASE_URL"].origin, _PDO[scheme]


def _own(inside: Container, name: str) -> str | None:
    """The text of a file of the program, in its container or else in the folder that its image is made from."""
    path, build = inside.path(name), inside.service.build
    found = content_at(inside, path) if path else None
    relative = not name.startswith("/") and build is not None
    if not isinstance(found, SourceFile) and build and relative and isinstance(build.context, str):
        found = inside.files.read(resolve(build.context, name))
    return found.text if isinstance(found, SourceFile) else None


def _of_python(member: Member, inside: Container) -> Iterator[Uninstalled]:
    """Servers, their workers and drivers, where all that is installed is listed, and brings nothing along."""
    needs = list(_needs(member))
    names = _installed(inside) if needs else None
    if names is None or inside.base is None:
        return
    for what, origin, packages in needs:
        read = what not in member.service.environment or not names.isdisjoint(_READERS)
        if read and names.isdisjoint(packages):
            yield Uninstalled(member, what, origin, packages[0], inside.base.origin)


def _needs(member: Member) -> Iterator[tuple[str, Origin, tuple[str, ...]]]:
    process = member.listening.process
    words = process.words if process else ()
    program = program_name(words) if words else ""
    if program in _SERVERS and (
        "/" not in (said := str(words[0].value)) or said.startswith("/usr/local/bin/")
    ):
        yield program, words[0].origin, (program,)
    for before, word in pairwise(words):
        flag, _, value = str(word.value).partition("=")
        chosen = value if flag in _WORKER_FLAGS else word.value if before.value in _WORKER_FLAGS else None
        package = _WORKERS.get(str(chosen).partition(".")[0]) if program == "gunicorn" and chosen else None
        if package is not None:
            yield "the worker class", word.origin, (package,)
    for name, given in member.service.environment.items():
        found = _DIALECT.match(given.value) if isinstance(given.value, str) and "+" in given.value else None
        if found is not None and found[1] in _DRIVERS:
            yield name, hidden(given.origin), _DRIVERS[found[1]]


def _installed(inside: Container) -> set[str] | None:
    """The packages that the build installs; ``None`` where it may install others."""
    built = inside.built
    if built is None or _may_have_others(built, inside) or not _is_plain(built.runs, INSTALLING):
        return None
    installing = [each for run in built.runs for each in commands(run) if INSTALLING.search(each)]
    if not installing or not all(map(only_names, installing)) or any(map(_WITH_SERVER.search, installing)):
        return None
    found: dict[str, str] = {}
    for text in installing:
        found |= _named(text.partition("install")[2])
        for name in LISTS.findall(text):
            listed = None if _may_be_another(name, built, inside) else _own(inside, name)
            if listed is None or FROM_ELSEWHERE.search(listed) or _WITH_SERVER.search(listed):
                return None
            found |= {_normal(each[1]): each[2] or "" for each in _REQUIREMENT.finditer(listed)}
    if not all(_brings_nothing(name, extras) for name, extras in found.items()):
        return None
    names = {*found, *(f"psycopg-{each}" for each in found.get("psycopg", "").split(","))}
    if any(each.startswith("flask-") for each in found):
        names.add("flask")
    return names.union(*(_BROUGHT[each].split() for each in found if each in _BROUGHT))


def _brings_nothing(name: str, extras: str) -> bool:
    """Whether a package, with what it is asked for besides, is known to bring none of what is looked for."""
    if name == "psycopg" or not extras:
        return name in _ALONE or name in _BARE
    return name in _ALONE and all(each.strip() in _HARMLESS_EXTRAS for each in extras.split(","))


def _named(arguments: str) -> dict[str, str]:
    """The packages among the words of a command, with their extras."""
    found: dict[str, str] = {}
    before = ""
    for word in arguments.split():
        match = _WORD.match(word)
        if match and before not in ("-r", "--requirement"):
            found[_normal(match[1])] = match[2] or ""
        before = word
    return found


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _is_plain(runs: Iterable[str], others: re.Pattern[str]) -> bool:
    """Whether each command of a build is one that is judged by its words: ``others``, or one that installs nothing."""
    return all(
        others.match(each) or _BESIDES.fullmatch(each) or makes_nothing(each)
        for run in runs
        for each in commands(run)
    )


def _may_have_others(built: Built, inside: Container) -> bool:
    """Whether packages may come from elsewhere: a stage, a mount, the system, or a command of the start."""
    targets = [str(copy.target) for copy in built.copies]
    places = [*targets, *(str(each.target) for each in inside.service.mounts)]
    return (
        any(copy.stage for copy in built.copies)
        or any(each.rstrip("/") in _AROUND or any(part in each for part in _OTHER_FOLDERS) for each in places)
        or any(name in inside.variables.values for name in _ELSEWHERE)
        or any(
            _OF_SYSTEM.search(each) for run in built.runs for each in commands(run) if each.startswith("ap")
        )
        or any(INSTALLING.search(text) or _ACTIVATED.search(text) for text in started_texts(inside))
    )


def _may_be_another(name: str, built: Built, inside: Container) -> bool:
    """Whether a list may be another one than the file that has its name where the program starts."""
    path, build = inside.path(name), inside.service.build
    there = content_at(inside, path) if path else Unknown("the folder is not known")
    if isinstance(there, Unknown) or build is None or not isinstance(build.context, str):
        return True
    wanted = there.path if isinstance(there, SourceFile) else resolve(build.context, name)
    for copy in built.copies:
        for source in copy.sources:
            last = posixpath.basename(str(source.value).rstrip("/"))
            place = f"{copy.target}{last}" if str(copy.target).endswith("/") else str(copy.target)
            if posixpath.basename(place) == posixpath.basename(name):
                own = source.value.lstrip("/") if isinstance(source.value, str) else ""
                if resolve(build.context, own) != wanted:
                    return True
    return False
