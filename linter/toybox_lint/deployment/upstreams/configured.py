"""What the configuration says exists: a failure that rests on its absence is none."""

from __future__ import annotations

from toybox_lint.caddy.sites.names import for_developers
from toybox_lint.deployment.model import Cause, Link, Verdict
from toybox_lint.deployment.policy import Settings
from toybox_lint.records import replace

_ABOUT_THE_NAME = frozenset({Cause.UNKNOWN_NAME, Cause.NO_NAMES, Cause.NOT_RUNNING, Cause.NOT_SHARED})


def agreed(link: Link, settings: Settings) -> Link:
    """The link as it is with the hosts, networks and engine of the configuration.

    On a developer's machine the engine may be Docker Desktop, though nobody says so.
    """
    why = _why_not_failing(link, settings)
    if why is None and link.cause is Cause.NO_GATEWAY and for_developers(link.front.caddyfile):
        return replace(link, certain=False)
    if why is None:
        return link
    return replace(
        link, verdict=Verdict.UNKNOWN, reason=why, cause=None, certain=True, candidates=(), sole=False
    )


def _why_not_failing(link: Link, settings: Settings) -> str | None:
    if link.cause is Cause.NO_GATEWAY and settings.desktop:
        return "the engine is Docker Desktop, where the name is the host"
    host = link.upstream.host
    if link.cause in _ABOUT_THE_NAME and isinstance(host, str) and settings.knows_host(host):
        return f"the configuration says that {host} is known"
    member = link.front.member
    known = settings.known_networks & member.real_networks if member else frozenset()
    if link.cause is Cause.UNKNOWN_NAME and known:
        return f"containers that are not shown may be on {min(known)}"
    return None
