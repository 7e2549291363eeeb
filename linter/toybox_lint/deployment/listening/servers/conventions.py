"""What usually holds for a program that nobody knows: common flags and variables, never certain."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import address, bind_of, written
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Variables
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located

_FLAG = pattern(
    r"(?:--?(?:(?:(?:http|web|server|listen|app)[.-])?port|(?:(?:http|web|server)[.-])?(?:listen|bind)(?:-addr(?:ess)?)?"
    r"|(?:http[.-])?addr(?:ess)?|urls|http)|-D[\w.]*\.port)(=|$)",
)
_HOST_FLAG = pattern(
    r"(?:--?(?:host|(?:bind|listen|http)-(?:host|addr(?:ess)?)|server\.address)|-Dserver\.address)(=|$)"
)
# What a Java machine, or the script that starts it, takes its properties from.
_OF_JAVA = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS", "CATALINA_OPTS")
_PROPERTY = pattern(r"-D(?:server|http|quarkus\.http|micronaut\.server)\.port=(\d{1,5})(?=\s|\Z)")
# Variables of any program that say where it listens, where their value is an address of all of the container's.
_LISTENING = pattern(r"LISTEN|BIND|(?:\A|_)ADDR(?:ESS)?(?:\Z|_)", re.IGNORECASE)
# Those of a second listener, beside the one for the web: metrics, calls of other programs, administration.
_OF_ANOTHER = pattern(
    r"(?:\A|_)(?:METRICS?|PROM(?:ETHEUS)?|EXPORTER|G?RPC|ADMIN|MANAGEMENT|ACTUATOR|DEBUG|PPROF|TELEMETRY|OTEL|OTLP"
    r"|HEALTH|PROBE|P2P|PEER|CLUSTER|GOSSIP|RAFT|SMTP|IMAP|MAIL|SSH|FTP|DNS|STUN|TURN|RTMP|RTSP|SIP|TCP|UDP|MQTT"
    r"|WS|INTERNAL)(?:\Z|_)",
    re.IGNORECASE,
)
# Variables that keep a program inside, where their value is an address of the loopback.
_OF_THE_PROGRAM = pattern(
    r"(?:(?P<whose>\w+?)_)??(?:(?:HTTP|WEB|SERVER|APP)_)?(?:LISTEN|BIND)(?:_ADDR(?:ESS)?|_ON)?", re.IGNORECASE
)
_INSIDE = pattern(r"(?:https?://)?(?:127\.0\.0\.1|localhost|\[::1\]):\d{1,5}/?")
_EVERYWHERE = pattern(r"(?:https?://)?(?:0\.0\.0\.0|\[::\]|\*|\+)?:\d{1,5}/?")
_HOST_VARIABLES = (
    "HOST",
    "BIND_ADDRESS",
    "LISTEN_ADDRESS",
    "SERVER_ADDRESS",
    "QUARKUS_HTTP_HOST",
    "MICRONAUT_SERVER_HOST",
    "NITRO_HOST",
    "ROCKET_ADDRESS",
    "GRADIO_SERVER_NAME",
)
_VARIABLES = (
    "PORT",
    "SERVER_PORT",
    "ASPNETCORE_URLS",
    "ASPNETCORE_HTTP_PORTS",
    "QUARKUS_HTTP_PORT",
    "MICRONAUT_SERVER_PORT",
    "NITRO_PORT",
    "ROCKET_PORT",
    "GRADIO_SERVER_PORT",
)


def from_flags(words: Words) -> Iterator[Listener]:
    """``--port 8080``, ``-Dserver.port=8080``, ``-addr :8080`` and their like, with ``--host 127.0.0.1`` beside."""
    alone = (each for each in _values(words, _FLAG) if bind_of(each.value) is Bind.LOOPBACK)
    host = next(_values(words, _HOST_FLAG), None) or next(alone, None)
    for value in _values(words, _FLAG):
        yield from _listener(value, host, "its command names", said=True)


def _values(words: Words, flag: re.Pattern[str]) -> Iterator[Located[Text]]:
    """The values that a flag has, behind its ``=`` or as the next word."""
    for number, word in enumerate(words):
        match = flag.match(word.value) if isinstance(word.value, str) else None
        if match and match[1]:
            rest = str(word.value)[match.end() :]
            yield Located(rest, word.origin.part(match.end(), match.end() + len(rest)))
        elif match and number + 1 < len(words):
            yield words[number + 1]


def from_variables(variables: Variables, image: str) -> Iterator[Listener]:
    """``PORT`` and the variables of common frameworks; one of a host beside them may keep it on loopback.

    A variable of any other name that speaks of listening says where, if its value is an address of every interface
    and its name is not that of another listener; of the loopback only where nothing else can be meant by its name,
    which may begin with that of the ``image``.
    """
    values = variables.values
    host_name = next((name for name in _HOST_VARIABLES if name in values), None)
    host = values[host_name] if host_name else None
    on_loopback = host is not None and bind_of(host.value) is Bind.LOOPBACK
    for name in _VARIABLES:
        if name in values:
            verb = f"{host_name} and {name} in its environment name" if on_loopback else None
            verb = verb or f"{name} in its environment names"
            yield from _listener(values[name], host, verb, said=False)
    yield from _of_java(variables)
    for name, given in values.items():
        if name not in _VARIABLES and isinstance(given.value, str) and _says_where(name, given.value, image):
            yield from _listener(given, None, f"{name} in its environment names", said=False)


def _says_where(name: str, value: str, image: str) -> bool:
    if ":" not in value or _OF_ANOTHER.search(name):
        return False
    if _EVERYWHERE.fullmatch(value) and _LISTENING.search(name):
        return True
    of_program = _OF_THE_PROGRAM.fullmatch(name) if _INSIDE.fullmatch(value) else None
    return of_program is not None and _plain(of_program["whose"] or "") in _plain(image)


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _of_java(variables: Variables) -> Iterator[Listener]:
    """``-Dserver.port=9090`` and its like in what a Java machine is given."""
    for name in filter(variables.values.__contains__, _OF_JAVA):
        options = variables.given(name)
        found = _PROPERTY.search(options.value) if options and isinstance(options.value, str) else None
        if options and found:
            port = Located[Text](found[1], options.origin.part(*found.span(1)))
            yield from _listener(port, None, f"{name} in its environment names", said=False)


def _listener(
    value: Located[Text], host: Located[Text] | None, verb: str, *, said: bool
) -> Iterator[Listener]:
    """``said``: the address is what the program is started with, and no guess at what it makes of a variable."""
    found = address(value)
    if not found or not found.port:
        return
    port, host = found.port, found.host or host
    kept = host is not None and bind_of(host.value) is Bind.LOOPBACK
    shown = "?" if isinstance(port.value, Unknown) else port.value
    yield Listener(
        port.value,
        Bind.LOOPBACK if kept else Bind.UNKNOWN,
        Speaks.UNKNOWN,
        Grade.PORT_CONVENTION,
        port.origin,
        f"{verb} port {shown} on 127.0.0.1" if kept else f"{verb} port {shown}",
        bind_explicit=kept and said,
        address_origin=written(host) if kept else None,
        port_origin=port.origin,
    )
