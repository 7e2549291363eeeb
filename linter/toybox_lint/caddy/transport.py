"""``transport http`` and ``transport fastcgi``: how a proxy speaks to its upstreams."""

from __future__ import annotations

from toybox_lint.caddy.blocks import Table, read_entry
from toybox_lint.caddy.helper import Helper
from toybox_lint.caddy.model import Duration, Timeouts, Transport
from toybox_lint.caddy.problems import origin_of
from toybox_lint.caddy.tree import directive_of
from toybox_lint.caddy.values import duration
from toybox_lint.source import Located
from toybox_lint_grammar.tokens import Token

HTTP: Table = {
    "dial_timeout": "duration",
    "response_header_timeout": "duration",
    "read_timeout": "duration",
    "write_timeout": "duration",
    "expect_continue_timeout": "duration",
    "tls_timeout": "duration",
    "dial_fallback_delay": "duration",
    "keepalive": "one",
    "keepalive_interval": "duration",
    "keepalive_idle_conns": "integer",
    "keepalive_idle_conns_per_host": "integer",
    "max_conns_per_host": "integer",
    "read_buffer": "size",
    "write_buffer": "size",
    "max_response_header": "size",
    "compression": "one",
    "versions": "some",
    "resolvers": "some",
    "local_address": "one",
    "proxy_protocol": "one",
    "network_proxy": "any",
    "forward_proxy_url": "one",
    "tls": "loose",
    "tls_server_name": "one",
    "tls_insecure_skip_verify": "flag",
    "tls_client_auth": "some",
    "tls_trust_pool": "any",
    "tls_trusted_ca_certs": "some",
    "tls_curves": "some",
    "tls_renegotiation": "one",
    "tls_except_ports": "some",
}
FASTCGI: Table = {
    "root": "one",
    "split": "some",
    "env": "any",
    "resolve_root_symlink": "flag",
    "dial_timeout": "duration",
    "read_timeout": "duration",
    "write_timeout": "duration",
    "capture_stderr": "flag",
}
_TIMEOUTS = {
    "dial_timeout": "dial",
    "response_header_timeout": "response_header",
    "read_timeout": "read",
    "write_timeout": "write",
}


def read_transport(helper: Helper, token: Token, name: Token) -> Transport:
    """Read ``transport NAME { }``; ``token`` is the word ``transport``, the cursor is on the name."""
    table = {"http": HTTP, "fastcgi": FASTCGI}.get(name.text)
    inner = Helper(helper.d.segment(), helper.scope)
    if table is None:
        return Transport(protocol=name.text, directive=directive_of(token), known=False)
    timeouts: dict[str, Located[Duration]] = {}
    tls, versions, resolvers, known = False, (), False, True
    inner.d.next()
    for entry in inner.d.block():
        option = entry.text
        start = inner.d.at
        read_entry(inner, entry, table, f"transport {name.text}")
        value = inner.d.tokens[start + 1] if inner.d.at > start else None
        if option in _TIMEOUTS and value is not None:
            read = duration(value.text)
            if read is not None:
                timeouts[_TIMEOUTS[option]] = Located(read, origin_of(value))
            else:
                known = False
        tls = tls or (option.startswith("tls") and option != "tls_timeout")
        resolvers = resolvers or option == "resolvers"
    return Transport(
        protocol=name.text,
        tls=tls,
        versions=versions,
        timeouts=Timeouts(**timeouts),
        directive=directive_of(token),
        known=known,
        own_resolvers=resolvers,
    )
