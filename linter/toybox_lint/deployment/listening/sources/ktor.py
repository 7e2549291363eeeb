"""Where a program of Ktor listens, by the one file of settings that it is built with.

Source: Ktor's documentation, "Configuration in a file" (``ktor.deployment.port`` and ``host``, every address by
default; ``${?PORT}`` in HOCON and ``$PORT:8080`` in YAML for variables) and "Command line" (``-port``, ``-P:``).
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening.addresses import bind_of, port_number
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Process, Speaks
from toybox_lint.facts import ABSENT
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, SourceFile

_FILES = ("application.conf", "application.yaml", "application.yml")
_OF_KTOR = pattern(r"^ktor\b", re.MULTILINE)
_DEPLOYMENT = pattern(
    r"\bdeployment[ \t]*(?:\{(?P<hocon>(?:[^{}]|\$\{[^{}]*\})*)\}|:[ \t]*\n(?P<yaml>(?:[ \t]+[^\n]*\n?)*))"
)
_PORT = pattern(
    r"^[ \t]*port[ \t]*[=:][ \t]*+(?P<value>(?:[^\n#]*[^ \t\n#])?)[ \t]*(?=\n|#|\Z)", re.MULTILINE
)
_HOST = pattern(r"^[ \t]*host[ \t]*[=:][ \t]*[\"']?(?P<value>[^\s\"'#]+)", re.MULTILINE)
_VARIABLE = pattern(r"\$\{\??(?P<hocon>\w+)\}|[\"']?\$(?P<yaml>\w+)(?::(?P<usual>\d+))?[\"']?")
_NUMBER = pattern(r"[\"']?(\d{1,5})[\"']?")
_OTHERWISE = ("-port", "-host", "-sslPort", "-config", "-P:")


def from_ktor(inside: Container, process: Process) -> Iterator[Listener]:
    """The listener, where the file names its port, and nothing that is shown may say otherwise."""
    text = _settings(inside)
    told = any(str(word.value).startswith(_OTHERWISE) for word in process.words)
    if text is None or told or not inside.variables.known or "sslPort" in text.value:
        return
    blocks = list(_DEPLOYMENT.finditer(text.value))
    if len(blocks) != 1:
        return
    group = "hocon" if blocks[0]["hocon"] is not None else "yaml"
    span = blocks[0].span(group)
    port, host = _port(text, span, inside), list(_HOST.finditer(text.value, *span))
    bind = bind_of(host[0]["value"]) if len(host) == 1 else Bind.ALL if not host else Bind.UNKNOWN
    number = port_number(port.value) if port else None
    if port is None or not isinstance(number, int) or bind not in (Bind.ALL, Bind.LOOPBACK):
        return
    name = text.origin.file.name.rpartition("/")[2]
    at = "127.0.0.1" if bind is Bind.LOOPBACK else "0.0.0.0"
    kept = text.origin.part(*host[0].span("value")) if bind is Bind.LOOPBACK else None
    said = f"{name} lets Ktor listen on {at}:{number}"
    yield Listener(
        number, bind, Speaks.HTTP, Grade.CONFIG_FILE, port.origin, said, address_origin=kept, whole=True
    )


def _settings(inside: Container) -> Located[str] | None:
    build = inside.service.build
    if build is None or not isinstance(build.context, str):
        return None
    files = (inside.files.read(resolve(build.context, f"src/main/resources/{name}")) for name in _FILES)
    found = [file for file in files if isinstance(file, SourceFile)]
    return whole_text(found[0]) if len(found) == 1 and _OF_KTOR.search(found[0].text) else None


def _port(text: Located[str], span: tuple[int, int], inside: Container) -> Located[str] | None:
    """What the last line for the port says that counts; ``None`` where that cannot be told."""
    found: Located[str] | None = None
    for match in _PORT.finditer(text.value, *span):
        number, variable = _NUMBER.fullmatch(match["value"]), _VARIABLE.fullmatch(match["value"])
        start = match.start("value")
        if number:
            found = Located(number[1], text.origin.part(start + number.start(1), start + number.end(1)))
        elif variable is None:
            return None
        else:
            name = variable["hocon"] or variable["yaml"]
            given, known = inside.variables.given(name), inside.variables.lookup(name)
            if given is not None and isinstance(given.value, str):
                found = Located(given.value, given.origin)
            elif known is not ABSENT:
                return None
            elif variable["usual"]:
                place = (start + variable.start("usual"), start + variable.end("usual"))
                found = Located(variable["usual"], text.origin.part(*place))
    return found
