"""Where a program in Elixir without Phoenix listens, by the one server among the children that it starts.

Sources: the documentation of Plug.Cowboy (``options: [port: 4000]``, every address) and of Bandit (``port: 4000``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import port_number
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.deployment.listening.sources.elixir import without_comments
from toybox_lint.deployment.listening.sources.phoenix import has_phoenix
from toybox_lint.facts import ABSENT
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, SourceFile

_CHILD = pattern(r"\{\s*(Plug\.Cowboy|Bandit)\s*,((?:[^{}]|\{[^{}]*\})*)\}")
_SERVERS = pattern(r"\b(?:Plug\.Cowboy|Bandit|:ranch|:cowboy|ThousandIsland|Phoenix)\b")
_PORT = pattern(r"(?<![\w:])port:\s*([^\n,\]\}]+(?:\([^()\n]*\))?[^\n,\]\}]*)")
# Options that say nothing of the port, and none that something else makes.
_PLAIN = pattern(r"\s*(?:(?:plug|scheme|startup_log|display_plug):\s*[:\w.]+\s*(?:,\s*|\Z))*")
_NUMBER = pattern(r"\d+")
_GIVEN = pattern(
    r"String\.to_integer\(\s*System\.get_env\(\"(\w+)\"(?:\)\s*\|\|\s*|\s*,\s*)\"(\d+)\"\s*\)*"
    r"|System\.get_env\(\"(\w+)\"(?:\)\s*\|\|\s*|\s*,\s*)\"(\d+)\"\)?\s*\|>\s*String\.to_integer(?:\(\))?"
)
_LOOPBACK = pattern(r"\bip:\s*(?::loopback|\{\s*127\s*,\s*0\s*,\s*0\s*,\s*1\s*\}|:\"?127\.0\.0\.1)")
_PLACES = ("ip:", "https", "cipher_suite", "net:", "ref:")
_USUAL = 4000


def from_plug(inside: Container) -> Iterator[Listener]:
    """The listener; nothing where several servers are started, or something else may say where."""
    texts = list(_texts(inside))
    codes = [without_comments(text.value) for text in texts]
    found = [
        (text, match) for text, code in zip(texts, codes, strict=True) for match in _CHILD.finditer(code)
    ]
    if len(found) != 1 or has_phoenix(inside) or sum(len(_SERVERS.findall(code)) for code in codes) != 1:
        return
    text, child = found[0]
    loopback = _LOOPBACK.search(child[2])
    if any(each in child[2] for each in _PLACES) and not (loopback and "https" not in child[2]):
        return
    told = _PORT.search(child[2])
    if told is None and not _PLAIN.fullmatch(child[2]):
        return
    port: Located[Text] | None = Located(str(_USUAL), text.origin.part(*child.span(1)))
    if told is not None:
        start = child.start(2) + told.start(1)
        port = _port(Located(told[1].strip(), text.origin.part(start, start + len(told[1].strip()))), inside)
    number = port_number(port.value) if port is not None else None
    if port is None or not isinstance(number, int):
        return
    name, bind = posixpath.basename(text.origin.file.path), Bind.LOOPBACK if loopback else Bind.ALL
    at = "127.0.0.1" if loopback else "0.0.0.0"
    yield Listener(
        number,
        bind,
        Speaks.HTTP,
        Grade.CONFIG_FILE,
        port.origin,
        f"{name} starts {child[1]} on {at}:{number}",
    )


def _port(written: Located[str], inside: Container) -> Located[Text] | None:
    if _NUMBER.fullmatch(written.value):
        return Located(written.value, written.origin)
    given = _GIVEN.fullmatch(written.value)
    if given is None:
        return None
    name, usual = (given[1], given[2]) if given[1] else (given[3], given[4])
    value = inside.variables.given(name)
    if value is not None:
        return value
    return Located(usual, written.origin) if inside.variables.lookup(name) is ABSENT else None


def _texts(inside: Container) -> Iterator[Located[str]]:
    """The modules at the top of ``lib``, and in its folders."""
    build = inside.service.build
    if build is None or not isinstance(build.context, str):
        return
    files, folder = inside.files, resolve(build.context, "lib")
    for name in files.names(folder):
        below = [f"{name}/{each}" for each in files.names(resolve(folder, name))] or [name]
        for path in below:
            file = files.read(resolve(folder, path)) if path.endswith(".ex") else None
            if isinstance(file, SourceFile):
                yield whole_text(file)
