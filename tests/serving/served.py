"""A real Caddy on the loopback, with applications behind it that tell what they were asked."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import socketserver
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from caddyfile.oracle import caddy

_OPTIONS = "{{\n\tadmin off\n\tauto_https off\n\tpersist_config off\n\tdefault_bind 127.0.0.1\n\thttp_port {port}\n}}\n"
_SECONDS = 20


class _Echo(BaseHTTPRequestHandler):
    """Answers with the application's name, the path, and what it was told of the client."""

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Application)
        server.asked.append((self.path, self.headers["Host"]))
        told = f"{server.name} {self.path} {self.headers['X-Forwarded-Proto']}"
        self.send_response(200 if server.allows(self.headers["Host"]) else 400)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told.encode())

    def address_string(self) -> str:
        return "a socket"

    def log_message(self, format: str, *args: object) -> None:
        pass


class Application(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """An application on the socket ``path``, which accepts the host ``allowed`` (every one when empty)."""

    daemon_threads = True

    def __init__(self, path: Path, allowed: str = "") -> None:
        super().__init__(str(path), _Echo)
        self.name = path.name
        self.asked: list[tuple[str, str]] = []
        self._allowed = allowed

    def hosts(self, path: str) -> set[str]:
        """The hosts that requests for ``path`` have named."""
        return {host for asked, host in self.asked if asked == path}

    def allows(self, host: str) -> bool:
        """Whether a request for the host is accepted."""
        return self._allowed in ("", host)


class Served:
    """A Caddy that answers on a port of the loopback."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self._port = port
        self.process = process

    def ask(self, path: str, forwarded: str = "") -> str:
        """Status and text of the answer to a request, which a proxy may have marked as ``forwarded``."""
        headers = {"Host": "shop.example"} | ({"X-Forwarded-Proto": forwarded} if forwarded else {})
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_SECONDS)
        with contextlib.closing(connection):
            connection.request("GET", path, headers=headers)
            reply = connection.getresponse()
            return f"{reply.status} {reply.read().decode().strip()}".strip()

    def wait(self) -> None:
        """Until it listens."""
        end = time.monotonic() + _SECONDS
        while True:
            assert self.process.poll() is None, "Caddy has ended"
            assert time.monotonic() < end, "Caddy does not listen"
            with contextlib.suppress(OSError), self._connect():
                return
            time.sleep(0.02)

    def _connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self._port), _SECONDS)


def free_port() -> int:
    """A port of the loopback that nobody has at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextlib.contextmanager
def applications(folder: Path, *names: str, allowed: str = "") -> Iterator[dict[str, Application]]:
    """Applications on sockets of their names in ``folder``."""
    found = {name: Application(folder / name, allowed) for name in names}
    for each in found.values():
        threading.Thread(target=each.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        for each in found.values():
            each.shutdown()
            each.server_close()


@contextlib.contextmanager
def serve(folder: Path, text: str) -> Iterator[Served]:
    """Run Caddy with a Caddyfile that has no global options, working in ``folder``."""
    program, port = caddy(), free_port()
    assert program is not None
    file = folder / "Caddyfile.run"
    file.write_text(_OPTIONS.format(port=port) + text)
    process = subprocess.Popen(
        [program, "run", "--config", str(file), "--adapter", "caddyfile"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    served = Served(port, process)
    try:
        served.wait()
        yield served
    finally:
        process.kill()
        process.wait(_SECONDS)
