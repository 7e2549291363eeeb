"""What a compiler of JavaScript would make, in images whose build does not run it.

Source: Docker's documentation of ``COPY``: an image has what its build makes and the files of the folder as they are.
"""

from __future__ import annotations

import posixpath

from toybox_lint.compose.model import Text
from toybox_lint.deployment.files.absent_scripts import copied_over, follows_another
from toybox_lint.deployment.files.installed import own_text
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

_OUTPUTS = word_set("dist build out .output .next")
_COMPILERS = pattern(
    r"\b(?:tsc|swc|babel|esbuild|webpack|rollup|tsup|tsdown|unbuild|parcel|ncc|react-scripts build"
    r"|(?:nest|vite|ng|next|nuxt|nuxi|remix(?: vite:)?|react-router|astro|svelte-kit) ?build)\b"
)
# Programs that start, or serve, the file or folder that is named first.
_SERVING = word_set("node remix-serve react-router-serve serve http-server")
# Those that look into the folder of their own build, unless their configuration names another one.
_OWN = {
    ("next", "start"): ".next",
    ("vite", "preview"): "dist",
    ("astro", "preview"): "dist",
    ("nuxt", "preview"): ".output",
    ("nuxt", "start"): ".output",
}
_CONFIGURED = ("next.config", "vite.config", "astro.config", "nuxt.config")
_ENDINGS = (".js", ".mjs", ".cjs", ".ts", ".mts")
_TOLD = pattern(r"--(?:outDir|config|root|cwd|dir)\b|-c\b")
_ELSEWHERE = pattern(r"distDir|outDir|buildDir|nitro")


def unbuilt(member: Member, step: Step) -> Unstartable | None:
    """What a compiler makes and a container is to start or to serve, from a folder that nothing fills."""
    found, inside = _wanted(step), step.inside
    if found is None or any(map(follows_another, step.before)):
        return None
    word, name, folder = found
    path = inside.path(folder)
    if path is None or mount_over(inside.service.mounts, path) is not None:
        return None
    if "volumes_from" in inside.service.config:
        return None
    tool = compiler_left_out(folder, inside)
    if tool is None:
        return None
    return Unstartable(member, Flaw.UNBUILT, name, word.origin, (tool, folder), word.origin)


def _wanted(step: Step) -> tuple[Located[Text], str, str] | None:
    """What needs a folder of a build, as it is written and as it is told, and the folder."""
    program, words, inside = program_name(step.words), step.words, step.inside
    if len(words) < 2 or not all(isinstance(each.value, str) for each in words):
        return None
    word, own = words[1], _OWN.get((program, str(words[1].value)))
    if own is not None and _is_elsewhere([str(each.value) for each in words[2:]]):
        return None
    if own is not None:
        texts = (own_text(inside, f"{name}{end}") for name in _CONFIGURED for end in _ENDINGS)
        return (
            None
            if any(_ELSEWHERE.search(text) for text in texts if text)
            else (
                word,
                f"{program} {word.value}",
                own,
            )
        )
    if program not in _SERVING:
        return None
    if program != "node":
        word = next((each for each in words[1:] if not str(each.value).startswith("-")), word)
    path = inside.path(str(word.value))
    below = path_below(path, str(inside.folder)) if path else None
    first = below.partition("/")[0] if below else ""
    return (word, str(word.value), first) if first in _OUTPUTS else None


def _is_elsewhere(arguments: list[str]) -> bool:
    """Whether a server is told another folder, or another configuration, by what follows its command."""
    named = bool(arguments) and not arguments[0].startswith("-")
    return named or any(map(_TOLD.match, arguments))


def compiler_left_out(folder: str, inside: Container) -> str | None:
    """The command by which ``package.json`` would fill a folder of the working one; ``None`` where something may."""
    build, path = inside.service.build, inside.path(folder)
    tool = _compiler(inside)
    copies = copied_over(inside, path) if path and tool else None
    if build is None or path is None or copies is None or not isinstance(build.context, str):
        return None
    built = inside.built
    if built is None or any(
        path_below(posixpath.normpath(str(each.target)), path) is not None for each in built.copies
    ):
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
