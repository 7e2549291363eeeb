"""The programs that a container ends up running, through shells, scripts and wrappers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.servers import Catalogue, Server
from toybox_lint.deployment.listening.shell import Simple, simple_commands
from toybox_lint.deployment.listening.tables.node_servers import NODE_SERVERS
from toybox_lint.deployment.listening.tables.other_servers import OTHER_SERVERS
from toybox_lint.deployment.listening.tables.python_servers import PYTHON_SERVERS
from toybox_lint.deployment.listening.tables.silent_programs import SILENT_PROGRAMS
from toybox_lint.deployment.listening.unwrap import Words, program_name, unwrapped
from toybox_lint.source import Located, Origin

CATALOGUE = Catalogue((*PYTHON_SERVERS, *NODE_SERVERS, *OTHER_SERVERS, *SILENT_PROGRAMS))
_SHELLS = frozenset({"sh", "bash", "ash", "dash", "zsh", "ksh", "busybox"})
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Program:
    """A program with its arguments, and the variables set just for it.

    ``server`` is its entry in the catalogue and ``arguments`` the words after its name. ``certain`` is
    false when a condition, or a script that is not here, decides whether it runs.
    """

    words: Words
    server: Server | None
    arguments: Words
    variables: Mapping[str, Text] = field(default_factory=dict)
    certain: bool = True

    @property
    def origin(self) -> Origin:
        return self.words[0].origin


def programs(words: Words, container: Container) -> tuple[Program, ...]:
    """What runs when the container starts ``words``, in order.

    The last one is the container's process; those before it run beside it (``nginx & gunicorn app``).
    Commands that end before, such as a migration, are left out.
    """
    found = tuple(_programs(words, container, 0))
    return _lasting(found)


def _lasting(found: tuple[tuple[Program, bool], ...]) -> tuple[Program, ...]:
    """Up to the first that stays in the foreground, without the commands before it that end."""
    kept: list[Program] = []
    for number, (program, background) in enumerate(found):
        stays = program.server is not None and program.server.forever
        if stays or number == len(found) - 1:
            kept.append(program)
        if stays and program.certain and not background:
            break
    return tuple(kept)


def _programs(words: Words, container: Container, depth: int) -> Iterator[tuple[Program, bool]]:
    words = unwrapped(words)
    if not words:
        return
    script = _shell_script(words) if depth < _DEEPEST else None
    if script:
        text, arguments = script
        yield from _in_script(text, arguments, container, depth)
        return
    match = CATALOGUE.find(words)
    server, rest = match if match else (None, words[1:])
    yield Program(words, server, rest), False


def _shell_script(words: Words) -> tuple[Located[Text], Words] | None:
    """The script and its arguments when ``words`` are ``sh -c script``."""
    if program_name(words) not in _SHELLS:
        return None
    for number, word in enumerate(words[1:], 1):
        text = word.value
        if not isinstance(text, str) or not text.startswith(("-", "+")):
            return None
        if not text.startswith("--") and "c" in text and number + 1 < len(words):
            return words[number + 1], words[number + 3 :]
    return None


def _in_script(
    script: Located[Text], arguments: Words, container: Container, depth: int
) -> Iterator[tuple[Program, bool]]:
    if not isinstance(script.value, str):
        yield Program((script,), None, (), certain=False), False
        return
    lookup = container.variables.lookup
    for command in simple_commands(script.value, script.origin, lookup, arguments):
        yield from _in_command(command, container, depth)


def _in_command(command: Simple, container: Container, depth: int) -> Iterator[tuple[Program, bool]]:
    inner = replace(container, variables=container.variables.with_values(command.variables, command.words[0]))
    for program, background in _programs(command.words, inner, depth + 1):
        variables = {**command.variables, **program.variables}
        certain = program.certain and command.certain
        yield (
            replace(program, variables=variables, certain=certain),
            background or command.background,
        )
