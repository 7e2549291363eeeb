"""Ports of the host where clients speak HTTP or HTTPS by themselves, and which lead to the other of the two.

Measured with Caddy 2.11.7: plain HTTP on a port of HTTPS gets "400 Client sent an HTTP request to an HTTPS server", a
TLS handshake on a port of HTTP an answer that is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.requests.ways import name_of
from toybox_lint.compose.model import Port
from toybox_lint.deployment.inbound.entrances import Entrance, entrances, is_loopback, listening_ports
from toybox_lint.deployment.model import Deployment
from toybox_lint.records import dataclass

# What clients speak on these ports of a machine that nobody names: TLS, or not.
_EXPECTED = {"80": False, "443": True}
# A wrapper of listeners that answers plain HTTP on a port of TLS.
_WRAPPER = "http_redirect"


@dataclass(frozen=True, slots=True, eq=False)
class Crossed:
    """A published port on which clients speak TLS (``tls``) where Caddy does not, or the other way round."""

    entrance: Entrance
    port: Port
    tls: bool


def crossed(deployment: Deployment) -> Iterator[Crossed]:
    """Every port 80 or 443 of the host that certainly leads to where Caddy speaks the other protocol alone."""
    for entrance in entrances(deployment):
        caddyfile = entrance.front.caddyfile
        listening = listening_ports(caddyfile)
        if listening is None or _wrapped(caddyfile):
            continue
        for port in entrance.ports:
            expected = _EXPECTED.get(str(port.published))
            if expected is None or is_loopback(port) or port.target not in listening:
                continue
            spoken = {
                each.tls for site in caddyfile.sites for each in site.listeners if each.port == port.target
            }
            # Where no site listens Caddy redirects, in plain HTTP.
            if (spoken or {False}) == {not expected}:
                yield Crossed(entrance, port, expected)


def _wrapped(caddyfile: Caddyfile) -> bool:
    return any(name_of(each) == _WRAPPER for option in caddyfile.options for each in option.walk())
