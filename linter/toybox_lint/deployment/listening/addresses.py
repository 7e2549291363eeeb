"""Addresses as servers take them: ``0.0.0.0:8000``, ``:8000``, ``[::]:80``, ``unix:/run/app.sock``."""

from __future__ import annotations

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.model import Bind
from toybox_lint.digits import number
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin

_SCHEME = pattern(r"(?:tcp[46]?|https?|ssl)://", re.IGNORECASE)
_HOST_PORT = pattern(
    r"(\[[^\]]*\]|[^:\[\]]*|[0-9A-Fa-f:]{0,40}::[0-9A-Fa-f:]{0,40})(?::(\d+))?(?=/?$|[/?])", re.ASCII
)
_ENDPOINT = pattern(r"(?:tcp|ssl)6?:(?:port=)?(\d+)(?::.*?interface=([^:]+))?(?::.*)?", re.ASCII)
_TLS = ("ssl:", "ssl6:", "https://")
_ALL = frozenset({"", "0.0.0.0", "::", "*", "+", "0", "::0", "0:0:0:0:0:0:0:0"})


_LOOPBACK = pattern(r"127(\.\d+){1,3}")
_SOCKET = pattern(r"^(unix:|ipc:)(//)?")


@dataclass(frozen=True, slots=True)
class Address:
    """What a server was told to bind: each part with its place, ``None`` where it is not said.

    ``tls``: its scheme says so.
    """

    host: Located[Text] | None = None
    port: Located[int | Unknown] | None = None
    socket: str | None = None
    tls: bool = False


def bind_of(host: Text) -> Bind:
    """Which addresses a host name or address stands for, inside its own container."""
    if isinstance(host, Unknown):
        return Bind.UNKNOWN
    name = host.strip().strip("[]").lower()
    if name in _ALL:
        return Bind.ALL
    if name in ("localhost", "::1", "ip6-localhost") or _LOOPBACK.fullmatch(name):
        return Bind.LOOPBACK
    return Bind.ADDRESS


def port_number(text: Text) -> int | Unknown | None:
    """A port from its digits; ``None`` for what is no port."""
    if isinstance(text, Unknown):
        return text
    if not (text.isascii() and text.isdecimal() and len(text) <= 5) or not 0 < int(text) < 65536:
        return None
    return int(text)


def address(word: Located[Text], bare_is_host: bool = False) -> Address | None:
    """``word`` as an address; ``None`` when it is none. A lone number is a port, a lone name a host."""
    text = word.value
    if isinstance(text, Unknown):
        return Address(Located(text, word.origin), Located(text, word.origin))
    if text.startswith(("unix:", "/", "ipc:")) or text.endswith(".sock"):
        return Address(socket=_SOCKET.sub("", text))
    if text.startswith("fd://"):
        return None
    if text.startswith(("tcp", "ssl")) and (endpoint := _ENDPOINT.fullmatch(text)):
        return _endpoint(endpoint, word)
    scheme = _SCHEME.match(text) if "://" in text else None
    start = scheme.end() if scheme else 0
    if not bare_is_host and (port := port_number(text)):
        return Address(port=Located(port, word.origin))
    match = _HOST_PORT.match(text, start)
    if not match or (match[2] and port_number(match[2]) is None):
        return None
    host: Located[Text] = Located(match[1], word.origin.part(match.start(1), match.end(1)))
    if not match[2]:
        return Address(host) if match[1] or not scheme else None
    found: Located[int | Unknown] = Located(number(match[2]), word.origin.part(match.start(2), match.end(2)))
    return Address(host, found, tls=text.startswith(_TLS))


def _endpoint(match: re.Match[str], word: Located[Text]) -> Address:
    """An endpoint description of Twisted, as daphne takes it: ``tcp:port=8000:interface=0.0.0.0``."""
    host: Located[Text] = Located(match[2] or "", word.origin.part(*match.span(2 if match[2] else 1)))
    port: Located[int | Unknown] = Located(number(match[1]), word.origin.part(*match.span(1)))
    return Address(host, port, tls=str(word.value).startswith(_TLS))


def written(place: Located[Text] | Located[int | Unknown] | None) -> Origin | None:
    """Where a part is written, ``None`` when it is not there or empty."""
    return place.origin if place and place.value != "" else None
