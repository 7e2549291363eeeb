"""Upstreams asked in TLS for a name to which no public authority gives a certificate.

Sources: the CA/Browser Forum's Baseline Requirements, by which names without a dot and those below ``.internal`` get
none (see ``certifiable``); Caddy 2.11.7, which checks an upstream's certificate against the system's authorities
unless ``transport http`` says otherwise, and the handshake of which fails as well where plain HTTP is spoken.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from toybox_lint.caddy.model import Proxy
from toybox_lint.caddy.sites.names import certifiable
from toybox_lint.deployment.caddies.fronts import runs_caddy
from toybox_lint.deployment.caddies.stock import rests_on_stock
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import content_at, names_at
from toybox_lint.deployment.model import Cause, Front, Link, Verdict
from toybox_lint.files import Files

_TRUSTS = frozenset(
    {
        "tls_insecure_skip_verify",
        "tls_trust_pool",
        "tls_trusted_ca_certs",
        "tls_server_name",
        "tls_except_ports",
    }
)
_BUNDLE, _ADDED = "/etc/ssl/certs/ca-certificates.crt", "/usr/local/share/ca-certificates"
_GIVEN = frozenset({"SSL_CERT_FILE", "SSL_CERT_DIR"})


def untrusted(found: Iterable[Link], files: Files) -> Iterator[Link]:
    """``found`` with a failure for each of those upstreams that may answer but for the handshake."""
    public: dict[int, bool] = {}
    for link in found:
        if _hopeless(link) and (link.target is None or not runs_caddy(link.target)):
            front = link.front
            if public.setdefault(id(front), _trusts_public_alone(front, files)):
                link = _failing(link)
        yield link


def _failing(link: Link) -> Link:
    name = link.upstream.host
    reason = f"no public authority gives a certificate to {name}, and Caddy trusts no other here"
    if link.upstream.scheme != "https" and "tls" not in _options(link.proxy):
        reason = f"another upstream of this proxy makes Caddy ask all of them in HTTPS, and {reason}"
    return link.failing_for(Cause.UNTRUSTED, reason)


def _hopeless(link: Link) -> bool:
    """Whether the handshake cannot succeed, and nothing worse is known."""
    host, proxy = link.upstream.host, link.proxy
    if proxy.dynamic or not isinstance(host, str) or (link.verdict is Verdict.FAILS and link.certain):
        return False
    return bool(host) and not certifiable(host) and link.upstream.network == "tcp" and _checked(link)


def _checked(link: Link) -> bool:
    """Whether Caddy speaks TLS to the upstream and checks its certificate in the usual way."""
    transport = link.proxy.transport
    if transport.protocol != "http" or not transport.known:
        return False
    if not (transport.tls or link.upstream.scheme == "https"):
        return False
    return not _options(link.proxy) & _TRUSTS


def _options(proxy: Proxy) -> set[str]:
    """The words that begin the lines of ``transport``."""
    line = proxy.transport.directive
    inside = line.block.directives if line is not None and line.block else ()
    return {str(each.name.text) for each in inside}


def _trusts_public_alone(front: Front, files: Files) -> bool:
    """Whether the container of a Caddy has only the authorities that its official image brings."""
    if front.member is None or not rests_on_stock(front.member):
        return False
    inside = container(front.member.service, files)
    if not inside.service.environment_known or _GIVEN & inside.variables.values.keys():
        return False
    if content_at(inside, _BUNDLE) is not None:
        return False
    # Go's verifier reads every file in the folder of the bundle.
    if any(names_at(inside, folder) != () for folder in (_ADDED, posixpath.dirname(_BUNDLE))):
        return False
    runs = inside.built.runs if inside.built else []
    return _starts_plainly(inside) and not any("cert" in run for run in runs)


def _starts_plainly(inside: Container) -> bool:
    """Whether Caddy is the first program of its container: a script might add authorities before it."""
    service, built = inside.service, inside.built
    if service.entrypoint is not None or (built and built.entrypoint is not None):
        return False
    words = service.command.words if service.command else (built.command if built else None)
    return not words or words[0].value == "caddy"
