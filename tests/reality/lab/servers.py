"""Small servers in place of the applications, and the forwarders in place of Docker's published ports."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import ssl
import struct
import subprocess
import tempfile
from collections.abc import Awaitable, Callable

from reality.lab.kernel import Namespace

_Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
_CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
_NAME = ["-config", "/dev/null", "-subj", "/CN=app", "-days", "2"]
_NEW_CERTIFICATE = [
    "openssl",
    "req",
    "-x509",
    "-nodes",
    *_CURVE,
    *_NAME,
]
_BEGIN, _END, _PARAMS, _STDOUT = 1, 3, 4, 6


async def serve(speaks: str, name: str, space: Namespace, address: str, port: int) -> None:
    """Answer 200 in the name of the container ``name``. Raises ``OSError`` when the place is taken."""
    if speaks == "unix":
        os.makedirs(os.path.dirname(address), exist_ok=True)
        await asyncio.start_unix_server(_web(name), address)
        return
    handler = _fastcgi(name) if speaks == "fastcgi" else _web(name)
    context = tls_context() if speaks == "tls" else None
    await asyncio.start_server(handler, sock=_listener(space, address, port), ssl=context)


async def forward(host: Namespace, address: str, port: int, target: tuple[str, int]) -> None:
    """Carry connections to ``port`` of the host to a container; closed at once when that refuses."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            with host:
                outgoing = socket.socket()
            outgoing.setblocking(False)
            await asyncio.wait_for(asyncio.get_running_loop().sock_connect(outgoing, target), 3)
            away, back = await asyncio.open_connection(sock=outgoing)
            await asyncio.gather(_pump(reader, back), _pump(away, writer))

    await asyncio.start_server(_closing(handle), sock=_listener(host, address, port))


def _listener(space: Namespace, address: str, port: int) -> socket.socket:
    with space:
        sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((address, port))
    except OSError:
        sock.close()
        raise
    return sock


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


def _closing(handler: _Handler) -> _Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await handler(reader, writer)
        finally:
            writer.close()

    return handle


def _web(name: str) -> _Handler:
    """HTTP/1.1 and nothing else: whatever does not begin like a request is hung up on."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await asyncio.wait_for(reader.readexactly(1), 5)
        if not first.isalpha():
            return
        head = first + await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
        words = head.split(b"\r\n", 1)[0].split(b" ")
        if len(words) == 3 and words[2].startswith(b"HTTP/1."):
            writer.write(f"HTTP/1.1 200 OK\r\n{_signed(name)}Content-Length: 0\r\n\r\n".encode())
            await writer.drain()

    return _closing(handle)


def _signed(name: str) -> str:
    return f"X-Answered-By: {name}\r\nConnection: close\r\n"


def _fastcgi(name: str) -> _Handler:
    """A FastCGI responder for one request a connection; the end of the parameters is enough to answer."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            header = await asyncio.wait_for(reader.readexactly(8), 5)
            version, kind, request, length, padding, _ = struct.unpack("!BBHHBB", header)
            if version != 1 or kind not in (_BEGIN, _PARAMS):
                return
            await reader.readexactly(length + padding)
            if kind == _PARAMS and not length:
                break
        body = f"Status: 200 OK\r\n{_signed(name)}\r\n".encode()
        writer.write(struct.pack("!BBHHBB", 1, _STDOUT, request, len(body), 0, 0) + body)
        writer.write(struct.pack("!BBHHBB", 1, _STDOUT, request, 0, 0, 0))
        writer.write(struct.pack("!BBHHBB", 1, _END, request, 8, 0, 0) + bytes(8))
        await writer.drain()

    return _closing(handle)


def tls_context() -> ssl.SSLContext:
    """A server's TLS with a fresh certificate that nobody has reason to trust."""
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = f"{folder}/key.pem", f"{folder}/certificate.pem"
        subprocess.run(
            [*_NEW_CERTIFICATE, "-keyout", key, "-out", certificate],
            check=True,
            capture_output=True,
            timeout=20,
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    return context
