"""``reverse_proxy``: upstreams, transports and everything around them."""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.caddy.directives import matchers
from toybox_lint.caddy.directives.balancing import DYNAMIC, POLICIES
from toybox_lint.caddy.directives.handlers import changed
from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.responses import ResponseBlocks
from toybox_lint.caddy.directives.shapes import ANY, Entry, Nested, check_value, read_entry, read_module, take
from toybox_lint.caddy.directives.starting import expression, ranges
from toybox_lint.caddy.directives.upstreams import Address, BadAddress, parse_upstream
from toybox_lint.caddy.hostport import is_socket, split_host_port
from toybox_lint.caddy.model import Directive, Proxy, Transport, Upstream
from toybox_lint.caddy.places import edited_at, origin_in
from toybox_lint.caddy.problems import TOO_MANY
from toybox_lint.caddy.reading.environment import is_symbolic
from toybox_lint.caddy.reading.tree import word
from toybox_lint.caddy.wording import oddities
from toybox_lint.facts import Unknown
from toybox_lint.later import Later
from toybox_lint_grammar.tokens import Token


def _stream_duration(helper: Helper, token: Token) -> None:
    value = take(helper, "1 duration-or-integer")[0]
    if value.text.isdigit() and value.text.strip("0"):
        message = f"{token.text} {value.text} are {value.text} nanoseconds: the unit is missing"
        more = {"suggestions": (f"{value.text}s", f"{value.text}ms")}
        helper.scope.problems.at(value, "nanoseconds", message, fatal=False, **more)


TABLE: dict[str, Entry] = {
    "lb_retries": "1 integer",
    "lb_try_duration": "1 duration",
    "lb_try_interval": "1 duration",
    "health_path": "1",
    "health_method": "1",
    "health_request_body": "1",
    "health_interval": "1 duration",
    "health_timeout": "1 duration",
    "health_follow_redirects": "=0",
    "health_headers": Nested("0", {ANY: "0+"}, "health_headers"),
    "health_passes": "1 integer",
    "health_fails": "1 integer",
    "health_status": "1 status",
    "max_fails": "1 integer",
    "fail_duration": "1 duration",
    "unhealthy_status": "1+ status",
    "unhealthy_request_count": "1 integer",
    "unhealthy_latency": "1 duration",
    **dict.fromkeys(("flush_interval", "stream_timeout", "stream_close_delay"), _stream_duration),
    "request_buffers": "1 size-or-unlimited",
    "response_buffers": "1 size-or-unlimited",
    "stream_buffer_size": "1 size-or-unlimited",
    "trusted_proxies": lambda helper, token: ranges(helper, take(helper, "0+")),
    "proxy_status_name": "=1",
    "header_up": lambda helper, token: changed(helper),
    "header_down": lambda helper, token: changed(helper),
    "method": "=1",
    "rewrite": "=1",
}

# Behind an upstream on its line: what is wrong is told of the brace.
_MISPLACED = "}"


class ProxyReader:
    """Collects what one proxy says. ``transport`` may be set beforehand: then the file cannot."""

    def __init__(self, helper: Helper, transport: Transport | None = None) -> None:
        self.helper = helper
        self.upstreams: list[Upstream] = []
        self.scheme = ""
        self.dynamic: str | None = None
        self.fixed = transport
        self.transport: Transport | None = None
        self.responses = ResponseBlocks()
        self._once: set[str] = set()
        self._body: Token | None = None

    def _table(self) -> dict[str, Entry]:
        """What may stand in its block."""
        return {
            **TABLE,
            "to": self._to,
            "dynamic": self._dynamic,
            "lb_policy": self._policy,
            "lb_retry_match": self._retry_match,
            "health_uri": self._health_uri,
            "health_body": self._health_body,
            "health_upstream": self._health_upstream,
            "health_port": self._health_port,
            "transport": self._transport,
            "verbose_logs": self._verbose_logs,
            "handle_response": self.responses.handle_response,
            "replace_status": self.responses.replace_status,
        }

    def read(self) -> None:
        """Read the whole directive; the matcher is taken out already."""
        d = self.helper.d
        while d.next():
            for token in d.rest():
                if token.text != _MISPLACED:
                    self._add(token)
            table: dict[str, Entry] = {}
            for token in d.block():
                table = table or self._table()
                self._entry(token, table)
        self._check_transport()
        if self._body is not None and "health_uri" in self._once:
            expression(self.helper, self._body)
        self.responses.finish()

    def _entry(self, token: Token, table: dict[str, Entry]) -> None:
        if token.text.startswith("@"):
            self.responses.define(self.helper)
        else:
            if token.text not in table:
                self._check_misplaced(token)
            read_entry(self.helper, token, table, self.helper.name.text)

    def _check_misplaced(self, token: Token) -> None:
        from toybox_lint.caddy.wording.misplaced import MEANT

        if token.text in MEANT:
            message = f"{self.helper.name.text} has no sub-directive {token.text}"
            help = "timeouts stand in the block of its transport"
            self.helper.refuse("misplaced-timeout", message, token, suggestions=MEANT[token.text], help=help)

    def _to(self, helper: Helper, token: Token) -> None:
        found = helper.d.rest()
        if not found:
            helper.wrong_count()
        for each in found:
            self._add(each)

    def _dynamic(self, helper: Helper, token: Token) -> None:
        name = helper.argument()
        self._last_counts(token, self.dynamic is not None)
        self.dynamic = name.text
        read_module(helper, name, DYNAMIC, "http.reverse_proxy.upstreams", "source of upstreams")

    def _policy(self, helper: Helper, token: Token) -> None:
        name = helper.argument()
        self._only_once("lb_policy", token)
        read_module(helper, name, POLICIES, "http.reverse_proxy.selection_policies", "load balancing policy")

    def _retry_match(self, helper: Helper, token: Token) -> None:
        matchers.read_set(helper)

    def _health_uri(self, helper: Helper, token: Token) -> None:
        take(helper, "1")
        self._once.add("health_uri")

    def _health_body(self, helper: Helper, token: Token) -> None:
        self._body = take(helper, "1")[0]

    def _health_upstream(self, helper: Helper, token: Token) -> None:
        value = helper.argument()
        split = split_host_port(value.text)
        if helper.known(value):
            if split is None:
                message = f"health_upstream needs a host and a port, not {value.text!r}"
                helper.refuse("bad-address", message, value)
            if not split.port.lstrip("+-").isdecimal():
                helper.refuse("bad-number", f"{split.port!r} is no port", value)
        self._once.add("health_upstream")

    def _health_port(self, helper: Helper, token: Token) -> None:
        value = helper.argument()
        if "health_upstream" in self._once:
            helper.refuse("contradiction", "health_port means nothing beside health_upstream", token)
        check_value(helper, value, "integer")
        self._once.add("health_port")

    def _verbose_logs(self, helper: Helper, token: Token) -> None:
        self._only_once("verbose_logs", token)

    def _only_once(self, name: str, token: Token) -> None:
        if name in self._once:
            self.helper.refuse("given-twice", f"{name} is given twice", token)
        self._once.add(name)

    def _transport(self, helper: Helper, token: Token) -> None:
        from toybox_lint.caddy.directives.transport import read_transport

        name = helper.argument()
        if self.fixed is not None:
            message = f"{helper.name.text} brings its own transport; another cannot be given"
            helper.refuse("given-twice", message, token)
        self._last_counts(token, self.transport is not None)
        self.transport = read_transport(helper, token, name)

    def _last_counts(self, token: Token, given: bool) -> None:
        if given:
            message = f"{token.text} is given twice; only the last counts"
            self.helper.scope.problems.at(token, "last-counts", message, fatal=False)

    def _check_transport(self) -> None:
        transport = self.transport or self.fixed
        if transport is None or not transport.known:
            return
        if self.scheme == "http" and transport.protocol == "http" and transport.tls:
            message = "an http:// upstream contradicts a transport with TLS"
            self.helper.refuse("transport-contradicts-scheme", message)
        if self.scheme == "https" and transport.protocol == "fastcgi" and self.fixed is None:
            message = "transport fastcgi cannot speak TLS to an https:// upstream"
            self.helper.refuse("transport-contradicts-scheme", message)

    def _add(self, token: Token) -> None:
        """Add what one word dials."""
        helper = self.helper
        address = parse_upstream(token.text)
        if isinstance(address, BadAddress):
            if helper.known(token):
                helper.refuse(address.kind, address.message, token)
            address = Address("", "", token.text, "", (0, len(token.text)), None, token.text)
        differs = self.scheme and address.scheme != self.scheme
        if differs and not is_symbolic(self.scheme + token.text):
            message = f"all upstreams of a proxy have one scheme; {token.text} lacks {self.scheme}://"
            helper.refuse("upstream-schemes-differ", message, token)
        self.scheme = address.scheme
        oddities.upstream(token, address, helper.scope.problems)
        self.upstreams += upstreams_of(helper, token, address)

    def finish(self) -> None:
        """Add the proxy to what was found."""
        scope = self.helper.scope.behind(self.helper.matcher)
        if not self.upstreams and self.dynamic is None:
            oddities.no_upstreams(self.helper.name, self.helper.matcher_token, scope.problems)
        transport = self.transport or self.fixed or Transport()
        tls = transport.tls or self.scheme == "https"
        protocol = "http" if self.scheme in ("https", "h2c") and self.fixed else transport.protocol
        versions = ("h2c", "2") if self.scheme == "h2c" else transport.versions
        final = Transport(
            protocol=protocol,
            tls=tls,
            versions=versions,
            timeouts=transport.timeouts,
            line=transport.line,
            known=transport.known,
            own_resolvers=transport.own_resolvers,
        )
        name = self.helper.name

        def directive() -> Directive:
            return scope.directive(name) or Directive((word(name, scope.problems),), None, name.depth)

        upstreams = tuple(self.upstreams)
        proxy = Proxy(
            word(name, scope.problems),
            Later(directive),
            scope.site,
            scope.paths,
            upstreams,
            final,
            self.dynamic,
            "health_port" in self._once,
        )
        scope.found.proxies.append(proxy)


def upstreams_of(helper: Helper, token: Token, address: Address) -> list[Upstream]:
    """The upstreams that one word stands for: one for each port of a range, one unknown for a range too many."""
    problems = helper.scope.problems
    dials: Iterable[str | Unknown] = address.dials()
    if address.ports is not None and not problems.spreads(len(address.ports), edited_at(token)):
        dials = (Unknown(TOO_MANY),)
    return [
        Upstream(
            text=problems.symbols.readable(token.text),
            origin=edited_at(token),
            dial=dial if isinstance(dial, Unknown) else problems.symbols.unknown(dial) or dial,
            scheme=address.scheme or "http",
            network=address.network or "tcp",
            host=_part(helper, address.host),
            port=dial if isinstance(dial, Unknown) else _port(helper, address, dial),
            host_origin=origin_in(token, *address.host_at),
            port_origin=origin_in(token, *address.port_at) if address.port_at else None,
        )
        for dial in dials
    ]


def _part(helper: Helper, text: str) -> str | Unknown:
    unknown = helper.scope.problems.symbols.unknown(text)
    if unknown is not None:
        return unknown
    if "{" in text and "}" in text:
        return Unknown(f"{text} is known only while Caddy runs")
    return text


def _port(helper: Helper, address: Address, dial: str) -> int | Unknown | None:
    if is_socket(address.network):
        return None
    if not address.port:
        host = _part(helper, address.host)
        return host if isinstance(host, Unknown) else None
    if address.ports is not None:
        return int(dial.rpartition(":")[2])
    port = _part(helper, address.port)
    return port if isinstance(port, Unknown) else int(port)


def read(helper: Helper) -> None:
    """Read a ``reverse_proxy``."""
    reader = ProxyReader(helper)
    reader.read()
    reader.finish()
