"""All evidence about one service's container, put together."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Service, Text
from toybox_lint.deployment.listening.addresses import port_number
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.declared import exposed, exposed_ports, port_targets, publications
from toybox_lint.deployment.listening.healthcheck import checked_ports
from toybox_lint.deployment.listening.images import image_listeners
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Listening, Speaks
from toybox_lint.deployment.listening.process import Running, running
from toybox_lint.files import Files
from toybox_lint.source import Located


def listening(service: Service, files: Files) -> Listening:
    """What the container of ``service`` listens on, with every piece of evidence there is."""
    inside = container(service, files)
    process = running(inside)
    found = sorted(_all(inside, process), key=lambda each: -each.grade)
    return Listening(
        tuple(dict.fromkeys(found)),
        process.process,
        process.listeners if process.complete else None,
        process.reason,
        inside.base,
        tuple(publications(service)),
    )


def _all(inside: Container, process: Running) -> Iterator[Listener]:
    service = inside.service
    yield from process.listeners
    yield from checked_ports(healthcheck_of(inside))
    yield from port_targets(service)
    yield from exposed(service)
    for entry in inside.built.exposed if inside.built else ():
        yield from exposed_ports(entry, Grade.DOCKERFILE_EXPOSE, "its Dockerfile exposes")
    if not process.process or not process.process.server:
        yield from _by_convention(inside)
    if inside.base and isinstance(inside.base.value, str):
        yield from image_listeners(inside.base.value, inside.base.origin)


def healthcheck_of(inside: Container) -> tuple[Located[Text], ...]:
    """The words of the test that the engine runs: the service's own, else that of its Dockerfile."""
    own = inside.service.healthcheck
    if own and (own.disabled or own.test):
        return () if own.disabled else own.test or ()
    return (inside.built.healthcheck if inside.built else None) or ()


def _by_convention(inside: Container) -> Iterator[Listener]:
    """``PORT`` for a program that nobody knows: most read it."""
    value = inside.variables.given("PORT")
    port = port_number(value.value) if value else None
    if value and port is not None:
        text = "PORT in its environment names its port"
        yield Listener(
            port,
            Bind.UNKNOWN,
            Speaks.UNKNOWN,
            Grade.PORT_CONVENTION,
            value.origin,
            text,
            port_origin=value.origin,
        )
