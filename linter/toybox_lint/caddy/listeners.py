"""Site addresses to the addresses Caddy listens on."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.caddy.environment import is_symbolic
from toybox_lint.caddy.model import Listener
from toybox_lint.facts import Unknown
from toybox_lint_grammar.tokens import Token


def listeners(keys: Sequence[Token]) -> tuple[Listener, ...]:
    """Where a site with these keys listens."""
    found: dict[str, Listener] = {}
    for key in keys:
        listener = _listener(key.text)
        found.setdefault(listener.address, listener)
    return tuple(found.values())


def _listener(text: str) -> Listener:
    scheme, mark, rest = text.partition("://")
    if not mark:
        scheme, rest = "", text
    authority = rest.partition("/")[0]
    host, colon, port = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        host, port = authority, ""
    if is_symbolic(port) or (is_symbolic(text) and not port):
        reason = Unknown("the site's address depends on a variable that is not given")
        return Listener(":?", reason, reason)
    number = int(port) if port.isdigit() else (80 if scheme == "http" else 443)
    tls = scheme != "http" and number != 80 and (bool(host) or number == 443 or scheme == "https")
    return Listener(f":{number}", number, tls)
