"""Short placeholders such as ``{host}``, and what Caddy makes of them when it reads a file."""

from __future__ import annotations

from toybox_lint.patterns import pattern, re

# caddyconfig/httpcaddyfile/shorthands.go of Caddy 2.11.
SHORT = {
    "host": "http.request.host",
    "hostport": "http.request.hostport",
    "port": "http.request.port",
    "orig_method": "http.request.orig_method",
    "orig_uri": "http.request.orig_uri",
    "orig_path": "http.request.orig_uri.path",
    "orig_dir": "http.request.orig_uri.path.dir",
    "orig_file": "http.request.orig_uri.path.file",
    "orig_query": "http.request.orig_uri.query",
    "orig_?query": "http.request.orig_uri.prefixed_query",
    "method": "http.request.method",
    "uri": "http.request.uri",
    "%uri": "http.request.uri_escaped",
    "path": "http.request.uri.path",
    "%path": "http.request.uri.path_escaped",
    "dir": "http.request.uri.path.dir",
    "file": "http.request.uri.path.file",
    "query": "http.request.uri.query",
    "%query": "http.request.uri.query_escaped",
    "?query": "http.request.uri.prefixed_query",
    "remote": "http.request.remote",
    "remote_host": "http.request.remote.host",
    "remote_port": "http.request.remote.port",
    "scheme": "http.request.scheme",
    "uuid": "http.request.uuid",
    "tls_cipher": "http.request.tls.cipher_suite",
    "tls_version": "http.request.tls.version",
    "tls_client_fingerprint": "http.request.tls.client.fingerprint",
    "tls_client_issuer": "http.request.tls.client.issuer",
    "tls_client_serial": "http.request.tls.client.serial",
    "tls_client_subject": "http.request.tls.client.subject",
    "tls_client_certificate_pem": "http.request.tls.client.certificate_pem",
    "tls_client_certificate_der_base64": "http.request.tls.client.certificate_der_base64",
    "upstream_hostport": "http.reverse_proxy.upstream.hostport",
    "client_ip": "http.vars.client_ip",
}
FAMILIES = {
    "header": "http.request.header",
    "cookie": "http.request.cookie",
    "labels": "http.request.host.labels",
    "path": "http.request.uri.path",
    "file": "http.request.uri.path.file",
    "query": "http.request.uri.query",
    "re": "http.regexp",
    "vars": "http.vars",
    "rp": "http.reverse_proxy",
    "resp": "http.intercept",
    "err": "http.error",
    "file_match": "http.matchers.file",
}
_DOTTED = {"re", "rp", "resp", "err"}
_PLACEHOLDER = pattern(r"\{([^{}]*)\}")
_MEMBER = pattern(r"([a-z_]+)\.([\w.-]*)", re.ASCII)


def long_form(text: str) -> str:
    """``text`` with every short placeholder written out."""
    return _PLACEHOLDER.sub(_expand, text) if "{" in text else text


def is_reserved(text: str) -> bool:
    """Whether ``text`` is a short placeholder without parameters, or the long form of one."""
    return text[:1] == "{" and text[-1:] == "}" and (text[1:-1] in SHORT or text[1:-1] in SHORT.values())


def _expand(found: re.Match[str]) -> str:
    name = found[1]
    fixed = SHORT.get(name)
    if fixed is not None:
        return "{" + fixed + "}"
    member = _MEMBER.fullmatch(name)
    if member is None or member[1] not in FAMILIES or ("." in member[2] and member[1] not in _DOTTED):
        return found[0]
    return "{" + FAMILIES[member[1]] + "." + member[2] + "}"
