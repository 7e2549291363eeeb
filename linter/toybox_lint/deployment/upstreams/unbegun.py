"""Upstreams asked in TLS that are a Caddy, and have no certificate for the name that they are asked for.

Sources: Caddy's documentation of ``reverse_proxy`` (``tls_server_name``; else the name is the upstream's own).
Measured with Caddy 2.11.7 behind itself, with and without a check of the certificate: *remote error: tls: internal
error*, and 502.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.sites.handshakes import by_port
from toybox_lint.caddy.sites.names import gets_certificates
from toybox_lint.deployment.caddies.named_sites import is_frankenphp, named_in_tls
from toybox_lint.deployment.model import Cause, Front, Link, Member, Verdict
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re

# A name that TLS is begun with: none is sent for an address.
_NAME = pattern(r"(?=[^\n]*[a-z])[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.IGNORECASE)


def in_tls(link: Link) -> bool:
    """Whether an upstream that a container answers for is asked in TLS."""
    if link.verdict is not Verdict.REACHES or link.target is None:
        return False
    return link.proxy.transport.known and link.proxy.transport.tls


def unbegun(found: Iterable[Link], fronts: Sequence[Front]) -> Iterator[Link]:
    """``found`` with a failure for each of those upstreams."""
    several = Counter(front.member for front in fronts)
    of = {
        front.member: front
        for front in fronts
        if front.member and front.caddyfile.valid and several[front.member] == 1
    }
    for link in found:
        yield _judged(link, of) if in_tls(link) else link


def _judged(link: Link, of: dict[Member, Front]) -> Link:
    asked, target, port = _server(link), link.target, link.upstream.port
    if asked is None or target is None or not isinstance(port, int):
        return link
    names = _names(target, of.get(target), port, asked)
    if not names:
        return link
    reason = f"{target.name} has a certificate for {names[0]}, and none for {asked}: the handshake fails"
    return link.failing_for(Cause.NO_CERTIFICATE, reason)


def _server(link: Link) -> str | None:
    """The name that TLS is begun with, when it is known and is one."""
    line = link.proxy.transport.directive
    inside = line.block.directives if line is not None and line.block else ()
    if any(each.name.text == "tls_except_ports" for each in inside):
        return None
    given = [each for each in inside if each.name.text == "tls_server_name"]
    name = given[-1].arguments[0].text if given and given[-1].arguments else link.upstream.host
    return name if isinstance(name, str) and _NAME.fullmatch(name) else None


def _names(target: Member, front: Front | None, port: int, asked: str) -> tuple[str, ...]:
    """The names that it has certificates for, where ``asked`` certainly is none of them."""
    if front is not None:
        there = by_port(front.caddyfile).get(port)
        more = any(isinstance(each.port, Unknown) for each in target.listening.decisive or ())
        if there is None or more or not there.all_tls or there.may_begin(asked):
            return ()
        # Where it gets no certificates at all, that is told of the Caddy itself.
        if not gets_certificates(front.caddyfile):
            return ()
        return (there.first.host,)
    names = tuple(named_in_tls(target, port)) if is_frankenphp(target) else ()
    if any(name.lower() == asked.lower() or not _NAME.fullmatch(name) for name in names):
        return ()
    return names
