"""What npm, Yarn and pnpm install in an image of Node.js, as far as the build tells.

Sources: npm's manual on ``ci``, ``install``, ``prune``, ``omit`` and its lock file; those of Yarn 1 and of pnpm on
``install`` and ``NODE_ENV``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from toybox_lint.deployment.files.absent_scripts import commands, makes_nothing
from toybox_lint.deployment.files.installed import own_text
from toybox_lint.deployment.listening.commands.package_scripts import json_object
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at, path_below
from toybox_lint.deployment.listening.images.stages import Built
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
_WITHOUT = pattern(r"--(?:omit[= ]dev|only[= ]prod\w*|prod(?:uction)?(?![=\w-]))\b|\s-P\b")
_WITH = pattern(r"--(?:include|production|prod|also|dev)\b")
_FIRST = pattern(
    r"^[ \t]*RUN\b[^\n]*\b(?:(?:npm|pnpm)[ \t]+(?:ci|clean-install|i|install|add|prune)\b"
    r"|yarn(?:[ \t]+(?:install|-)|[ \t]*$))",
    re.MULTILINE | re.IGNORECASE,
)
_FROM = pattern(r"^[ \t]*FROM\s", re.MULTILINE | re.IGNORECASE)
_NEWER_YARN = pattern(r"yarn@[2-9]")
_MANIFEST = pattern(r"\.(?:json|lock|ya?ml)\Z")
_LOCKS = ("npm-shrinkwrap.json", "package-lock.json")
_TOP = "node_modules/"


@dataclass(frozen=True, slots=True, eq=False)
class Installation:
    """The packages of a build: those that are ``kept`` by their names, and those that are ``of_development`` alone.

    ``without_dev``: the latter are left out. ``strict``: no programs are there but those of the packages that are
    named. ``locked`` are the packages that bring a program, by its name, each with whether it is of development alone,
    by a lock file of npm. ``hooks``: npm leaves them out, and runs the scripts that belong to an installation.
    """

    kept: frozenset[str]
    of_development: frozenset[str]
    without_dev: bool
    strict: bool
    locked: Mapping[str, list[tuple[str, bool]]] | None
    hooks: bool

    def bringing(self, program: str) -> list[tuple[str, bool]] | None:
        """The packages with a program of that name, and whether each is of development alone; ``None``: not known."""
        return None if self.locked is None else self.locked.get(program, [])


@remembered
def installation(inside: Container) -> Installation | None:
    """What is installed where the program starts; ``None`` where that is not certain."""
    built, path = inside.built, inside.path("package.json")
    file = content_at(inside, path) if path else None
    manifest = object_in(file) if isinstance(file, SourceFile) else None
    if built is None or not manifest or "workspaces" in manifest or not is_alone(built, str(inside.folder)):
        return None
    told = list(_installing(built))
    managers = {each[2] for each in told if each is not None}
    if None in told or len(managers) != 1 or own_text(inside, ".npmrc") is not None:
        return None
    manager = managers.pop()
    newer = _NEWER_YARN.match(str(manifest.get("packageManager"))) or own_text(inside, ".yarnrc.yml")
    if manager == "yarn" and newer:
        return None
    known = [each for each in told if each is not None]
    without = _without_dev(known, inside)
    if without is None:
        return None
    names = [names_of(manifest, key) for key in ("dependencies", "optionalDependencies", "peerDependencies")]
    added = {name for each in known for name in _added(each[4])} | set(_of_all(built))
    first = manager == "npm" and len(known) == 1 and without
    return Installation(
        frozenset().union(added, *names),
        frozenset(names_of(manifest, "devDependencies")),
        without,
        manager == "pnpm",
        _locked(inside) if manager == "npm" else None,
        first,
    )


def may_be_covered(inside: Container) -> bool:
    """Whether other packages than those of the build may be there: by a mount, or as they lie in the folder."""
    folder, build = inside.folder, inside.service.build
    if not isinstance(folder, str) or build is None or not isinstance(build.context, str):
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


def _installing(built: Built) -> Iterator[re.Match[str] | None]:
    """The commands that install packages of the project; ``None`` for one that nobody knows."""
    for command in (each for run in built.runs for each in commands(run)):
        match = _COMMAND.fullmatch(command)
        if match is not None and _installs(match[2], match[3], match[4]):
            yield None if "$" in match[4] else match
        elif not (_BESIDES.fullmatch(command) or _GLOBAL.search(command) or makes_nothing(command)):
            yield None


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


def _without_dev(told: list[re.Match[str]], inside: Container) -> bool | None:
    """Whether packages of development are left out in the end; ``None`` where that is not certain."""
    without: bool | None = None
    for match in told:
        if _WITHOUT.search(match[4]):
            without = True
        elif _WITH.search(match[4]):
            without = False
        elif match[1]:
            without = match[1] == "production"
        elif match[3] != "prune" or without is None:
            without = _by_the_variable(inside)
    return without


def _by_the_variable(inside: Container) -> bool | None:
    """Whether ``NODE_ENV`` says so to every installation of the last stage."""
    built, build = inside.built, inside.service.build
    if built is None or build is None or "NODE_ENV" in built.arguments:
        return None
    given = built.variables.get("NODE_ENV")
    if given is None or given.value != "production":
        return None if given is not None and not isinstance(given.value, str) else False
    text, place = given.origin.file.text, given.origin.span.start
    stage = max((each.start() for each in _FROM.finditer(text)), default=0)
    first = _FIRST.search(text, stage)
    return True if first and place < first.start() and build.target is None else None


def _locked(inside: Container) -> Mapping[str, list[tuple[str, bool]]] | None:
    """The programs that a lock file of npm 7 or later knows, with the packages that bring them."""
    for name in _LOCKS:
        path = inside.path(name)
        file = content_at(inside, path) if path else None
        if isinstance(file, SourceFile):
            return _programs(file)
    return None


@remembered
def _programs(lock: SourceFile) -> Mapping[str, list[tuple[str, bool]]] | None:
    packages = object_in(lock).get("packages")
    if not isinstance(packages, dict):
        return None
    found: dict[str, list[tuple[str, bool]]] = {}
    for place, entry in packages.items():
        bins = entry.get("bin") if isinstance(entry, dict) else None
        if isinstance(bins, dict) and not place.rpartition(_TOP)[0]:
            for program in bins:
                found.setdefault(program, []).append((place.removeprefix(_TOP), entry.get("dev") is True))
    return found


@remembered
def object_in(file: SourceFile) -> Mapping[str, Any]:
    """What is in a file of JSON, read once; nothing where it is no object."""
    return json_object(file.text) or {}
