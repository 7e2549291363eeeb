"""Pools of trusted certificate authorities."""

from __future__ import annotations

from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.shapes import (
    Entry,
    Nested,
    OneOf,
    read_block,
    read_entry,
    read_module,
    take,
)
from toybox_lint_grammar.tokens import Token

_TLS: dict[str, Entry] = {
    "ca": lambda helper, token: pool(helper, token),
    "insecure_skip_verify": "=0",
    "handshake_timeout": "1 duration",
    "server_name": "1",
    "renegotiation": OneOf("1", ("never", "once", "freely")),
}


def _either(table: str, what: str) -> Entry:
    def read(helper: Helper, token: Token) -> None:
        found = len(helper.d.rest())
        for entry in helper.d.block():
            found += _words(helper, entry, table, token)
        if not found:
            helper.refuse("wrong-argument-count", f"trust_pool {token.text} needs {what}", token)

    return read


def _words(helper: Helper, entry: Token, name: str, pool: Token) -> int:
    """How many words a line of a pool's block gives; none is no fault by itself."""
    start = helper.d.at
    read_entry(helper, entry, {name: "0+"}, f"trust_pool {pool.text}")
    return helper.d.at - start


def _inline(helper: Helper, token: Token) -> None:
    take(helper, "=0")
    if not sum([_words(helper, entry, "trust_der", token) for entry in helper.d.block()]):
        helper.refuse("wrong-argument-count", "trust_pool inline needs certificates", token)


def _system(helper: Helper, token: Token) -> None:
    take(helper, "=0")
    if helper.d.next_block(0):
        helper.refuse("block-not-allowed", "trust_pool system takes no block", token)


def _combined(helper: Helper, token: Token) -> None:
    take(helper, "=0")
    given = False
    for entry in helper.d.block():
        read_entry(helper, entry, {"source": pool}, "trust_pool combined")
        given = True
    if not given:
        helper.refuse("wrong-argument-count", "trust_pool combined needs sources", token)


def _stored(helper: Helper, token: Token) -> None:
    from toybox_lint.caddy.directives.storage import storage

    given = False

    def once(inner: Helper, entry: Token) -> None:
        nonlocal given
        storage(inner, entry)
        if given:
            inner.refuse("given-twice", "the storage of trust_pool storage is given already", entry)
        given = True

    helper.d.rest()
    read_block(helper, {"storage": once, "keys": "0+"}, "trust_pool storage")


POOLS: dict[str, Entry] = {
    "inline": _inline,
    "file": _either("pem_file", "files"),
    "pki_root": _either("authority", "authorities"),
    "pki_intermediate": _either("authority", "authorities"),
    "storage": _stored,
    "combined": _combined,
    "http": Nested("0+", {"endpoints": "1+", "tls": Nested("0", _TLS, "tls")}, "trust_pool http"),
    "system": _system,
}


def pool(helper: Helper, token: Token) -> None:
    """Read ``trust_pool NAME ...``."""
    name = helper.argument()
    read_module(helper, name, POOLS, "tls.ca_pool.source", "pool of trusted authorities")
