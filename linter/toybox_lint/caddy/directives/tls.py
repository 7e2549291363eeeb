"""``tls``: certificates, issuers and connection settings of a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toybox_lint.caddy.directives.helper import Helper
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
from toybox_lint.caddy.directives.starting import CLIENT_MODES, KEY_TYPES, among, ascending
from toybox_lint.caddy.directives.trust import pool
from toybox_lint.records import NamedTuple
from toybox_lint_grammar.tokens import Token


class Settings(NamedTuple):
    """What a ``tls`` directive says: its line, and of each sub-directive the words of every line of it."""

    line: tuple[str, ...]
    words: Mapping[str, tuple[tuple[str, ...], ...]]


# The cipher suites and curves of Go 1.25's crypto/tls that Caddy 2.11 names.
_SUITES = tuple(
    [f"TLS_{name}" for name in ("AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256")]
    + [
        f"TLS_ECDHE_{key}_WITH_{cipher}"
        for key in ("ECDSA", "RSA")
        for cipher in (
            "AES_128_CBC_SHA",
            "AES_256_CBC_SHA",
            "AES_128_GCM_SHA256",
            "AES_256_GCM_SHA384",
            "CHACHA20_POLY1305_SHA256",
        )
    ]
)
_CURVES = ("x25519mlkem768", "x25519", "secp256r1", "secp384r1", "secp521r1")
_PROTOCOLS = ("tls1.2", "tls1.3")


def chains(helper: Helper, token: Token) -> None:
    """``preferred_chains``: ``smallest`` on the line, or one list in the block."""
    given = helper.d.rest()
    if given and [each.text for each in given] != ["smallest"] and helper.known(given[0]):
        helper.refuse("bad-value", f"preferred_chains cannot be {given[0].text!r}", given[0])
    entries: set[str] = set()
    for entry in helper.d.block():
        if given:
            helper.refuse("contradiction", "preferred_chains smallest takes no block", entry)
        read_entry(helper, entry, _CHAINS, "preferred_chains")
        entries.add(entry.text)
        if len(entries) > 1:
            message = "preferred_chains takes root_common_name or any_common_name, not both"
            helper.refuse("contradiction", message, entry)
    if not given and not entries:
        helper.refuse("wrong-argument-count", "preferred_chains needs smallest or a block", token)


_CHAINS: dict[str, Entry] = {"root_common_name": "1+", "any_common_name": "1+"}


def _provider(helper: Helper, token: Token) -> None:
    if helper.d.next_arg():
        name = helper.d.token
        module(helper, name, {}, "dns.providers", "DNS provider")
        helper.d.segment()


def _provider_needed(helper: Helper, token: Token) -> None:
    helper.argument()
    helper.d.at -= 1
    _provider(helper, token)


_DNS_TIMES: dict[str, Entry] = {
    "propagation_delay": "1 duration",
    "propagation_timeout": "1 duration",
    "dns_ttl": "1 duration",
    "resolvers": "1+",
}
_ACME: dict[str, Entry] = {
    **_DNS_TIMES,
    "dir": "=1",
    "test_dir": "=1",
    "email": "=1",
    "profile": "=1",
    "timeout": "=1 duration",
    "lifetime": "=1 duration",
    "disable_http_challenge": "=0",
    "disable_tlsalpn_challenge": "=0",
    "distributed": OneOf("1", ("false",)),
    "alt_http_port": "1 integer",
    "alt_tlsalpn_port": "1 integer",
    "eab": "=2",
    "trusted_roots": "0+",
    "dns": _provider,
    "dns_challenge_override_domain": "=1",
    "preferred_chains": chains,
}


def _acme(helper: Helper, token: Token) -> None:
    words = take(helper, "=0-1")
    directory = bool(words and words[0].text)

    def dir_(inner: Helper, entry: Token) -> None:
        nonlocal directory
        value = take(inner, "=1")[0]
        if directory:
            inner.refuse("given-twice", "the directory of issuer acme is given already", entry)
        directory = bool(value.text)

    read_block(helper, {**_ACME, "dir": dir_}, "issuer acme")


def _validity_days(helper: Helper, token: Token) -> None:
    message = "Caddy 2.11 refuses every validity_days of zerossl: it reads the name for the number"
    helper.refuse("bad-number", message, token)


_ZEROSSL: dict[str, Entry] = {
    **_DNS_TIMES,
    "validity_days": _validity_days,
    "alt_http_port": "1 integer",
    "dns": _provider_needed,
}


def _authority(helper: Helper, token: Token) -> None:
    helper.scope.found.authorities += take(helper, "=1")


_INTERNAL: dict[str, Entry] = {"ca": _authority, "lifetime": "1 duration!", "sign_with_root": "=0"}
ISSUERS: dict[str, Entry] = {
    "acme": _acme,
    "internal": Nested("0", _INTERNAL, "issuer internal"),
    "zerossl": Nested("=1", _ZEROSSL, "issuer zerossl"),
}


def issuer(helper: Helper, token: Token) -> Token:
    """Read ``issuer NAME ...`` (or ``cert_issuer``); its name."""
    name = helper.argument()
    read_module(helper, name, ISSUERS, "tls.issuance", "certificate issuer")
    return name


def _issuer(helper: Helper, token: Token) -> None:
    issuer(helper, token)


def _no_block(helper: Helper, token: Token) -> None:
    take(helper, "=1")
    if helper.d.next_block(helper.d.nesting):
        helper.refuse("block-not-allowed", f"{token.text} takes no block", token)


_GETTERS: dict[str, Entry] = {"http": _no_block, "tailscale": "=0"}


def _get_certificate(helper: Helper, token: Token) -> None:
    name = helper.argument()
    read_module(helper, name, _GETTERS, "tls.get_certificate", "source of certificates")


def _verifier(helper: Helper, token: Token) -> None:
    name = helper.argument()
    read_module(helper, name, {"leaf": _leaf}, "tls.client_auth.verifier", "verifier")


def _leaf(helper: Helper, token: Token) -> None:
    """Where ``verifier leaf`` finds certificates: one loader on the line, or some in the block."""
    if helper.d.count_rest() > 1:
        _loader(helper, helper.argument())
    else:
        for entry in helper.d.block():
            _loader(helper, entry)


def _loader(helper: Helper, token: Token) -> None:
    if token.text == "storage":
        helper.refuse("bad-value", "Caddy 2.11 cannot read certificates from a storage here", token)
    module(helper, token, {"file": 0, "folder": 0, "pem": 0}, "tls.leaf_cert_loader", "certificate loader")
    helper.d.segment()


def _certificate_file(helper: Helper, token: Token) -> None:
    value = helper.argument()
    if helper.known(value) and not helper.scope.exists(value.text):
        message = f"there is no file {value.text}, and Caddy reads it with the Caddyfile"
        helper.refuse("file-missing", message, value)


_CLIENT_AUTH: dict[str, Entry] = {
    "mode": lambda helper, token: among(helper, take(helper, "=1")[0], CLIENT_MODES, "mode"),
    "trusted_ca_cert": "1",
    "trusted_leaf_cert": "1",
    "trusted_ca_cert_file": _certificate_file,
    "trusted_leaf_cert_file": _certificate_file,
    "verifier": _verifier,
    "trust_pool": pool,
}


def _client_auth(helper: Helper, token: Token) -> None:
    inner = helper.nested()
    inner.d.next()
    inner.d.rest()
    read_block(inner, _CLIENT_AUTH, "client_auth")


def _protocols(helper: Helper, token: Token) -> None:
    found = helper.d.rest()
    if not found:
        helper.refuse("wrong-argument-count", "protocols needs one or two protocols", token)
    for each in found[:2]:
        if each.text not in _PROTOCOLS and helper.known(each):
            message = f"{each.text!r} is no protocol of Caddy's ({', '.join(_PROTOCOLS)})"
            helper.refuse("bad-value", message, each)
    ascending(helper, found[:2], _PROTOCOLS)


def _ratio(helper: Helper, token: Token) -> None:
    ratio(helper, take(helper, "=1")[0])


def ratio(helper: Helper, value: Token) -> None:
    """Refuse a word that is no number between 0 and 1."""
    try:
        right = 0 < float(value.text) < 1 or not helper.known(value)
    except ValueError:
        right = not helper.known(value)
    if not right:
        helper.refuse("bad-number", f"{value.text!r} is no ratio between 0 and 1", value)


def _checked(shape: str, kind: str) -> Callable[[Helper, Token], None]:
    def read(helper: Helper, token: Token) -> None:
        for value in take(helper, shape):
            check_value(helper, value, kind)

    return read


_DNS_OPTIONS = frozenset(
    ("resolvers", "propagation_delay", "propagation_timeout", "dns_ttl", "dns_challenge_override_domain")
)
# What makes an ACME issuer of the whole directive.
IMPLICIT = frozenset(("ca", "ca_root", "eab", "dns", *_DNS_OPTIONS))
TABLE: dict[str, Entry] = {
    "protocols": _protocols,
    "ciphers": OneOf("0+", _SUITES),
    "curves": OneOf("0+", _CURVES),
    "client_auth": _client_auth,
    "alpn": "1+",
    "load": "0+",
    "ca": "=1",
    "ca_root": "=1",
    "key_type": lambda helper, token: among(helper, take(helper, "=1")[0], KEY_TYPES, "key_type"),
    "eab": "=2",
    "dns": _provider_needed,
    "resolvers": "1+",
    "propagation_delay": _checked("=1", "duration"),
    "propagation_timeout": _checked("=1", "duration"),
    "dns_ttl": _checked("=1", "duration"),
    "dns_challenge_override_domain": "=1",
    "issuer": _issuer,
    "get_certificate": _get_certificate,
    "on_demand": "=0",
    "reuse_private_keys": "=0",
    "insecure_secrets_log": "1",
    "renewal_window_ratio": _ratio,
}


# What Caddy 1 took the word for.
_WITHOUT_TLS = "leave the line out; where the site is to be plain HTTP, write http:// before its name, too"


def read(helper: Helper) -> Settings:
    """Read a ``tls`` directive."""
    d = helper.d
    d.next()
    line = d.rest()
    first = line[0].text if len(line) == 1 else ""
    if len(line) > 2:
        helper.wrong_count()
    if line and len(line) == 1 and not _single(first) and helper.known(line[0]):
        message = f"tls {first}: a lone argument is internal, force_automate or an email address"
        help = _WITHOUT_TLS if first == "off" else None
        helper.refuse("bad-value", message, line[0], suggestions=() if help else ("internal",), help=help)
    words: dict[str, tuple[tuple[str, ...], ...]] = {}
    for token in d.block():
        start = d.at + 1
        read_entry(helper, token, TABLE, "tls")
        given = tuple(each.text for each in d.tokens[start : d.at + 1])
        words[token.text] = (*words.get(token.text, ()), given)
    if not line and not words:
        helper.wrong_count()
    _check_issuers(helper, first, list(words))
    return Settings(tuple(each.text for each in line), words)


def _single(text: str) -> bool:
    return text in ("internal", "force_automate") or "@" in text


def _check_issuers(helper: Helper, first: str, given: list[str]) -> None:
    implicit = "@" in first or not IMPLICIT.isdisjoint(given)
    options = _DNS_OPTIONS.intersection(given)
    if "issuer" in given and (implicit or first == "internal"):
        helper.refuse("contradiction", "issuer cannot stand beside other words that choose the issuer")
    if first == "internal" and implicit:
        helper.refuse("contradiction", "internal certificates cannot come from an ACME authority as well")
    if options and "dns" not in given and helper.scope.stock:
        message = f"{', '.join(sorted(options))} in tls mean nothing without a DNS provider (dns)"
        helper.refuse("dns-provider-missing", message)
