"""What a worker's code opens: the worker itself listens on nothing, and the application that it runs may.

Sources: the manuals of Python's ``http.server``, ``socketserver``, ``asyncio`` and ``wsgiref``, of prometheus_client,
uvicorn, aiohttp, waitress and gRPC; of Ruby's sockets, WEBrick, Rack, sidekiq_alive, prometheus_exporter and Yabeda; of
PHP's sockets, Swoole, ReactPHP, Workerman and Amp; Dramatiq's of its middleware for Prometheus (port 9191), which is on
by itself before 2.0; Airflow's of its servers of logs and of health.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.well_known import is_plain
from toybox_lint.deployment.listening.model import Opened, Process
from toybox_lint.deployment.listening.sources.compiled import sources_from_host
from toybox_lint.deployment.listening.tables.silent_programs import WORKERS
from toybox_lint.digits import number
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile

_OPENING = {
    ".py": pattern(
        r"HTTPServer\b|TCPServer\b|\b(?:start_(?:http_|wsgi_)?server|make_(?:wsgi_)?server|run_simple|create_server"
        r"|run_app|run_webhook|start_webhook|serve_forever|add_(?:in)?secure_port|TCPSite|listenTCP|websockets\.serve"
        r"|uvicorn\.(?:run|Server)|eventlet\.listen|\.bind\()\(|\b(?:waitress|hypercorn|cheroot|pywsgi)\b"
        r"|\.run\([^()]*\bport\s*=|\.listen\(\s*(?:\d|\w*(?:port|PORT))"
    ),
    ".rb": pattern(
        r"\b(?:TCPServer|WEBrick|Puma|Rack::Handler|Rackup::Handler|Thin|Falcon|Iodine)\b|Server\.new\b|\.run!"
        r"|start_metrics_server|sidekiq_alive|SidekiqAlive|prometheus_exporter|yabeda|Socket\.tcp_server",
    ),
    ".php": pattern(
        r"\b(?:stream_socket_server|socket_create|socket_bind|socket_create_listen)\(|Swoole|Workerman|Ratchet"
        r"|SocketServer|HttpServer|Socket\\listen"
    ),
}
# Where Ruby's gems are told, some of which open a port by themselves.
_GEMS = "Gemfile"
# What runs only where a file is the program itself, to the end of the file.
_AS_A_PROGRAM = pattern(r"^if\s+__name__\s*==[^\n]*(?:\n(?:[ \t][^\n]*)?)*", re.MULTILINE)
_COMMENT = pattern(r"^[ \t]*(?:#|//)[^\n]*", re.MULTILINE)
_NUMBER = pattern(r"(?<![\w.])[1-9][0-9_]{1,5}(?![\w.])")
_OF_A_PORT = pattern(r"PORT|ADDR|LISTEN|BIND", re.IGNORECASE)
# Ports that a worker opens by itself, whatever its code does.
_BY_ITSELF = {
    "dramatiq": frozenset({9191}),
    "airflow scheduler": frozenset({8793, 8974}),
    "airflow celery": frozenset({8793}),
    "airflow triggerer": frozenset({8794}),
}
# Where what opens a port in Ruby does so by itself: sidekiq_alive, and the exporters.
_OF_GEMS = {".rb": frozenset({7433, 9394})}
# Workers that are told the module of the application, and how it is written.
_TOLD = frozenset(("celery", "dramatiq", "arq", "taskiq", "huey_consumer", "procrastinate"))
_MODULE = pattern(r"(?:--\w+=)?([A-Za-z_]\w*)(?:[.:][\w.:]+)?")


def opened_by(inside: Container, worker: Process) -> Opened:
    """What the application opens that ``worker`` runs; anything where its code is not all here."""
    own = _BY_ITSELF.get(str(worker.server), frozenset())
    ending = WORKERS[str(worker.server)]
    found = sources_from_host(inside, ending)
    base = inside.base.value if inside.base else None
    if not found or not isinstance(base, str) or not is_plain(base) or not _has_module(worker, found):
        return Opened(own, nothing=False)
    texts = [_AS_A_PROGRAM.sub("", _COMMENT.sub("", file.text)) for _, file in found]
    gems = content_at(inside, inside.path(_GEMS) or "") if ending == ".rb" else None
    texts += [gems.text] if isinstance(gems, SourceFile) else []
    if not any(_OPENING[ending].search(text) for text in texts):
        return Opened(own)
    given = inside.variables.values.items()
    texts += [str(value.value) for name, value in given if _OF_A_PORT.search(name)]
    numbers = (number(match[0].replace("_", "")) for text in texts for match in _NUMBER.finditer(text))
    return Opened(own.union(numbers, _OF_GEMS.get(ending, ())), nothing=False)


def _has_module(worker: Process, found: list[tuple[str, SourceFile]]) -> bool:
    """Whether the module that the worker is told is one of these files, or a folder of theirs."""
    if str(worker.server).partition(" ")[0] not in _TOLD:
        return True
    named = {match[1] for word in worker.words[1:] if (match := _MODULE.fullmatch(str(word.value)))}
    parts = {part.removesuffix(".py") for path, _ in found for part in path.split("/")}
    return not named.isdisjoint(parts)
