"""What is known about a server's command line, and how to find the server that words start."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from toybox_lint.deployment.listening.commands.unwrap import Words, program_name
from toybox_lint.deployment.listening.model import Bind, Speaks
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, field

NONE: frozenset[str] = frozenset()


_VERSION = pattern(r"(?<![\d.])[\d.]+$")
_IN_BIN = pattern(r"(^|[/.])s?bin/[^/]*$")


@dataclass(frozen=True, slots=True)
class Server:
    """One program and how it learns where to listen.

    ``programs`` are names as typed, wrappers taken off, with the subcommand when there is one (``flask run``).
    ``port`` and ``bind`` are the defaults; ``port`` is ``None`` when only its configuration tells. ``address``
    flags take host and port in one, ``host`` flags with ``bare_host`` mean all addresses when no value follows;
    ``config_flags`` and ``config_variables`` name a file that may say it instead. ``positional``: a lone word that
    is the ``port`` or the ``address``, or may ``move`` it. ``speaking`` are flags that open a further listener, and
    what is spoken there; ``speaking_variables`` stand for them. Variables are names of the environment, those of
    ``address`` with host and port in one;
    with ``variable_opens`` a port from a variable means all addresses, and so does any value but ``development`` of
    the first variable of ``opened_by`` that is given, or of ``stage_flags``. Some releases take the port from one
    of ``unsure_variables``. With ``tls_flags`` it speaks TLS; with one of ``either_flags`` or ``tls_variables``, or
    where a file of ``tls_told_by`` is (as in ``told_by``), it may. ``values`` are other options with a value.
    ``silent`` programs listen on nothing; ``forever`` is false for commands that end; ``moved_by`` are files in its
    folder that may say otherwise than its defaults, with a word behind the name where only that does, ``None``
    where that is not known of a program, and ``told_by`` are some of them, or folders into which anything is
    put; ``opened_in`` are images, by the beginning of their paths, that bring settings of their own, as many do with
    ``set_by_images``; ``formerly`` is the package, its first release with the default ``port``, and the port before;
    ``unless`` is the letter of an option with which a silent program listens after all; ``on_path`` for one whose name
    is so common that ``./NAME`` is rather a program of the application's own.
    """

    name: str
    programs: tuple[str, ...]
    port: int | None = None
    bind: Bind = Bind.ALL
    speaks: Speaks = Speaks.HTTP
    port_flags: frozenset[str] = NONE
    host_flags: frozenset[str] = NONE
    address_flags: frozenset[str] = NONE
    socket_flags: frozenset[str] = NONE
    tls_flags: frozenset[str] = NONE
    either_flags: frozenset[str] = NONE
    config_flags: frozenset[str] = NONE
    config_variables: tuple[str, ...] = ()
    speaking: dict[str, Speaks] = field(default_factory=dict)
    speaking_variables: dict[str, str] = field(default_factory=dict)
    bare_host: bool = False
    positional: str = ""
    port_variables: tuple[str, ...] = ()
    address_variables: tuple[str, ...] = ()
    host_variables: tuple[str, ...] = ()
    unsure_variables: tuple[str, ...] = ()
    tls_variables: tuple[str, ...] = ()
    tls_told_by: tuple[str, ...] = ()
    variable_opens: bool = False
    opened_by: tuple[str, ...] = ()
    stage_flags: frozenset[str] = NONE
    values: frozenset[str] = NONE
    silent: bool = False
    forever: bool = True
    moved_by: tuple[str, ...] | None = None
    told_by: tuple[str, ...] = ()
    opened_in: tuple[str, ...] = ()
    set_by_images: bool = False
    unless: str = ""
    on_path: bool = False
    formerly: tuple[str, int, int] | None = None

    def reads_variables(self) -> bool:
        """Whether its environment may move it."""
        return bool(
            self.port_variables
            or self.address_variables
            or self.config_variables
            or self.host_variables
            or self.unsure_variables
            or self.variable_opens
            or self.opened_by
        )

    def taking(self) -> frozenset[str]:
        """The flags that the next word belongs to."""
        listening = self.port_flags | self.host_flags | self.address_flags | self.socket_flags
        return listening | self.config_flags | self.stage_flags | self.values | self.speaking.keys()


class Catalogue:
    """Servers by the words that start them: the longest match wins."""

    def __init__(self, servers: Iterable[Server]) -> None:
        self._by_words = {tuple(program.split()): server for server in servers for program in server.programs}
        self._programs = frozenset(words[0] for words in self._by_words)
        self._longest = max(map(len, self._by_words), default=0)

    def programs(self) -> Iterable[tuple[str, ...]]:
        """Every program as its words."""
        return self._by_words.keys()

    def find(self, words: Words) -> tuple[Server, Words] | None:
        """The server that ``words`` start, and the words after its name and subcommand."""
        name = program_name(words)
        for first in dict.fromkeys((name, _without_extension(name))):
            if first in self._programs:
                found = self._subcommand(first, words)
                return None if found and _is_another(found[0], words) else found
        return None

    def subcommand(self, words: Words) -> bool:
        """Whether the words name a program and one of its subcommands."""
        found = self.find(words)
        return found is not None and len(found[1]) < len(words) - 1

    def _subcommand(self, first: str, words: Words) -> tuple[Server, Words] | None:
        """Looks behind the program's own options: ``celery -A shop worker`` is ``celery worker``.

        What stands right behind an option may be its value: ``celery -A worker flower`` is ``celery flower``.
        """
        plain = [word.value if isinstance(word.value, str) else "" for word in words]
        value: tuple[Server, Words] | None = None
        for start in range(1, len(plain) if plain[1:] and plain[1].startswith("-") else 2):
            server, length = self._named_at(first, plain, start)
            if server is not None:
                found = server, (*words[1:start], *words[start + length :])
                if not plain[start - 1].startswith("-") or "=" in plain[start - 1]:
                    return found
                value = value or found
        server = self._by_words.get((first,))
        return value or ((server, words[1:]) if server else None)

    def _named_at(self, first: str, plain: list[str], start: int) -> tuple[Server | None, int]:
        """The server whose subcommand begins at ``start``, and of how many words that is."""
        for length in range(min(self._longest - 1, len(plain) - start), 0, -1):
            if server := self._by_words.get((first, *plain[start : start + length])):
                return server, length
        return None, 0


def _is_another(server: Server, words: Words) -> bool:
    """Whether it is a program of another's by the name of a silent one, or one that is told to listen."""
    if server.on_path and _by_path(words):
        return True
    options = (str(word.value) for word in words[1:]) if server.unless else ()
    return any(each.startswith("-") and server.unless in each for each in options)


def _by_path(words: Words) -> bool:
    """Whether the program is named by a path that is not one of installed programs."""
    written = words[0].value
    return isinstance(written, str) and "/" in written and not _IN_BIN.search(written)


def _without_extension(name: str) -> str:
    stem, extension = posixpath.splitext(name)
    return stem if extension in (".js", ".mjs", ".sh", ".py") else _VERSION.sub("", name)
