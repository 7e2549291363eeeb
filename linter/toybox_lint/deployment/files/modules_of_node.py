"""Packages that a program of Node.js imports, in images for which nothing installs any.

Source: Node's documentation of modules: packages are looked for in ``node_modules`` of the program's folder, and of
those around it. ``tsc`` and ``nest build`` leave imports as they are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.files.absent_scripts import commands, makes_nothing
from toybox_lint.deployment.files.installed import Uninstalled, copies_manifest, own_text
from toybox_lint.deployment.files.node_installations import (
    installs_at_the_start,
    is_alone,
    may_be_covered,
    names_of,
)
from toybox_lint.deployment.files.unversioned import git_ignores
from toybox_lint.deployment.listening.commands.package_scripts import json_object
from toybox_lint.deployment.listening.commands.starting import steps
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container, stage_of
from toybox_lint.deployment.listening.images.contents import path_below
from toybox_lint.deployment.listening.images.ignoring import ignored
from toybox_lint.deployment.model import Member
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, SourceFile

_INSTALLING = pattern(r"\b(?:npm|npx|pnpm|yarn|bun|ADD)\b|node_modules")
_BUILDING = pattern(
    r"(?:--mount=type=cache\S*\s+)*(?:npm\s+run|pnpm(?:\s+run)?|yarn(?:\s+run)?)\s+build|npm\s+prune\b.*"
)
# Compilers that put nothing of a package into what they write.
_ALONE = pattern(r"(?:(?:rimraf|rm\s+-rf)\s+[\w./-]+\s*&&\s*)?(?:tsc\b(?:[\w./ -]*)|nest\s+build)")
_OUTPUTS = ("dist", "build", "out")
# Without one a folder may be but a part of what is built, or an excerpt.
_LOCKS = ("package-lock.json", "yarn.lock", "pnpm-lock.yaml", "npm-shrinkwrap.json")
_ENDINGS = ("", ".js", ".ts", ".mjs", ".cjs", "/index.js", "/index.ts")
_IMPORT = pattern(r"(?:from|require\(|import)\s*[\"']((?:@[^/\"'\s]+/)?[^/\"'\s]+)[\"'/]")
_UNUSED = pattern(r"(?:\bimport\s+type\b[^;'\"]*|(?:^|\n)[ \t]*(?:\*|/[*/])[^\n]*)\Z")
# By which Node finds packages in other folders, or in none.
_ELSEWHERE = frozenset(("NODE_PATH", "NODE_OPTIONS"))
# Only the head of a source is looked into.
_MOST = 20_000


def missing_modules(member: Member, inside: Container) -> Iterator[Uninstalled]:
    """The first package that a program imports, where its image has none."""
    built, folder = inside.built, str(inside.folder)
    if built is None or inside.base is None or may_be_covered(inside) or not is_alone(built, folder):
        return
    if any(_INSTALLING.search(run) or not makes_nothing(run) for run in built.runs):
        return
    meant = copies_manifest(built) or any(copy.stage for copy in built.copies)
    manifest = json_object(own_text(inside, "package.json") or "")
    if not meant and not any(own_text(inside, each) for each in _LOCKS):
        return
    if not manifest or "workspaces" in manifest or not _ELSEWHERE.isdisjoint(inside.variables.values):
        return
    if installs_at_the_start(inside):
        return
    word = _started(inside)
    text = _source(str(word.value), manifest, inside) if word is not None else None
    if word is None or text is None:
        return
    imported = _imported(text[:_MOST])
    name = next((each for each in names_of(manifest, "dependencies") if each in imported), None)
    if name is not None:
        yield Uninstalled(member, str(word.value), word.origin, name, inside.base.origin)


def _imported(text: str) -> set[str]:
    """The packages that a program needs where it runs, rather than types of them, or in what is commented out."""
    found = _IMPORT.finditer(text)
    return {each[1] for each in found if not _UNUSED.search(text, max(0, each.start() - 1000), each.start())}


def _may_come_along(inside: Container, context: str) -> bool:
    """Whether a folder is copied in which the machine that builds may have packages, as git ignores them."""
    for copy in inside.built.copies if inside.built else ():
        below = path_below(f"{inside.folder}/node_modules", str(copy.target))
        for source in copy.sources if below and not copy.stage else ():
            packages = resolve(resolve(context, str(source.value).lstrip("/")), str(below))
            left_out = ignored(posixpath.relpath(packages, context), context, inside.files)
            if not left_out and git_ignores(packages, inside.files):
                return True
    return False


def _is_as_built(folder: str, inside: Container) -> bool:
    """Whether a folder comes from no stage, or as it is from one that installs packages and builds, and no more."""
    for copy in inside.built.copies if inside.built else ():
        below = path_below(posixpath.normpath(str(copy.target)), str(inside.folder))
        if copy.stage is None or not below or below.partition("/")[0] != folder:
            continue
        stage = stage_of(inside, copy.stage)
        names = {posixpath.basename(str(source.value).rstrip("/")) for source in copy.sources}
        if below != folder or names != {folder} or stage is None or stage.built is None:
            return False
        told = (each for run in stage.built.runs for each in commands(run))
        if not all(
            _BUILDING.fullmatch(each) or (makes_nothing(each) and "--prefix" not in each) for each in told
        ):
            return False
    return True


def _started(inside: Container) -> Located[object] | None:
    """The file that Node executes in the end."""
    words = next((each.words for each in steps(inside) if program_name(each.words) == "node"), ())
    found = words[1] if len(words) > 1 else None
    return Located(found.value, found.origin) if found and not str(found.value).startswith("-") else None


def _source(started: str, manifest: object, inside: Container) -> str | None:
    """The text of what is started, or of what a compiler makes it from; ``None`` where packages may be in it."""
    build, path = inside.service.build, inside.path(started)
    below = path_below(path, str(inside.folder)) if path else None
    if not below or build is None or not isinstance(build.context, str):
        return None
    if _may_come_along(inside, build.context):
        return None
    first, _, rest = below.partition("/")
    if first in _OUTPUTS:
        scripts = manifest.get("scripts") if isinstance(manifest, dict) else None
        command = scripts.get("build") if isinstance(scripts, dict) else None
        if not isinstance(command, str) or not _ALONE.fullmatch(command) or not _is_as_built(first, inside):
            return None
        if isinstance(scripts, dict) and "postbuild" in scripts:
            return None
        if "webpack" in (own_text(inside, "nest-cli.json") or ""):
            return None
        below = f"src/{rest}"
    stem = posixpath.splitext(below)[0] if posixpath.splitext(below)[1] == ".js" else below
    for name in (below, *(f"{stem}{ending}" for ending in _ENDINGS)):
        file = inside.files.read(resolve(build.context, name))
        if isinstance(file, SourceFile):
            return file.text
    return None
