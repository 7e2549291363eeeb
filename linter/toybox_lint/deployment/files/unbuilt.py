"""What a compiler of JavaScript would make, in images whose build does not run it.

Source: Docker's documentation of ``COPY``: an image has what its build makes and the files of the folder as they are.
"""

from __future__ import annotations

import posixpath

from toybox_lint.compose.model import Text
from toybox_lint.deployment.files.absent_scripts import copied_over, follows_another
from toybox_lint.deployment.files.start_flaws import Flaw, Unstartable
from toybox_lint.deployment.files.unversioned import git_ignores
from toybox_lint.deployment.listening.commands.package_scripts import json_object
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at, mount_over, path_below
from toybox_lint.deployment.listening.images.ignoring import ignored
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, SourceFile

_OUTPUTS = word_set("dist build out")
_COMPILERS = pattern(
    r"\b(?:tsc|swc|babel|esbuild|webpack|rollup|tsup|tsdown|unbuild|parcel|ncc"
    r"|(?:nest|vite|ng|next|nuxt|remix|astro) build)\b"
)


def unbuilt(member: Member, step: Step) -> Unstartable | None:
    """A file of a compiler's that Node is to start, in a folder that nothing fills."""
    word, inside = _started(step), step.inside
    if word is None or any(map(follows_another, step.before)):
        return None
    path = inside.path(str(word.value))
    below = path_below(path, str(inside.folder)) if path else None
    first = below.partition("/")[0] if below else ""
    if path is None or first not in _OUTPUTS or mount_over(inside.service.mounts, path) is not None:
        return None
    tool = compiler_left_out(first, inside)
    if tool is None:
        return None
    return Unstartable(member, Flaw.UNBUILT, str(word.value), word.origin, (tool, first), word.origin)


def _started(step: Step) -> Located[Text] | None:
    """The file that Node executes, where no option stands before it."""
    words = step.words
    named = program_name(words) == "node" and len(words) > 1
    return words[1] if named and isinstance(words[1].value, str) and words[1].value[:1] != "-" else None


def compiler_left_out(folder: str, inside: Container) -> str | None:
    """The command by which ``package.json`` would fill a folder of the working one; ``None`` where something may."""
    build, path = inside.service.build, inside.path(folder)
    tool = _compiler(inside)
    copies = copied_over(inside, path) if path and tool else None
    if build is None or path is None or copies is None or not isinstance(build.context, str):
        return None
    for copy, place in copies:
        if not inside.files.is_directory(place):
            continue
        source = resolve(place, str(path_below(path, str(copy.target))))
        left_out = ignored(posixpath.relpath(source, build.context), build.context, inside.files)
        if not left_out and (inside.files.is_directory(source) or git_ignores(source, inside.files)):
            return None
    return tool if content_at(inside, path) is None else None


def _compiler(inside: Container) -> str | None:
    """The compiler that the script ``build`` of ``package.json`` runs."""
    path = inside.path("package.json")
    file = content_at(inside, path) if path else None
    scripts = (json_object(file.text) or {}).get("scripts") if isinstance(file, SourceFile) else None
    text = scripts.get("build") if isinstance(scripts, dict) else None
    found = _COMPILERS.search(text) if isinstance(text, str) else None
    return found[0] if found else None
