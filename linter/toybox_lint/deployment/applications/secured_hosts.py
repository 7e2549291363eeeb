"""Names that Caddy serves with HTTPS alone, and addresses that go without it, or to a port that nobody opens.

Sources: Caddy's documentation of automatic HTTPS: plain requests for such a name are redirected; the recommendation
"Upgrade Insecure Requests" of the W3C.
"""

from __future__ import annotations

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.sites.names import names
from toybox_lint.deployment.inbound.entrances import entrances, is_loopback, is_passed_on
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.later import remembered

_HTTPS = 443
_OF_THE_WEB = ("80", "443")
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
    """Whether an address of such a name is a plain one, and Caddy alone serves it; ``port`` has its colon."""
    if _PLAIN.get(scheme.lower()) not in (port or ":80",) or host not in secured_hosts(deployment):
        return False
    first = entrances(deployment)
    owners = [each.owner for each in first]
    others = (each.service.ports for each in deployment.members if each not in owners)
    if any(port.published == "80" for ports in others for port in ports):
        return False
    return not any(is_passed_on(deployment, each) for each in first)


def asks_for_https(caddyfile: Caddyfile) -> bool:
    """Whether a header may tell browsers to ask with HTTPS for what a page names without it."""
    return any("upgrade-insecure-requests" in file.text for file in caddyfile.files)


def is_shut(port: str | None, host: str, member: Member, deployment: Deployment) -> bool:
    """Whether an address of such a name has the port of ``member`` itself, which nobody publishes.

    Not where a proxy is before Caddy. A router may lead any other port to Caddy.
    """
    number = f"{port}"[1:]
    own = {str(each.port) for each in member.listening.listeners}
    if number in _OF_THE_WEB or number not in own or host not in secured_hosts(deployment):
        return False
    first = entrances(deployment)
    if not first or any(is_passed_on(deployment, each) for each in first):
        return False
    services = [each.service for each in deployment.members]
    if any(service.network_mode is not None for service in services):
        return False
    if any(is_loopback(each) for entrance in first for each in entrance.ports):
        return False
    known = {each.published for service in services for each in service.ports}
    return all(isinstance(each, str) and each.isdecimal() for each in known) and number not in known
