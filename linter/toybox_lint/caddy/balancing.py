"""How a proxy chooses among its upstreams, and where it finds them: policies and dynamic sources."""

from __future__ import annotations

from toybox_lint.caddy.helper import Helper
from toybox_lint.caddy.shapes import Entry, Nested, OneOf, read_block, read_module, take
from toybox_lint_grammar.tokens import Token


class _Fallback:
    """The block of a policy that may have a fallback, once."""

    def __init__(self, shape: str, **more: Entry) -> None:
        self.shape = shape
        self.more = more

    def __call__(self, helper: Helper, token: Token) -> None:
        take(helper, self.shape)
        given = False

        def fallback(helper: Helper, token: Token) -> None:
            nonlocal given
            name = helper.argument()
            if given:
                helper.refuse("given-twice", "fallback is given twice", token)
            given = True
            read_module(
                helper, name, POLICIES, "http.reverse_proxy.selection_policies", "load balancing policy"
            )

        read_block(helper, {"fallback": fallback, **self.more}, f"lb_policy {token.text}")


POLICIES: dict[str, Entry] = {
    "random": "=0",
    "random_choose": "1 integer",
    "round_robin": "=0",
    "weighted_round_robin": "1+ integer",
    "least_conn": "=0",
    "first": "=0",
    "ip_hash": "=0",
    "client_ip_hash": "=0",
    "uri_hash": "=0",
    "query": _Fallback("1"),
    "header": _Fallback("1"),
    "cookie": _Fallback("=0-2", max_age="1 duration"),
}
_LOOKUP: dict[str, Entry] = {
    "name": "1",
    "refresh": "1 duration",
    "resolvers": "1+",
    "dial_timeout": "1 duration",
    "dial_fallback_delay": "1 duration",
}
_A: dict[str, Entry] = {**_LOOKUP, "port": "1", "versions": OneOf("1+", ("ipv4", "ipv6"))}
_SRV: dict[str, Entry] = {**_LOOKUP, "service": "1", "proto": "1", "grace_period": "1 duration"}
_SOURCES: dict[str, Entry] = {
    "a": Nested("=0-2", _A, "dynamic a"),
    "srv": Nested("=0-1", _SRV, "dynamic srv"),
}


def _multi(helper: Helper, token: Token) -> None:
    take(helper, "=0")
    for entry in helper.d.block():
        read_module(helper, entry, DYNAMIC, "http.reverse_proxy.upstreams", "source of upstreams")


DYNAMIC: dict[str, Entry] = {**_SOURCES, "multi": _multi}
