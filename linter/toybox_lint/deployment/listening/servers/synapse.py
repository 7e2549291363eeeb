"""Where Synapse listens, and in which protocol, by the ``homeserver.yaml`` that its image is given.

Source: Synapse's documentation of ``listeners``: each has a port, perhaps ``bind_addresses`` (every one by default),
and speaks HTTPS with ``tls: true``.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.yaml.edit import below, documents
from toybox_lint.compose.yaml.nodes import Mapping, Node, Scalar, Sequence
from toybox_lint.deployment.listening.addresses import bind_of, port_number
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.source import Origin, SourceFile, Span

_FILE = "/data/homeserver.yaml"
# By which it takes another file, or another program of Synapse starts. Source: ``start.py`` of its image.
_PATH = "SYNAPSE_CONFIG_PATH"
_ELSEWHERE = ("SYNAPSE_CONFIG_DIR", "SYNAPSE_WORKER")


def from_synapse(inside: Container, image: str) -> Iterator[Listener]:
    """The listeners of the file that the service gives it; nothing where it cannot be read, or another may count."""
    service = inside.service
    if service.command or service.entrypoint or any(name in inside.variables.values for name in _ELSEWHERE):
        return
    named = inside.variables.given(_PATH)
    path = named.value if named else _FILE
    content = content_at(inside, path) if isinstance(path, str) else None
    read = documents(content) if isinstance(content, SourceFile) else ()
    told = below(read[0], ("listeners",)) if len(read) == 1 else None
    if isinstance(content, SourceFile) and isinstance(told, Sequence):
        for each in told.items:
            yield from _listener(each, content, image, str(path))


def _listener(node: Node, file: SourceFile, image: str, path: str) -> Iterator[Listener]:
    port = below(node, ("port",)) if isinstance(node, Mapping) else None
    number = port_number(port.text) if isinstance(port, Scalar) else None
    if not isinstance(port, Scalar) or not isinstance(number, int):
        return
    secured = below(node, ("tls",))
    speaks = Speaks.TLS if isinstance(secured, Scalar) and secured.text == "true" else Speaks.HTTP
    bound = list(_addresses(node))
    inner = bool(bound) and all(bind_of(each.text) is Bind.LOOPBACK for each in bound)
    origin = Origin(file, Span(port.start, port.end))
    yield Listener(
        number,
        Bind.LOOPBACK if inner else Bind.ALL,
        speaks,
        Grade.CONFIG_FILE,
        origin,
        f"the image {image} listens on {number} by its {path}",
        bind_explicit=inner,
        address_origin=Origin(file, Span(bound[0].start, bound[0].end))
        if inner and len(bound) == 1
        else None,
        port_origin=origin,
    )


def _addresses(node: Node) -> Iterator[Scalar]:
    for key in ("bind_addresses", "bind_address"):
        found = below(node, (key,))
        items = found.items if isinstance(found, Sequence) else (found,)
        yield from (each for each in items if isinstance(each, Scalar) and each.text)
