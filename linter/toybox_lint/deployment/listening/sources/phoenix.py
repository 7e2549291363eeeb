"""Where an application of Phoenix listens, by the configuration in its sources.

Sources: what ``mix phx.new`` and ``mix phx.gen.release`` of Phoenix 1.6 to 1.8 write (``config/dev.exs`` listens on
127.0.0.1; ``config/runtime.exs`` takes the port from ``PORT``, 4000 without it, and starts the server of a release only
where ``PHX_SERVER`` is set, as ``bin/server`` does); Elixir's documentation of ``Config`` (later files are merged over
earlier ones, ``runtime.exs`` comes last, in every environment) and of ``mix`` (``MIX_ENV`` is ``dev`` by default).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.listening.addresses import port_number
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Process, Speaks
from toybox_lint.deployment.listening.process import is_release
from toybox_lint.deployment.listening.sources.elixir import inside_of, statements, without_comments
from toybox_lint.facts import ABSENT
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple
from toybox_lint.source import Located, Origin, SourceFile

_PHOENIX = pattern(r"\{:phoenix,")
_UMBRELLA = pattern(r"\bapps_path:\s*\"([\w.-]+)\"")
# Servers that an application starts by itself, or for its metrics.
_ANOTHER = pattern(r"\{[ \t]*(?:Plug\.Cowboy|Bandit|ThousandIsland)\b|:cowboy\.|:ranch\.|\bPromEx\b")
_SWITCH = pattern(r"System\.(?:get_env|fetch_env!?)\(\s*\"PHX_SERVER\"")
_SERVES = pattern(r"\bserver:\s*true\b")
_HTTP = pattern(r"\bhttp:\s*(?=\[)")
_SECURE = pattern(r"\bhttps:|\bhttp:(?!\s*\[)|\bthousand_island_options\b.{0,300}\bport:")
_IP = pattern(r"\bip:\s*(\{[^{}]*\}|[^\s,\]]+)")
_PORT = pattern(r"\bport:\s*")
_NUMBER = pattern(r"(\d{1,5})(?=\s*(?:,|\Z))")
_NAME = pattern(r"([a-z_]\w*)(?=\s*(?:,|\Z))")
_FROM_VARIABLE = pattern(
    r"String\.to_integer\(\s*System\.(?:get_env|fetch_env!)\(\s*\"(\w+)\"\s*(?:,\s*\"(\d{1,5})\"\s*)?\)"
    r"\s*(?:\|\|\s*\"(\d{1,5})\"\s*)?\)(?=\s*(?:,|\n|\Z))"
)
_ASSIGNED = pattern(r"^[ \t]*([a-z_]\w*)[ \t]*=(?!=)\s*", re.MULTILINE)
# Lists of one endpoint; nobody has so many.
_MOST = 20
# Files of applications that are looked into.
_MOST_PLACES = 200
_EVERYWHERE = "{0, 0, 0, 0}"
_LOOPBACK = frozenset({"127,0,0,1", "0,0,0,0,0,0,0,1"})


class _Set(NamedTuple):
    """What the configuration says last: a value, where it stands, and where the variable is given that decides it."""

    value: object
    origin: Origin
    given: Origin | None = None


def from_phoenix(inside: Container, process: Process) -> Iterator[Listener]:
    """The listener of its endpoint, where the files alone tell it."""
    stage = _stage(process.words, inside)
    found = _endpoint(stage, inside, process.words) if stage else None
    if found is None or _has_another(inside):
        return
    ip, port = found.get("ip"), found.get("port")
    if port is None or not isinstance(port.value, int):
        return
    bind = Bind.ALL if ip is None else ip.value
    if not isinstance(bind, Bind):
        return
    place = ip if ip is not None and bind is Bind.LOOPBACK else port
    host = "127.0.0.1" if bind is Bind.LOOPBACK else "0.0.0.0"
    name = posixpath.basename(place.origin.file.name)
    opening = Located(_EVERYWHERE, place.origin) if place is ip else None
    yield Listener(
        port.value,
        bind,
        Speaks.HTTP,
        Grade.CONFIG_FILE,
        place.origin,
        f"{name} lets Phoenix listen on {host}:{port.value}",
        port_origin=port.given or port.origin,
        opening=opening,
    )


def idle(words: Words, inside: Container) -> str | None:
    """Why a release of Phoenix starts no web server; ``None`` where it starts one, or that cannot be told."""
    if not is_release(words) or _is_overlay(words) or inside.variables.lookup("PHX_SERVER") is not ABSENT:
        return None
    sources = _sources("prod", inside, words)
    if (
        "runtime.exs" not in sources
        or not _is_phoenix(inside)
        or _folder(inside, "rel/env.sh.eex") is not None
        or _has_another(inside)
    ):
        return None
    kept = [statements(text.value, "prod") for text in sources.values()]
    if None in kept:
        return None
    serving = [each for found in kept for each in found or () if _SERVES.search(each.text)]
    switched = all(_SWITCH.search(each.condition) for each in serving)
    return "the release starts no web server unless PHX_SERVER is set" if serving and switched else None


def _stage(words: Words, inside: Container) -> str | None:
    """The environment of its configuration; ``None`` for another program, or where a variable decides."""
    values = [str(word.value) for word in words]
    if values[:1] in (["mix"], ["iex"]) and "phx.server" in values:
        given = inside.variables.lookup("MIX_ENV")
        return "dev" if given is ABSENT else given if isinstance(given, str) else None
    return "prod" if is_release(words) and _is_phoenix(inside) else None


def _is_overlay(words: Words) -> bool:
    """Whether it is the script of ``mix phx.gen.release``, which starts the server."""
    return posixpath.basename(str(words[0].value)) == "server"


def _is_phoenix(inside: Container) -> bool:
    return sum(_PHOENIX.search(each.value) is not None for each in packages_of(inside)) == 1


def has_phoenix(inside: Container) -> bool:
    """Whether an application of the project rests on Phoenix."""
    return any(_PHOENIX.search(each.value) for each in packages_of(inside))


def packages_of(inside: Container) -> Iterator[Located[str]]:
    """The ``mix.exs`` of the folder from which the image is built, or of all applications of an umbrella."""
    found = (_folder(inside, f"{folder}mix.exs") for folder in _applications(inside))
    yield from (each for each in found if each is not None)


def _applications(inside: Container) -> tuple[str, ...]:
    """The folders of the applications, each with a slash at its end."""
    file = _folder(inside, "mix.exs")
    apart = _UMBRELLA.search(file.value) if file is not None else None
    return tuple(f"{apart[1]}/{name}/" for name in _names(inside, apart[1])) if apart else ("",)


def _has_another(inside: Container) -> bool:
    """Whether an application starts a server beside that of Phoenix."""
    folders = [f"{application}lib" for application in _applications(inside)]
    below = [f"{folder}/{name}" for folder in folders for name in _names(inside, folder)]
    paths = [each if each.endswith(".ex") else f"{each}/application.ex" for each in below[:_MOST_PLACES]]
    texts = (_folder(inside, each) for each in paths)
    return any(text is not None and _ANOTHER.search(text.value) for text in texts)


def _names(inside: Container, folder: str) -> tuple[str, ...]:
    build = inside.service.build
    context = build.context if build is not None else None
    return inside.files.names(resolve(context, folder)) if isinstance(context, str) else ()


def _folder(inside: Container, name: str) -> Located[str] | None:
    """A file of the folder from which the image is built."""
    build = inside.service.build
    if build is None or not isinstance(build.context, str):
        return None
    file = inside.files.read(resolve(build.context, name))
    return whole_text(file) if isinstance(file, SourceFile) else None


def _sources(stage: str, inside: Container, words: Words) -> dict[str, Located[str]]:
    """The texts of the configuration in the order in which they are read, comments blanked."""
    release = is_release(words)
    names = ["config.exs", f"{stage}.exs", *(["releases.exs"] if release else []), "runtime.exs"]
    found: dict[str, Located[str]] = {}
    for name in names:
        path = f"config/{name}"
        text = _folder(inside, path) if release else _there(inside, path)
        if text is not None:
            found[name] = Located(without_comments(text.value), text.origin)
    return found


def _there(inside: Container, name: str) -> Located[str] | None:
    path = inside.path(name)
    content = content_at(inside, path) if path else None
    if isinstance(content, SourceFile):
        return whole_text(content)
    return content if isinstance(content, Located) else None


def _endpoint(stage: str, inside: Container, words: Words) -> dict[str, _Set] | None:
    """``ip`` and ``port`` as the last word on each has it; ``None`` where that cannot be told."""
    sources = _sources(stage, inside, words)
    if not (
        {f"{stage}.exs", "runtime.exs"} & sources.keys() if stage == "prod" else f"{stage}.exs" in sources
    ):
        return None
    found: dict[str, _Set] = {}
    modules: set[str] = set()
    told = 0
    for text in sources.values():
        kept = statements(text.value, stage)
        if kept is None:
            return None
        for each in kept:
            if not each.module.endswith("Endpoint"):
                continue
            if _SECURE.search(each.text) or (each.condition and _HTTP.search(each.text)):
                return None
            for match in _HTTP.finditer(each.text):
                inner = inside_of(each.text, match.end())
                told += 1
                if inner is None or told > _MOST:
                    return None
                modules.add(each.module)
                found.update(_options(inner, each.start + match.end() + 1, text, inside))
    return found if len(modules) == 1 else None


def _options(inner: str, at: int, text: Located[str], inside: Container) -> Iterator[tuple[str, _Set]]:
    """What one list of ``http:`` says; ``at`` is where its inside begins in ``text``."""
    ip = _IP.search(inner)
    if ip is not None:
        place = text.origin.part(at + ip.start(1), at + ip.end(1))
        numbers = "".join(ip[1].strip("{}").split())
        everywhere = set(numbers) <= {"0", ","} and "," in numbers
        bind = Bind.ALL if everywhere else Bind.LOOPBACK if numbers in _LOOPBACK else None
        yield "ip", _Set(bind, place)
    port = _PORT.search(inner)
    if port is not None:
        yield "port", _port(inner, port.end(), at, text, inside)


def _port(expression: str, start: int, at: int, text: Located[str], inside: Container) -> _Set:
    """What the expression from ``start`` on stands for; ``at`` is where it begins in ``text``."""
    rest = expression[start:]
    plain, name, variable = _NUMBER.match(rest), _NAME.match(rest), _FROM_VARIABLE.match(rest)
    match = plain or variable or name
    place = text.origin.part(at + start, at + start + (match.end() if match else 1))
    if plain:
        return _Set(port_number(plain[1]), place)
    if variable:
        given = inside.variables.given(variable[1])
        value = inside.variables.lookup(variable[1])
        usual = variable[2] or variable[3]
        value = usual if value is ABSENT else value
        number = port_number(value) if isinstance(value, str) else None
        return _Set(number, place, given.origin if given else None)
    if name:
        found = [each for each in _ASSIGNED.finditer(text.value) if each[1] == name[1]]
        if len(found) == 1 and not _NAME.match(text.value[found[0].end() :]):
            return _port(text.value, found[0].end(), 0, text, inside)
    return _Set(None, place)
