"""Pools of trusted certificate authorities."""

from __future__ import annotations

from toybox_lint.caddy.helper import Helper
from toybox_lint.caddy.shapes import Entry, Nested, read_entry, read_module, take
from toybox_lint_grammar.tokens import Token

_TLS: dict[str, Entry] = {
    "ca": "1",
    "insecure_skip_verify": "=0",
    "handshake_timeout": "1 duration",
    "server_name": "1",
    "renegotiation": "1",
}


def _either(table: str, what: str) -> Entry:
    def read(helper: Helper, token: Token) -> None:
        found = len(helper.d.rest())
        for entry in helper.d.block():
            read_entry(helper, entry, {table: "1+"}, f"trust_pool {token.text}")
            found += 1
        if not found:
            helper.refuse("wrong-argument-count", f"trust_pool {token.text} needs {what}", token)

    return read


def _inline(helper: Helper, token: Token) -> None:
    take(helper, "=0")
    given = False
    for entry in helper.d.block():
        read_entry(helper, entry, {"trust_der": "1+"}, "trust_pool inline")
        given = True
    if not given:
        helper.refuse("wrong-argument-count", "trust_pool inline needs certificates", token)


def _system(helper: Helper, token: Token) -> None:
    take(helper, "=0")
    if helper.d.next_block(0):
        helper.refuse("block-not-allowed", "trust_pool system takes no block", token)


POOLS: dict[str, Entry] = {
    "inline": _inline,
    "file": _either("pem_file", "files"),
    "pki_root": _either("authority", "authorities"),
    "pki_intermediate": _either("authority", "authorities"),
    "storage": Nested("0+", {"storage": "1", "keys": "1+"}, "trust_pool storage"),
    "http": Nested("0+", {"endpoints": "1+", "tls": Nested("0", _TLS, "tls")}, "trust_pool http"),
    "system": _system,
}


def pool(helper: Helper, token: Token) -> None:
    """Read ``trust_pool NAME ...``."""
    name = helper.argument()
    read_module(helper, name, POOLS, "tls.ca_pool.source", "pool of trusted authorities")
