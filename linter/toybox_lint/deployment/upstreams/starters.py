"""Services that may start containers which no file shows."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.later import remembered

_SOCKETS = frozenset({"/var/run/docker.sock", "/run/docker.sock"})
# Images that look at containers, or restart and renew those that are there, by their documentation.
_LOOKING_ON = word_set("""
    containrrr/watchtower nickfedor/watchtower willfarrell/autoheal crazymax/diun getwud/wud
    amir20/dozzle gethomepage/homepage louislam/uptime-kuma nicolargo/glances netdata/netdata
    cadvisor/cadvisor google/cadvisor grafana/promtail grafana/alloy telegraf
    beats/filebeat timberio/vector fluent/fluent-bit henrygd/beszel-agent datadoghq/agent
    traefik nginxproxy/nginx-proxy nginxproxy/docker-gen nginxproxy/acme-companion
    lucaslorentz/caddy-docker-proxy crowdsecurity/crowdsec
""")


def starter(caddy: Member, members: Sequence[Member]) -> str | None:
    """Why a container that is not shown may be on a network of ``caddy``; ``None`` when nobody starts one.

    A service beside it that holds the engine's socket can create containers there (an all-in-one image that
    brings up its parts, a panel). One that is known to look on alone does not.
    """
    for member in _holders(members):
        if member is not caddy and member.runs is not False and member.real_networks & caddy.real_networks:
            return f"{member.name} holds the socket of Docker and may start containers"
    return None


@remembered
def _holders(members: Sequence[Member]) -> list[Member]:
    """The services that have the socket, and may do with it what they like."""
    return [
        member
        for member in members
        if any(each.source in _SOCKETS for each in member.service.mounts) and not _looks_on(member)
    ]


def _looks_on(member: Member) -> bool:
    base = member.listening.base
    return base is not None and isinstance(base.value, str) and reference(base.value).path in _LOOKING_ON
