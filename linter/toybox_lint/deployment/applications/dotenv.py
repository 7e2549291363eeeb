"""What programs take from a file ``.env`` of their own, beside what their containers are given.

Source: Laravel's documentation of its configuration: ``.env`` in the folder of ``artisan``, or ``.env.NAME`` where
``APP_ENV`` is given from outside; a variable of the container counts more.
"""

from __future__ import annotations

from toybox_lint.deployment.applications.addresses import Given
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.model import Member
from toybox_lint.facts import Environment
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.source import Located, Origin, SourceFile

_STAGE = "APP_ENV"
# The working folder of the official images of PHP.
_USUAL = "/var/www/html"
# What names a kind of server, the kinds behind the beginnings of names, and what counts in place of a host.
_CHOOSING = ("_STORE", "_DRIVER", "_CONNECTION", "_MAILER")
_KINDS = {"REDIS_": "redis", "MEMCACHED_": "memcached", "MEILISEARCH_": "meilisearch", "MAIL_": "smtp"}
_IN_PLACE = ("DB_URL", "DATABASE_URL", "DB_SOCKET")
_CACHING = ("config:cache", "artisan optimize")


def with_own_file(member: Member, files: Files) -> Given:
    """The variables of a service with PHP, and those of its program's own file, which count less."""
    own = _read(files)
    key = id(member.service)
    if key not in own:
        file = _of_laravel(container(member.service, files))
        given = member.service.environment
        own[key] = {**_used(_read_from(file, member), given), **given} if file else given
    return own[key]


@remembered
def _read(_: Files) -> dict[int, Given]:
    """Those that have been asked for, by the identities of their services."""
    return {}


def _of_laravel(inside: Container) -> SourceFile | None:
    """``.env`` beside ``artisan``, where it is certainly that file, and read at each start."""
    folder = inside.folder if isinstance(inside.folder, str) else _USUAL
    if not isinstance(content_at(inside, f"{folder}/artisan"), SourceFile):
        return None
    stage = inside.service.environment.get(_STAGE)
    other = content_at(inside, f"{folder}/.env.{stage.value}") if stage else None
    file = content_at(inside, f"{folder}/.env")
    runs = inside.built.runs if inside.built else []
    cached = any(each in run for run in runs for each in _CACHING)
    return file if isinstance(file, SourceFile) and other is None and not cached else None


def _used(read: Given, given: Given) -> Given:
    """Those that the program heeds: people leave in the file what it comes with, for servers that they have not."""
    every = {**read, **given}
    kinds = {str(each.value) for name, each in every.items() if name.endswith(_CHOOSING)}
    other = "sqlite" in kinds or any(name in every and every[name].value for name in _IN_PLACE)
    unused = [prefix for prefix, kind in _KINDS.items() if kind not in kinds] + ["DB_"] * other
    chosen = ("DB_CONNECTION", *_IN_PLACE)
    return {name: each for name, each in read.items() if name in chosen or not name.startswith(tuple(unused))}


def _read_from(file: SourceFile, member: Member) -> Given:
    """Its variables, whose values are secrets of the project from now on."""
    from toybox_lint.compose.reading.dotenv import parse

    member.project.confidential.env_files[file.path] = file
    found = parse(file, Environment().lookup)
    if found.fault is not None:
        return {}
    return {
        each.name: Located(each.value, Origin(file, each.span, each.verbatim)) for each in found.variables
    }
