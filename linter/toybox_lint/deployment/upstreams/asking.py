"""Whoever Caddy asks before it gets a certificate on demand, where nobody answers.

Source: Caddy's documentation of ``on_demand_tls``: without an answer of 200 there is no certificate, and the handshake
fails; measured with Caddy 2.11.7.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.hostport import port_number
from toybox_lint.caddy.model import Caddyfile, Directive, Proxy, Transport, Upstream, Word
from toybox_lint.caddy.sites.lines import tls_lines
from toybox_lint.deployment.model import Deployment, Link, Verdict
from toybox_lint.deployment.networks.names import records
from toybox_lint.deployment.upstreams.configured import agreed
from toybox_lint.deployment.upstreams.links import judged
from toybox_lint.deployment.upstreams.request import Picture
from toybox_lint.later import now
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass

_URL = pattern(r"(https?)://([^/?#:@\s\[\]{}]+)(?::(\d+))?(?=[/?#]|\Z)")
_PORTS = {"http": "80", "https": "443"}


@dataclass(frozen=True, slots=True, eq=False)
class Unasked:
    """An address that Caddy asks for leave, in ``word``, and what becomes of the request."""

    link: Link
    word: Word


def unasked(deployment: Deployment) -> Iterator[Unasked]:
    """Every such address at which nobody answers."""
    if not all(project.valid for project in deployment.projects):
        return
    picture = Picture(deployment.members, records(deployment.members))
    for front in deployment.fronts:
        if not front.caddyfile.valid or not any(map(_is_on_demand, tls_lines(front.caddyfile))):
            continue
        for directive, word in _asked(front.caddyfile):
            upstream = _upstream(word)
            if upstream is None:
                continue
            transport = Transport(tls=upstream.scheme == "https")
            proxy = Proxy(directive.name, now(directive), None, (), (upstream,), transport)
            open_ = Link(front, proxy, upstream, Verdict.UNKNOWN, "")
            link = agreed(judged(open_, upstream, picture), deployment.settings)
            if link.verdict is Verdict.FAILS:
                yield Unasked(link, word)


def _is_on_demand(tls: Directive) -> bool:
    return any(each.name.text == "on_demand" for each in (tls.block.directives if tls.block else ()))


def _asked(caddyfile: Caddyfile) -> Iterator[tuple[Directive, Word]]:
    """``ask URL`` and ``permission http URL``, each with its URL."""
    for option in caddyfile.options:
        lines = option.block.directives if option.name.text == "on_demand_tls" and option.block else ()
        for line in lines:
            words = [word.text for word in line.words[:-1]]
            if words in (["ask"], ["permission", "http"]):
                yield line, line.words[-1]


def _upstream(word: Word) -> Upstream | None:
    found = _URL.match(word.text) if isinstance(word.text, str) else None
    if found is None:
        return None
    port = port_number(found[3] or _PORTS[found[1]])
    at = word.origin.part(0, found.end())
    host = word.origin.part(*found.span(2))
    written = word.origin.part(*found.span(3)) if found[3] else None
    return Upstream(found[0], at, f"{found[2]}:{port}", found[1], "tcp", found[2], port, host, written)
