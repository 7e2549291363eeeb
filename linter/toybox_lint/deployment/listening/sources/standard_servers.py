"""Where a program in Python listens that takes the server of the standard library.

Source: Python's documentation of ``http.server``: ``HTTPServer((host, port), handler)``, an empty host for every
address.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening.model import Bind, Listener, Speaks
from toybox_lint.deployment.listening.sources.calls import Code, listener
from toybox_lint.patterns import pattern
from toybox_lint.source import Located

_MODULE = "http.server"
_SERVER = pattern(r"(?<![\w.])(?:(?:http\.)?server\.)?(?:Threading)?HTTPServer\(\s*\(")
_TLS = pattern(r"\bssl\b")


def of_http_server(name: str, text: Located[str], code: Code) -> Iterator[Listener]:
    """By the address in its one call."""
    calls = list(_SERVER.finditer(code.text))
    if len(calls) != 1 or _MODULE not in code.text:
        return
    parts = code.arguments(calls[0].end()) or ()
    if len(parts) == 2:
        spoken = Speaks.EITHER if _TLS.search(code.text) else Speaks.HTTP
        named = {"host": parts[0], "port": parts[1]}
        yield from listener(f"{name} starts {_MODULE}", code, named, (Bind.ALL, None), text, spoken)
