"""The ``servers`` option: how the HTTP servers themselves behave."""

from __future__ import annotations

from toybox_lint.caddy.directives.helper import Helper, Refused
from toybox_lint.caddy.directives.shapes import (
    Entry,
    Nested,
    OneOf,
    Special,
    module,
    read_block,
    read_module,
    take,
)
from toybox_lint.caddy.directives.starting import ranges
from toybox_lint.caddy.directives.values import duration, integer
from toybox_lint.patterns import pattern
from toybox_lint_grammar.tokens import Token

# An address or a range of addresses: no module has such a name.
_ADDRESS = pattern(r"[0-9a-fA-F]*[.:][0-9a-fA-F.:]*(?:/\d+)?")


def _name(helper: Helper, token: Token) -> None:
    if not helper.d.tokens[1].text or helper.d.tokens[1].type != "WORD":
        helper.refuse("contradiction", "only servers with an address can have a name", token)
    take(helper, "=1")


_FALLBACKS = ("ignore", "use", "reject", "require", "skip")
_PROXY_PROTOCOL: dict[str, Entry] = {
    "timeout": "1 duration",
    "allow": "0+",
    "deny": "0+",
    "fallback_policy": OneOf("1", (*_FALLBACKS, *(name.upper() for name in _FALLBACKS))),
}
_WRAPPERS: dict[str, Entry] = {
    "tls": "0",
    "http_redirect": "0+",
    "proxy_protocol": Nested("=0", _PROXY_PROTOCOL, "proxy_protocol"),
}


def _wrappers(helper: Helper, token: Token) -> None:
    for entry in helper.d.block():
        read_module(helper, entry, _WRAPPERS, "caddy.listeners", "listener wrapper")


def _packet_wrappers(helper: Helper, token: Token) -> None:
    for entry in helper.d.block():
        module(helper, entry, {}, "caddy.packetconns", "packet wrapper")
        helper.d.segment()


def _timeout(helper: Helper, token: Token) -> None:
    take(helper, "1 duration")


def _idle(helper: Helper, token: Token) -> None:
    value = helper.argument()
    if duration(value.text) is None and helper.known(value):
        helper.refuse("bad-duration", f"{value.text!r} is no duration (such as 30s, 1m30s)", value)
    for rate in take(helper, "=0-1"):
        if integer(rate.text) is None and helper.known(rate):
            helper.refuse("bad-number", f"{rate.text!r} is no number of bytes per second", rate)


_TIMEOUTS: dict[str, Entry] = {
    **dict.fromkeys(("read_body", "read_header", "write", "idle"), _timeout),
    **dict.fromkeys(("read_body_idle", "write_idle"), _idle),
    "write_max_chunk": "=1 size",
}


def _protocol(helper: Helper, token: Token) -> None:
    if token.text not in ("h1", "h2", "h2c", "h3") and helper.known(token):
        helper.refuse("bad-value", f"{token.text!r} is no protocol (h1, h2, h2c, h3)", token)


def _no_block(helper: Helper) -> None:
    if helper.d.next_block(helper.d.nesting):
        helper.wrong_count()


class _Each:
    """Words of which each may be given once, in all lines together; ``check`` refuses wrong ones."""

    def __init__(self, what: str, check: Special | None = None) -> None:
        self.what = what
        self.check = check
        self.given: set[str] = set()

    def __call__(self, helper: Helper, token: Token) -> None:
        for each in helper.d.rest():
            if self.check is not None:
                self.check(helper, each)
            if each.text in self.given:
                helper.refuse("given-twice", f"the {self.what} {each.text} is given twice", each)
            self.given.add(each.text)
        _no_block(helper)


def read(helper: Helper) -> None:
    """Read the block of ``servers``."""
    table = {**SERVERS, "client_ip_headers": _Each("header"), "protocols": _Each("protocol", _protocol)}
    read_block(helper, table, "servers")


def _is_for_one(helper: Helper) -> bool:
    """Whether an address is named: where no site listens on that Caddy looks at nothing of the block."""
    name, *behind = helper.d.tokens
    return bool(behind) and behind[0].type == "WORD" and behind[0].line == name.line


def _trusted_proxies(helper: Helper, token: Token) -> None:
    if not helper.d.next_arg():
        message = "trusted_proxies needs where the addresses come from, such as static"
        helper.refuse("wrong-argument-count", message, token, suggestions=("static",))
    name = helper.d.token
    if name.text == "private_ranges" or _ADDRESS.fullmatch(name.text):
        message = f"trusted_proxies of servers needs static before addresses: static {name.text}"
        raise Refused("static-missing", message, name, name)
    module(helper, name, {"static": 0}, "http.ip_sources", "source of addresses")
    if name.text == "static" and not _is_for_one(helper):
        ranges(helper, helper.d.rest())
    helper.d.segment()


SERVERS: dict[str, Entry] = {
    "name": _name,
    "listener_wrappers": _wrappers,
    "packet_conn_wrappers": _packet_wrappers,
    "timeouts": Nested("0", _TIMEOUTS, "timeouts"),
    "keepalive_interval": "1 duration",
    "keepalive_idle": "1 duration",
    "keepalive_count": "1 integer",
    "max_header_size": "=1 size",
    "expected_dot_headers": "1+",
    "expected_underscore_headers": "1+",
    "enable_full_duplex": "=0",
    "log_credentials": "=0",
    "strict_sni_host": OneOf("0-1", ("on", "insecure_off")),
    "trusted_proxies": _trusted_proxies,
    "trusted_proxies_strict": "=0",
    "trusted_proxies_unix": "=0",
    "metrics": Nested("0", {"per_host": "0"}, "metrics"),
    "trace": "=0",
    "0rtt": OneOf("1", ("off",)),
}
