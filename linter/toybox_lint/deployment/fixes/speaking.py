"""Fixes of the scheme in which a proxy asks its upstream.

Source: Caddy 2.11.7 refuses ``http://`` beside a transport with TLS, ``https://`` at port 80, ``http://`` at port 443,
and one proxy whose upstreams differ in their schemes.
"""

from __future__ import annotations

from toybox_lint.caddy.edit import append, without, without_block
from toybox_lint.caddy.model import Directive
from toybox_lint.caddy.sites.names import certifiable
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.fixes.redirecting import given_in_environment
from toybox_lint.deployment.listening.model import Speaks
from toybox_lint.deployment.model import Link
from toybox_lint.deployment.networks.namespaces import ADDRESS
from toybox_lint.deployment.upstreams.chosen import HTTPS_PORTS
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern
from toybox_lint.records import replace
from toybox_lint.source import Span

_PLAIN_ONLY, _TLS_ONLY = 80, 443
# Where gRPC is, by custom: it is never asked in HTTP/1.
_CALLS = frozenset({50051, 50052})
# Of more upstreams of one proxy each would be asked for all.
_MOST = 100
_UNCHECKED = "tls_insecure_skip_verify"
# A host that is a variable, with its port behind it.
_HOST_NAMED = pattern(r"([`\"]?)\{\$[^:{}]+\}:")
_SCHEME = pattern(r"(?:\w+://)?")
# What Caddy looks up while it runs, and takes in no address with a scheme.
_LOOKED_UP = pattern(r"\{[^$]")
_TRUSTS = frozenset({_UNCHECKED, "tls_trust_pool", "tls_trusted_ca_certs", "tls_server_name"})


def speak_plain(link: Link, *, at: int | None = None) -> tuple[Fix, ...]:
    """Ask in plain HTTP: no TLS in the scheme, and none in the transport. ``at`` is the port that will be dialled."""
    written = link.upstream.port_origin is not None
    port = at or link.upstream.port
    if port == _TLS_ONLY and not written:
        return ()
    grpc = port in _CALLS or (
        at is None and link.listener is not None and link.listener.speaks is Speaks.GRPC
    )
    scheme = "h2c://" if grpc else "" if port == _TLS_ONLY else "http://"
    edits = with_scheme(link, scheme)
    transport = link.proxy.transport.directive
    removed = _plain(link.proxy.directive, transport) if transport is not None else ()
    if edits is None or removed is None:
        return ()
    if not (edits or removed):
        return ()
    title = "speak HTTP/2 without TLS, as gRPC does" if grpc else "speak http"
    return (Fix(title, Applicability.UNSAFE, (*edits, *removed)),)


def speak_tls(link: Link, *, at: int | None = None) -> tuple[Fix, ...]:
    """Ask in HTTPS, without a look at a certificate that no public authority can have given to the name.

    Port 80, and what Caddy looks up while it runs, by the transport: no scheme can say so. ``at`` is the port that
    will be dialled. Not a Caddy, which has no certificate for a name that none of its sites has.
    """
    if link.listener is not None and link.listener.server == "caddy":
        return ()
    scheme, options = in_tls(link, at=at)
    edits = with_scheme(link, scheme)
    if edits is None:
        return ()
    added = _in_transport(link, options)
    if added is None:
        return ()
    title = f"speak https{', without a check of the certificate' if _UNCHECKED in options else ''}"
    return (Fix(title, Applicability.UNSAFE, (*edits, *added)),)


def in_tls(link: Link, *, at: int | None = None) -> tuple[str, tuple[str, ...]]:
    """The scheme with which Caddy asks in HTTPS, and what its transport must say besides."""
    unchecked = () if certifiable(str(link.upstream.host)) else (_UNCHECKED,)
    looked_up = bool(link.proxy.dynamic) or any(_LOOKED_UP.search(each.text) for each in link.proxy.upstreams)
    by_transport = (at or link.upstream.port) == _PLAIN_ONLY or looked_up
    return ("", ("tls", *unchecked)) if by_transport else ("https://", unchecked)


def speak_unchecked(link: Link) -> tuple[Fix, ...]:
    """Do without the check of a certificate that nobody can trust: where TLS is not what it speaks, without TLS.

    A machine that is asked by its address, and nothing is known of, has a certificate of its own.
    """
    speaks = link.listener.speaks if link.listener else None
    machine = link.target is None and ADDRESS.fullmatch(str(link.upstream.host)) is not None
    tls = machine or speaks is Speaks.TLS or link.upstream.port in HTTPS_PORTS
    return speak_tls(link) if tls else speak_plain(link)


def with_scheme(link: Link, scheme: str) -> tuple[Edit, ...] | None:
    """Put ``scheme`` before each address of the proxy, in place of the one that is there; not before very many."""
    if len(link.proxy.upstreams) > _MOST:
        return None
    found = [_own_scheme(replace(link, upstream=each), scheme) for each in link.proxy.upstreams]
    edits = [edit for each in found if each is not None for edit in each]
    return None if None in found else tuple(dict.fromkeys(edits))


def _own_scheme(link: Link, scheme: str) -> tuple[Edit, ...] | None:
    origin, host = link.upstream.origin, link.upstream.host_origin
    if link.upstream.text.startswith(scheme or f"{link.upstream.host}"):
        return ()
    if isinstance(link.upstream.host, Unknown):  # an address that Caddy looks up while it runs has no scheme
        return () if scheme == "http://" and link.proxy.transport.tls else None
    start, end = origin.span.start, host.span.start
    end -= host.file.text[end - 1 : end] == "["
    within = host.exact and host.file is origin.file and start <= end <= origin.span.end
    if within and (origin.exact or _SCHEME.fullmatch(origin.file.text, start, end)):
        return (Edit(origin.file, Span(start, end), scheme),)
    if origin.exact:
        return None
    if (written := _written_scheme(link, origin.text)) is not None:
        return (Edit(origin.file, Span(start, start + len(written)), scheme),)
    if "://" not in link.upstream.text and (named := _HOST_NAMED.match(origin.text)):
        return (Edit(origin.file, Span(start + named.end(1), start + named.end(1)), scheme),)
    given = given_in_environment(link)
    address = link.upstream.text.rpartition("://")[2]
    return None if given is None else (replace_part(given.file, given.span, scheme + address),)


def _written_scheme(link: Link, written: str) -> str | None:
    """The scheme that stands in the Caddyfile before a variable, or an argument, that holds none."""
    whole = link.upstream.text.rpartition("://")[0] + "://"
    for scheme in ("https://", "http://"):
        if whole == scheme and written.startswith((f"{scheme}{{$", f"{scheme}{{args[")):
            return scheme
    return None


def _plain(proxy: Directive, transport: Directive) -> tuple[Edit, ...] | None:
    """The edits that make a transport plain HTTP/1.1, and leave out what would be empty."""
    inside = transport.block.directives if transport.block else ()
    wrong = [each for each in inside if _speaks_otherwise(each)]
    if len(wrong) < len(inside) or not wrong:
        removed = [without(each) for each in wrong]
    elif proxy.block and proxy.block.directives == (transport,):
        removed = [without_block(proxy)]
    else:
        removed = [without(transport)]
    return None if None in removed else tuple(edit for edit in removed if edit)


def _speaks_otherwise(option: Directive) -> bool:
    """Whether the option of a transport asks for TLS, or for HTTP/2 without it."""
    name = str(option.name.text)
    if name == "versions":
        return [word.text for word in option.arguments] == ["h2c"]
    return name.startswith("tls") and name != "tls_timeout"


def _in_transport(link: Link, options: tuple[str, ...]) -> tuple[Edit, ...] | None:
    """The edits that give the transport ``options``, but of those that say whom to trust none beside another."""
    transport = link.proxy.transport.directive
    inside = transport.block.directives if transport and transport.block else ()
    there = {str(each.name.text) for each in inside}
    trusts = bool(there & _TRUSTS)
    lines = tuple([each for each in options if each not in there and not (trusts and each in _TRUSTS)])
    if not lines:
        return ()
    if transport is not None:
        edit = append(transport, lines)
    else:
        edit = append(link.proxy.directive, ("transport http {", *[f"\t{each}" for each in lines], "}"))
    return None if edit is None else (edit,)
