"""Healthchecks of a Caddy at a name without a certificate: asked there, or sent there by its own redirect to HTTPS.

Source: measured with Caddy 2.11.7: with sites of its own on HTTPS alone it answers every host on port 80 with
308, and breaks the handshake for a name that it has no certificate for, whatever the client would put up with.
``wget`` follows redirects.
"""

from __future__ import annotations

from toybox_lint.caddy.model import Site
from toybox_lint.deployment.health.checks import Check
from toybox_lint.deployment.model import Front
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Origin

_PLAIN = pattern(r"http://(?:localhost|127\.0\.0\.1)(?::80)?(?:/.*)?")
_SECURE = pattern(r"https://(?:localhost|127\.0\.0\.1)(?::443)?(?:/.*)?")
_NAME = pattern(r"(?:https://)?(?!localhost)(?:[\w*-]+\.)+[A-Za-z][\w-]*(?::443)?/?")
# With these it stays where it is, or is sent to a name that may have a certificate.
_CHANGING = ("--max-redirect", "--header")
_OPTIONS = frozenset({"http_port", "https_port", "auto_https", "default_sni", "fallback_sni", "default_bind"})
_LOADING = frozenset({"load", "get_certificate", "on_demand", "certificates"})


def redirected(check: Check, front: Front) -> Origin | None:
    """The address that ``wget`` asks, where it certainly ends at a name without a certificate."""
    if not _is_program(check, "wget") or not _is_https_alone(front):
        return None
    changed = any(str(word.value).startswith(_CHANGING) for word in check.arguments)
    return None if changed else _only(check, _PLAIN)


def unsecured(check: Check, front: Front) -> Origin | None:
    """The address that ``wget`` or ``curl`` asks in HTTPS, where there is certainly no certificate for its name."""
    if not _is_program(check, "wget", "curl") or not (asked := _only(check, _SECURE)):
        return None
    return asked if _is_https_alone(front) else None


def _is_program(check: Check, *names: str) -> bool:
    return check.program is not None and check.program.value in names


def _only(check: Check, address: re.Pattern[str]) -> Origin | None:
    """The only word that is such an address."""
    asked = [
        word for word in check.arguments if isinstance(word.value, str) and address.fullmatch(word.value)
    ]
    return asked[0].origin if len(asked) == 1 else None


def _is_https_alone(front: Front) -> bool:
    """Whether all sites are names on port 443, and no option changes that."""
    caddyfile = front.caddyfile
    changed = any(option.name.text in _OPTIONS for option in caddyfile.options)
    names = [address.value for site in caddyfile.sites for address in site.addresses]
    ports = {listener.port for site in caddyfile.sites for listener in site.listeners}
    known = all(isinstance(name, str) and _NAME.fullmatch(name) for name in names)
    seen = caddyfile.valid and caddyfile.whole and not any(map(_brings_certificates, caddyfile.sites))
    return seen and bool(names) and known and ports == {443} and not changed


def _brings_certificates(site: Site) -> bool:
    """Whether it has files of certificates, which may be for other names as well, or asks for them elsewhere."""
    own = [each for each in site.block.directives if each.name.text == "tls"]
    lines = (line.name.text for each in own if each.block for line in each.block.directives)
    return any(len(each.arguments) > 1 for each in own) or any(line in _LOADING for line in lines)
