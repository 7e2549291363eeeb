"""What variables and flags of well-known images change of their ports: TLS, addresses, numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from toybox_lint.deployment.listening.addresses import bind_of, port_number, written
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.well_known import KnownImage, image_program
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace

_OF_ADDRESS = pattern(r"(?<!\S)--?[\w-]*?(?:host|addr|listen|bind)", re.IGNORECASE)


def secured(inside: Container, entry: KnownImage, main: Listener) -> Listener:
    """The main port in TLS, where a variable that is known to turn that on is given."""
    for each in entry.securing:
        name, wanted, value = each.partition("=")
        given = inside.variables.given(name)
        text = given.value if given else None
        if isinstance(text, str) and text and (not wanted or text.lower() == value):
            said = f"{name} turns on TLS in the image {entry.path}"
            return replace(main, speaks=Speaks.TLS, text=said)
    return main


def kept_inside(inside: Container, entry: KnownImage, main: Listener) -> Listener:
    """The main port on the loopback, where a variable of its address says so, and no flag of its command another."""
    for name in () if entry.hosts and _is_told_an_address(inside) else entry.hosts:
        given = inside.variables.given(name)
        if given and isinstance(given.value, str) and bind_of(given.value) is Bind.LOOPBACK:
            said = f"{name} lets the image {entry.path} listen on {given.value}:{main.port}"
            return replace(
                main,
                bind=Bind.LOOPBACK,
                grade=Grade.PORT_VARIABLE,
                text=said,
                bind_explicit=True,
                address_origin=written(given),
            )
    return main


def _is_told_an_address(inside: Container) -> bool:
    given, built = (inside.service.entrypoint, inside.service.command), inside.built
    words = [word for command in given if command for word in command.words]
    words += [*(built.entrypoint or ()), *(built.command or ())] if built else []
    return any(_OF_ADDRESS.search(str(word.value)) for word in words)


def from_flag(inside: Container, entry: KnownImage) -> Iterator[Listener]:
    """The main port, where flags alone are given to a program that nobody knows better, and one of them names it."""
    service = inside.service
    words = service.command.words if service.command and not service.build and not service.entrypoint else ()
    if not words or not str(words[0].value).startswith("-") or image_program(entry.path) is not None:
        return
    for word, after in zip_longest(words, words[1:]):
        flag, equals, _ = str(word.value).partition("=")
        given = word if equals else after
        if flag != "--port" or given is None or not isinstance(given.value, str):
            continue
        value = given.value.partition("=")[2] if equals else given.value
        port = port_number(value)
        if port is not None:
            origin = word.origin.part(len(flag) + 1, len(str(word.value))) if equals else given.origin
            said = f"its command sets the port of the image {entry.path} to {port}"
            yield Listener(port, Bind.ALL, entry.ports[0][1], Grade.COMMAND, origin, said, port_origin=origin)


def moved(inside: Container, entry: KnownImage, usual: Listener) -> Listener:
    """A port that is not the main one, where a variable that is known to set it names another."""
    name = next((each for port, each in entry.others if port == usual.port), None)
    given = inside.variables.given(name) if name else None
    port = port_number(given.value) if given else None
    if given is None or port is None:
        return usual
    said = f"{name} sets a port of the image {entry.path}" + (f" to {port}" if isinstance(port, int) else "")
    return replace(
        usual, port=port, grade=Grade.PORT_VARIABLE, text=said, origin=given.origin, port_origin=given.origin
    )
