"""Where a program of ASP.NET Core listens, by the one call in its ``Program.cs`` that says so.

Source: ASP.NET Core's manual, "Configure endpoints" (addresses in the code come before variables; endpoints of Kestrel
in the configuration before those); dotnet/aspnetcore#56984 (without TLS it takes HTTP/1.1 alone, unless Kestrel is told
otherwise). Its images say the port in a variable: 8080 from .NET 8 on, 80 before.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.listening.addresses import address, bind_of
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.well_known import known_image, reference
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Process, Speaks
from toybox_lint.facts import Unknown
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, SourceFile

_PARTS = pattern(r'("(?:\\.|[^"\\\n])*+"?)|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_ADDRESSED = pattern(r'(?:\bapp\.Run(?:Async)?|\.UseUrls|\bUrls\.Add)\(\s*"(http://[^"\\;{}]+)"\s*\)')
_ANY = pattern(r"\bapp\.Run(?:Async)?\(\s*[^)\s]|\.UseUrls\(|\bUrls\.Add\(")
_IMAGE = "dotnet/aspnet"
_TELLING = pattern(r"URLS|_PORTS?\Z|KESTREL", re.IGNORECASE)
_OTHERS = pattern(r"Kestrel|ListenAnyIP|ListenLocalhost|\.Listen\(|UseIIS|UseHttpSys|UseSystemd")


_IN_LINE = pattern(r"[^\n]")


def from_dotnet(inside: Container, process: Process) -> Iterator[Listener]:
    """The listener of the program that ``dotnet NAME.dll`` starts, where nothing else may say where it is."""
    from toybox_lint.deployment.listening.sources.kestrel import endpoints, endpoints_outside

    outside = endpoints_outside(inside, process)
    yield from outside
    file = program_text(inside, process)
    if file is None or outside:
        return
    told = endpoints(file, inside)
    if told is None:
        return
    if told:
        yield from told
        return
    code = _PARTS.sub(lambda match: match[1] or _IN_LINE.sub(" ", match[0]), file.text)
    calls = list(_ADDRESSED.finditer(code))
    if not (calls or _ANY.search(code) or _OTHERS.search(code)):
        yield from _by_the_image(inside)
    if len(calls) != 1 or len(_ANY.findall(code)) != 1 or _OTHERS.search(code):
        return
    written = Located(calls[0][1], whole_text(file).origin.part(*calls[0].span(1)))
    found = address(written)
    if found is None or found.host is None or found.port is None or isinstance(found.port.value, Unknown):
        return
    # A name that is none of an address stands for every one.
    bind = Bind.LOOPBACK if bind_of(found.host.value) is Bind.LOOPBACK else Bind.ALL
    at = "127.0.0.1" if bind is Bind.LOOPBACK else "0.0.0.0"
    yield Listener(
        found.port.value,
        bind,
        Speaks.HTTP,
        Grade.CONFIG_FILE,
        found.port.origin,
        f"Program.cs listens on {at}:{found.port.value}",
        address_origin=found.host.origin if bind is Bind.LOOPBACK else None,
        port_origin=found.port.origin,
        http_1=True,
    )


def _by_the_image(inside: Container) -> Iterator[Listener]:
    """Where the variable of its image lets it listen, when the service gives none in its place."""
    base, given = inside.base, inside.variables
    if (
        base is None
        or not isinstance(base.value, str)
        or reference(base.value).path != _IMAGE
        or not given.known
    ):
        return
    entry = known_image(base.value)
    if entry is None or any(_TELLING.search(name) for name in given.values):
        return
    port = entry.ports[0][0]
    text = f"its image sets the port of ASP.NET Core to {port}, and Program.cs no other"
    yield Listener(port, Bind.ALL, Speaks.HTTP, Grade.CONFIG_FILE, base.origin, text, http_1=True)


def program_text(inside: Container, process: Process) -> SourceFile | None:
    """The text of the program: in a folder of its name, or beside the Dockerfile where it is the only one."""
    build, words = inside.service.build, [str(word.value) for word in process.words]
    if build is None or not isinstance(build.context, str) or len(words) < 2 or not words[1].endswith(".dll"):
        return None
    stem = posixpath.basename(words[1]).removesuffix(".dll")
    for folder in (stem, f"src/{stem}", "."):
        file = inside.files.read(resolve(build.context, f"{folder}/Program.cs"))
        if isinstance(file, SourceFile):
            return file
    return None
