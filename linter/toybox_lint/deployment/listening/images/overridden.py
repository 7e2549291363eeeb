"""Services that start another program than the image that is built for them, which declares the ports of its own."""

from __future__ import annotations

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.programs import programs
from toybox_lint.deployment.listening.commands.unwrap import Words, program_name
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.model import Process


def starts_another(inside: Container, process: Process | None) -> bool:
    """Whether the service gives a command with which another program runs than the one that its Dockerfile starts.

    The same one with other options is no other program.
    """
    service, built = inside.service, inside.built
    if built is None or not (service.command or service.entrypoint):
        return False
    own = (*(built.entrypoint or ()), *(built.command or ()))
    found = programs(own, inside) if own else ()
    if not found or process is None:
        return False
    return _named(found[-1].words) != _named(process.words)


def _named(words: Words) -> tuple[str, Text | None]:
    """A program, and the first word behind it that is no option: its text, its script, what it is to do."""
    rest = (
        word.value for word in words[1:] if isinstance(word.value, str) and not word.value.startswith("-")
    )
    return program_name(words), next(rest, None)
