"""``reverse_proxy``: upstreams, transports and everything around them."""

from __future__ import annotations

from toybox_lint.caddy.blocks import Table, read_entry
from toybox_lint.caddy.environment import is_symbolic
from toybox_lint.caddy.helper import Helper, MatcherSet
from toybox_lint.caddy.model import Directive, Proxy, Transport, Upstream
from toybox_lint.caddy.problems import origin_of
from toybox_lint.caddy.transport import read_transport
from toybox_lint.caddy.upstreams import Address, BadAddress, is_socket, parse_upstream
from toybox_lint.facts import Unknown
from toybox_lint_grammar.tokens import Token

TABLE: Table = {
    "lb_retries": "integer",
    "lb_try_duration": "duration",
    "lb_try_interval": "duration",
    "health_uri": "one",
    "health_path": "one",
    "health_method": "one",
    "health_request_body": "one",
    "health_interval": "duration",
    "health_timeout": "duration",
    "health_body": "one",
    "health_follow_redirects": "flag",
    "health_passes": "integer",
    "health_fails": "integer",
    "max_fails": "integer",
    "fail_duration": "duration",
    "unhealthy_request_count": "integer",
    "unhealthy_latency": "duration",
    "flush_interval": "duration-or-integer",
    "stream_timeout": "duration-or-integer",
    "stream_close_delay": "duration-or-integer",
    "request_buffers": "size-or-unlimited",
    "response_buffers": "size-or-unlimited",
    "stream_buffer_size": "size-or-unlimited",
    "trusted_proxies": "any",
    "method": "only",
    "rewrite": "only",
    "verbose_logs": "flag",
    "health_headers": "block",
    "lb_retry_match": "block",
    "health_upstream": "one",
    "health_port": "integer",
    "health_status": "one",
    "unhealthy_status": "some",
    "header_up": "some",
    "header_down": "some",
    "lb_policy": "any",
    "replace_status": "some",
}


class ProxyReader:
    """Collects what one proxy says."""

    def __init__(self, helper: Helper) -> None:
        self.helper = helper
        self.upstreams: list[Upstream] = []
        self.scheme = ""
        self.dynamic: str | None = None
        self.transport: Transport | None = None
        self.table = {
            **TABLE,
            "to": self._to,
            "dynamic": self._dynamic,
            "transport": self._transport,
            "handle_response": self._handle_response,
        }

    def read(self) -> None:
        """Read the whole directive; the matcher is taken out already."""
        d = self.helper.d
        while d.next():
            for token in d.rest():
                self.add(token)
            for token in d.block():
                self.entry(token)

    def entry(self, token: Token) -> None:
        """Read one sub-directive."""
        if token.text.startswith("@"):
            self.helper.d.segment()
            return
        read_entry(self.helper, token, self.table, "reverse_proxy")

    def _to(self, helper: Helper, token: Token) -> None:
        found = helper.d.rest()
        if not found:
            helper.wrong_count()
        for each in found:
            self.add(each)

    def _dynamic(self, helper: Helper, token: Token) -> None:
        self.dynamic = helper.argument().text
        helper.d.segment()

    def _transport(self, helper: Helper, token: Token) -> None:
        name = helper.argument()
        self.transport = read_transport(helper, token, name)

    def _handle_response(self, helper: Helper, token: Token) -> None:
        helper.d.segment()

    def add(self, token: Token) -> None:
        """Add what one word dials."""
        helper = self.helper
        address = parse_upstream(token.text)
        if isinstance(address, BadAddress):
            if helper.known(token):
                helper.refuse(address.kind, address.message, token)
            address = Address("", "", token.text, "", (0, len(token.text)), None, (token.text,))
        if self.scheme and address.scheme != self.scheme and not is_symbolic(self.scheme + address.scheme):
            message = f"all upstreams of a proxy share one scheme: {token.text} does not begin with {self.scheme}://"
            helper.refuse("upstream-schemes-differ", message, token)
        self.scheme = address.scheme
        self.upstreams += upstreams_of(helper, token, address)

    def finish(self, site: int | None, matcher: MatcherSet, directive: Directive) -> Proxy:
        """The proxy, once everything is read."""
        scope = self.helper.scope.inside(matcher)
        transport = self.transport or Transport(tls=self.scheme == "https")
        return Proxy(directive, site, scope.paths, tuple(self.upstreams), transport, self.dynamic)


def upstreams_of(helper: Helper, token: Token, address: Address) -> list[Upstream]:
    """The upstreams that one word stands for: one for each port of a range."""
    symbols = helper.scope.problems.symbols
    found = []
    for dial in address.dials or (token.text,):
        found.append(
            Upstream(
                text=symbols.readable(token.text),
                origin=origin_of(token),
                dial=symbols.unknown(dial) or dial,
                scheme=address.scheme or "http",
                network=address.network or "tcp",
                host=_part(helper, token, address.host),
                port=_port(helper, token, address, dial),
                host_origin=origin_of(token, *address.host_at),
                port_origin=origin_of(token, *address.port_at) if address.port_at else None,
            )
        )
    return found


def _part(helper: Helper, token: Token, text: str) -> str | Unknown:
    unknown = helper.scope.problems.symbols.unknown(text)
    if unknown is not None:
        return unknown
    if "{" in text and "}" in text:
        return Unknown(f"{text} is known only while Caddy runs")
    return text


def _port(helper: Helper, token: Token, address: Address, dial: str) -> int | Unknown | None:
    if is_socket(address.network):
        return None
    if not address.port:
        host = _part(helper, token, address.host)
        return host if isinstance(host, Unknown) else None
    if "-" in address.port and dial.rpartition(":")[2].isdigit():
        return int(dial.rpartition(":")[2])
    port = _part(helper, token, address.port)
    return port if isinstance(port, Unknown) else int(port)
