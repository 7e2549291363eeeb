"""Volumes that a Django is given for its files, at another place than where it puts them.

Source: Django's documentation of ``collectstatic``, which writes to ``STATIC_ROOT`` alone, and of ``MEDIA_ROOT``.
"""

from __future__ import annotations

import posixpath

from toybox_lint.compose.model import Mount
from toybox_lint.deployment.applications.django import settings_texts
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files, overlap, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import SourceFile

_COMMENT = pattern(r"#[^\n]*")
_ROOT = pattern(r"(?m)^(?P<name>STATIC_ROOT|MEDIA_ROOT)[ \t]*=[ \t]*+(?P<value>[^\n]*[^ \t\n])[ \t]*$")
_BASE = pattern(
    r"(?m)^BASE_DIR[ \t]*=[ \t]*(?:pathlib\.)?Path\(__file__\)\.resolve\(\)((?:\.parent)+)[ \t]*$"
)
_BELOW = pattern(
    r"(?:BASE_DIR[ \t]*/[ \t]*[\"']([\w/.-]+)[\"']"
    r"|os\.path\.join\([ \t]*BASE_DIR[ \t]*,[ \t]*[\"']([\w/.-]+)[\"'][ \t]*\)"
    r"|[\"'](/[\w/.-]+)[\"'])"
)
_OF_STATIC = ("static", "collected", "assets")


def misses(member: Member, mount: Mount, files: Files) -> str | None:
    """``STATIC_ROOT`` of ``member``, where nothing of what it writes is at ``mount``, which is called so."""
    process, target = member.listening.process, posixpath.normpath(str(mount.target))
    if process is None or member.service.build is None:
        return None
    if not posixpath.basename(target).startswith(_OF_STATIC):
        return None
    inside = container(member.service, files)
    roots = _roots(settings_texts(inside, process.words), inside)
    if (
        "STATIC_ROOT" not in roots
        or any(overlap(target, path) for path in roots.values())
        or _has(inside, target)
    ):
        return None
    return roots["STATIC_ROOT"]


def _has(inside: Container, target: str) -> bool:
    """Whether the image may have something at the place, with which the engine fills a new volume."""
    build, folder = inside.service.build, inside.folder
    if build is None or not isinstance(build.context, str) or not isinstance(folder, str):
        return True
    below = posixpath.relpath(target, folder)
    last = posixpath.basename(target)
    told = any(last in run for run in (inside.built.runs if inside.built else ())) or _is_filled(inside, last)
    return told or below.startswith("..") or inside.files.is_directory(resolve(build.context, below))


def _is_filled(inside: Container, name: str) -> bool:
    """Whether the command, or a script that it or the entrypoint names, speaks of a folder of that name."""
    service, built = inside.service, inside.built
    given = (*(each.words for each in (service.entrypoint, service.command) if each),)
    told = (*given, *((built.entrypoint or (), built.command or ()) if built else ()))
    said = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    for text in (str(word.value) for words in told for word in words):
        path = inside.path(text)
        file = content_at(inside, path) if path and " " not in text else None
        if said.search(file.text if isinstance(file, SourceFile) else text):
            return True
    return False


def _roots(texts: tuple[SourceFile, ...], inside: Container) -> dict[str, str]:
    """The absolute paths of both settings; nothing where one of them is written more than once, or otherwise."""
    found: dict[str, str] = {}
    code = [_COMMENT.sub("", text.text) for text in texts]
    base = _base(texts, code, inside)
    for text in code:
        for match in _ROOT.finditer(text):
            path = _BELOW.fullmatch(match["value"])
            if path is None or match["name"] in found or (base is None and not path[3]):
                return {}
            found[match["name"]] = posixpath.normpath(
                posixpath.join(base or "/", path[1] or path[2] or path[3])
            )
    named = sum(text.count("STATIC_ROOT") for text in code)
    return found if named == 1 else {}


def _base(texts: tuple[SourceFile, ...], code: list[str], inside: Container) -> str | None:
    """``BASE_DIR`` in the container, by the place of the module that sets it."""
    build, folder = inside.service.build, inside.folder
    if build is None or not isinstance(build.context, str) or not isinstance(folder, str):
        return None
    for file, text in zip(texts, code, strict=True):
        match = _BASE.search(text)
        if match is None:
            continue
        path = posixpath.normpath(posixpath.join(folder, posixpath.relpath(file.path, build.context)))
        bare = replace(inside, service=replace(inside.service, mounts=()))
        there = content_at(bare, path)
        if not isinstance(there, SourceFile) or there.path != file.path:
            return None
        for _ in range(match[1].count(".parent")):
            path = posixpath.dirname(path)
        return path
    return None
