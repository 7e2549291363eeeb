"""Which program is the container's process, and what it tells about listening."""

from __future__ import annotations

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.programs import CATALOGUE, Program, programs
from toybox_lint.deployment.listening.commands.unwrap import Words, program_name
from toybox_lint.deployment.listening.container import Container, Variables
from toybox_lint.deployment.listening.images.commandless import ending
from toybox_lint.deployment.listening.images.well_known import image_program, is_plain, reference
from toybox_lint.deployment.listening.model import Grade, Listener, Process
from toybox_lint.deployment.listening.servers.known import Server
from toybox_lint.deployment.listening.servers.reading import Configured, listeners_of
from toybox_lint.deployment.listening.servers.settled import left_open, settled
from toybox_lint.deployment.listening.sources.lending import Lent
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.listening.servers.gunicorn import Gunicorn

_ALONE = frozenset({"oauth2-proxy/oauth2-proxy"})
# Red Hat's images of Java start whatever program is in them by a script.
_OF_JAVA, _BY_SCRIPT = "/openjdk-", "/opt/jboss/container/java/run/run-java.sh"
# A program of its own, known by its flags, and what many other programs call a subcommand.
_SUBCOMMANDS = {"serve": ("-l", "--listen", "-s", "--single")}
_SEVERAL = 2
# By which a release of Elixir is started.
_RELEASED = frozenset({"start", "start_iex", "daemon", "foreground"})
_IN_ONE_WORD = "its whole command is one word, and no program is called so: it does not start"
_FIRM = (Grade.COMMAND, Grade.PORT_VARIABLE, Grade.CONFIG_FILE)


@dataclass(frozen=True, slots=True)
class Running:
    """The processes of a container: the main one, and the listeners of all of them.

    ``complete``: every program is known and tells by itself where it listens, or that it does not. ``several``: more
    than one is started. ``refused``: a server that does not start with what it is told, which ``reason`` says.
    ``around`` is the container as the main one finds it: with the variables that are set just for it, in its folder.
    """

    process: Process | None
    listeners: tuple[Listener, ...] = ()
    complete: bool = False
    reason: str | None = None
    several: bool = False
    refused: bool = False
    around: Container | None = None


def running(container: Container) -> Running:
    """What the effective command of ``container`` starts."""
    words = effective_words(container)
    if not words:
        end = ending(container)
        return Running(
            None, (), end is not None, end or "its command is not in the files", refused=end is not None
        )
    if is_no_program(words, container):
        process = Process(None, words, words[0].origin, runs_forever=False)
        return Running(process, (), True, _IN_ONE_WORD, refused=True)
    found = programs(words, container)
    if not found:
        return Running(None, reason="its command ends in nothing that is known")
    settings = {id(program): _gunicorn(program, container) for program in found}
    listeners = tuple(
        each for program in found for each in _listeners(program, container, settings[id(program)])
    )
    known = all(program.server and program.certain for program in found)
    process = _process(found[-1], settings[id(found[-1])])
    refused = _refusal(found[-1], container) if len(found) == 1 else None
    if refused:
        return Running(process, (), True, refused, refused=True)
    idle = _idle(found[0], container) if len(found) == 1 else None
    if idle:
        return Running(process, (), True, idle)
    if known and not listeners and _quiet(found) and not container.service.config.get("post_start"):
        by_hand = ", until something is started in it by hand" if process.waiting else ""
        return Running(process, (), True, f"it runs {process.server}, which listens on nothing{by_hand}")
    firm = all(each.grade in _FIRM for each in listeners)
    complete = known and bool(listeners) and (firm or all(settled(each, container) for each in found))
    reason = None if complete else _incomplete(found)
    around = _around(found[-1], container)
    return Running(process, listeners, complete, reason, len(found) > 1, around=around)


def effective_words(container: Container) -> Words:
    """The words that the engine starts: ``entrypoint`` followed by ``command``; empty when not known."""
    service, built = container.service, container.built
    command = service.command.words if service.command else None
    if service.entrypoint and service.entrypoint.words:
        return (*service.entrypoint.words, *(command or ()))
    if command is None:
        command = built.command if built and built.command else ()
    if service.entrypoint:
        return command
    if built and built.entrypoint:
        return (*built.entrypoint, *command)
    return with_entrypoint(command, container.base.value if container.base else None) or _alone(
        container.base
    )


def is_no_program(words: Words, container: Container) -> bool:
    """Whether the name of the program is a whole command, and nothing that is known to be there takes it apart."""
    name, service, built = words[0].value, container.service, container.built
    if not isinstance(name, str) or name.startswith(("/", ".", "-")) or len(name.split()) < _SEVERAL:
        return False
    if service.entrypoint and service.entrypoint.words:
        return True
    if built is not None and built.entrypoint and not service.entrypoint:
        return True
    base = container.base.value if container.base else None
    return isinstance(base, str) and is_plain(base)


def _alone(base: Located[Text] | None) -> Words:
    """The program of an image that starts one without arguments, and is not known by its ports."""
    path = reference(base.value).path if base and isinstance(base.value, str) else ""
    name = image_program(path) if path in _ALONE else None
    if path.startswith("ubi") and _OF_JAVA in path:
        name = _BY_SCRIPT
    return (Located(name, replace(base.origin, exact=False)),) if name and base else ()


def with_entrypoint(command: Words, image: object) -> Words:
    """``command`` after the entrypoint of a well-known image that starts one program.

    Empty when its first word is rather an argument for the entrypoint of an image that nobody knows.
    """
    name = image_program(image) if isinstance(image, str) and command else None
    if name is None and _subcommand(command) and not (isinstance(image, str) and is_plain(image)):
        return ()
    if name is None or program_name(command) == name:
        return command
    first = command[0]
    whole: Words = (Located(name, replace(first.origin, exact=False)), *command)
    starts = isinstance(first.value, str) and first.value.startswith("-")
    return whole if starts or CATALOGUE.subcommand(whole) else command


def _subcommand(command: Words) -> bool:
    flags = _SUBCOMMANDS.get(program_name(command))
    words = [word.value for word in command[1:]]
    return flags is not None and not any(isinstance(word, str) and word.startswith(flags) for word in words)


def _around(program: Program, container: Container) -> Container:
    """The container as the program finds it."""
    variables = _variables(program, container)
    if variables is container.variables and program.folder is container.folder:
        return container
    return replace(container, variables=variables, folder=program.folder)


def _listeners(program: Program, container: Container, gunicorn: Gunicorn | None) -> tuple[Listener, ...]:
    if not program.server:
        return ()
    found = gunicorn.listeners() if gunicorn else _of_server(program, program.server, container)
    found = tuple(left_open(each, program, container) for each in found)
    if program.certain:
        return found
    return tuple(replace(each, grade=min(each.grade, Grade.HEALTHCHECK)) for each in found)


def _of_server(program: Program, server: Server, container: Container) -> tuple[Listener, ...]:
    variables = _variables(program, container)
    inside = replace(container, folder=program.folder)
    if server.name == "uwsgi":
        return _of_uwsgi(program, server, inside, variables)
    if server.name == "puma":
        from toybox_lint.deployment.listening.servers.puma import puma

        return puma(server, program.arguments, program.origin, inside, variables)
    return listeners_of(
        _of_release(server, inside),
        program.arguments,
        program.origin,
        variables,
        configured=_configured(server, program.arguments, inside),
    )


def _of_uwsgi(
    program: Program, server: Server, inside: Container, variables: Variables
) -> tuple[Listener, ...]:
    from toybox_lint.deployment.listening.servers.uwsgi import from_ini, with_protocol

    server = with_protocol(server, program.arguments, inside, variables)
    found = listeners_of(server, program.arguments, program.origin, variables)
    return found + from_ini(server, program.arguments, program.origin, inside, variables)


def _of_release(server: Server, inside: Container) -> Server:
    if server.formerly is None:
        return server
    from toybox_lint.deployment.listening.images.releases import of_release

    return of_release(server, inside)


def _configured(server: Server, words: Words, container: Container) -> Configured:
    if server.name == "oauth2-proxy":
        from toybox_lint.deployment.listening.servers.settings_files import of_oauth2_proxy

        return of_oauth2_proxy(words, container)
    if server.name == "roadrunner":
        from toybox_lint.deployment.listening.servers.settings_files import of_roadrunner

        return of_roadrunner(words, container)
    if server.name == "streamlit":
        from toybox_lint.deployment.listening.servers.settings_files import of_streamlit

        return of_streamlit(container)
    if server.name == "rails server":
        from toybox_lint.deployment.listening.servers.puma import for_rails

        return for_rails(server, container)
    if server.name == "redis-server":
        from toybox_lint.deployment.listening.servers.redis import of_redis

        return of_redis(words, container)
    if server.name == "hypercorn":
        from toybox_lint.deployment.listening.servers.hypercorn import of_hypercorn

        return of_hypercorn(words, container)
    if server.name == "strapi":
        from toybox_lint.deployment.listening.servers.strapi import strapi_options

        return strapi_options(container)
    if server.name not in ("vite", "vite preview"):
        return Configured()
    from toybox_lint.deployment.listening.servers.vite import vite_options

    return vite_options(server.name, container)


def _variables(program: Program, container: Container) -> Variables:
    return Lent(program.variables, program.lent).added(container.variables, program.words[0])


def _gunicorn(program: Program, container: Container) -> Gunicorn | None:
    if not program.server or program.server.name != "gunicorn":
        return None
    from toybox_lint.deployment.listening.servers.gunicorn import gunicorn

    variables = _variables(program, container)
    return gunicorn(program.server, program.arguments, program.origin, container, variables)


def _refusal(program: Program, container: Container) -> str | None:
    """Why the program does not even start."""
    if program.server is None or program.server.name != "keycloak":
        return None
    from toybox_lint.deployment.listening.servers.keycloak import refusal

    return refusal(program, container)


def is_of_elixir(words: Words) -> bool:
    """Whether they start ``mix``, or what may be a release."""
    return bool(words) and (words[0].value in ("mix", "iex") or is_release(words))


def is_release(words: Words) -> bool:
    """Whether a script in a folder of programs is started by one of a release's commands, or is its ``server``."""
    folder, _, name = str(words[0].value).rpartition("/")
    in_bin = folder.rpartition("/")[2] == "bin"
    return in_bin and (name == "server" or any(word.value in _RELEASED for word in words[1:2]))


def _idle(program: Program, container: Container) -> str | None:
    """Why a program that is known by its sources alone listens on nothing."""
    if program.server is not None or not is_of_elixir(program.words):
        return None
    from toybox_lint.deployment.listening.sources.phoenix import idle

    inside = replace(container, variables=_variables(program, container), folder=program.folder)
    return idle(program.words, inside)


def _quiet(found: tuple[Program, ...]) -> bool:
    return all(program.server and program.server.silent for program in found)


def _process(program: Program, gunicorn: Gunicorn | None) -> Process:
    forever: bool | Unknown = Unknown("the program is not known")
    if program.server and program.certain:
        forever = program.server.forever
    name = program.server.name if program.server else None
    made = Process(name, program.words, program.origin, forever)
    if not gunicorn:
        return made
    return replace(made, worker_timeout=gunicorn.timeout(), synchronous=gunicorn.synchronous())


def _incomplete(found: tuple[Program, ...]) -> str:
    if any(not each.server for each in found):
        return "where its program listens is up to the program"
    if all(each.certain for each in found):
        return "its configuration decides where it listens"
    return "part of its command is not certain"
