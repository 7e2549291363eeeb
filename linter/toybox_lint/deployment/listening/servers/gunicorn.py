"""Gunicorn's settings from its four places: command line, ``GUNICORN_CMD_ARGS``, configuration file, defaults.

Source: Gunicorn's manual, pages "Configuration Overview" and "Settings". The file is Python; only lines that assign a
literal, or what is made of literals and variables with a default, are read, every other value is unknown.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Container, Variables, whole_text
from toybox_lint.deployment.listening.images.contents import CHANGED, content_at
from toybox_lint.deployment.listening.model import Grade, Listener, Speaks
from toybox_lint.deployment.listening.servers.known import Server
from toybox_lint.deployment.listening.servers.options import options
from toybox_lint.deployment.listening.servers.reading import listeners_of
from toybox_lint.facts import ABSENT, Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin, SourceFile

_SETTINGS = {
    "-b": "bind",
    "--bind": "bind",
    "-t": "timeout",
    "--timeout": "timeout",
    "-k": "worker_class",
    "--worker-class": "worker_class",
    "--threads": "threads",
    "-c": "config",
    "--config": "config",
    "--chdir": "chdir",
    "--certfile": "certfile",
    "--keyfile": "keyfile",
}
# What a place that cannot be seen may say.
_OPEN = ("bind", "timeout", "worker_class", "certfile")
_DEFAULT_TIMEOUT = 30.0
_ASSIGNMENT = pattern(r"^(bind|timeout|worker_class|threads|certfile|keyfile)[ \t]*=[ \t]*", re.MULTILINE)
# Under a condition, so that either may hold.
_IN_A_BLOCK = pattern(r"^[ \t]+bind[ \t]*=(?!=)", re.MULTILINE)
_LITERAL = pattern(r"""(["'])((?:(?!\1)[^\\\n])*)\1|(\d+(?:\.\d+)?)(?=\s*(?:#|$))""", re.MULTILINE)
_END = pattern(r"[ \t\r]*(?:#.*)?$", re.MULTILINE)

Layer = Mapping[str, tuple[Located[Text], ...]]


_NOTHING = pattern(r"(?:\s|#[^\n]*\n)*")


@dataclass(frozen=True, slots=True)
class Gunicorn:
    """Gunicorn as it is started: its settings by layer, the strongest first."""

    server: Server
    words: Words
    program: Origin
    variables: Variables
    layers: tuple[tuple[Grade, Layer], ...]

    def setting(self, name: str) -> tuple[Grade, tuple[Located[Text], ...]] | None:
        """Where ``name`` is set for good, and to what."""
        return next(((grade, layer[name]) for grade, layer in self.layers if name in layer), None)

    def listeners(self) -> tuple[Listener, ...]:
        found = self._bound()
        if not (self.setting("certfile") or self.setting("keyfile")):
            return found
        return tuple(
            replace(each, speaks=Speaks.EITHER) if each.speaks is Speaks.HTTP else each for each in found
        )

    def _bound(self) -> tuple[Listener, ...]:
        found = self.setting("bind")
        if found is None or found[0] is Grade.COMMAND:
            return listeners_of(self.server, self.words, self.program, self.variables)
        grade, binds = found
        flag: Located[Text] = Located("--bind", self.program)
        words = tuple(word for bind in binds for word in (flag, bind))
        where = "in its configuration file" if grade is Grade.CONFIG_FILE else "by GUNICORN_CMD_ARGS"
        made = listeners_of(self.server, words, self.program, self.variables, where)
        return tuple(replace(each, grade=grade) for each in made)

    def timeout(self) -> Located[float | Unknown]:
        """The worker timeout in seconds."""
        found = self.setting("timeout")
        if not found:
            return Located(_DEFAULT_TIMEOUT, replace(self.program, exact=False))
        value = found[1][-1]
        if isinstance(value.value, Unknown):
            return Located(value.value, value.origin)
        try:
            return Located(float(value.value), value.origin)
        except ValueError:
            return Located(Unknown("the timeout is no number"), value.origin)

    def synchronous(self) -> bool | Unknown:
        """Whether a worker answers one request at a time, so that the timeout ends long ones."""
        kind = self._last("worker_class", "sync")
        threads = self._last("threads", "1")
        if isinstance(kind, Unknown) or isinstance(threads, Unknown):
            return kind if isinstance(kind, Unknown) else Unknown("the number of threads is not known")
        return kind.rpartition(".")[2] in ("sync", "SyncWorker") and threads in ("0", "1")

    def _last(self, name: str, default: str) -> Text:
        found = self.setting(name)
        return found[1][-1].value if found else default


def gunicorn(
    server: Server, words: Words, program: Origin, inside: Container, variables: Variables
) -> Gunicorn:
    """Gunicorn started with the arguments ``words`` in the container ``inside``."""
    command = _layer(words, server)
    given = variables.given("GUNICORN_CMD_ARGS")
    layers: list[tuple[Grade, Layer]] = [(Grade.COMMAND, command)]
    if given:
        layers.append((Grade.PORT_VARIABLE, _from_variable(given, server)))
    layers.append((Grade.CONFIG_FILE, _from_file(layers, inside, variables, program)))
    return Gunicorn(server, words, program, variables, tuple(layers))


def _layer(words: Words, server: Server) -> Layer:
    found: dict[str, list[Located[Text]]] = {}
    for option in options(words, server):
        name = _SETTINGS.get(option.flag)
        if name and option.value:
            found.setdefault(name, []).append(option.value)
    return {name: tuple(values) for name, values in found.items()}


def _from_variable(given: Located[Text], server: Server) -> Layer:
    if isinstance(given.value, Unknown):
        return dict.fromkeys(_OPEN, (given,))
    from toybox_lint.deployment.listening.commands.shellwords import split_words

    return _layer(tuple(split_words(given.value, given.origin, lambda _: ABSENT)), server)


def _from_file(
    layers: list[tuple[Grade, Layer]], inside: Container, variables: Variables, program: Origin
) -> Layer:
    """The configuration file's settings: that of ``-c``, else ``gunicorn.conf.py`` when it is there."""
    named = next((layer["config"][-1] for _, layer in layers if "config" in layer), None)
    folder = next((layer["chdir"][-1].value for _, layer in layers if "chdir" in layer), "")
    name = named.value if named else "gunicorn.conf.py"
    text = None
    if isinstance(name, str) and isinstance(folder, str):
        path = inside.path(posixpath.join(folder, name.removeprefix("file:")))
        content = content_at(inside, path) if path else None
        text = whole_text(content) if isinstance(content, SourceFile) else content
    if isinstance(text, Located):
        return dict(_assignments(text, variables))
    if not named and text is not CHANGED:
        return {}
    origin = named.origin if named else program
    unknown: Located[Text] = Located(Unknown("gunicorn's configuration file is not visible"), origin)
    return dict.fromkeys(_OPEN, (unknown,))


def _assignments(text: Located[str], variables: Variables) -> Iterator[tuple[str, tuple[Located[Text], ...]]]:
    in_a_block: bool | None = None
    for match in _ASSIGNMENT.finditer(text.value):
        values = None
        if in_a_block is None:
            in_a_block = _IN_A_BLOCK.search(text.value) is not None
        if not in_a_block or match[1] != "bind":
            values = _literals(text, match.end()) or _computed(text, match.end(), variables)
        if values is None:
            line = text.origin.part(match.start(), match.end())
            values = (Located(Unknown(f"gunicorn's configuration computes {match[1]}"), line),)
        yield match[1], values


def _computed(text: Located[str], at: int, variables: Variables) -> tuple[Located[Text], ...] | None:
    """What is made of literals and variables up to the end of the line."""
    end = text.value.find("\n", at)
    from toybox_lint.deployment.listening.sources.python_values import Settings

    found = Settings(text, variables).value(at, len(text.value) if end < 0 else end)
    return None if found is None else (found,)


def _literals(text: Located[str], at: int) -> tuple[Located[Text], ...] | None:
    """One literal, or those of a list, from ``at`` on; ``None`` for any other expression."""
    listed = text.value[at : at + 1] in ("[", "(")
    found: list[Located[Text]] = []
    at += listed
    while True:
        at = _after_blanks(text.value, at) if listed else at
        match = _LITERAL.match(text.value, at)
        if not match:
            break
        group = 2 if match[1] else 3
        found.append(Located(match[group], text.origin.part(*match.span(group))))
        at = match.end()
        if not listed:
            return tuple(found) if _END.match(text.value, at) else None
        at = _after_blanks(text.value, at)
        if text.value[at : at + 1] != ",":
            break
        at += 1
    closed = text.value[at : at + 1] in ("]", ")")
    return tuple(found) if listed and closed and found else None


def _after_blanks(text: str, at: int) -> int:
    match = _NOTHING.match(text, at)
    return match.end() if match else at
