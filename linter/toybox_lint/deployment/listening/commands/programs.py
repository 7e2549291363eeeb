"""The programs that a container ends up running, through shells, scripts and wrappers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.scripts import PACKAGE_MANAGERS, Script, script_of
from toybox_lint.deployment.listening.commands.unwrap import Words, program_name, unwrapped
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.servers.known import Catalogue, Server
from toybox_lint.deployment.listening.sources.lending import Lent, lent
from toybox_lint.deployment.listening.tables.loopback_servers import LOOPBACK_SERVERS
from toybox_lint.deployment.listening.tables.node_servers import NODE_SERVERS
from toybox_lint.deployment.listening.tables.other_servers import OTHER_SERVERS
from toybox_lint.deployment.listening.tables.python_servers import PYTHON_SERVERS
from toybox_lint.deployment.listening.tables.silent_programs import SILENT_PROGRAMS
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, field, replace
from toybox_lint.source import Located, Origin, SourceFile
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.listening.commands.shell import Simple

# What each command of a script finds set is kept for it: a script that may set more variables is not followed, and one
# that may set many only once.
_MOST_SIGNS, _MANY_SIGNS = 1500, 500
# In characters: how much of scripts and the like is followed from one start, and what each of them counts at least,
# which is all that it counts for the first time. Where each calls the next a few times, or all call themselves, there
# is no end to them; scripts that are called once end with themselves, however long they are.
_ROOM, _LEAST = 20_000, 300


CATALOGUE = Catalogue((*PYTHON_SERVERS, *NODE_SERVERS, *OTHER_SERVERS, *LOOPBACK_SERVERS, *SILENT_PROGRAMS))
# Names of programs that projects give to scripts of their own as well.
_COMMON_NAMES = frozenset({"serve", "next", "parcel"})
_IDLE = ("sleep ", "tail ")
_SUPERVISOR = "supervisord"
_OF_PROCFILES = frozenset({"honcho", "foreman"})
_DEEPEST = 8
_ENTRY_POINT = pattern(r"entry-?_?point[^/]*$", re.IGNORECASE)
_HANDING_OVER = pattern(r"entry-?_?point|\.sh$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Program:
    """A program with its arguments, and the variables set just for it.

    ``server`` is its entry in the catalogue and ``arguments`` the words after its name. ``certain`` is
    false when a condition, or a script that is not here, decides whether it runs. ``folder`` is where it
    is started. ``lent``: what starts it gives it further variables that are not known.
    """

    words: Words
    server: Server | None
    arguments: Words
    variables: Mapping[str, Text] = field(default_factory=dict)
    certain: bool = True
    folder: Text = ""
    lent: bool = False

    @property
    def origin(self) -> Origin:
        return self.words[0].origin


class _Way:
    """How deep in scripts that run one another something stands; the room is that of all ways from the same start."""

    __slots__ = ("_left", "_met", "depth")

    def __init__(self, depth: int, left: list[int], met: set[Text]) -> None:
        self.depth, self._left, self._met = depth, left, met

    def deeper(self) -> _Way:
        return _Way(self.depth + 1, self._left, self._met)

    def goes_on(self) -> bool:
        return self.depth < _DEEPEST and self._left[0] > 0

    def has_met(self, text: Text) -> bool:
        return text in self._met

    def take(self, texts: Iterable[Text]) -> None:
        for text in texts:
            self._left[0] -= max(len(str(text)), _LEAST) if text in self._met else _LEAST
            self._met.add(text)


def programs(words: Words, container: Container) -> tuple[Program, ...]:
    """What runs when the container starts ``words``, in order.

    The last one is the container's process; those before it run beside it (``nginx & gunicorn app``).
    Commands that end before, such as a migration, are left out.
    """
    found = tuple(_programs(words, container, _Way(0, [_ROOM], set())))
    return _lasting(found)


def _lasting(found: tuple[tuple[Program, bool], ...]) -> tuple[Program, ...]:
    """Up to the first that certainly stays in the foreground, without those that end before.

    What nobody knows may be the server, unless it stands before a known one and not in the background: but what only
    keeps the container running stands behind something that went into the background by itself.
    """
    kept: list[tuple[Program, bool]] = []
    for program, background in found:
        stays = program.server is not None and program.server.forever
        if stays and program.certain and not background:
            idle = program.server is not None and program.server.name.startswith(_IDLE)
            return (*(each for each, beside in kept if each.server or beside or idle), program)
        if stays or program.server is None:
            kept.append((program, background))
    return tuple(program for program, _ in kept or found[-1:])


def _programs(words: Words, container: Container, way: _Way) -> Iterator[tuple[Program, bool]]:
    """What ``words`` start, each with the variables that the wrappers before it set, and whether in the background."""
    bare = unwrapped(words)
    if not bare:
        return
    given = lent(words, bare, container)
    if not (given.values or given.unseen):
        yield from _unwrapped_programs(bare, container, way)
        return
    container = replace(container, variables=given.added(container.variables, words[0]))
    for program, background in _unwrapped_programs(bare, container, way):
        variables = {**given.values, **program.variables}
        yield replace(program, variables=variables, lent=program.lent or given.unseen), background


def _unwrapped_programs(words: Words, container: Container, way: _Way) -> Iterator[tuple[Program, bool]]:
    script = script_of(words, container) if way.goes_on() else None
    if script:
        yield from _in_script(script, container, way)
        return
    if program_name(words) == _SUPERVISOR and (kept := tuple(_supervised(words, container, way))):
        yield from kept
        return
    if program_name(words) in _OF_PROCFILES and (kept := tuple(_declared(words, container, way))):
        yield from kept
        return
    words = _brought(words, container)
    match = CATALOGUE.find(words)
    if match and words[0].value in _COMMON_NAMES and _is_script_of_project(str(words[0].value), container):
        match = None
    if not match and len(words) > 1 and way.goes_on() and _hands_over(words[0].value):
        entering = bool(_ENTRY_POINT.search(str(words[0].value)))
        for program, background in _programs(words[1:], container, way.deeper()):
            # What it does before opens no port: those who wrote it were asked for something that has none.
            sure = entering and program.certain and program.server is not None and program.server.silent
            yield replace(program, certain=sure), background
        return
    from toybox_lint.deployment.listening.sources.frameworks import framework_server

    server, rest = match if match else (framework_server(words, container), words[1:])
    from toybox_lint.deployment.listening.commands.detaching import detaches

    yield Program(words, server, rest, folder=container.folder), detaches(words)


def _is_script_of_project(name: str, container: Container) -> bool:
    """Whether a project in Python brings a program of that name."""
    content = content_at(container, container.path("pyproject.toml") or "")
    if not isinstance(content, SourceFile) or "scripts]" not in content.text:
        return False
    return re.search(rf"^[\"']?{re.escape(name)}[\"']?\s*=", content.text, re.MULTILINE) is not None


def _supervised(words: Words, container: Container, way: _Way) -> Iterator[tuple[Program, bool]]:
    """What Supervisor starts, all beside one another."""
    from toybox_lint.deployment.listening.commands.supervisor import supervised

    found = supervised(words, container) if way.goes_on() else ()
    way.take(" ".join(str(word.value) for word in each.words) for each in found)
    for each in found:
        given = Lent({}, each.lent)
        inside = replace(container, variables=given.added(container.variables, each.words[0]))
        inside = in_folder(inside, each.folder) if each.folder else inside
        for program, _ in _programs(each.words, inside, way.deeper()):
            yield replace(program, lent=program.lent or each.lent), True


def _declared(words: Words, container: Container, way: _Way) -> Iterator[tuple[Program, bool]]:
    """What a Procfile has started, all beside one another, each with a port of its own."""
    from toybox_lint.deployment.listening.commands.procfile import declared

    given = container.variables.given("PORT")
    for each in declared(words, container) if way.goes_on() else ():
        counted = each.port is not None and (given is None or given.value != str(each.port))
        values: dict[str, Text] = {"PORT": str(each.port)} if counted else {}
        if each.port is None:
            values = {"PORT": Unknown("what it is started by decides its port")}
        inside = replace(container, variables=Lent(values, each.lent).added(container.variables, words[0]))
        script = Script(Located(each.text.value, each.text.origin))
        for program, _ in _in_script(script, inside, way.deeper()):
            yield (
                replace(program, variables={**values, **program.variables}, lent=program.lent or each.lent),
                True,
            )


def _brought(words: Words, container: Container) -> Words:
    """What a package manager starts where that is known: the program of a package by its own name."""
    if program_name(words) not in PACKAGE_MANAGERS:
        return words
    from toybox_lint.deployment.listening.commands.package_scripts import of_a_package

    inner = of_a_package(words, container)
    return inner if CATALOGUE.find(inner) else words


def _hands_over(name: Text) -> bool:
    """Whether a script that is not visible looks like one that ends in ``exec "$@"``."""
    return isinstance(name, str) and bool(_HANDING_OVER.search(posixpath.basename(name)))


def _in_script(script: Script, container: Container, way: _Way) -> Iterator[tuple[Program, bool]]:
    most = _MANY_SIGNS if way.has_met(script.text.value) else _MOST_SIGNS
    if not isinstance(script.text.value, str) or script.text.value.count("=") > most:
        yield Program((script.text,), None, (), certain=False), False
        return
    way.take([script.text.value])
    if script.folder:
        container = in_folder(container, script.folder)
    lookup = container.variables.lookup
    from toybox_lint.deployment.listening.commands.shell import simple_commands

    commands = simple_commands(script.text.value, script.text.origin, lookup, script.arguments)
    if commands and script.added:
        commands = (*commands[:-1], replace(commands[-1], words=commands[-1].words + script.added))
    for command in commands:
        if command.words[0].value == "cd" and command.certain and len(command.words) > 1:
            container = in_folder(container, command.words[1].value)
        else:
            yield from _in_command(command, container, way)


def in_folder(container: Container, folder: Text) -> Container:
    """The container as a command finds it in ``folder``."""
    path = container.path(folder) if isinstance(folder, str) else None
    return replace(container, folder=path or Unknown("the script decides the folder"))


def _in_command(command: Simple, container: Container, way: _Way) -> Iterator[tuple[Program, bool]]:
    given = Lent(command.variables, command.lent)
    inner = replace(container, variables=given.added(container.variables, command.words[0]))
    for program, background in _programs(command.words, inner, way.deeper()):
        variables = {**command.variables, **program.variables}
        certain = program.certain and command.certain
        yield (
            replace(program, variables=variables, certain=certain, lent=program.lent or command.lent),
            background or command.background,
        )
