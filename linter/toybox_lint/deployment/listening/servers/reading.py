"""From a known server's command line and environment to its listeners."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import (
    Address,
    address,
    bind_of,
    port_number,
    written,
)
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Variables
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.deployment.listening.servers.known import Server
from toybox_lint.deployment.listening.servers.options import Option, options
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass, field, replace
from toybox_lint.source import Located, Origin


@dataclass(slots=True)
class _Said:
    """What the command line says about listening."""

    port: Located[int | Unknown] | None = None
    host: Located[Text] | None = None
    addresses: list[tuple[Address, Origin, Speaks]] = field(default_factory=list)
    sockets: list[tuple[str, Origin]] = field(default_factory=list)
    tls: bool = False
    either: bool = False
    stage: Located[Text] | None = None
    main: bool = False
    further: set[str] = field(default_factory=set)
    doubtful: str = ""


@dataclass(frozen=True, slots=True)
class Configured:
    """Host and port from a configuration file, ``None`` where it says nothing; ``whole`` where it is all there is."""

    host: Located[Text] | None = None
    port: Located[Text] | None = None
    whole: bool = False


NOTHING_CONFIGURED = Configured()


def listeners_of(
    server: Server,
    words: Words,
    program: Origin,
    variables: Variables,
    where: str = "in its command",
    configured: Configured = NOTHING_CONFIGURED,
) -> tuple[Listener, ...]:
    """The listeners of ``server`` with the arguments ``words``.

    ``program`` is where its name stands; ``where`` says, for people, where addresses were given.
    """
    said = _said(server, words)
    unseen = server.address_variables and not variables.known
    unseen = unseen or (server.set_by_images and not variables.whole)
    if unseen or any(map(variables.given, server.config_variables)):
        said.doubtful = said.doubtful or f"a file or the image may say where {server.name} listens"
    if configured.whole and variables.known:
        said.doubtful = ""
    return tuple(_Listeners(server, said, program, variables, where, configured).all())


def _said(server: Server, words: Words) -> _Said:
    said = _Said()
    for option in options(words, server):
        _take(said, server, option)
    return said


def _take(said: _Said, server: Server, option: Option) -> None:
    flag, value = option.flag, option.value
    if flag in server.tls_flags:
        said.tls = True
    elif flag in server.either_flags:
        said.either = True
    elif not flag:
        _take_positional(said, server, option.word)
    elif flag in server.host_flags:
        said.host = value or Located("", option.word.origin)
    elif value is None:
        return
    elif flag in server.stage_flags:
        said.stage = value
    elif flag in server.config_flags:
        said.doubtful = f"a configuration file may say where {server.name} listens"
    elif flag in server.port_flags and (port := port_number(value.value)):
        said.port = Located(port, value.origin)
    elif flag in server.socket_flags:
        said.sockets.append((value.value if isinstance(value.value, str) else "", value.origin))
    elif flag in server.address_flags or flag in server.speaking:
        speaks = server.speaking.get(flag, server.speaks)
        said.main = said.main or flag in server.address_flags
        said.further.add(flag)
        said.addresses.extend((each, value.origin, speaks) for each in _addresses(value))


def _addresses(value: Located[Text]) -> Iterator[Address]:
    """The addresses of one flag's value, which may hold several between commas."""
    if isinstance(value.value, Unknown):
        yield Address(Located(value.value, value.origin), Located(value.value, value.origin))
        return
    at = 0
    for part in value.value.split(","):
        found = address(Located(part, value.origin.part(at, at + len(part))))
        at += len(part) + 1
        if found:
            yield found


def _take_positional(said: _Said, server: Server, word: Located[Text]) -> None:
    if isinstance(word.value, Unknown):
        said.doubtful = f"a word of the {server.name} command is not known"
    elif said.port or not server.positional:
        return
    elif server.positional == "move":
        said.doubtful = f"a word of the {server.name} command may say where it listens"
    elif server.positional == "port" and (port := port_number(word.value)):
        said.port = Located(port, word.origin)
    elif server.positional == "address" and (found := address(word)) and found.port:
        said.port, said.host = found.port, found.host


@dataclass(slots=True)
class _Listeners:
    server: Server
    said: _Said
    program: Origin
    variables: Variables
    where: str
    configured: Configured

    def all(self) -> Iterator[Listener]:
        for found, origin, speaks in self.said.addresses:
            yield self.from_address(found, origin, speaks)
        for path, origin in self.said.sockets:
            yield self.on_socket(path, origin)
        yield from self.further()
        if self.said.sockets or self.said.main:
            return
        if not self.said.addresses and (told := self.from_variable()):
            yield told
            return
        port, grade = self.port()
        if self.server.silent or (port is None and self.server.port is None):
            return
        yield self.usual(port, grade)

    def further(self) -> Iterator[Listener]:
        """The listeners that variables open, beside the main one, in place of a flag."""
        for name, flag in self.server.speaking_variables.items():
            given = None if flag in self.said.further else self.variables.given(name)
            found = address(given) if given else None
            if given and found:
                yield self.of_variable(found, given.origin, self.server.speaking[flag])

    def from_variable(self) -> Listener | None:
        """The listener whose address one variable has."""
        given = next(
            (each for name in self.server.address_variables if (each := self.variables.given(name))), None
        )
        found = address(given) if given else None
        if given is None or found is None:
            return None
        return self.of_variable(found, given.origin, self.server.speaks)

    def of_variable(self, found: Address, origin: Origin, speaks: Speaks) -> Listener:
        """The listener at the address that a variable has."""
        listener = self.from_address(found, origin, speaks)
        text = listener.text.replace(self.where, "by its environment")
        return replace(listener, grade=Grade.PORT_VARIABLE, text=text)

    def port(self) -> tuple[Located[int | Unknown] | None, Grade]:
        if self.said.port:
            return self.said.port, Grade.COMMAND
        for name in self.server.port_variables:
            value = self.variables.given(name)
            port = port_number(value.value) if value else None
            if value and port is not None:
                return Located(port, value.origin), Grade.PORT_VARIABLE
        unsure = next(
            (each for name in self.server.unsure_variables if (each := self.variables.given(name))), None
        )
        if unsure:
            why = Unknown(f"not every release of {self.server.name} takes its port from a variable")
            return Located(why, unsure.origin), Grade.PORT_VARIABLE
        given = self.configured.port
        if given and (port := port_number(given.value)):
            return Located(port, given.origin), Grade.CONFIG_FILE
        if self.said.doubtful:
            return Located(Unknown(self.said.doubtful), self.program), Grade.SERVER_DEFAULT
        return None, Grade.SERVER_DEFAULT

    def host(self, grade: Grade) -> Located[Text] | None:
        if self.said.host:
            return self.said.host
        for name in self.server.host_variables:
            if (value := self.variables.given(name)) and value.value != "":
                return value
            if not self.variables.known:
                return Located(
                    Unknown(f"{name} may be in an environment file that is not here"), self.program
                )
        if self.configured.host or (self.said.doubtful and not self.said.host):
            return self.configured.host or Located(Unknown(self.said.doubtful), self.program)
        if self.server.opened_by:
            return self.host_by_stage(self.server.opened_by)
        if not self.server.variable_opens:
            return None
        if grade is Grade.PORT_VARIABLE:
            return Located("", self.program)
        return (
            None
            if self.variables.known
            else Located(Unknown("an environment file is not here"), self.program)
        )

    def host_by_stage(self, names: tuple[str, ...]) -> Located[Text] | None:
        """The default in development, else all addresses; unknown when the image may say which."""
        given = (self.variables.given(name) for name in names)
        stage = self.said.stage or next((each for each in given if each and each.value != ""), None)
        if stage and isinstance(stage.value, str):
            return None if stage.value == "development" else Located("", self.program)
        if stage or not self.variables.whole:
            return Located(Unknown(f"{names[0]} decides the address"), self.program)
        return None

    def speaks(self, usual: Speaks, told: bool) -> Speaks:
        """What is spoken where ``usual`` is without TLS; ``told``: the address itself says TLS."""
        if self.said.tls or told:
            return Speaks.TLS
        given = (self.variables.given(name) for name in self.server.tls_variables)
        open_ = self.said.either or self.said.doubtful or any(each and each.value != "" for each in given)
        return Speaks.EITHER if open_ and usual is Speaks.HTTP else usual

    def usual(self, port: Located[int | Unknown] | None, grade: Grade) -> Listener:
        """The one listener made of port and host flags, variables and defaults."""
        host = self.host(grade)
        bind = bind_of(host.value) if host else self.server.bind
        number = port.value if port else self.server.port
        # In a script of several lines all words stand where the script does, as the program itself.
        told = bool(self.said.host) or (host is not None and host.origin is not self.program)
        return Listener(
            number,
            bind,
            self.speaks(self.server.speaks, False),
            grade,
            port.origin if port else self.program,
            f"{self.server.name} listens on {_place(bind, number)} {_why(grade, host)}",
            self.server.name,
            told,
            written(host) if told else None,
            port.origin if port and port.origin is not self.program else None,
        )

    def from_address(self, found: Address, origin: Origin, speaks: Speaks) -> Listener:
        if found.socket is not None:
            return self.on_socket(found.socket, origin, speaks)
        host, port = found.host or self.said.host, found.port or self.said.port
        bind = bind_of(host.value) if host else self.server.bind
        number = port.value if port else self.server.port
        return Listener(
            Unknown("no port is given") if number is None else number,
            bind,
            self.speaks(speaks, found.tls),
            Grade.COMMAND,
            origin,
            f"{self.server.name} binds {_place(bind, number)} {self.where}",
            self.server.name,
            host is not None,
            written(host),
            written(port),
        )

    def on_socket(self, path: str, origin: Origin, speaks: Speaks | None = None) -> Listener:
        return Listener(
            None,
            Bind.UNIX,
            speaks or self.server.speaks,
            Grade.COMMAND,
            origin,
            f"{self.server.name} listens on a socket file",
            self.server.name,
            True,
            origin,
            socket=path,
        )


_NAMES = {Bind.ALL: "0.0.0.0", Bind.LOOPBACK: "127.0.0.1", Bind.ADDRESS: "one address", Bind.UNKNOWN: "?"}


def _place(bind: Bind, port: int | Unknown | None) -> str:
    """An address for people, in standard words: the text of the file may hold a variable's value."""
    if bind is Bind.UNKNOWN and isinstance(port, int):
        return f"port {port}"
    return f"{_NAMES[bind]}:{port if isinstance(port, int) else '?'}"


def _why(grade: Grade, host: Located[Text] | None) -> str:
    if grade is Grade.COMMAND:
        return "in its command" if host else "by its command and its default address"
    if grade is Grade.PORT_VARIABLE:
        return "by its environment"
    if grade is Grade.CONFIG_FILE:
        return "in its configuration"
    return "at its default port" if host else "by default"
