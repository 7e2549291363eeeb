"""Where a program of Spring Boot, Micronaut or Quarkus listens, by the one file of settings that it is built with.

Sources: Spring Boot's reference (``server.port``, 8080 by default; ``server.address``, every one by default; what
overrides the settings in the archive: the command, variables, other files, profiles, what ``spring.config.import``
names); the guides of Micronaut
(``micronaut.server.port`` and ``host``) and of Quarkus (``quarkus.http.port`` and ``host``), with the same defaults.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import bind_of, port_number
from toybox_lint.deployment.listening.container import Container, dockerfile, whole_text
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Process, Speaks
from toybox_lint.facts import ABSENT
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, SourceFile, blank_out

_FOLDER = "src/main/resources"
_FILE = pattern(r"application[\w-]*\.(?:properties|ya?ml)|bootstrap\.(?:properties|ya?ml)")
_PROPERTY = pattern(
    r"^(?:server|micronaut\.server|quarkus\.http)\.(port|address|host)[ \t]*[=:][ \t]*(\S+)[ \t]*$",
    re.MULTILINE,
)
_OUTER = pattern(r"^(?P<outer>micronaut|quarkus):[ \t]*\n(?P<inside>(?:[ \t][^\n]*\n|\n)*)", re.MULTILINE)
_BLOCK = pattern(r"^server:[ \t]*\n((?:[ \t][^\n]*\n|\n)*)", re.MULTILINE)
_INNER = pattern(r"^([ \t]+)(?:server|http):[ \t]*\n((?:\1[ \t][^\n]*\n|[ \t]*+\n)*)", re.MULTILINE)
_ENTRY = pattern(r"^([ \t]+)(port|address|host):[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_VARIABLE = pattern(r"\$\{(\w+):([^{}]*)\}")
_COMMENT = pattern(r"^[ \t]*#[^\n]*", re.MULTILINE)
_OVER = pattern(
    r"SERVER_(?!FORWARD|SERVLET|ERROR|COMPRESSION)|SPRING_(?!DATASOURCE|DATA_|JPA|REDIS|RABBITMQ|KAFKA|MAIL|FLYWAY"
    r"|LIQUIBASE|SECURITY|JACKSON|THYMELEAF)|MICRONAUT_|QUARKUS_(?!DATASOURCE)|JAVA_(?!HOME\Z|VERSION\Z)|JDK_|_OPTS\Z"
    r"|_ARGS\Z|_OPTIONS\Z"
)
_PROFILES = ("SPRING_PROFILES_ACTIVE", "MICRONAUT_ENVIRONMENTS")
_HOLDING = pattern(
    r"\A(?:JAVA|JDK)\w*_(?:OPTS|OPTIONS)(?:_APPEND)?\Z|\AJAVA_(?:APP|MAX|INITIAL|GC|MIN)_\w+\Z"
)
_VARIABLES = {
    "": {"SERVER_PORT": "port", "SERVER_ADDRESS": "address"},
    "micronaut": {"MICRONAUT_SERVER_PORT": "port", "MICRONAUT_SERVER_HOST": "address"},
    "quarkus": {"QUARKUS_HTTP_PORT": "port", "QUARKUS_HTTP_HOST": "address"},
}
_OF_SETTINGS = pattern(r"\.(?:ya?ml|properties)\Z")
_TOLD = pattern(r"server\.|spring\.|micronaut\.|quarkus\.|profile")
_MORE = pattern(r"\b(?:include|group)\b")
_PORT = 8080
# Options in place of the settings, and variables from which every Java takes some.
_OPTION = pattern(
    r"(?<!\S)[\"']?(?:-D|--)(?:server|micronaut\.server|quarkus\.http)\.(port|address|host)=([^\s\"']+)[\"']?"
)
_OF_THE_MACHINE = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")


_MANAGED = pattern(
    r"^management\.(?:server\.(?=port)|endpoints\.web\.(?=base-path))(port|base-path)[ \t]*[=:][ \t]*(\S+)[ \t]*$",
    re.MULTILINE,
)
_MANAGEMENT = pattern(r"^management:[ \t]*\n(?:[ \t][^\n]*\n|\n)*", re.MULTILINE)
_MANAGED_INSIDE = pattern(
    r"^([ \t]+)server:[ \t]*\n(?:\1[ \t][^\n]*\n)*?\1[ \t]+port:[ \t]*(?P<port>\d+)"
    r"|^[ \t]+base-path:[ \t]*[\"']?(?P<path>/[\w/-]*)",
    re.MULTILINE,
)
# Whatever gives what is watched another path, beside the one that is read.
_OTHER_PATHS = pattern(
    r"\bbase-?path\b|additional-path|\bmanagement\.[^\n]{0,200}\bcontext-?path\b|configserver", re.IGNORECASE
)
_BASE = pattern(r"/[\w/-]*")
_NOT_IN_PRODUCTION = pattern(r"^[ \t]*%(?:dev|test)\.[^\n]*", re.MULTILINE)
_DOCUMENT = pattern(r"^---", re.MULTILINE)
_BY_PROFILE = pattern(r"on-profile|spring\.profiles|^[ \t\"']*%\w+", re.MULTILINE)


def from_spring(inside: Container, process: Process) -> Iterator[Listener]:
    """The listener, where the file names a port or an address, and nothing that is shown may say otherwise."""
    own = chosen_settings(inside)
    if not own or _is_told_otherwise(inside, process):
        return
    from toybox_lint.deployment.listening.sources.spring_imports import imported

    more = imported(own, inside)
    if more is None:
        return
    files = (*own, *more)
    texts = [_for_production(blank_out(_COMMENT, file.text.replace("\r\n", " \n")), inside) for file in files]
    if any(_BY_PROFILE.search(text) or _DOCUMENT.search(text) for text in texts):
        return
    file, text = files[0], "\n".join(texts)
    found: dict[str, Located[str] | None] = {}
    for each, written in zip(files, texts, strict=True):
        found |= _entries(written, whole_text(each), inside)
    found |= _given(inside, text)
    found |= _of_options(inside, process)
    if any(value is None for value in found.values()) or not found:
        return
    port, host = found.get("port"), found.get("address") or found.get("host")
    number, bind = port_number(port.value) if port else _PORT, bind_of(host.value) if host else Bind.ALL
    if not isinstance(number, int) or bind not in (Bind.ALL, Bind.LOOPBACK):
        return
    teller = host or port
    told = teller.origin.file if teller else file
    by = told.name.rpartition("/")[2] if told in files else "its environment"
    said = f"{by} lets it listen on {'127.0.0.1' if bind is Bind.LOOPBACK else '0.0.0.0'}"
    origin = (port or host or whole_text(file)).origin
    kept = host.origin if host and host.origin.exact and bind is Bind.LOOPBACK else None
    speaks = Speaks.EITHER if "ssl" in text else Speaks.HTTP
    yield Listener(number, bind, speaks, Grade.CONFIG_FILE, origin, f"{said}:{number}", address_origin=kept)


def _for_production(text: str, inside: Container) -> str:
    """The text without what counts for Quarkus while it is developed or tested alone."""
    given = inside.variables.given("QUARKUS_PROFILE")
    return blank_out(_NOT_IN_PRODUCTION, text) if given is None else text


def management(inside: Container, process: Process) -> tuple[Located[int], str] | None:
    """The port of its own that the endpoints for those who watch over it have, and the path below which they are."""
    own = chosen_settings(inside)
    if (
        not own
        or _is_told_otherwise(inside, process)
        or any(name.startswith("MANAGEMENT_") for name in inside.variables.values)
    ):
        return None
    found: dict[str, Located[str]] = {}
    paths = 0
    for file in own:
        text = blank_out(_COMMENT, file.text.replace("\r\n", " \n"))
        if _BY_PROFILE.search(text) or _DOCUMENT.search(text):
            return None
        paths += len(_OTHER_PATHS.findall(text))
        for match in _MANAGED.finditer(text):
            found[match[1]] = Located(match[2], whole_text(file).origin.part(*match.span(2)))
        for block in _MANAGEMENT.finditer(f"{text}\n"):
            for match in _MANAGED_INSIDE.finditer(block[0]):
                key = "base-path" if match["path"] else "port"
                at = block.start() + match.start(key.partition("-")[2] or key)
                value = match["path"] or match["port"]
                found[key] = Located(value, whole_text(file).origin.part(at, at + len(value)))
    port = port_number(found["port"].value) if "port" in found else None
    base = found["base-path"].value.rstrip("/") if "base-path" in found else "/actuator"
    known = paths == ("base-path" in found) and _BASE.fullmatch(base)
    return (Located(port, found["port"].origin), base) if isinstance(port, int) and known else None


def without_its_ports(text: str) -> str:
    """A file of settings without the numbers of its main port."""
    code = blank_out(_COMMENT, text)
    spans = [match.span(2) for match in _PROPERTY.finditer(code) if match[1] == "port"]
    for at, block in _blocks(f"{code}\n"):
        spans += [
            (at + match.start(3), at + match.end(3)) for match in _ENTRY.finditer(block) if match[2] == "port"
        ]
    for start, end in sorted(spans, reverse=True):
        code = code[:start] + code[end:]
    return code


def _given(inside: Container, text: str) -> Iterator[tuple[str, Located[str] | None]]:
    """What the environment says in place of the files, by the names of the framework that they are for."""
    framework = next((each for each in _VARIABLES if each and each in text), "")
    for name, key in _VARIABLES[framework].items():
        value = inside.variables.given(name)
        if value is not None:
            yield key, Located(value.value, value.origin) if isinstance(value.value, str) else None


def _of_options(inside: Container, process: Process) -> Iterator[tuple[str, Located[str] | None]]:
    """What the options of the machine, in variables that it reads, and those of the command say last."""
    names = [name for name in inside.variables.values if _is_applied(name, process)]
    texts = [*(inside.variables.values[name] for name in sorted(names)), *process.words]
    for text in texts:
        for match in _OPTION.finditer(text.value) if isinstance(text.value, str) else ():
            yield match[1], Located(match[2], text.origin.part(*match.span(2)))


def _is_applied(name: str, process: Process) -> bool:
    """Whether its process certainly gets the options of a variable."""
    by_script = str(process.words[0].value).endswith("/run-java.sh") if process.words else False
    return name in _OF_THE_MACHINE or (by_script and name == "JAVA_OPTS_APPEND")


def chosen_settings(inside: Container) -> tuple[SourceFile, ...]:
    """The one file of settings, and behind it those of the profiles that the environment chooses.

    Nothing where another one may count.
    """
    build = inside.service.build
    if build is None or not isinstance(build.context, str):
        return ()
    folder = resolve(build.context, _FOLDER)
    names = [name for name in inside.files.names(folder) if _FILE.fullmatch(name)]
    chosen = next(filter(None, map(inside.variables.given, _PROFILES)), None)
    if chosen is not None and not isinstance(chosen.value, str):
        return ()
    profiles = [each.strip() for each in str(chosen.value).split(",")] if chosen else []
    wanted = ["application", *(f"application-{each}" for each in profiles)]
    found = [[name for name in names if name.rpartition(".")[0] == each] for each in wanted]
    if len(found[0]) != 1 or any(len(each) > 1 for each in found):
        return ()
    if (not profiles and len(names) > 1) or any(name.startswith("bootstrap.") for name in names):
        return ()
    read = (inside.files.read(resolve(folder, name)) for each in found for name in each)
    files = tuple(file for file in read if isinstance(file, SourceFile))
    from toybox_lint.deployment.listening.images.rewriting import is_rewritten

    text = dockerfile(build, inside.files)
    if text is not None and any(is_rewritten(file.path, (text.value,)) for file in files):
        return ()
    return () if len(names) > len(files) and any(map(_takes_more, files)) else files


def _takes_more(file: SourceFile) -> bool:
    """Whether profiles may bring others, by ``include`` or ``group``."""
    at = file.text.find("profiles")
    return at >= 0 and _MORE.search(file.text, at) is not None


def _is_told_otherwise(inside: Container, process: Process) -> bool:
    words = [_OPTION.sub("", str(word.value)) for word in process.words]
    values = {
        name: Located(_OPTION.sub("", given.value), given.origin)
        if isinstance(given.value, str) and _is_applied(name, process)
        else given
        for name, given in inside.variables.values.items()
    }
    targets = [str(mount.target) for mount in inside.service.mounts]
    return (
        not inside.variables.known
        or any(_moves(name, given.value) for name, given in values.items())
        or any(_TOLD.search(word) for word in words)
        or any(map(_may_be_settings, targets))
    )


def _may_be_settings(target: str) -> bool:
    """Whether what is mounted there may be read without being named: a folder, or a file of the usual name."""
    name = target.rpartition("/")[2]
    named = _OF_SETTINGS.search(name) is not None and not name.startswith("application")
    return ("config" in target or "application" in target) and not named


def _moves(name: str, value: Text) -> bool:
    """Whether a variable may say where it listens, besides those that are read: options do by what they hold."""
    if name in _PROFILES or any(name in each for each in _VARIABLES.values()) or not _OVER.search(name):
        return False
    return not _HOLDING.search(name) or not isinstance(value, str) or bool(_TOLD.search(value))


def _entries(text: str, whole: Located[str], inside: Container) -> Iterator[tuple[str, Located[str] | None]]:
    """The port and the address of the file, ``None`` for one that is not known."""
    for match in _PROPERTY.finditer(text):
        yield match[1], _value(match, 2, 0, whole, inside)
    for at, block in _blocks(f"{text}\n"):
        depth = None
        for match in _ENTRY.finditer(block):
            depth = depth or match[1]
            if match[1] == depth:
                yield match[2], _value(match, 3, at, whole, inside)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Where each block of a server begins, and what stands in it."""
    for block in _BLOCK.finditer(text):
        yield block.start(1), block[1]
    for outer in _OUTER.finditer(text):
        for inner in _INNER.finditer(outer["inside"]):
            yield outer.start("inside") + inner.start(2), inner[2]


def _value(
    match: re.Match[str], group: int, at: int, whole: Located[str], inside: Container
) -> Located[str] | None:
    written = match[group]
    variable = _VARIABLE.fullmatch(written)
    place = whole.origin.part(at + match.start(group), at + match.end(group))
    if variable is None:
        return None if "${" in written else Located(written, place)
    given = inside.variables.lookup(variable[1])
    value = variable[2] if given is ABSENT else given
    return Located(value, place) if isinstance(value, str) else None
