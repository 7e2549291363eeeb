"""What becomes the process of a container, one step after the other: its command, and what each script ends in."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening.commands.programs import in_folder
from toybox_lint.deployment.listening.commands.scripts import Script, script_of
from toybox_lint.deployment.listening.commands.unwrap import Words, unwrapped
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.well_known import is_plain, reference
from toybox_lint.deployment.listening.process import effective_words
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.records import dataclass, replace
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.listening.commands.shell import Simple

_DEEPEST = 8
# Characters of a script that is followed, for each service that starts it.
_LONGEST = 16_000
# Images that have no entrypoint, though a variable for servers.
_OF_DOTNET = ("dotnet/aspnet", "dotnet/runtime")
# Plain images without an entrypoint. Source: their Dockerfiles.
_WITHOUT_ENTRYPOINT = word_set("""
    alpine debian ubuntu busybox fedora rockylinux almalinux archlinux buildpack-deps amazonlinux
    python pypy golang ruby rust amazoncorretto
""")


@dataclass(frozen=True, slots=True)
class Step:
    """Words that are executed where nothing stays beside them: when they end, so does the container.

    ``inside`` is the container as they find it. ``direct``: the engine itself executes them, and no shell or wrapper
    does. ``before`` are the texts of the scripts that lead there.
    """

    words: Words
    inside: Container
    direct: bool
    before: tuple[str, ...] = ()


def steps(inside: Container) -> tuple[Step, ...]:
    """The steps from what the engine starts to what is the process in the end, as far as they are certain."""
    known = _known_steps(inside.files)
    if id(inside) not in known:
        known[id(inside)] = inside, tuple(_steps(inside))
    return known[id(inside)][1]


@remembered
def _known_steps(_: Files) -> dict[int, tuple[Container, tuple[Step, ...]]]:
    """Those of the containers that have been asked for, by their identities; they stay beside them."""
    return {}


def _steps(inside: Container) -> Iterator[Step]:
    words = effective_words(inside)
    if not words or not _is_known(inside):
        return
    direct = _without_more(inside) and not inside.service.config.get("init")
    yield from _from(Step(words, inside, direct), 0)


def _is_known(inside: Container) -> bool:
    """Whether no entrypoint that nobody knows may do something else with the command."""
    base = inside.base.value if inside.base else None
    if _has_entrypoint(inside):
        return True
    return isinstance(base, str) and (is_plain(base) or reference(base).path.startswith(_OF_DOTNET))


def _has_entrypoint(inside: Container) -> bool:
    service, built = inside.service, inside.built
    if service.entrypoint is not None:
        return bool(service.entrypoint.words)
    return built is not None and bool(built.entrypoint)


def _without_more(inside: Container) -> bool:
    base = inside.base.value if inside.base else None
    plain = isinstance(base, str) and reference(base).path in _WITHOUT_ENTRYPOINT
    return _has_entrypoint(inside) or plain or inside.service.entrypoint is not None


def _from(step: Step, depth: int) -> Iterator[Step]:
    yield step
    bare = unwrapped(step.words)
    if bare and bare is not step.words:
        step = replace(step, words=bare, direct=False)
        yield step
    script = script_of(bare, step.inside) if bare and depth < _DEEPEST else None
    if script is None or not isinstance(script.text.value, str) or len(script.text.value) > _LONGEST:
        return
    from toybox_lint.deployment.listening.commands.shell import simple_commands

    inside = in_folder(step.inside, script.folder) if script.folder else step.inside
    text, lookup = script.text.value, inside.variables.lookup
    for command in _leading(simple_commands(text, script.text.origin, lookup, script.arguments), script):
        if command.words[0].value == "cd" and len(command.words) > 1:
            inside = in_folder(inside, command.words[1].value)
        elif not command.background:
            yield from _from(Step(command.words, inside, False, (*step.before, text)), depth + 1)


def _leading(commands: tuple[Simple, ...], script: Script) -> Iterator[Simple]:
    """The changes of the folder, and the command that takes the place of the script or is its last."""
    for number, command in enumerate(commands, 1):
        first, last = command.words[0].value, number == len(commands)
        if not command.certain:
            continue
        if first == "cd":
            yield command
        elif first == "exec" or last:
            yield replace(command, words=(*command.words, *script.added)) if last else command
            return
