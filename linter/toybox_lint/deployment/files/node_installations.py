"""What npm, Yarn and pnpm install in an image of Node.js, as far as the build tells.

Sources: npm's manual on ``ci``, ``install``, ``prune``, ``omit`` and its lock file; those of Yarn 1 and of pnpm on
``install`` and ``NODE_ENV``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from toybox_lint.compose.model import Text
from toybox_lint.deployment.files.absent_scripts import commands, makes_nothing
from toybox_lint.deployment.files.installed import own_text
from toybox_lint.deployment.listening.commands.package_scripts import json_object, manifests
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at, path_below
from toybox_lint.deployment.listening.images.rewriting import started_texts
from toybox_lint.deployment.listening.images.stages import Built
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.files import resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import SourceFile
from toybox_lint.typed import Any

_COMMAND = pattern(
    r"(?:--mount=type=cache\S*\s+)*(?:NODE_ENV=(\w+)\s+)?(npm|pnpm|yarn)"
    r"(?:\s+(ci|clean-install|i|install|add|prune)\b)?((?:\s[^<>]*)?)"
)
# Commands that install no packages of the project.
_BESIDES = pattern(
    r"(?:npm\s+(?:run|config|pkg)|(?:yarn|pnpm)\s+(?:run\s+)?build|npx\s+(?:prisma|next|tsc|nest|vite)|node)\b[^<>]*"
)
_GLOBAL = pattern(r"\s(?:-g|--global|global)\b")
_OLDER_NPM = pattern(r"\bnpm@[1-6]\b")
# Options by which a command installs in another folder, or for some packages of several.
_FOR_OTHERS = pattern(r"\s(?:--(?:prefix|dir|cwd|filter|workspaces?|recursive)|-[CFwr])\b")
# What else decides which packages are left out, or keeps scripts from running.
_SETTING = pattern(r"\b(?:config\s+)?set\b|NODE_ENV")
_SETTINGS = pattern(
    r"(?i)(?:p?npm_config|yarn)_\w*(?:prod|omit|include|only|dev|ignore|prefix|linker|hoist|lock)"
)
_AT_THE_START = pattern(r"\b(?:npm|pnpm|yarn|bun)\s+(?:ci|i|install|add)\b|\byarn[ \t]*(?:&&|;|\n)")
_BEFORE_THE_START = pattern(r"\"pre\w+\"\s*:\s*\"[^\"]*\b(?:npm|pnpm|yarn|bun) (?:ci|i|install|add)\b")
_ALL = pattern(r"--include[= ]dev\b")
_WITHOUT = pattern(r"--(?:omit[= ]dev|only[= ]prod\w*|prod(?:uction)?(?![=\w-]))\b|\s-P\b")
_WITH = pattern(r"--(?:include|production|prod|also|dev)\b")
_NEWER_YARN = pattern(r"yarn@(?:[2-9]|stable|berry|latest|canary)")
# Of pnpm those before the tenth release heed NODE_ENV; of npm those from the seventh on, which came with Node 15, run
# ``prepare`` without packages of development. Sources: the notes on their releases.
_HEEDING = pattern(r"pnpm@[1-9]\.")
_OLDER = pattern(r"(?:lts-)?(?:\d|1[0-4]|argon|boron|carbon|dubnium|erbium|fermium)(?![\da-z])")
_MANIFEST = pattern(r"\.(?:json|lock|ya?ml)\Z")
_LOCKS = ("npm-shrinkwrap.json", "package-lock.json")
_TOP = "node_modules/"


@dataclass(frozen=True, slots=True, eq=False)
class Installation:
    """The packages of a build: those that are ``kept`` by their names, and those that are ``of_development`` alone.

    ``without_dev``: the latter are left out. ``strict``: no programs are there but those of the packages that are
    named. ``locked`` is what a lock file of npm says of each package, by its place. ``hooks``: npm leaves them out, and
    runs the scripts that belong to an installation.
    """

    kept: frozenset[str]
    of_development: frozenset[str]
    without_dev: bool
    strict: bool
    locked: Mapping[str, Any] | None
    hooks: bool

    def bringing(self, program: str) -> list[tuple[str, bool]] | None:
        """The packages with a program of that name, and whether each is of development alone; ``None``: not known."""
        return None if self.locked is None else _programs(self).get(program, [])


@remembered
def _programs(made: Installation) -> dict[str, list[tuple[str, bool]]]:
    """The packages of a lock file by their programs."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for place, entry in (made.locked or {}).items():
        bins = entry.get("bin") if isinstance(entry, dict) else None
        if isinstance(bins, dict) and place.rpartition(_TOP)[0] == "":
            for program in bins:
                found.setdefault(program, []).append((place.removeprefix(_TOP), entry.get("dev") is True))
    return found


@remembered
def installation(inside: Container) -> Installation | None:
    """What is installed where the program starts; ``None`` where that is not certain."""
    built, path = inside.built, inside.path("package.json")
    file = content_at(inside, path) if path else None
    manifest = _object_in(file) if isinstance(file, SourceFile) else None
    if built is None or not manifest or "workspaces" in manifest or not is_alone(built, str(inside.folder)):
        return None
    told = list(_installing(built, str(inside.folder)))
    known = [each for each in told if each is not None]
    managers = {each[2] for each, _ in known}
    if None in told or len(managers) != 1 or own_text(inside, ".npmrc") is not None or _is_set(inside):
        return None
    manager, said = managers.pop(), str(manifest.get("packageManager"))
    if manager == "yarn" and (
        own_text(inside, ".yarnrc.yml") or any(map(_NEWER_YARN.search, (said, *built.runs)))
    ):
        return None
    without = _without_dev(known, built, manager != "pnpm" or _HEEDING.match(said) is not None)
    if without is None or (without and manager == "npm" and _is_older(built) and _keeps(known)):
        return None
    names = [names_of(manifest, key) for key in ("dependencies", "optionalDependencies", "peerDependencies")]
    added = {name for each, _ in known for name in _added(each[4])} | set(_of_all(built))
    return Installation(
        frozenset().union(added, *names),
        frozenset(names_of(manifest, "devDependencies")),
        without,
        manager == "pnpm" and own_text(inside, "pnpm-workspace.yaml") is None,
        _locked(inside, manifest, known) if manager == "npm" else None,
        manager == "npm" and len(known) == 1 and without and not _is_older(built),
    )


def _keeps(told: list[tuple[re.Match[str], int]]) -> bool:
    """Whether an older npm may have left what an earlier command installed: ``ci`` and ``prune`` alone remove it."""
    return len(told) > 1 and told[-1][0][3] not in ("ci", "clean-install", "prune")


def _is_older(built: Built) -> bool:
    """Whether npm may be of a release before the seventh."""
    tag = reference(str(built.base.value)).tag
    return _OLDER.match(tag) is not None or any(map(_OLDER_NPM.search, built.runs))


def installs_at_the_start(inside: Container) -> bool:
    """Whether what is started installs packages, too, or what npm runs before it."""
    return any(map(_AT_THE_START.search, started_texts(inside))) or any(
        map(_BEFORE_THE_START.search, (each.value for each in manifests("", inside)))
    )


def is_known(built: Built) -> bool:
    """Whether each command of a build is known to install what it names, or nothing."""
    return None not in _installing(built, built.folder)


def _is_set(inside: Container) -> bool:
    """Whether a variable tells the managers which packages to leave out."""
    names = (*inside.variables.values, *(inside.built.arguments if inside.built else ()))
    return any(map(_SETTINGS.match, names))


def may_be_covered(inside: Container) -> bool:
    """Whether other packages than those of the build may be there: by a mount, or as they lie in the folder."""
    folder, build = inside.folder, inside.service.build
    if not isinstance(folder, str) or build is None or not isinstance(build.context, str):
        return True
    if "volumes_from" in inside.service.config:
        return True
    targets = [each.target for each in inside.service.mounts]
    return inside.files.is_directory(resolve(build.context, "node_modules")) or any(
        not isinstance(each, str) or _holds(each, folder) for each in targets
    )


def _holds(target: str, folder: str) -> bool:
    """Whether what is at ``target`` may hold packages for the program in ``folder``, or programs of the system."""
    target = posixpath.normpath(target)
    return (
        "node_modules" in target
        or target.startswith("/usr")
        or f"{folder}/".startswith(target.rstrip("/") + "/")
    )


def names_of(manifest: Mapping[str, Any], key: str) -> Iterable[str]:
    """The names of the packages at ``key`` of a ``package.json``."""
    found = manifest.get(key)
    return found if isinstance(found, dict) else ()


def is_alone(built: Built, folder: str) -> bool:
    """Whether no other stage gives packages: what it gives lies in folders below, or is a manifest."""
    for copy in built.copies:
        below = path_below(posixpath.normpath(str(copy.target)), folder)
        manifests = below == "" and all(_MANIFEST.search(str(source.value)) for source in copy.sources)
        if copy.stage is not None and not manifests and (not below or "node_modules" in below):
            return False
    return True


def _installing(built: Built, folder: Text) -> Iterator[tuple[re.Match[str], int] | None]:
    """The commands that install packages of the project, each with its place; ``None`` for one that nobody knows."""
    for run, (place, where) in zip(built.runs, built.places, strict=True):
        where = "/" if where is None else where
        for command in commands(run):
            match = _COMMAND.fullmatch(command)
            if match is not None and _installs(match[2], match[3], match[4]):
                if "$" in match[4] or _FOR_OTHERS.search(match[4]):
                    yield None
                elif where == folder:
                    yield match, place
                elif not isinstance(where, str) or f"{folder}/".startswith(where.rstrip("/") + "/"):
                    yield None
            elif not _installs_nothing(command):
                yield None


def _installs_nothing(command: str) -> bool:
    """Whether a command installs nothing for the project, and does not say how it is done."""
    if _SETTING.search(command):
        return False
    if _GLOBAL.search(command):
        return "$" not in command
    if _AT_THE_START.search(command):
        return False
    return _BESIDES.fullmatch(command) is not None or makes_nothing(command)


def _installs(manager: str, verb: str | None, rest: str) -> bool:
    """Whether a command of a manager installs packages of the project; Yarn's does without a verb."""
    if _GLOBAL.search(rest):
        return False
    return verb is not None or (manager == "yarn" and rest.strip()[:1] in ("", "-"))


def _added(arguments: str) -> Iterator[str]:
    for word in arguments.split():
        if not word.startswith("-"):
            yield word[0] + word[1:].partition("@")[0]


def _of_all(built: Built) -> Iterator[str]:
    """The words of commands that install something for all, of which its names are some."""
    for command in (each for run in built.runs for each in commands(run)):
        if _GLOBAL.search(command):
            yield from _added(command)


def _without_dev(told: list[tuple[re.Match[str], int]], built: Built, heeding: bool) -> bool | None:
    """Whether packages of development are left out in the end; ``None`` where that is not certain."""
    without: bool | None = None
    for match, place in told:
        if _ALL.search(match[4]):
            without = False
        elif _WITHOUT.search(match[4]):
            without = True
        elif _WITH.search(match[4]):
            without = False
        elif match[1]:
            without = match[1] == "production" and (heeding or None)
        elif match[3] != "prune" or without is None:
            without = _by_the_variable(built, place, heeding)
    return without


def _by_the_variable(built: Built, place: int, heeding: bool) -> bool | None:
    """Whether ``NODE_ENV`` says so to an installation."""
    if "NODE_ENV" in built.arguments:
        return None
    given = built.variables.get("NODE_ENV")
    if given is None or given.value != "production":
        return None if given is not None and not isinstance(given.value, str) else False
    return True if heeding and given.origin.span.start < place else None


def _locked(
    inside: Container, manifest: Mapping[str, Any], told: list[tuple[re.Match[str], int]]
) -> Mapping[str, Any] | None:
    """What a lock file of npm 7 or later says of the packages, if these are installed."""
    if inside.built is None or any("package-lock" in run for run in inside.built.runs):
        return None
    for name in _LOCKS:
        path = inside.path(name)
        file = content_at(inside, path) if path else None
        if isinstance(file, SourceFile):
            found = _object_in(file).get("packages")
            if not isinstance(found, dict):
                return None
            heeded = all(each[3] in ("ci", "clean-install", "prune") for each, _ in told)
            return found if heeded or _is_of(found.get(""), manifest) else None
    return None


@remembered
def _object_in(file: SourceFile) -> Mapping[str, Any]:
    """What is in a file of JSON, read once for all services; nothing where it is no object."""
    return json_object(file.text) or {}


def _is_of(entry: object, manifest: Mapping[str, Any]) -> bool:
    """Whether a lock file was written for a ``package.json`` as it is."""
    keys = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")
    return isinstance(entry, dict) and all(entry.get(key) == manifest.get(key) for key in keys)
