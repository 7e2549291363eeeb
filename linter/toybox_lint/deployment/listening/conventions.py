"""What usually holds for a program that nobody knows: common flags and variables, never certain."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import address
from toybox_lint.deployment.listening.container import Variables
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.deployment.listening.unwrap import Words
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern
from toybox_lint.source import Located

_FLAG = pattern(
    r"(?:--?(?:port|http-port|listen|bind|addr|address|urls|http|server\.port)|-D[\w.]*\.port)(=|$)",
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
)


def from_flags(words: Words) -> Iterator[Listener]:
    """``--port 8080``, ``-Dserver.port=8080``, ``-addr :8080`` and their like."""
    for number, word in enumerate(words):
        match = _FLAG.match(word.value) if isinstance(word.value, str) else None
        if not match or not isinstance(word.value, str):
            continue
        if match[1]:
            value: Located[Text] = Located(
                word.value[match.end() :], word.origin.part(match.end(), len(word.value))
            )
        elif number + 1 < len(words):
            value = words[number + 1]
        else:
            continue
        yield from _listener(value, "its command names port")


def from_variables(variables: Variables) -> Iterator[Listener]:
    """``PORT`` and the variables of common frameworks."""
    for name in _VARIABLES:
        given = variables.given(name)
        if given:
            yield from _listener(given, f"{name} in its environment names port")


def _listener(value: Located[Text], verb: str) -> Iterator[Listener]:
    found = address(value)
    if not found or not found.port:
        return
    port = found.port
    shown = "?" if isinstance(port.value, Unknown) else port.value
    yield Listener(
        port.value,
        Bind.UNKNOWN,
        Speaks.UNKNOWN,
        Grade.PORT_CONVENTION,
        port.origin,
        f"{verb} {shown}",
        port_origin=port.origin,
    )
