"""The engine's embedded name server for one container."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import struct
from collections.abc import Callable

from reality.lab.kernel import Namespace

ADDRESS = "127.0.0.11"
_A = 1
_NO_SUCH_NAME = 3

Lookup = Callable[[str], list[str]]


async def start(space: Namespace, lookup: Lookup) -> None:
    """Answer questions at 127.0.0.11:53 of ``space``. A name without addresses does not exist."""
    with space:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((ADDRESS, 53))
    await asyncio.get_running_loop().create_datagram_endpoint(lambda: _Server(lookup), sock=sock)


class _Server(asyncio.DatagramProtocol):
    """Several addresses are rotated from question to question, where Docker shuffles them."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._asked: dict[str, int] = {}

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        name, end = _question(data)
        kind = struct.unpack("!H", data[end : end + 2])[0]
        addresses = self._lookup(name)
        shown = self._rotated(name, addresses) if kind == _A else []
        self._transport.sendto(_reply(data, end + 4, shown, exists=bool(addresses)), addr)

    def _rotated(self, name: str, addresses: list[str]) -> list[str]:
        turn = self._asked.get(name, 0) % max(len(addresses), 1)
        self._asked[name] = turn + 1
        return addresses[turn:] + addresses[:turn]


def _question(data: bytes) -> tuple[str, int]:
    """The name asked for, and where it ends."""
    labels = []
    place = 12
    while length := data[place]:
        labels.append(data[place + 1 : place + 1 + length].decode("latin1"))
        place += 1 + length
    return ".".join(labels), place + 1


def _reply(data: bytes, end: int, addresses: list[str], *, exists: bool) -> bytes:
    flags = 0x8180 | (0 if exists else _NO_SUCH_NAME)
    header = data[:2] + struct.pack("!HHHHH", flags, 1, len(addresses), 0, 0)
    records = (
        struct.pack("!HHHIH", 0xC00C, _A, 1, 0, 4) + ipaddress.IPv4Address(address).packed
        for address in addresses
    )
    return header + data[12:end] + b"".join(records)
