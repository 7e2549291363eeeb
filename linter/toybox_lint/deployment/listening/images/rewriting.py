"""Files of a container that a command changes after they came there: in the build of its image, or at its start.

Sources: the manuals of the commands: ``sed -i`` and ``perl -i`` change their files, ``cp``, ``mv`` and ``install`` put
one at their last word, a shell writes to what stands behind ``>``, and ``tee`` to its words.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import has_hooks
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, SourceFile

_BETWEEN = pattern(r"&&|\|\||;|\n")
# By which line ends alone are changed.
_OF_LINE_ENDS = pattern(r"\\r|\^M|\r")
_EDITORS = pattern(r"\b(?:sed|perl|yq|gsed|g?awk)\s")
# Which change what they are given: by lines of their own, and by a program that stands in the command.
_EX = pattern(r"\b(?:ex|ed)\s+-")
_INLINE, _WRITES_BY_ITSELF = (
    pattern(r"\b(?:python3?|node|ruby|php|deno|bun)\s+-[cerp]\b"),
    pattern(r"write|put_contents"),
)
_IN_PLACE = pattern(r"\s(?:-[a-zA-Z]*i(?:\b|[.\"'\s])|--in-?place)")
_MANIFEST, _SETS_SCRIPTS = "package.json", pattern(r"\bnpm\s+(?:pkg\s+set|set-script)\s")
_INTO = pattern(r">\|?\s*[\"']?/?[\w$]|\btee\s")
_ENDINGS = (".sh", ".bash")
_BETWEEN_WORDS = pattern(r"\s")
# Packages are installed elsewhere.
_PUTTING = pattern(r"\b(?:cp|mv|ln|(?<!pip )(?<!pip3 )(?<!get )(?<!apt )(?<!npm )(?<!-y )install)\s")
_TEE = pattern(r"\btee\s")
_WRITING = (_PUTTING, _TEE, _EX)


def is_rewritten(path: str, commands: Iterable[str]) -> bool:
    """Whether one of the commands, each the text of a shell, writes to a file of that name."""
    name = posixpath.basename(path)
    return any(
        any(_writes(part, name) for part in _BETWEEN.split(text)) or _writes_inline(text, name)
        for text in commands
        if name in text or (name == _MANIFEST and "pkg" in text)
    )


def is_written_below(folder: str, commands: Sequence[str]) -> bool:
    """Whether one of the commands writes something into a folder, as far as it names it, or goes through its files."""
    below = re.compile(rf">\|?\s*[\"']?{re.escape(folder)}/")
    there = re.compile(rf"\b(?:for\s+\w+\s+in|cd)\s[^;&|\n]*{re.escape(folder)}/")
    return any(there.search(text) is not None for text in commands) or any(
        below.search(part) is not None or _edits(part) or any(each.search(part) for each in (_PUTTING, _TEE))
        for text in commands
        if f"{folder}/" in text
        for part in _BETWEEN.split(text)
        if f"{folder}/" in part
    )


def writing_commands(inside: Container) -> tuple[str, ...]:
    """The commands of the build and of the start that write into a file, whichever it is."""
    runs = inside.built.runs if inside.built else []
    parts = (part for text in (*runs, *started_texts(inside)) for part in _BETWEEN.split(text))
    return tuple(each for each in parts if _INTO.search(each) or _edits(each))


def _writes_inline(text: str, name: str) -> bool:
    """Whether a program in the command itself writes files, and names that one."""
    return _INLINE.search(text) is not None and name in text and _WRITES_BY_ITSELF.search(text) is not None


def edits(command: str) -> bool:
    """Whether it edits files in their places, and not the ends of their lines alone."""
    return _edits(command) and _OF_LINE_ENDS.search(command) is None


def parts_of(text: str) -> list[str]:
    """The commands of a text of a shell; a pipe is one."""
    return _BETWEEN.split(text)


def _edits(command: str) -> bool:
    return _EDITORS.search(command) is not None and _IN_PLACE.search(command) is not None


def _writes(command: str, name: str) -> bool:
    if name not in command and name != _MANIFEST:
        return False
    if name == _MANIFEST and _SETS_SCRIPTS.search(command):
        return True
    if ">" not in command and not any(each.search(command) for each in _WRITING) and not _edits(command):
        return False
    word = rf"(?:[^\s\"'<>|]*/)?{re.escape(name)}[\"']?(?=[\s|<&)]|\Z)"
    if re.search(rf">\|?\s*[\"']?{word}", command):
        return True
    if re.search(rf"\s[\"']?{word}", command) is None:
        return False
    if _TEE.search(command) or _edits(command) or _EX.search(command):
        return _OF_LINE_ENDS.search(command) is None
    return _PUTTING.search(command) is not None and re.search(rf"\s[\"']?{word}\s*\Z", command) is not None


@remembered
def started_texts(inside: Container) -> tuple[str, ...]:
    """The words that a container is started with, and the texts of the scripts of its project among them."""
    service, built = inside.service, inside.built
    given = (service.entrypoint, service.command)
    words = [word for command in given if command for word in command.words]
    words += [*(built.entrypoint or ()), *(built.command or ())] if built else []
    texts = dict.fromkeys(word.value for word in words if isinstance(word.value, str))
    scripts = [each for each in texts if each.endswith(_ENDINGS) or each.startswith(("/", "./"))]
    own = (text for each in scripts for text in _script(each, inside))
    if not has_hooks(inside):
        return (*texts, *own)
    from toybox_lint.deployment.listening.images.hooks import hook_texts

    return (*texts, *own, *hook_texts(inside))


def _script(word: str, inside: Container) -> tuple[str, ...]:
    """The text of a file of the project that a word names."""
    from toybox_lint.deployment.listening.images.contents import as_brought

    path = inside.path(word) if not _BETWEEN_WORDS.search(word) else None
    found = as_brought(inside, path) if path else None
    text = (
        found.text if isinstance(found, SourceFile) else found.value if isinstance(found, Located) else None
    )
    return (text,) if text else ()


def taken_from(path: str, inside: Container) -> str | None:
    """The file of which a copy is put at ``path`` at the start, where one command does that and nothing else."""
    name = posixpath.basename(path)
    texts = started_texts(inside)
    parts = [part for text in texts for part in _BETWEEN.split(text) if _writes(part, name)]
    words = parts[0].split() if len(parts) == 1 else []
    plain = len(words) > 2 and words[-3] == "cp" and words[-1].strip("\"'") == path and "$" not in words[-2]
    return inside.path(words[-2].strip("\"'")) if plain else None
