"""Who makes a database beside the image of its server: an application by itself, a script, or people by hand.

Sources: the documentation of Wiki.js, n8n, Miniflux, Gitea, Keycloak, Grafana, Vikunja and authentik, by which the
database is to be made before; that of Laravel (``migrate --force``), MikroORM (``ensureDatabase``), Payload,
typeorm-extension and SQLAlchemy-Utils, by which each makes one that is not there.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.databases.engines import command_texts
from toybox_lint.deployment.listening.container import dockerfile
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile

# Images of applications that want a database that is there.
_WANTING = frozenset(
    (
        *("requarks/wiki", "n8nio/n8n", "miniflux/miniflux", "gitea/gitea", "forgejo/forgejo"),
        *(
            "keycloak/keycloak",
            "grafana/grafana",
            "grafana/grafana-oss",
            "vikunja/vikunja",
            "directus/directus",
        ),
        *("goauthentik/server", "metabase/metabase", "postgrest/postgrest"),
    )
)
# What makes databases, or may: words of commands, scripts and manifests.
_MAKING = pattern(
    r"create[-_ ]?(?:db|database|if)|db[:.](?:create|prepare|setup|reset|sync)|ecto|prisma|ensure_?created"
    r"|database:create|storage_up|migrator|\bpsql\b|create +database|ensure_?d(?:ata)?b(?:ase)?|init[-_]?db|sqlx|rails"
    r"|dbmate|sequelize|atlas|laravel|mikro-orm|typeorm-extension|payloadcms|sqlalchemy[-_]utils",
    re.IGNORECASE,
)
# The words of a program, or of a person, that do it.
_BY_HAND = pattern(
    r"create[-_]?(?:db|database)|create\s+database|mysqladmin\s[^\n]{0,200}?\bcreate\b", re.IGNORECASE
)
# Files that name services, and no databases.
_OF_A_PROXY = pattern(r"(?:.*[.-])?Caddyfile.*|.*\.caddy|(?:nginx|default)\.conf.*|prometheus\.ya?ml")
_MANIFESTS = (
    *("package.json", "requirements.txt", "pyproject.toml", "composer.json"),
    *("Makefile", "go.mod", "Cargo.toml"),
)
_OF_JAVA = ("pom.xml", "build.gradle", "build.gradle.kts")
# What belongs to frameworks that make their database themselves, or may.
_FRAMEWORKS = pattern(r"Gemfile|mix\.exs|prisma|artisan|.+\.(?:csproj|fsproj|sln)|.*\.sql")
_SCRIPTS = ("", "scripts", "bin", "docker")
_TOLD_TO_PEOPLE = pattern(r"(?:GNU)?[Mm]akefile|[Jj]ustfile|Taskfile\.ya?ml|README.*|.+\.(?:sh|sql)")
_SOURCES = (".py", ".go", ".js", ".mjs", ".ts", ".java", ".kt", ".rs", ".php", ".sh", ".sql")
_ASIDE = frozenset(("node_modules", "vendor", "target", "dist", "build", "venv"))
_MOST = 300


def words_of(member: Member) -> str:
    """The words of what a service is told to start."""
    entry = member.service.entrypoint.words if member.service.entrypoint else ()
    first = (word.value for word in entry if isinstance(word.value, str))
    return " ".join((*first, *command_texts(member.service)))


def may_make(member: Member, files: Files) -> bool:
    """Whether what a service starts, or a file that is mounted into it, speaks of what makes databases."""
    return bool(_MAKING.search(words_of(member))) or any(
        _BY_HAND.search(text) for text in mounted_texts(member, files)
    )


def mounted_texts(member: Member, files: Files) -> Iterator[str]:
    """The texts of files, and of scripts in folders, that are mounted from the host; not those of proxies."""
    for mount in member.service.mounts:
        if mount.content and isinstance(mount.content.value, str):
            yield mount.content.value
        if mount.content or mount.kind == "volume" or not isinstance(mount.source, str):
            continue
        if _OF_A_PROXY.fullmatch(posixpath.basename(mount.source)):
            continue
        names = [name for name in files.names(mount.source) if name.endswith((".sh", ".sql"))]
        for path in (mount.source, *(posixpath.join(mount.source, name) for name in names)):
            yield from _text(path, files)


def is_made_by_hand(folder: str, files: Files) -> bool:
    """Whether a script, a Makefile or a README of the project says how a database is made."""
    places = [resolve(folder, each) for each in _SCRIPTS]
    paths = (
        posixpath.join(place, name)
        for place in places
        for name in files.names(place)
        if _TOLD_TO_PEOPLE.fullmatch(name)
    )
    return any(_BY_HAND.search(text) for path in paths for text in _text(path, files))


def makes_none(member: Member, files: Files) -> bool:
    """Whether an application makes no database: it is known to, or what is shown of it says nothing of that."""
    service = member.service
    if service.build is None:
        name = named(service.image)
        return name is not None and reference(name).path in _WANTING
    context, text = service.build.context, dockerfile(service.build, files)
    if not isinstance(context, str) or text is None or _MAKING.search(text.value):
        return False
    kinds = (*_MANIFESTS, *_OF_JAVA, "manage.py")
    if not any(name in kinds for name in files.names(context)):
        return False
    folders = (resolve(context, folder) for folder in _SCRIPTS)
    return not any(_is_of_makers(folder, files) for folder in folders) and not _is_in_sources(context, files)


def _is_of_makers(folder: str, files: Files) -> bool:
    """Whether something in a folder makes databases, or is of what may."""
    for name in files.names(folder):
        if _FRAMEWORKS.fullmatch(name):
            return True
        told = name in _MANIFESTS or name.endswith((".sh", "entrypoint"))
        if told and any(map(_MAKING.search, _text(posixpath.join(folder, name), files))):
            return True
    return False


def _is_in_sources(context: str, files: Files) -> bool:
    """Whether sources of a program make a database, or are too many to be read."""
    waiting = [context]
    for number, path in enumerate(waiting):
        if number > _MOST:
            return True
        if number and path.endswith(_SOURCES):
            if any(map(_BY_HAND.search, _text(path, files))):
                return True
            continue
        waiting.extend(
            posixpath.join(path, name)
            for name in files.names(path)
            if name.endswith(_SOURCES) or ("." not in name and name not in _ASIDE)
        )
    return False


def _text(path: str, files: Files) -> Iterator[str]:
    found = files.read(path)
    if isinstance(found, SourceFile):
        yield found.text
