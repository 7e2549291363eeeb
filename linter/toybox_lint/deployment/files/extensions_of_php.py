"""Extensions that a PHP application is told to use, and nothing installs in its image.

Sources: the README of the official images of PHP, which have ``pdo_sqlite`` alone, and its tools that build
extensions; Laravel's documentation of databases and of Redis.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from itertools import islice

from toybox_lint.deployment.applications.addresses import Given, told_variables
from toybox_lint.deployment.databases.engines import hidden
from toybox_lint.deployment.files.calls_of_php import calls_for_extensions, leaves_open, named_files
from toybox_lint.deployment.files.installed import AROUND, Uninstalled, are_plain, own_text
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at, names_at, path_below
from toybox_lint.deployment.listening.images.rewriting import started_texts
from toybox_lint.deployment.model import Member
from toybox_lint.facts import Unknown
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.source import Origin, SourceFile

_EXTENSIONS = ("/usr/local/lib/php", "/usr/local/etc/php", "/usr/local/lib/php/extensions")
# What installs extensions that are not named there.
_UNNAMED = pattern(
    r"\.sh\b|\$\(|`|@composer|<<|(?:docker-php-ext-install|install-php-extensions|pecl\s+install)[^&;|]{0,2000}\$"
)
# Commands that install what they name, or nothing: whatever else is run in a build may bring more.
_OF_PHP_ALONE = pattern(
    r"(?:docker-php-\S+|install-php-extensions|pecl|a2(?:en|dis)\w+|php\s+(?:artisan|-r|composer-setup)|cd)\b[^|]*"
    r"|curl\s[^|]*getcomposer[^|]*(?:\|\s*php\b[^|]*)?|echo\b(?!.*extension)[^|]*"
)
_LATER = pattern(r"docker-php-ext|install-php-extensions|\b(?:pecl|pickle|pie)\b")
_PDO = {
    "mysql": "pdo_mysql",
    "mysql2": "pdo_mysql",
    "mariadb": "pdo_mysql",
    "pgsql": "pdo_pgsql",
    "postgres": "pdo_pgsql",
    "postgresql": "pdo_pgsql",
}
_STORES = ("CACHE_STORE", "CACHE_DRIVER", "SESSION_DRIVER", "QUEUE_CONNECTION")
_PREDIS = pattern(r"client[\"']\s*=>[^\n]{0,300}predis")
_FOLDERS = ("", "/config", "/includes", "/inc", "/lib", "/src", "/app", "/public", "/db")
_MOST_TEXTS = 40
_DOCTRINE = ('"doctrine/orm"', '"doctrine/dbal"', '"doctrine/doctrine-bundle"', '"symfony/orm-pack"')


def missing_extensions(member: Member, inside: Container, files: Files) -> Iterator[Uninstalled]:
    """Extensions for the database, and for Redis, where all that is installed is named."""
    built, manifest = inside.built, own_text(inside, "composer.json")
    if built is None or inside.base is None or any(map(_UNNAMED.search, built.runs)):
        return
    if not are_plain(built.runs, _OF_PHP_ALONE) or any(map(_LATER.search, started_texts(inside))):
        return
    if any(_brings_extensions(str(copy.target)) for copy in built.copies) or any(
        _brings_extensions(str(mount.target)) for mount in inside.service.mounts
    ):
        return
    told = _extensions(told_variables(member, files), manifest, inside) if manifest else ()
    called = tuple(_by_texts(inside))
    # A program that knows several databases is told which one it has.
    other = any(_is_installed(wanted, built.runs) for *_, wanted in called)
    for name, origin, wanted in (*told, *(() if other else called)):
        if not _is_installed(wanted, built.runs):
            yield Uninstalled(member, name, hidden(origin), wanted, inside.base.origin)


def _is_installed(wanted: str, runs: Sequence[str]) -> bool:
    word = pattern(rf"{wanted.replace('_', '[-_]')}\b")
    return any(map(word.search, runs))


def _brings_extensions(target: str) -> bool:
    return target.rstrip("/") in AROUND or any(
        path_below(target.rstrip("/"), each) is not None for each in _EXTENSIONS
    )


def _extensions(variables: Given, manifest: str, inside: Container) -> Iterator[tuple[str, Origin, str]]:
    """The variables by which extensions are needed, with the names of those."""
    texts = {name: each for name, each in variables.items() if isinstance(each.value, str)}
    if "laravel/framework" in manifest:
        driver = texts.get("DB_CONNECTION")
        if driver is not None and str(driver.value) in _PDO:
            yield "DB_CONNECTION", driver.origin, _PDO[str(driver.value)]
        settings, locked = (own_text(inside, each) or "" for each in ("config/database.php", "composer.lock"))
        store = next((name for name in _STORES if name in texts and texts[name].value == "redis"), None)
        other = "REDIS_CLIENT" in texts or "predis" in manifest + locked or _PREDIS.search(settings)
        if store is not None and not other:
            yield store, texts[store].origin, "redis"
    elif '"symfony/' in manifest and any(each in manifest for each in _DOCTRINE) and "DATABASE_URL" in texts:
        scheme = str(texts["DATABASE_URL"].value).partition("://")[0]
        if scheme in _PDO:
            yield "DATABASE_URL", texts["DATABASE_URL"].origin, _PDO[scheme]


def _by_texts(inside: Container) -> Iterator[tuple[str, Origin, str]]:
    """The first call in the program's own files that needs an extension, for each of these.

    Nothing where one of the files leaves open whether it is called.
    """
    texts = tuple(islice(_own_files(inside), _MOST_TEXTS))
    if any(leaves_open(text.text) for text in texts):
        return
    found: dict[str, tuple[str, Origin]] = {}
    for text in _reached(texts):
        for wanted, span in calls_for_extensions(text.text):
            found.setdefault(wanted, (text.name, Origin(text, span)))
    for wanted, (name, origin) in found.items():
        yield posixpath.basename(name), origin, wanted


def _reached(texts: Sequence[SourceFile]) -> Iterator[SourceFile]:
    """The page that is asked for first, and files that it, or one of these, takes in: others may be left over."""
    reached = [text for text in texts if posixpath.basename(text.name) == "index.php"]
    for text in reached:
        names = named_files(text.text)
        reached += [each for each in texts if each not in reached and posixpath.basename(each.name) in names]
    yield from reached


def _own_files(inside: Container) -> Iterator[SourceFile]:
    if not isinstance(inside.folder, str):
        return
    for folder in _FOLDERS:
        names = names_at(inside, inside.folder.rstrip("/") + folder)
        for path in () if isinstance(names, Unknown) else names:
            content = content_at(inside, path) if path.endswith(".php") else None
            if isinstance(content, SourceFile):
                yield content
