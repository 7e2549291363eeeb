"""Names on TLS for which Caddy never has a certificate, because automatic HTTPS is off.

Source: Caddy's documentation of ``auto_https``; measured with Caddy 2.11.7, where neither ``tls internal`` nor
``local_certs`` gives one then: files and ``on_demand`` do.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive
from toybox_lint.caddy.requests.ways import leave_out
from toybox_lint.caddy.sites.names import Name, names, option, option_port
from toybox_lint.deployment.inbound.entrances import entrances
from toybox_lint.deployment.model import Deployment, Front
from toybox_lint.diagnostics import Applicability, Fix
from toybox_lint.records import dataclass

_OFF = ("off", "disable_certs")
# Entries of ``tls`` that say nothing of where a certificate comes from, or only who would be asked for one.
_GIVING_NONE = frozenset(
    (
        "protocols",
        "ciphers",
        "curves",
        "alpn",
        "ca",
        "ca_root",
        "eab",
        "issuer",
        "client_auth",
        "dns",
        "key_type",
    )
)
# Caddy asks Tailscale on the same machine for these, whatever is configured.
_OF_TAILSCALE = ".ts.net"


@dataclass(frozen=True, slots=True, eq=False)
class Uncertified:
    """The first name of a Caddy that is served on TLS without a certificate, and the option that keeps it from one."""

    front: Front
    name: Name
    option: Directive
    fixes: tuple[Fix, ...]


def uncertified(deployment: Deployment) -> Iterator[Uncertified]:
    """Every Caddy that speaks TLS, and whose Caddyfile neither lets it get certificates nor gives it any."""
    for front in deployment.fronts:
        caddyfile = front.caddyfile
        off = _off(caddyfile)
        if off is None or not caddyfile.valid or any(map(_may_give, _tls(caddyfile))):
            continue
        found = (each for each in names(caddyfile) if each.tls and not each.host.endswith(_OF_TAILSCALE))
        name = next(found, None)
        if name is not None:
            yield Uncertified(front, name, off, _left_out(deployment, front, off))


def _off(caddyfile: Caddyfile) -> Directive | None:
    found = option(caddyfile, "auto_https")
    return found if found and any(word.text in _OFF for word in found.arguments) else None


def _tls(caddyfile: Caddyfile) -> Iterator[Directive]:
    for site in caddyfile.sites:
        yield from (each for each in site.block.directives if each.name.text == "tls")


def _may_give(tls: Directive) -> bool:
    """Whether certificates may come from this line: from files, or asked for with a request."""
    entries = tls.block.directives if tls.block else ()
    plain = [word.text for word in tls.arguments if isinstance(word.text, str)]
    if len(plain) < len(tls.arguments) or len(plain) > 1:
        return True
    return any(each.name.text not in _GIVING_NONE for each in entries)


def _left_out(deployment: Deployment, front: Front, off: Directive) -> tuple[Fix, ...]:
    """Without the option, where the port of HTTPS is published: then that is what is meant."""
    https = option_port(front.caddyfile, "https_port")
    meant = any(each.front is front and each.to(https) for each in entrances(deployment))
    edit = leave_out(off) if meant else None
    return () if edit is None else (Fix("leave auto_https to Caddy", Applicability.UNSAFE, (edit,)),)
