"""Files that a build changes without their names in its commands: many at once, by a patch, or by a script.

Sources: the manuals of ``find`` (``-exec``, ``-name``), ``xargs``, ``patch`` and ``git apply``; a shell puts names in
place of ``*``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.rewriting import edits, is_rewritten, parts_of
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern
from toybox_lint.source import SourceFile

_BY_PATCH = pattern(r"\bpatch\s|\bgit\s+(?:apply|am)\b")
_NAMED = pattern(r"-i?name\s+[\"']?([^\s\"']+)")
_WORD = pattern(r"(?<![^\s\"'|;&])[^\s\"'|;&*]*+\*[^\s\"'|;&]*+")
_SCRIPT = pattern(r"(?<![\w./-])(?:\./)?([\w./-]+\.(?:js|mjs|cjs|ts|py|rb|pl|php|sh))(?![\w.])")
_OF_SHELL = ".sh"
_WRITES = pattern(r"write|copy|rename|put_contents")


def is_among_changed(path: str, commands: Iterable[str], inside: Container) -> bool:
    """Whether one of the commands of a build may change the file at ``path``."""
    name = posixpath.basename(path)
    return any(
        _BY_PATCH.search(text) is not None or any(_edits_it(part, name) for part in parts_of(text))
        for text in commands
    ) or any(_writes(script, path) for script in _scripts(commands, name, inside))


def _edits_it(command: str, name: str) -> bool:
    """Whether a command edits files in their places, and the one of that name may be among them."""
    if not edits(command):
        return False
    named = _NAMED.findall(command)
    if named:
        return any(fnmatchcase(name, each) for each in named)
    words = (posixpath.basename(word) for word in _WORD.findall(command))
    return "xargs" in command or "-exec" in command or any(word and fnmatchcase(name, word) for word in words)


def _writes(script: SourceFile, path: str) -> bool:
    """Whether a script names the file, and writes."""
    if script.path.endswith(_OF_SHELL):
        return is_rewritten(path, (script.text,))
    return posixpath.basename(path) in script.text and _WRITES.search(script.text) is not None


def _scripts(commands: Iterable[str], name: str, inside: Container) -> Iterator[SourceFile]:
    """The scripts of the project, but for the file itself, that the commands run, each once."""
    context = inside.service.build.context if inside.service.build else None
    called = dict.fromkeys(written for command in commands for written in _SCRIPT.findall(command))
    for written in called if isinstance(context, str) else ():
        file = inside.files.read(resolve(str(context), written.lstrip("/")))
        if isinstance(file, SourceFile) and posixpath.basename(written) != name:
            yield file
