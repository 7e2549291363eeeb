"""The global options: the block without a name at the top of a file."""

from __future__ import annotations

from collections.abc import Collection

from toybox_lint.caddy.directives import logs, servers, sites, tls
from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.order import DIRECTIVES, ORDER
from toybox_lint.caddy.directives.shapes import (
    Entry,
    Nested,
    OneOf,
    check_value,
    module,
    read_block,
    read_entry,
    read_module,
    take,
)
from toybox_lint.caddy.directives.sites import Bind
from toybox_lint.caddy.directives.starting import KEY_TYPES, among
from toybox_lint.caddy.directives.storage import storage
from toybox_lint.caddy.directives.values import integer
from toybox_lint.records import dataclass, field
from toybox_lint.suggest import nearest
from toybox_lint.typed import NoReturn
from toybox_lint_grammar.tokens import Token


@dataclass(slots=True)
class Options:
    """What the global options settle for the sites. Ports are ``None`` when a variable decides them.

    ``given`` has the words of every option, the last line of each; ``issuers`` the names in ``cert_issuer``;
    ``repeated`` are the ``servers`` whose address stands before; ``naked_dns`` is an ``acme_dns`` without a provider.
    """

    http_port: int | None = 80
    https_port: int | None = 443
    default_bind: list[Bind] = field(default_factory=list)
    auto_https: set[str] = field(default_factory=set)
    given: dict[str, list[Token]] = field(default_factory=dict)
    issuers: list[str] = field(default_factory=list)
    naked_dns: Token | None = None
    order: list[str] = field(default_factory=lambda: list(ORDER))
    servers: dict[str, Token] = field(default_factory=dict)
    repeated: list[tuple[str, Token]] = field(default_factory=list)
    logs: set[str] = field(default_factory=set)


class OptionsReader:
    """Reads option after option into ``options``."""

    def __init__(self) -> None:
        self.options = Options()
        self.table: dict[str, Entry] = {
            **_TABLE,
            "http_port": self._port,
            "https_port": self._port,
            "default_bind": self._default_bind,
            "auto_https": self._auto_https,
            "order": self._order,
            "servers": self._servers,
            "log": self._log,
            "acme_dns": self._acme_dns,
            "cert_issuer": self._issuer,
        }

    def read(self, helper: Helper) -> None:
        """Read one option, which is known to exist."""
        helper.d.next()
        read_entry(helper, helper.name, self.table, "the global options")
        self.options.given[helper.name.text] = helper.d.tokens

    def _port(self, helper: Helper, token: Token) -> None:
        value = take(helper, "=1 integer")[0]
        setattr(self.options, token.text, integer(value.text))

    def _default_bind(self, helper: Helper, token: Token) -> None:
        self.options.default_bind.append(sites.read_bind(helper))

    def _auto_https(self, helper: Helper, token: Token) -> None:
        names = ("off", "disable_redirects", "disable_certs", "ignore_loaded_certs")
        for value in take(helper, "1+"):
            if value.text not in names and helper.known(value):
                if value.text in ("on", "true", "enable"):
                    message = f"there is no auto_https {value.text}: it is on where no line says otherwise"
                    helper.refuse("default-named", message, value, help="leave the line out")
                message = f"auto_https cannot be {value.text!r}; it is one of {', '.join(names)}"
                helper.refuse("bad-value", message, value, suggestions=nearest(value.text, names))
            self.options.auto_https.add(value.text)

    def _issuer(self, helper: Helper, token: Token) -> None:
        name = tls.issuer(helper, token)
        self.options.issuers.append(name.text)

    def _acme_dns(self, helper: Helper, token: Token) -> None:
        if helper.d.next_arg():
            module(helper, helper.d.token, {}, "dns.providers", "DNS provider")
        elif helper.scope.stock:
            self.options.naked_dns = token

    def _log(self, helper: Helper, token: Token) -> None:
        name = "default"
        if helper.d.next_arg():
            name = helper.d.text
            helper.no_more()
        if name in self.options.logs:
            helper.refuse("given-twice", f"the log {name} is configured twice", token)
        self.options.logs.add(name)
        logs.read(helper, logs.GLOBAL)

    def _servers(self, helper: Helper, token: Token) -> None:
        address = take(helper, "=0-1")
        servers.read(helper)
        key = address[0].text if address else ""
        if key in self.options.servers:
            self.options.repeated.append((key, token))
        self.options.servers[key] = token

    def _order(self, helper: Helper, token: Token) -> None:
        d = helper.d
        if not d.next():
            helper.wrong_count()
        name = d.token
        if name.text not in DIRECTIVES and helper.scope.stock:
            _refuse_in_order(helper, name, f"order: there is no directive {name.text}", DIRECTIVES)
        if not d.next():
            helper.wrong_count()
        place = d.token
        order = [each for each in self.options.order if each != name.text]
        if place.text in ("first", "last"):
            helper.no_more()
            order.insert(0 if place.text == "first" else len(order), name.text)
        elif place.text in ("before", "after"):
            other = helper.argument()
            helper.no_more()
            if other.text in order:
                order.insert(order.index(other.text) + (place.text == "after"), name.text)
            elif helper.scope.stock:
                _refuse_in_order(helper, other, f"order: {other.text} is no ordered directive", order)
        else:
            message = f"order: {place.text!r} is not first, last, before or after"
            helper.refuse("bad-value", message, place)
        self.options.order = order


def _refuse_in_order(helper: Helper, name: Token, message: str, known: Collection[str]) -> NoReturn:
    """What `order` names must be there; a plugin may bring it."""
    from toybox_lint.caddy.plugins import directive_plugin

    source = directive_plugin(name.text)
    suggestions = () if source else nearest(name.text, known)
    helper.refuse("unknown-directive", message, name, suggestions=suggestions, package=source)


def _switch(helper: Helper, token: Token) -> None:
    """An option that is on because it stands there."""
    for word in helper.d.rest()[:1]:
        message = f"{token.text} {word.text} turns {token.text} on: the option takes no argument"
        helper.scope.problems.at(word, "option-is-on", message, fatal=False)


def _duration(helper: Helper, token: Token) -> None:
    if not helper.d.next():
        helper.wrong_count()
    check_value(helper, helper.d.token, "duration", placed=False)


def _word(helper: Helper) -> Token:
    """The one word of an option, on whatever line."""
    if not helper.d.next():
        helper.wrong_count()
    value = helper.d.token
    if helper.d.next():
        helper.wrong_count()
    return value


def _text(helper: Helper, token: Token) -> None:
    _word(helper)


def _clean_interval(helper: Helper, token: Token) -> None:
    check_value(helper, _word(helper), "duration-or-off")


def _off(helper: Helper, token: Token) -> None:
    value = _word(helper)
    if value.text != "off" and helper.known(value):
        helper.refuse("bad-value", f"{token.text} can only be off", value, suggestions=("off",))


def _admin(helper: Helper, token: Token) -> None:
    address = take(helper, "=0-1")
    if address and address[0].text == "off" and helper.d.next():
        helper.refuse("contradiction", "with admin off there is nothing more to say", token)
    read_block(helper, {"enforce_origin": "0", "origins": "0+"}, "admin")


def _on_demand(helper: Helper, token: Token) -> None:
    take(helper, "=0")
    given = asked = False

    def once(inner: Helper, entry: Token) -> None:
        nonlocal asked
        if asked:
            inner.refuse("given-twice", "on_demand_tls asks somebody already", entry)
        asked = True

    def ask(inner: Helper, entry: Token) -> None:
        inner.argument()
        once(inner, entry)

    def gone(inner: Helper, entry: Token) -> None:
        inner.refuse("option-removed", f"Caddy has no {entry.text} in on_demand_tls any more", entry)

    def permission(inner: Helper, entry: Token) -> None:
        name = inner.argument()
        read_module(inner, name, {"http": "=1"}, "tls.permission", "permission module")
        once(inner, entry)

    table: dict[str, Entry] = {"ask": ask, "permission": permission, "interval": gone, "burst": gone}
    for entry in helper.d.block():
        given = True
        read_entry(helper, entry, table, "on_demand_tls")
    if not given:
        helper.refuse("wrong-argument-count", "on_demand_tls needs ask or permission", token)


def _ratio(helper: Helper, token: Token) -> None:
    tls.ratio(helper, take(helper, "=1")[0])


def _ca_ratio(helper: Helper, token: Token) -> None:
    value = helper.argument()
    if value.text not in ("1", "1.0"):
        tls.ratio(helper, value)


_KEYS = Nested("0", {"format": "1", "cert": "1", "key": "1"}, "pki ca")
_CA: dict[str, Entry] = {
    "name": "1",
    "root_cn": "1",
    "intermediate_cn": "1",
    "intermediate_lifetime": "1 duration!",
    "maintenance_interval": "1 duration!",
    "renewal_window_ratio": _ca_ratio,
    "root": _KEYS,
    "intermediate": _KEYS,
}


def _event(helper: Helper, token: Token) -> None:
    helper.argument()
    module(helper, helper.argument(), {}, "events.handlers", "event handler")
    helper.d.segment()


def _filesystem(helper: Helper, token: Token) -> None:
    helper.argument()
    module(helper, helper.argument(), {}, "caddy.fs", "file system")
    helper.d.segment()


def _dns(helper: Helper, token: Token) -> None:
    module(helper, helper.argument(), {}, "dns.providers", "DNS provider")
    helper.d.segment()


def _ech(helper: Helper, token: Token) -> None:
    take(helper, "1+")
    read_block(helper, {"dns": _dns}, "ech")


_TEXTS = ("acme_ca", "acme_ca_root", "email", "default_sni", "fallback_sni")
_TABLE: dict[str, Entry] = {
    "debug": _switch,
    "local_certs": _switch,
    "skip_install_trust": _switch,
    **dict.fromkeys(_TEXTS, _text),
    "key_type": lambda helper, token: among(helper, _word(helper), KEY_TYPES, "key_type"),
    **dict.fromkeys(("grace_period", "shutdown_delay", "renew_interval"), _duration),
    **dict.fromkeys(("ocsp_interval", "cert_lifetime"), _duration),
    **dict.fromkeys(("storage_check", "persist_config"), _off),
    "ocsp_stapling": OneOf("=1", ("off",)),
    "storage": storage,
    "storage_clean_interval": _clean_interval,
    "acme_eab": Nested("=0", {"key_id": "1", "mac_key": "1"}, "acme_eab"),
    "admin": _admin,
    "on_demand_tls": _on_demand,
    "metrics": Nested(
        "0", {"per_host": "0", "observe_catchall_hosts": "0", "otlp": "0"}, "the metrics option"
    ),
    "preferred_chains": tls.chains,
    "dns": _dns,
    "tls_resolvers": "1+",
    "ech": _ech,
    "renewal_window_ratio": _ratio,
    "pki": Nested("0", {"ca": Nested("=0-1", _CA, "pki ca")}, "pki"),
    "events": Nested("0", {"on": _event}, "events"),
    "filesystem": _filesystem,
}
