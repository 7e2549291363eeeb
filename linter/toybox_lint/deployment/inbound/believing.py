"""Keycloak behind a site in HTTPS that takes what comes from Caddy for plain HTTP.

Source: Keycloak's guides to reverse proxies and to the hostname. Its pages then name ``http://`` for scripts, forms and
the issuer of tokens: browsers load none of it into a page in HTTPS.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.inbound.entrances import entrances
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Believing:
    """The first link from a site in HTTPS to such a ``member``, and the ``host`` of the site."""

    link: Link
    member: Member
    host: str


def believing(deployment: Deployment) -> Iterator[Believing]:
    """Every such service, once."""
    if not any(map(_is_keycloak, deployment.members)):
        return
    from toybox_lint.deployment.listening.servers.keycloak import takes_all_for_plain

    judged = set[Member]()
    for entrance in entrances(deployment):
        sites = entrance.front.caddyfile.sites
        names = {id(each.site): each for each in reversed(entrance.names)}
        for link in deployment.of(entrance.front):
            member, number = link.target, link.proxy.site
            if member is None or number is None or member in judged or not _may(link, member):
                continue
            name, process = names.get(id(sites[number])), member.listening.process
            if name is None or process is None or not (name.tls is True and name.public):
                continue
            judged.add(member)
            if takes_all_for_plain(process, container(member.service, deployment.files)):
                yield Believing(link, member, name.host)


def _is_keycloak(member: Member) -> bool:
    process = member.listening.process
    return process is not None and process.server == "keycloak"


def _may(link: Link, member: Member) -> bool:
    known = link.proxy.transport.known and not link.proxy.transport.tls
    return _is_keycloak(member) and known and link.verdict is not Verdict.FAILS
