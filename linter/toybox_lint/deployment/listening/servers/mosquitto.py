"""Where Mosquitto listens, and in which protocol, by the configuration that its image is given.

Source: the manual of ``mosquitto.conf``: each ``listener`` has a port and perhaps an address, and speaks MQTT unless
``protocol websockets`` stands behind it. Without any, release 2 listens on 1883 of the loopback alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening.addresses import bind_of, port_number
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, SourceFile

_FILE = "/mosquitto/config/mosquitto.conf"
_LISTENER = pattern(r"^listener[ \t]+(\S+)(?:[ \t]+(\S+))?[^\n]*", re.MULTILINE)
_WEB = pattern(r"^protocol[ \t]+websockets\b", re.MULTILINE)
_TLS = pattern(r"^(?:certfile|keyfile)[ \t]", re.MULTILINE)
# What may bring more of them: other files, and the listener that older releases had without a name.
_MORE = pattern(r"^(?:include_dir|port|bind_address)\b", re.MULTILINE)


def from_mosquitto(inside: Container) -> Iterator[Listener]:
    """The listeners of the file that the service gives it; nothing where others may be beside them."""
    content = content_at(inside, _FILE)
    text = whole_text(content) if isinstance(content, SourceFile) else content
    if not isinstance(text, Located) or _MORE.search(text.value) or inside.service.command:
        return
    found = list(_LISTENER.finditer(text.value))
    ends = (*(each.start() for each in found[1:]), len(text.value))
    for match, end in zip(found, ends, strict=False):
        port = port_number(match[1])
        if not isinstance(port, int):
            continue
        web = bool(_WEB.search(text.value, match.end(), end))
        spoken = Speaks.HTTP if web else Speaks.TCP
        if web and _TLS.search(text.value, match.end(), end):
            spoken = Speaks.TLS
        bind = bind_of(match[2]) if match[2] else Bind.ALL
        kept = bind is Bind.LOOPBACK
        place = text.origin.part(*match.span(1))
        at = "127.0.0.1" if kept else "0.0.0.0"
        yield Listener(
            port,
            bind,
            spoken,
            Grade.CONFIG_FILE,
            place,
            f"its mosquitto.conf has a listener for {'websockets' if web else 'MQTT'} on {at}:{port}",
            bind_explicit=kept,
            address_origin=text.origin.part(*match.span(2)) if kept else None,
            port_origin=place,
        )
