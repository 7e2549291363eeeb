"""The healthcheck that the engine runs in a service's containers, and the program it starts.

Sources: Docker's documentation of ``HEALTHCHECK`` and the Compose specification: ``CMD`` starts its words as they are,
``CMD-SHELL`` gives its text to ``/bin/sh -c``; a service that waits with ``service_healthy`` is not started
while the other one is not healthy.
"""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from toybox_lint.compose.model import Dependency, Text
from toybox_lint.deployment.listening.commands.shell import simple_commands
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.model import Member
from toybox_lint.facts import Unknown
from toybox_lint.files import Files
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin
from toybox_lint.typed import cast

# Commands that cannot make a check succeed whose first one is missing.
_NO_HELP = frozenset({"exit", "false", "grep", "egrep", "kill", "jq", "awk", "cut", "tr", "head", "tail"})
_SHELLS = [["sh", "-c"], ["/bin/sh", "-c"], ["bash", "-c"], ["/bin/bash", "-c"]]
_UNSURE = (";", "\n", "true", "exit 0", "grep -v", "if ", "while ", "&& exit")


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """A healthcheck: its words in the form of Compose (``CMD`` or ``CMD-SHELL`` first) and its container.

    ``waiting`` are the services that start only when it has succeeded, each with the place that says so. ``script`` is
    the text that a shell runs, ``None`` where a program is started without one. ``arguments`` are the words of the
    only, or first, command; none when that cannot be told. ``program`` is what must be there for the check to
    succeed, without its folder.
    """

    member: Member
    inside: Container
    words: tuple[Located[Text], ...]
    waiting: tuple[tuple[Member, Dependency], ...]
    script: Located[Text] | None
    arguments: tuple[Located[Text], ...]
    program: Located[str] | None

    @property
    def in_shell(self) -> bool:
        """Whether the engine gives it to a shell."""
        return self.words[0].value != "CMD"

    @property
    def origin(self) -> Origin:
        """The whole test."""
        return self.words[1].origin


def _script(words: tuple[Located[Text], ...]) -> Located[Text] | None:
    if words[0].value != "CMD":
        return words[1]
    first = [str(word.value) for word in words[1:3]]
    return words[3] if first in _SHELLS and len(words) > 3 else None


def _arguments(
    words: tuple[Located[Text], ...], script: Located[Text] | None, inside: Container
) -> tuple[Located[Text], ...]:
    if script is None:
        return words[1:]
    text = script.value
    if isinstance(text, Unknown) or any(part in text for part in _UNSURE):
        return ()
    commands = simple_commands(text, script.origin, inside.variables.lookup)
    if not commands or any(command.words[0].value not in _NO_HELP for command in commands[1:]):
        return ()
    return _unwrapped(commands[0].words)


def _program(arguments: tuple[Located[Text], ...]) -> Located[str] | None:
    first = arguments[0] if arguments else None
    if first is None or not isinstance(first.value, str):
        return None
    return Located(posixpath.basename(first.value), first.origin)


def checks(members: Sequence[Member], files: Files) -> tuple[Check, ...]:
    """The healthchecks of services that run and whose words are known.

    Those of the last deployment are kept: several rules ask for them, and Dockerfiles are read for them.
    """
    return _checks(tuple(members), cast("Hashable", files))


@lru_cache(maxsize=1)
def _checks(members: tuple[Member, ...], files: Hashable) -> tuple[Check, ...]:
    return tuple(_found(members, cast("Files", files)))


def _found(members: Sequence[Member], files: Files) -> Iterator[Check]:
    waits = waiting(members)
    for member in members:
        own = member.service.healthcheck
        if member.runs is False or (own and own.disabled) or not (own or member.service.build):
            continue
        inside = container(member.service, files)
        words = own.test if own and own.test else _of_dockerfile(inside)
        if words and len(words) > 1 and words[0].value in ("CMD", "CMD-SHELL"):
            script = _script(words)
            arguments = _arguments(words, script, inside)
            others = tuple(waits.get((id(member.project), member.name), ()))
            yield Check(member, inside, words, others, script, arguments, _program(arguments))


def waiting(
    members: Iterable[Member], condition: str = "service_healthy"
) -> Mapping[tuple[int, str], list[tuple[Member, Dependency]]]:
    """The services that start only when another one is healthy, or so far, by that one's project and name."""
    found: dict[tuple[int, str], list[tuple[Member, Dependency]]] = {}
    for member in members:
        for dependency in member.service.depends_on if member.runs is not False else ():
            if dependency.condition == condition:
                found.setdefault((id(member.project), dependency.service), []).append((member, dependency))
    return found


def _of_dockerfile(inside: Container) -> tuple[Located[Text], ...] | None:
    """The test of the Dockerfile in the words of Compose: its shell form begins with ``/bin/sh -c``."""
    words = inside.built.healthcheck if inside.built else None
    if not words or words[0].value == "NONE":
        return None
    shell = [str(word.value) for word in words[:2]] == ["/bin/sh", "-c"]
    kind: Located[Text] = Located("CMD-SHELL" if shell else "CMD", words[0].origin)
    return (kind, *words[2 if shell else 0 :])


def _unwrapped(words: tuple[Located[Text], ...]) -> tuple[Located[Text], ...]:
    """The words without a leading ``timeout SECONDS`` or ``exec``."""
    first = words[0].value
    if first == "exec":
        return words[1:]
    if first == "timeout" and len(words) > 2 and str(words[1].value).isdigit():
        return words[2:]
    return words
