"""Servers, workers and drivers that a Python application is told to use, and nothing installs in its image.

Sources: SQLAlchemy's documentation of its dialects, gunicorn's of ``worker_class``, and what packages say that they
require: those that are listed here bring none of those that are looked for.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.deployment.databases.engines import hidden
from toybox_lint.deployment.files.absent_modules import FROM_ELSEWHERE, INSTALLING, LISTS, only_names
from toybox_lint.deployment.files.absent_scripts import commands
from toybox_lint.deployment.files.installed import AROUND, Uninstalled, are_plain, copies_manifest, own_text
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.rewriting import started_texts
from toybox_lint.deployment.listening.images.stages import Built
from toybox_lint.deployment.listening.tables.packages import ALONE, BARE, BROUGHT, HARMLESS_EXTRAS
from toybox_lint.deployment.model import Member
from toybox_lint.facts import Unknown
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Origin, SourceFile

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


def missing_packages(member: Member, inside: Container) -> Iterator[Uninstalled]:
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
    if built is None or _may_have_others(built, inside) or not are_plain(built.runs, INSTALLING):
        return None
    installing = [each for run in built.runs for each in commands(run) if INSTALLING.search(each)]
    if not installing and not copies_manifest(built):
        return None
    if not all(map(only_names, installing)) or any(map(_WITH_SERVER.search, installing)):
        return None
    found: dict[str, str] = {}
    for text in installing:
        found |= _named(text.partition("install")[2])
        for name in LISTS.findall(text):
            listed = None if _may_be_another(name, built, inside) else own_text(inside, name)
            if (
                listed is None
                or "\0" in listed
                or FROM_ELSEWHERE.search(listed)
                or _WITH_SERVER.search(listed)
            ):
                return None
            found |= {_normal(each[1]): each[2] or "" for each in _REQUIREMENT.finditer(listed)}
    if not all(_brings_nothing(name, extras) for name, extras in found.items()):
        return None
    names = {*found, *(f"psycopg-{each}" for each in found.get("psycopg", "").split(","))}
    if any(each.startswith("flask-") for each in found):
        names.add("flask")
    return names.union(*(BROUGHT[each].split() for each in found if each in BROUGHT))


def _brings_nothing(name: str, extras: str) -> bool:
    """Whether a package, with what it is asked for besides, is known to bring none of what is looked for."""
    if name == "psycopg" or not extras:
        return name in ALONE or name in BARE
    return name in ALONE and all(each.strip() in HARMLESS_EXTRAS for each in extras.split(","))


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


def _may_have_others(built: Built, inside: Container) -> bool:
    """Whether packages may come from elsewhere: a stage, a mount, the system, or a command of the start."""
    targets = [str(copy.target) for copy in built.copies]
    places = [*targets, *(str(each.target) for each in inside.service.mounts)]
    return (
        any(copy.stage for copy in built.copies)
        or any(each.rstrip("/") in AROUND or any(part in each for part in _OTHER_FOLDERS) for each in places)
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
