"""Where a compiled program listens, by the calls in its text that say so.

Sources: the documentation of Go's ``net/http``, of Gin, Echo, Fiber and Iris, of Rust's ``std::net``, axum, Actix Web
and warp, and of Rocket (from 0.5 on 127.0.0.1 and 8000, unless ``Rocket.toml`` or variables say otherwise).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from toybox_lint.deployment.listening.addresses import bind_of, port_number
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Process, Speaks
from toybox_lint.deployment.listening.sources.calls import Code
from toybox_lint.deployment.listening.sources.compiled import Compiled, compiled
from toybox_lint.deployment.listening.sources.compiled_values import Values
from toybox_lint.facts import ABSENT, Unknown
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import Located, Origin, SourceFile

_PARTS = pattern(r"""("(?:\\.|[^"\\\n])*+"?|`[^`]*`|'(?:\\.|[^'\\])')|//[^\n]*|/\*.*?(?:\*/|\Z)""", re.DOTALL)
_TESTS = pattern(r"#\[cfg\(test\)\]")
# No program listens at so many places.
_MOST_CALLS = 16
# What listens, by which argument, and the word that a text has which uses it.
_CALLS = (
    (pattern(r"(?<![\w.])(?:http|fasthttp)\.ListenAndServe\("), 0, "net/http"),
    (pattern(r"(?<![\w.])(?:http|fasthttp)\.ListenAndServeTLS\("), 0, "net/http"),
    (pattern(r"(?<![\w.])net\.Listen\((?=\s*\"tcp)"), 1, '"net"'),
    (pattern(r"(?<=\.)Run\("), 0, "github.com/gin-gonic/gin"),
    (pattern(r"(?<=\.)Start\("), 0, "github.com/labstack/echo"),
    (pattern(r"(?<=\.)Listen\("), 0, "github.com/gofiber/fiber"),
    (pattern(r"(?<=\.)Listen\("), 0, "github.com/kataras/iris"),
    (pattern(r"(?<!\w)(?:TcpListener|Server)::(?:try_)?bind\("), 0, "::"),
    (pattern(r"\bwarp::serve\([^;]{0,2000}?\)\s*\.(?:try_)?run\("), 0, "warp::"),
    (pattern(r"(?<=\.)bind\("), 0, "HttpServer"),
)
# The same of Gin's ``Run()``, which takes ``PORT`` from the environment, else 8080.
_GIN, _GINS_PORT = "github.com/gin-gonic/gin", 8080
_RUN_AS_USUAL = pattern(r"(?<=\.)Run\(\s*\)")
# Before the address, which may be that of a server.
_SERVES = pattern(r"\bhttp\.(?:ListenAndServe\(|Server\{[^{}]*Addr:)\s*\Z")
# Calls of Go that want a colon before a port: without one they fail, and the program ends.
_WITH_COLON = pattern(
    r"(?:\bhttp\.ListenAndServe(?:TLS)?\(|\bnet\.Listen\(\s*\"tcp4?\"\s*,|\b(?P<engine>\w+)\.(?:Run|Start)\(|\bAddr:)\s*\Z"
)
# What Gin and Echo make: a server of the program's own may put the colon there.
_ENGINE = pattern(r"\b(\w+)\s*:?=\s*(?:gin|echo)\.(?:New|Default)\(")
_TELLING_ITSELF = pattern(r"\b(?:Setenv|Overload)\(")
_EMPTY = 80
_NUMBERS = pattern(r"[\d\s,]+")
_TLS = pattern(r"TLS|rustls|openssl|native_tls|acme")
# What else may listen: nothing is said of a program that has it.
_OTHERS = pattern(
    r"\b(?:Listen\w*|Run(?:TLS|Unix|Fd|Listener|Server)|Start(?:TLS|AutoTLS|Server|H2CServer)|bind_\w+|listen\w*"
    r"|try_bind\w*|serve_incoming)\("
    r"|\bbeego\b|\bgrpc\b|\bautocert\b|systemd|\btonic\b|UnixListener|listenfd|\bfx\.New\(|\bhertz\b|\bkratos\b|socket2"
)
# A server of gRPC alone: what it listens on is what it is given.
_GRPC = pattern(r"\bgrpc\.NewServer\(")
_OF_GRPC = pattern(r"\bgrpc\.\w+\(|\bgoogle\.golang\.org/grpc\S*|\b\w*grpc\b", re.IGNORECASE)
_ALSO_WEB = pattern(r"\bhttp\.|\bcmux\b|grpc-?gateway|grpc-?web|\bh2c\b|connectrpc|bufconn")
_SERVER = pattern(r"\bhttp\.Server\{")
_STARTED = pattern(r"\.(ListenAndServe)\(\s*\)")
_ROCKET = pattern(r"\brocket::(build|custom)\(")
_ROCKET_LINE = pattern(
    r"""^[ \t]*(?:\[(?P<section>[^\]\n]+)\]|(?P<key>address|port)[ \t]*=[ \t]*["']?(?P<value>[^"'\s#]+))""",
    re.MULTILINE,
)
_ROCKET_PROFILES = frozenset({"default", "release", "global"})


_IN_LINE = pattern(r"[^\n]")


def from_compiled(inside: Container, process: Process) -> Iterator[Listener]:
    """Where the program's text says that it listens; nothing where a call is not read, or any other may listen."""
    found = compiled(inside, process)
    if found and found.language in ("bun", "deno"):
        from toybox_lint.deployment.listening.sources.own_texts import from_texts

        yield from from_texts(found.texts, inside, process, bun=found.language == "bun")
        return
    if found:
        from toybox_lint.deployment.listening.sources.lending import as_read_by

        inside = as_read_by((text.value for _, text in found.texts), inside)
    listeners = list[Listener]()
    for name, text in found.texts if found else ():
        read = _read(name, text, inside, process)
        if read is None:
            return
        listeners += read
    if found and not listeners:
        listeners += _rocket(found, inside)
    yield from dict.fromkeys(listeners)


def _read(name: str, text: Located[str], inside: Container, process: Process) -> list[Listener] | None:
    """The listeners of one file; ``None`` where it has a call that may listen somewhere else."""
    values = Values(text, _code(text.value), inside, process)
    usual = list(_RUN_AS_USUAL.finditer(values.code)) if _GIN in values.code else []
    if usual:
        return (
            [_of_gin(name, text, usual[0], inside)]
            if len(usual) == 1 and _is_alone(values, usual[0])
            else None
        )
    calls = _calls(values.code)
    if len(calls) > _MOST_CALLS:
        return None
    read = [range(*call) for call, _ in calls]
    grpc = len(calls) == 1 and bool(_GRPC.search(values.code)) and not _ALSO_WEB.search(values.code)
    if grpc:
        read += [range(*each.span()) for each in _OF_GRPC.finditer(values.code)]
    if any(not any(start in each for each in read) for start in _others(values.code)):
        return None
    listeners = [_listener(name, values, place) for _, place in calls]
    if grpc:
        listeners = [replace(each, speaks=Speaks.GRPC) if each else None for each in listeners]
    return [each for each in listeners if each] if all(listeners) else None


@remembered
def _code(text: str) -> str:
    """A text without comments and tests. Services that are built of one folder have their texts in common."""
    plain = _PARTS.sub(lambda match: match[1] or _IN_LINE.sub(" ", match[0]), text)
    tests = _TESTS.search(plain)
    return plain[: tests.start()] if tests else plain


@remembered
def _others(code: str) -> tuple[int, ...]:
    """Where something begins that may listen, too."""
    return tuple([match.start() for match in _OTHERS.finditer(code)])


def _is_alone(values: Values, call: re.Match[str]) -> bool:
    """Whether nothing else in the text may listen."""
    listening = (
        each
        for expression, _, word in _CALLS
        if word in values.code
        for each in expression.finditer(values.code)
    )
    starts = (*(each.start() for each in listening), *_others(values.code))
    return all(start == call.start() for start in starts)


def _of_gin(name: str, text: Located[str], call: re.Match[str], inside: Container) -> Listener:
    given = inside.variables.given("PORT")
    told = port_number(given.value) if given else None
    unknown = inside.variables.lookup("PORT") is not ABSENT
    port = told if told is not None else Unknown("PORT may say where Gin listens") if unknown else _GINS_PORT
    said = f"{name} starts Gin on 0.0.0.0:{port}" if isinstance(port, int) else port.reason
    place = text.origin.part(*call.span())
    return Listener(
        port,
        Bind.ALL,
        Speaks.HTTP,
        Grade.CONFIG_FILE,
        given.origin if given else place,
        said,
        port_origin=given.origin if given else None,
        whole=True,
    )


@remembered
def _calls(code: str) -> tuple[tuple[tuple[int, int], tuple[int, int] | None], ...]:
    """Each call that listens, and where the address stands that it is given: of more than anybody has, one too many."""
    return tuple(islice(_all_calls(code), _MOST_CALLS + 1))


def _all_calls(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int] | None]]:
    code = Code(text, lambda *_: None)
    for expression, number, word in _CALLS:
        for match in expression.finditer(code.text) if word in code.text else ():
            parts = code.arguments(match.end()) or ()
            yield match.span(), parts[number] if len(parts) > number else None
    servers = list(_SERVER.finditer(code.text))
    for match in _STARTED.finditer(code.text):
        fields = code.arguments(servers[0].end()) if len(servers) == 1 else None
        yield match.span(), code.named(fields or ()).get("Addr")


def _listener(name: str, values: Values, place: tuple[int, int] | None) -> Listener | None:
    found = values.address(*place) if place else None
    if found is None and place and (unset := values.unset(*place)):
        return _of_nothing(name, unset, values, place)
    if found is None or found.port is None or isinstance(found.port.value, Unknown):
        return None
    if found.host is None:
        return _of_no_address(name, values, place, found.port.origin) if place else None
    bind, port, host = bind_of(found.host.value), found.port.value, found.host
    at = {Bind.ALL: "0.0.0.0", Bind.LOOPBACK: "127.0.0.1"}.get(bind, "one address")
    return Listener(
        port,
        bind,
        Speaks.EITHER if _TLS.search(values.code) else Speaks.HTTP,
        Grade.CONFIG_FILE,
        found.port.origin,
        f"{name} listens on {at}:{port}",
        address_origin=host.origin if bind is Bind.LOOPBACK and host.origin.exact else None,
        port_origin=found.port.origin,
        opening=_opening(host.origin) if bind is Bind.LOOPBACK and not host.origin.exact else None,
        whole=True,
    )


def _of_no_address(name: str, values: Values, place: tuple[int, int], origin: Origin) -> Listener | None:
    """A port alone, which Go takes for no address (``missing port in address``): nothing answers at any."""
    call = _WITH_COLON.search(values.code, 0, place[0])
    if call is None or _TELLING_ITSELF.search(values.code):
        return None
    if call["engine"] and call["engine"] not in _ENGINE.findall(values.code):
        return None
    text = f"{name} ends, as Go takes no port without a colon before it for an address"
    return Listener(0, Bind.ALL, Speaks.TCP, Grade.CONFIG_FILE, origin, text, whole=True)


def _of_nothing(name: str, variable: str, values: Values, place: tuple[int, int]) -> Listener | None:
    """What Go's server of HTTP takes in place of an empty address, ``:http``; no other call does."""
    if not _SERVES.search(values.code, 0, place[0]):
        return None
    origin = values.text.origin.part(*place)
    text = f"{name} listens on 0.0.0.0:{_EMPTY}, as {variable} is not given"
    return Listener(_EMPTY, Bind.ALL, Speaks.HTTP, Grade.CONFIG_FILE, origin, text, whole=True)


def _opening(host: Origin) -> Located[str] | None:
    """Every address in place of the loopback that is not written as a text."""
    if _NUMBERS.fullmatch(host.text.strip()):
        return Located("0, 0, 0, 0", host)
    opened = host.text.replace("LOCALHOST", "UNSPECIFIED")
    return Located(opened, host) if opened != host.text else None


def _rocket(found: Compiled, inside: Container) -> Iterator[Listener]:
    """Rocket's defaults, or what its file says, where no variable is there that may say otherwise."""
    builds = [(match, text) for _, text in found.texts for match in _ROCKET.finditer(text.value)]
    variables = inside.variables
    if len(builds) != 1 or builds[0][0][1] != "build" or isinstance(inside.folder, Unknown):
        return
    if not (variables.known and variables.whole) or any(
        each.startswith("ROCKET_") for each in variables.values
    ):
        return
    files = (content_at(inside, f"{folder}/Rocket.toml") for folder in (inside.folder.rstrip("/"), ""))
    file = next((each for each in files if each is not None), None)
    match, text = builds[0]
    usual = Listener(
        8000,
        Bind.LOOPBACK,
        Speaks.EITHER,
        Grade.CONFIG_FILE,
        text.origin.part(*match.span()),
        "Rocket listens on 127.0.0.1:8000 by default",
        "Rocket",
    )
    if file is None:
        yield usual
    else:
        yield from _by_its_file(whole_text(file) if isinstance(file, SourceFile) else file, usual)


def _by_its_file(text: object, usual: Listener) -> Iterator[Listener]:
    """``usual`` with the address and the port of ``Rocket.toml``; nothing where its profiles have several."""
    if not isinstance(text, Located) or not isinstance(text.value, str):
        return
    given: dict[str, Located[str]] = {}
    section = ""
    for line in _ROCKET_LINE.finditer(text.value):
        section = line["section"] or section
        if line["key"] is None:
            continue
        if section not in _ROCKET_PROFILES or line["key"] in given:
            return
        given[line["key"]] = Located(line["value"], text.origin.part(*line.span("value")))
    host, port = given.get("address"), given.get("port")
    number = port_number(port.value) if port else usual.port
    if not isinstance(number, int):
        return
    bind = bind_of(host.value) if host else usual.bind
    at = host.value if host else "127.0.0.1"
    yield replace(
        usual,
        port=number,
        bind=bind,
        text=f"Rocket listens on {at}:{number} by its Rocket.toml{'' if host else ' and its default address'}",
        origin=(host or port or Located("", usual.origin)).origin,
        address_origin=host.origin if host and bind is Bind.LOOPBACK else None,
        port_origin=port.origin if port else None,
    )
