"""By which names people ask for what is behind a proxy, and which name the service is told.

Source: Caddy's documentation of ``reverse_proxy`` (it passes the client's ``Host`` on, unless a line of headers says
otherwise, or the upstream is asked over TLS).
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.requests.forwarded import host_lines
from toybox_lint.deployment.applications.host_lists import ADDRESS
from toybox_lint.deployment.model import Link
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, Origin

_SENT = pattern(r"[A-Za-z0-9_.-]+", re.ASCII)
_UPSTREAM = frozenset(
    (
        "{upstream_hostport}",
        "{http.reverse_proxy.upstream.hostport}",
        "{http.reverse_proxy.upstream.host}",
    )
)


def site_hosts(link: Link) -> Iterator[tuple[str, Origin]]:
    """The names that people ask for, and whose requests get to the proxy, each with its place.

    Those of its site that no matcher of another route is for; else those of the matcher around it.
    """
    number = link.proxy.site
    if number is None:
        return
    from toybox_lint.caddy.requests.hosts import hosts_of
    from toybox_lint.caddy.requests.routed_hosts import routed_hosts

    site = link.front.caddyfile.sites[number]
    routed = routed_hosts(link.front.caddyfile, site, link.proxy.directive)
    if routed is None:
        return
    if routed.matched is not None:
        there = hosts_of(site)
        for word in routed.matched:
            if _is_name(host := str(word.text)) and (there is None or there.may_be(host.lower())):
                yield host.lower(), word.origin
        return
    for address in site.addresses:
        match = ADDRESS.fullmatch(address.value) if isinstance(address.value, str) else None
        host = match[1] if match else ""
        if _is_name(host) and not routed.others.may_be(host.lower()):
            yield host.lower(), address.origin


def _is_name(host: str) -> bool:
    """Whether it is a name with several parts."""
    return "." in host and "*" not in host and not host.startswith("127.")


def sent_host(link: Link) -> Located[str] | None:
    """The host that Caddy names to the service in place of the client's, if it does, and what that is is known."""
    lines = host_lines(link.proxy)
    if len(lines) != 1 or len(lines[0].arguments) != 2 or str(lines[0].arguments[0].text)[:1] in "+-":
        return None
    written = lines[0].arguments[1]
    host = link.upstream.host if written.text in _UPSTREAM else str(written.text).partition(":")[0]
    sent = host if isinstance(written.text, str) and isinstance(host, str) and _SENT.fullmatch(host) else None
    return Located(sent, written.origin) if sent else None


def keeps_host(link: Link) -> bool:
    """Whether the service certainly gets the ``Host`` of the client."""
    return not host_lines(link.proxy) and not link.proxy.transport.tls and link.proxy.transport.known
