"""Whether a server's defaults hold: nothing that the files leave open can move them."""

from __future__ import annotations

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.contents import content_at, names_at
from toybox_lint.deployment.listening.programs import Program
from toybox_lint.facts import Unknown
from toybox_lint.records import replace

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
    return not server.moved_by or _lacks(replace(inside, folder=program.folder), server.moved_by)


def _flag(word: object) -> str:
    return str(word).partition("=")[0]


def _lacks(inside: Container, names: tuple[str, ...]) -> bool:
    """Whether what the program works on is visible, and none of ``names`` is among it."""
    folder = inside.path(".")
    seen = names_at(inside, folder) if folder else ()
    if isinstance(seen, Unknown) or not any(_is_part(path) for path in seen):
        return False
    return all(content_at(inside, f"{folder}/{name}") is None for name in names)


def _is_part(path: str) -> bool:
    return not path.endswith(_NOT_OF_THE_PROGRAM)
