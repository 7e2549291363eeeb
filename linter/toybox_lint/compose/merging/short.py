"""Short forms of ports and volumes, as Docker Compose 2.40.3 (compose-go 2.9.1) reads them."""

from __future__ import annotations

import posixpath

from toybox_lint.compose.reading.values import HOLES
from toybox_lint.digits import whole
from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple

_PORT_END = 65535
_IPV4 = pattern(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!\Z)|\Z)){4}\Z")


class Refused(Exception):
    """Why a short form is refused: a clause that never quotes the value."""


class Piece(NamedTuple):
    """Characters ``start`` to ``end`` of a short form."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class ShortPort(NamedTuple):
    """Where the parts of ``[[HOST_IP:][PUBLISHED]:]TARGET[/PROTOCOL]`` stand; empty pieces are absent."""

    host: Piece
    published: Piece
    target: Piece
    protocol: Piece


def has_hole(text: str) -> bool:
    """Whether a variable stands in the text that nobody gave."""
    return any(char in HOLES for char in text)


def port_parts(text: str) -> ShortPort:
    """The parts of a short port, unchecked."""
    slash = text.find("/")
    end = slash if slash >= 0 else len(text)
    protocol = Piece(slash + 1 if slash >= 0 else end, len(text))
    cut = text.rfind(":", 0, end)
    target = Piece(cut + 1, end)
    if cut < 0:
        return ShortPort(Piece(0, 0), Piece(0, 0), target, protocol)
    before = text.rfind(":", 0, cut)
    published = Piece(before + 1, cut)
    host = Piece(0, max(before, 0))
    if text.startswith("[") and text[: host.end].endswith("]"):
        host = Piece(1, host.end - 1)
    return ShortPort(host, published, target, protocol)


def port_range(text: str, what: str) -> tuple[int, int]:
    """First and last port of ``80`` or ``80-82``."""
    first, dash, last = text.partition("-")
    low = port_number(first, what)
    high = port_number(last, what) if dash else low
    if high < low:
        raise Refused(f"the {what} range runs backwards")
    return low, high


def port_number(text: str, what: str) -> int:
    """A port from 0 to 65535; ``what`` names it where it is refused. Raises ``Refused``."""
    found = whole(text)
    if found is None or found > _PORT_END:
        raise Refused(f"its {what} is not a port from 0 to {_PORT_END}")
    return found


def check_host(text: str) -> None:
    """Raises ``Refused`` where the address of the host is no IP address."""
    if not is_ip_address(text):
        raise Refused("what stands before the published port is not an IP address")


def is_ip_address(text: str) -> bool:
    """Whether Go's ``net.ParseIP`` takes it."""
    if _IPV4.match(text):
        return True
    if ":" not in text or "%" in text:
        return False
    import ipaddress

    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


class ShortVolume(NamedTuple):
    """``[SOURCE:]TARGET[:OPTIONS]``; ``source`` and ``options`` may be absent."""

    source: Piece | None
    target: Piece
    options: Piece | None


def volume_parts(text: str) -> ShortVolume:
    """The parts of a short volume. A single letter before a colon is a Windows drive, always."""
    if not text:
        raise Refused("it is empty")
    if len(text) <= 2:
        return ShortVolume(None, Piece(0, len(text)), None)
    pieces = _sections(text)
    if any(piece.start == piece.end for piece in pieces):
        raise Refused("there is an empty section between colons")
    if len(pieces) > 3:
        raise Refused("it has too many colons")
    if len(pieces) == 1:
        return ShortVolume(None, pieces[0], None)
    return ShortVolume(pieces[0], pieces[1], pieces[2] if len(pieces) == 3 else None)


def _sections(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    start = 0
    for at in [index for index, char in enumerate(text) if char == ":"] + [len(text)]:
        if at == start + 1 and at < len(text) and text[start].isalpha():
            continue
        pieces.append(Piece(start, at))
        start = at + 1
    return pieces


def is_bind(source: str) -> bool:
    """Whether the source of a short volume is a path of the host."""
    if source.startswith((".", "/", "~", "\\\\")):
        return True
    return source[:1].isalpha() and source[1:2] == ":"


def clean(path: str) -> str:
    """A path as Go's ``path.Clean`` gives it."""
    cleaned = posixpath.normpath(path)
    return cleaned[1:] if cleaned.startswith("//") else cleaned
