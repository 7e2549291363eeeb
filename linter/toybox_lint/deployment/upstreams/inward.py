"""Services that Caddy asks by their own name, where people ask for that of the site.

Sources: Caddy's change 7454, released with 2.11: a proxy to an upstream in HTTPS sends the address of that as
``Host`` unless it is told another (measured with Caddy 2.11.7; what the client asked for is in ``X-Forwarded-Host``);
Nextcloud's manual of reverse proxies (``trusted_domains``, ``overwritehost``); Portainer's of its trusted origins,
whose check compares ``Origin`` with ``Host``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.caddy.edit import append
from toybox_lint.caddy.requests.forwarded import host_lines
from toybox_lint.deployment.caddies.versions import tagged_version
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Link, Member, Verdict
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.applications.host_lists import HostList

_SENDS_OWN_HOST = (2, 11)
# Those that refuse other hosts than that of the site unless they are told so, and what tells them.
_MINDING = {
    "nextcloud": ("OVERWRITEHOST", "overwritehost"),
    "linuxserver/nextcloud": ("OVERWRITEHOST", "overwritehost"),
    "portainer/portainer-ce": ("TRUSTED_ORIGINS", "--trusted-origins"),
    "portainer/portainer-ee": ("TRUSTED_ORIGINS", "--trusted-origins"),
}


@dataclass(frozen=True, slots=True, eq=False)
class OwnName:
    """A link in TLS to ``member``, which is asked by the name it has on the network, and not for ``host``.

    ``listed`` are the hosts that it answers for, where they are known and that is not one of them.
    """

    link: Link
    member: Member
    host: str
    listed: HostList | None

    @property
    def sent(self) -> str:
        return str(self.link.upstream.dial)

    def edit(self) -> Edit | None:
        """Send the host of the client."""
        directive = self.link.proxy.directive
        return None if directive.name.origin.via else append(directive, ["header_up Host {hostport}"])


def own_names(links: Iterable[Link]) -> Iterator[OwnName]:
    """Every such link of a Caddy whose image is none of before 2.11, to an application that refuses the name."""
    for link in links:
        member, name, transport = link.target, str(link.upstream.host), link.proxy.transport
        if member is None or link.verdict is Verdict.FAILS or link.front.member is None:
            continue
        if not transport.tls or not transport.known or transport.protocol != "http" or host_lines(link.proxy):
            continue
        from toybox_lint.deployment.applications.asked_hosts import site_hosts
        from toybox_lint.deployment.applications.host_lists import host_list

        version = tagged_version(link.front.member)
        hosts = [host for host, _ in site_hosts(link)]
        if not hosts or name in hosts or (version is not None and version < _SENDS_OWN_HOST):
            continue
        if link.proxy.directive.name.text == "reverse_proxy":
            found = host_list(member)
            refused = found is not None and not found.takes(name)
            if refused or (found is None and _minds(member)):
                yield OwnName(link, member, hosts[0], found)


def _minds(member: Member) -> bool:
    """Whether the application is one that refuses it."""
    image = named(member.listening.base)
    telling = _MINDING.get(reference(image).path) if image is not None else None
    if telling is None or not member.service.environment_known:
        return False
    variable, flag = telling
    words = member.service.command.words if member.service.command else ()
    return variable not in member.service.environment and not any(
        str(word.value).startswith(flag) for word in words or ()
    )
