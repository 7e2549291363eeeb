"""Names that Caddy serves with HTTPS alone, and addresses that go without it, or to a port that nobody opens.

Source: Caddy's documentation of automatic HTTPS: plain requests for such a name are redirected.
"""

from __future__ import annotations

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.sites.names import names
from toybox_lint.deployment.inbound.entrances import entrances, is_passed_on
from toybox_lint.deployment.model import Deployment
from toybox_lint.later import remembered

_HTTPS = 443
_PLAIN = {"http": ":80", "ws": ":80"}


@remembered
def usual_hosts(caddyfile: Caddyfile) -> frozenset[str]:
    """The names that are served with HTTPS at its own port."""
    return frozenset(each.host.lower() for each in names(caddyfile) if each.tls and each.port == _HTTPS)


@remembered
def secured_hosts(deployment: Deployment) -> frozenset[str]:
    """Those of all Caddyfiles, where none serves any without HTTPS that may be one of them."""
    plain = {each.host.lower() for file in deployment.caddyfiles for each in names(file) if not each.tls}
    if any("*" in host or not host for host in plain):
        return frozenset()
    return frozenset().union(*map(usual_hosts, deployment.caddyfiles)) - plain


def is_left_plain(scheme: str, port: str | None, host: str, deployment: Deployment) -> bool:
    """Whether an address of such a name begins with ``http://``; ``port`` has its colon."""
    return _PLAIN.get(scheme.lower()) in (port or ":80",) and host in secured_hosts(deployment)


def is_shut(scheme: str, port: str | None, host: str, deployment: Deployment) -> bool:
    """Whether an address of such a name has a port that nobody publishes, and no proxy before Caddy does."""
    if port in (None, f":{_HTTPS}", _PLAIN.get(scheme.lower())) or host not in secured_hosts(deployment):
        return False
    first = entrances(deployment)
    if not first or any(is_passed_on(deployment, each) for each in first):
        return False
    services = [each.service for each in deployment.members]
    if any(service.network_mode is not None for service in services):
        return False
    known = {each.published for service in services for each in service.ports}
    return all(isinstance(each, str) and each.isdecimal() for each in known) and f"{port}"[1:] not in known
