"""``transport http`` and ``transport fastcgi``: how a proxy speaks to its upstreams."""

from __future__ import annotations

from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.shapes import Entry, OneOf, check_value, module, read_entry, read_module
from toybox_lint.caddy.directives.trust import pool
from toybox_lint.caddy.directives.values import duration
from toybox_lint.caddy.model import Duration, Timeouts, Transport
from toybox_lint.caddy.places import origin_of
from toybox_lint.later import Later
from toybox_lint.source import Located
from toybox_lint_grammar.tokens import Token


def _keepalive(helper: Helper, token: Token) -> None:
    value = helper.argument()
    if value.text != "off":
        check_value(helper, value, "duration")


def _network_proxy(helper: Helper, token: Token) -> None:
    name = helper.argument()
    read_module(helper, name, _PROXIES, "caddy.network_proxy", "network proxy")


_PROXIES: dict[str, Entry] = {"none": "0", "url": "1"}
HTTP: dict[str, Entry] = {
    "dial_timeout": "1 duration",
    "response_header_timeout": "1 duration",
    "read_timeout": "1 duration",
    "write_timeout": "1 duration",
    "expect_continue_timeout": "1 duration",
    "tls_timeout": "1 duration",
    "dial_fallback_delay": "1 duration",
    "keepalive": _keepalive,
    "keepalive_interval": "1 duration",
    "keepalive_idle_conns": "1 integer",
    "keepalive_idle_conns_per_host": "1 integer",
    "max_conns_per_host": "1 integer",
    "read_buffer": "1 size",
    "write_buffer": "1 size",
    "max_response_header": "1 size",
    "compression": "0-1",
    "versions": "1+",
    "resolvers": "1+",
    "local_address": "1",
    "proxy_protocol": OneOf("1", ("v1", "v2")),
    "network_proxy": _network_proxy,
    "forward_proxy_url": "1",
    "tls": "0",
    "tls_server_name": "1",
    "tls_insecure_skip_verify": "=0",
    "tls_client_auth": "=1-2",
    "tls_trust_pool": pool,
    "tls_trusted_ca_certs": "1+",
    "tls_curves": "1+",
    "tls_renegotiation": OneOf("1", ("never", "once", "freely")),
    "tls_except_ports": "1+",
}
FASTCGI: dict[str, Entry] = {
    "root": "1",
    "split": "1+",
    "env": "=2",
    "resolve_root_symlink": "=0",
    "dial_timeout": "1 duration",
    "read_timeout": "1 duration",
    "write_timeout": "1 duration",
    "capture_stderr": "=0",
}
TIMEOUTS = {
    "dial_timeout": "dial",
    "response_header_timeout": "response_header",
    "read_timeout": "read",
    "write_timeout": "write",
}
TRANSPORTS = {"http": HTTP, "fastcgi": FASTCGI}


def read_transport(helper: Helper, token: Token, name: Token) -> Transport:
    """Read ``transport NAME { }``; ``token`` is the word ``transport``, the cursor is on the name."""
    known = module(helper, name, TRANSPORTS, "http.reverse_proxy.transport", "transport")
    inner = helper.nested()
    if not known:
        return Transport(protocol=name.text, line=Later(lambda: helper.scope.directive(token)), known=False)
    reader = _Reader()
    inner.d.next()
    for entry in inner.d.block():
        reader.entry(inner, entry, name.text)
    return Transport(
        protocol=name.text,
        tls=reader.tls,
        versions=reader.versions,
        timeouts=Timeouts(**reader.timeouts),
        line=Later(lambda: helper.scope.directive(token)),
        known=reader.known,
        own_resolvers=reader.resolvers,
    )


class _Reader:
    def __init__(self) -> None:
        self.timeouts: dict[str, Located[Duration]] = {}
        self.versions: tuple[str, ...] = ()
        self.tls = self.resolvers = False
        self.known = True

    def entry(self, helper: Helper, entry: Token, protocol: str) -> None:
        option, start = entry.text, helper.d.at
        read_entry(helper, entry, TRANSPORTS[protocol], f"transport {protocol}")
        values = helper.d.tokens[start + 1 : helper.d.at + 1]
        self.known = self.known and all(helper.known(word) for word in (entry, *values))
        if option in TIMEOUTS:
            read = duration(values[0].text)
            if read is not None:
                self.timeouts[TIMEOUTS[option]] = Located(read, origin_of(values[0]))
        elif option == "versions":
            self.versions = tuple(value.text for value in values)
        elif option == "resolvers":
            self.resolvers = True
        elif option.startswith("tls") and option != "tls_timeout":
            self.tls = True
