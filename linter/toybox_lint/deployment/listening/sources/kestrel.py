"""Where a program of ASP.NET Core listens by its settings, whose endpoints come before ``URLS`` and its own code.

Source: ASP.NET Core's manual, "Configure endpoints for Kestrel" (``Kestrel:Endpoints:NAME:Url``) and "Configuration"
(``appsettings.json``, then that of the environment, which is ``Production`` unless a variable says otherwise; then
variables, in whose names two underscores stand for a colon, then options of the command).
"""

from __future__ import annotations

import posixpath
from itertools import pairwise

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import address, bind_of
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Process, Speaks
from toybox_lint.facts import Unknown
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import Located, SourceFile, closing_brace

_SAYING = pattern(r"Kestrel|\"urls\"", re.IGNORECASE)
_ENDPOINTS = pattern(r"\"Kestrel\"\s*:\s*\{\s*\"Endpoints\"\s*:\s*\{", re.IGNORECASE)
_URL = pattern(r"\"Url\"\s*:\s*\"(?P<url>(?P<scheme>https?)://[^\"\\\n]+)\"", re.IGNORECASE)
_BY_OPTION = pattern(r"(?:--|/)Kestrel:Endpoints:([\w-]+):Url(?:=(.*))?", re.IGNORECASE | re.DOTALL)
_BY_VARIABLE = pattern(r"(?:ASPNETCORE_|DOTNET_)?Kestrel__Endpoints__([^\W_]+)__Url", re.IGNORECASE)
_WRITTEN = pattern(r"(?P<scheme>https?)://[^\"\\\n/]+/?", re.IGNORECASE)
_HTTP_2_ALONE = pattern(r"\{[^{}]*\"Protocols\"\s*:\s*\"Http2\"[^{}]*\}")
_DOUBTFUL = pattern(r"//\s|/\*|\bSni\b|%")


def endpoints_outside(inside: Container, process: Process) -> tuple[Listener, ...]:
    """What the command, or variables, name by themselves; options come before variables of the same endpoint."""
    found: dict[str, Listener | None] = {}
    for name, given in inside.variables.values.items():
        endpoint = _BY_VARIABLE.fullmatch(name)
        if endpoint is not None:
            url = Located(given.value, given.origin) if isinstance(given.value, str) else None
            found[endpoint[1].lower()] = _of_url(url, "its environment") if url else None
    words = [word for word in process.words if isinstance(word.value, str)]
    for word, after in pairwise((*words, None)):
        option = _BY_OPTION.fullmatch(str(word.value)) if word is not None else None
        if word is None or option is None:
            continue
        at = len(str(word.value)) - len(option[2] or "")
        value = after if option[2] is None else Located(option[2], word.origin.part(at, at + len(option[2])))
        if value is not None:
            found[option[1].lower()] = _of_url(Located(str(value.value), value.origin), "its command")
    if all(found.values()):
        return tuple(each for each in found.values() if each is not None)
    unknown = Unknown("an endpoint of Kestrel is told that is not read")
    return (
        Listener(unknown, Bind.UNKNOWN, Speaks.UNKNOWN, Grade.CONFIG_FILE, process.origin, unknown.reason),
    )


def _of_url(written: Located[str], teller: str) -> Listener | None:
    url = _WRITTEN.fullmatch(written.value)
    plain: Located[Text] = Located(written.value.rstrip("/"), written.origin)
    return _listener(plain, url["scheme"], teller) if url else None


def endpoints(program: SourceFile, inside: Container) -> tuple[Listener, ...] | None:
    """What the settings beside the program's text name; ``None`` where they may name others that are not read."""
    if any("appsettings" in str(mount.target) for mount in inside.service.mounts):
        return None
    if any(each.upper().startswith("KESTREL") for each in inside.variables.values):
        return None
    files = settings_files(program, inside)
    if files is None:
        return None
    saying = [file for file in files if _SAYING.search(file.text)]
    if not saying:
        return ()
    return _read(saying[0]) if len(saying) == 1 else None


def settings_files(program: SourceFile, inside: Container) -> list[SourceFile] | None:
    """The files of settings of a program, those that come before others last; ``None`` where it is not known which."""
    build, environment = inside.service.build, _environment(inside)
    if environment is None:
        return None
    folders = dict.fromkeys((posixpath.dirname(program.path), str(build.context) if build else ""))
    found: list[SourceFile] = []
    for name in ("appsettings.json", f"appsettings.{environment}.json"):
        read = (inside.files.read(resolve(folder, name)) for folder in folders if folder)
        found += [file for file in read if isinstance(file, SourceFile)]
    return found


def _environment(inside: Container) -> str | None:
    given = inside.variables.given("ASPNETCORE_ENVIRONMENT") or inside.variables.given("DOTNET_ENVIRONMENT")
    if given is None:
        return "Production"
    return given.value if isinstance(given.value, str) else None


def _read(file: SourceFile) -> tuple[Listener, ...] | None:
    found = list(_ENDPOINTS.finditer(file.text))
    end = closing_brace(file.text, found[0].end()) if found else None
    urls = list(_URL.finditer(file.text, found[0].end(), end)) if found and end is not None else []
    if len(found) != 1 or not urls or _DOUBTFUL.search(file.text.replace("://", "")):
        return None
    name, whole = posixpath.basename(file.path), whole_text(file).origin
    alone = [range(*each.span()) for each in _HTTP_2_ALONE.finditer(file.text)]
    listeners = list[Listener]()
    for url in urls:
        each = _listener(Located(url["url"], whole.part(*url.span("url"))), url["scheme"], name)
        if each is None:
            return None
        by_grpc = each.speaks is Speaks.HTTP and any(url.start() in place for place in alone)
        listeners.append(replace(each, speaks=Speaks.GRPC) if by_grpc else each)
    return tuple(listeners)


def _listener(written: Located[Text], scheme: str, teller: str) -> Listener | None:
    found = address(written)
    if found is None or found.host is None or found.port is None or isinstance(found.port.value, Unknown):
        return None
    # A name that is none of an address stands for every one.
    bind = Bind.LOOPBACK if bind_of(found.host.value) is Bind.LOOPBACK else Bind.ALL
    at = "127.0.0.1" if bind is Bind.LOOPBACK else "0.0.0.0"
    return Listener(
        found.port.value,
        bind,
        Speaks.HTTP if scheme.lower() == "http" else Speaks.TLS,
        Grade.CONFIG_FILE,
        found.port.origin,
        f"{teller} lets Kestrel listen on {at}:{found.port.value}",
        address_origin=found.host.origin if bind is Bind.LOOPBACK else None,
        port_origin=found.port.origin,
    )
