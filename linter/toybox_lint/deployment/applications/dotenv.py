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
_CACHING = ("config:cache", "artisan optimize")


def with_own_file(member: Member, files: Files) -> Given:
    """The variables of a service with PHP, and those of its program's own file, which count less."""
    own = _read(files)
    key = id(member.service)
    if key not in own:
        file = _of_laravel(container(member.service, files))
        own[key] = {**(_read_from(file, member) if file else {}), **member.service.environment}
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
