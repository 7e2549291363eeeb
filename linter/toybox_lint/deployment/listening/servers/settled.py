"""Whether a server's defaults hold: nothing that the files leave open can move them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.deployment.listening.commands.programs import Program
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at, names_at
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.listening.model import Bind, Listener, Speaks
from toybox_lint.deployment.listening.servers.known import Server
from toybox_lint.facts import Unknown
from toybox_lint.patterns import re
from toybox_lint.records import replace
from toybox_lint.source import Located, SourceFile

_NOT_OF_THE_PROGRAM = ("Dockerfile", ".dockerignore")


def settled(program: Program, inside: Container) -> bool:
    """Whether flags, variables and files of ``program`` are all there, so that what they leave out is its default."""
    server = program.server
    if server is None or not program.certain or server.moved_by is None:
        return False
    if any(isinstance(word.value, Unknown) for word in program.arguments):
        return False
    if any(_flag(word.value) in server.config_flags for word in program.arguments):
        return False
    if server.reads_variables() and not (inside.variables.known and inside.variables.whole):
        return False
    inside = replace(inside, folder=program.folder)
    return not server.moved_by or _lacks(inside, _moving(server, server.moved_by, inside))


def _moving(server: Server, names: tuple[str, ...], inside: Container) -> tuple[str, ...]:
    """``names`` without the configuration that can be read, and leaves the defaults as they are."""
    if not server.name.startswith("vite"):
        return names
    from toybox_lint.deployment.listening.servers.vite import says_nothing

    return (
        tuple(name for name in names if not name.startswith("vite.config")) if says_nothing(inside) else names
    )


def left_open(found: Listener, program: Program, inside: Container) -> Listener:
    """``found`` without what is a default of the program, where a file beside it or its image may say more."""
    server = program.server
    if server and found.speaks is Speaks.HTTP and any(_told(server.tls_told_by, program, inside)):
        found = replace(found, speaks=Speaks.EITHER)
    worded = [each for each in server.moved_by or () if " " in each] if server else []
    entries = (*worded, *server.told_by) if server else ()
    told = next((each.partition(" ")[0] for each in _told(entries, program, inside)), None)
    if server and inside.base and isinstance(inside.base.value, str):
        path = reference(inside.base.value).path
        told = next((f"the image {path}" for each in server.opened_in if path.startswith(each)), told)
    if told is None or (found.bind_explicit and found.port_origin):
        return found
    why = Unknown(f"{told} may say where it listens")
    bind = found.bind if found.bind_explicit else Bind.UNKNOWN
    return replace(found, port=found.port if found.port_origin else why, bind=bind, text=why.reason)


def _told(entries: Sequence[str], program: Program, inside: Container) -> Iterator[str]:
    """Those of ``entries`` that something in the program's folder stands for, or that is put into a folder."""
    if any(each.startswith("/") for each in entries):
        from toybox_lint.deployment.listening.images.unchanged import touches

        yield from (each for each in entries if each.startswith("/") and touches(inside, each))
        entries = [each for each in entries if not each.startswith("/")]
    folder = replace(inside, folder=program.folder).path(".") if entries else None
    if folder:
        yield from (each for each in entries if _tells(inside, f"{folder}/{each}"))


def _flag(word: object) -> str:
    return str(word).partition("=")[0]


def _lacks(inside: Container, names: tuple[str, ...]) -> bool:
    """Whether what the program works on is visible, and none of ``names`` is among it."""
    folder = inside.path(".")
    seen = names_at(inside, folder) if folder else ()
    if isinstance(seen, Unknown) or not any(_is_part(path) for path in seen):
        return False
    return not any(_tells(inside, f"{folder}/{name}") for name in names)


def _tells(inside: Container, entry: str) -> bool:
    """Whether a file is there; with a word behind its name only where it has the word, or cannot be read.

    A word in another one's end is none: every module in JavaScript has ``export``.
    """
    path, _, word = entry.partition(" ")
    found = content_at(inside, path)
    if found is None or not word:
        return found is not None
    if isinstance(found, SourceFile):
        return _has(found.text, word)
    return not isinstance(found, Located) or _has(found.value, word)


def _has(text: str, word: str) -> bool:
    return word in text and bool(re.search(rf"(?<![a-z]){re.escape(word)}", text))


def _is_part(path: str) -> bool:
    return not path.endswith(_NOT_OF_THE_PROGRAM)
