"""How a proxy chooses among its upstreams, and where it finds them: policies and dynamic sources."""

from __future__ import annotations

from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.shapes import Entry, OneOf, read_block, read_module, take
from toybox_lint.caddy.directives.values import duration
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


def _cookie(helper: Helper, token: Token) -> None:
    given = False

    def max_age(inner: Helper, entry: Token) -> None:
        nonlocal given
        value = take(inner, "1 duration")[0]
        if given:
            inner.refuse("given-twice", "max_age is given twice", entry)
        read = duration(value.text)
        if read is not None and read.seconds <= 0:
            inner.refuse("bad-duration", f"max_age {value.text}: it must be longer than nothing", value)
        given = True

    _Fallback("=0-2", max_age=max_age)(helper, token)


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
    "cookie": _cookie,
}


class _Source:
    """A source of upstreams: some words may stand on its line or, once, in its block."""

    def __init__(self, names: tuple[str, ...], on_line: int, table: dict[str, Entry]) -> None:
        self.names = names
        self.on_line = on_line
        self.table = table

    def __call__(self, helper: Helper, token: Token) -> None:
        words = take(helper, f"=0-{self.on_line}")
        given = {name: word.text for name, word in zip(self.names, words, strict=False)}

        def single(inner: Helper, entry: Token) -> None:
            value = inner.argument()
            if given.get(entry.text):
                message = f"the {entry.text} of dynamic {token.text} is given already"
                inner.refuse("given-twice", message, entry)
            given[entry.text] = value.text

        read_block(helper, {**self.table, **dict.fromkeys(self.names, single)}, f"dynamic {token.text}")


_LOOKUP: dict[str, Entry] = {
    "refresh": "1 duration",
    "resolvers": "1+",
    "dial_timeout": "1 duration",
    "dial_fallback_delay": "1 duration",
}
_SOURCES: dict[str, Entry] = {
    "a": _Source(("name", "port"), 2, {**_LOOKUP, "versions": OneOf("1+", ("ipv4", "ipv6"))}),
    "srv": _Source(("name", "service", "proto"), 1, {**_LOOKUP, "grace_period": "1 duration"}),
}


def _multi(helper: Helper, token: Token) -> None:
    take(helper, "=0")
    for entry in helper.d.block():
        read_module(helper, entry, DYNAMIC, "http.reverse_proxy.upstreams", "source of upstreams")


DYNAMIC: dict[str, Entry] = {**_SOURCES, "multi": _multi}
