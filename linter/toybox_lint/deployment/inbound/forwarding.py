"""What stands in front of a Caddy, and what the application behind it is told and expects.

Sources: Caddy's documentation of ``trusted_proxies`` and of active health checks; Django's of ``ALLOWED_HOSTS``.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.edit import append
from toybox_lint.caddy.model import Directive
from toybox_lint.caddy.sites.names import Name
from toybox_lint.deployment.inbound.entrances import Entrance, entrances, is_loopback, is_tunnel, passing_on
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.diagnostics import Edit
from toybox_lint.facts import Unknown
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.applications.answering import Unanswered

_STANDARD = ("80", "443")
_BETWEEN = pattern(r"[\s,;\[\]'\"]+")
_PATH = pattern(r"/[\w./~-]*")
_ALLOWED = pattern(r"(?:\w+_)?ALLOWED_HOSTS")


@dataclass(frozen=True, slots=True, eq=False)
class Fronted:
    """A Caddy in plain HTTP behind ``proxy``, whose headers it does not trust.

    ``forced`` is a service behind it that sends plain requests to HTTPS, and the setting that says so; ``asking`` a
    matcher for the addresses of clients.
    """

    entrance: Entrance
    name: Name
    proxy: Member
    forced: tuple[Member, Located[str]] | None
    asking: Directive | None


def fronted(deployment: Deployment) -> Iterator[Fronted]:
    """Every Caddy that takes its requests from another proxy as if they came from clients."""
    for entrance in entrances(deployment):
        proxy = in_front(deployment, entrance)
        if proxy is None:
            continue
        name = next((each for each in entrance.names if not each.tls), None)
        secure = any(each.tls for each in entrance.names)
        if name is None or secure:
            continue
        from toybox_lint.caddy.requests.forwarded import address_matcher, trusts
        from toybox_lint.deployment.applications.forcing import forcing

        if trusts(entrance.front.caddyfile):
            continue
        behind = [link.target for link in deployment.of(entrance.front) if link.target is not None]
        if behind:
            settings = ((member, forcing(member, deployment.files)) for member in behind)
            forced = next(((member, found) for member, found in settings if found is not None), None)
            yield Fronted(entrance, name, proxy, forced, address_matcher(entrance.front.caddyfile))


def in_front(deployment: Deployment, entrance: Entrance) -> Member | None:
    """The proxy or tunnel through which the requests to a Caddy come, where nothing else brings them."""
    if any(port.published in _STANDARD and not is_loopback(port) for port in entrance.ports):
        return None
    near = passing_on(deployment, entrance)
    return near[0] if len(near) == 1 and (is_tunnel(near[0]) or not entrance.ports) else None


@dataclass(frozen=True, slots=True, eq=False)
class Refused:
    """A health check of Caddy's which the application answers with an error, for the host that it names."""

    link: Link
    member: Member
    uri: Located[str]
    setting: Located[str]
    host: str | None

    def edits(self) -> tuple[Edit, ...]:
        """Name a host of the site instead."""
        edit = append(self.link.proxy.directive, ["health_headers {", f"\tHost {self.host}", "}"])
        return (edit,) if edit and self.host and self.uri.origin.via is None else ()


def refused_probes(deployment: Deployment) -> Iterator[Refused]:
    """Health checks that name a host which the application's own setting does not allow."""
    for link in deployment.links:
        from toybox_lint.caddy.requests.forwarded import health_host

        uri, member = health_host(link.proxy), link.target
        if (
            uri is None
            or member is None
            or link.verdict is Verdict.FAILS
            or not isinstance(link.upstream.host, str)
        ):
            continue
        for setting, allowed in _lists(member, deployment.files):
            if allowed and not _allows(allowed, link.upstream.host):
                yield Refused(link, member, uri, setting, _served(deployment, link, allowed))


def _lists(member: Member, files: Files) -> Iterator[tuple[Located[str], tuple[str, ...] | None]]:
    """The hosts that variables of a service list; without any, those of its settings."""
    given = [(key, value) for key, value in member.service.environment.items() if _ALLOWED.fullmatch(key)]
    for key, value in given:
        yield Located(key, value.origin), _hosts(value.value)
    if not given:
        from toybox_lint.deployment.applications.settings_hosts import in_settings

        found = in_settings(member, files)
        if found is not None:
            yield Located(found.name, found.value.origin), found.hosts


@dataclass(frozen=True, slots=True, eq=False)
class Unfound:
    """A health check of Caddy's for a path that the application answers with 404, for a ``reason``, a clause."""

    link: Link
    uri: Located[str]
    reason: str
    setting: Origin


def unfound_probes(deployment: Deployment) -> Iterator[Unfound]:
    """Health checks for paths that the application certainly does not have."""
    known: dict[tuple[str, int, Member], Unanswered | None] = {}
    for link in deployment.links:
        from toybox_lint.caddy.requests.forwarded import health_path

        uri, member, port = health_path(link.proxy), link.target, link.upstream.port
        plain = uri is not None and _PATH.fullmatch(uri.value) is not None and not link.proxy.health_port
        if uri is None or member is None or link.verdict is not Verdict.REACHES or not plain:
            continue
        from toybox_lint.deployment.applications.answering import unanswered

        if not isinstance(port, int):
            continue
        asked = (uri.value, port, member)
        if asked not in known:
            known[asked] = unanswered(*asked, deployment.files)
        found = known[asked]
        if found is not None:
            yield Unfound(link, uri, found.reason, found.origin)


def _hosts(value: str | Unknown | None) -> tuple[str, ...] | None:
    """The hosts of a setting; ``None`` where it is not known or not a plain list."""
    if not isinstance(value, str) or "$" in value:
        return None
    return tuple(word for word in _BETWEEN.split(value.lower()) if word)


def _allows(allowed: tuple[str, ...], host: str) -> bool:
    host = host.lower()
    return any(
        each in ("*", host) or (each.startswith(".") and (host == each[1:] or host.endswith(each)))
        for each in allowed
    )


def _served(deployment: Deployment, link: Link, allowed: tuple[str, ...]) -> str | None:
    """A host of the proxy's own site that is allowed."""
    for entrance in entrances(deployment):
        if entrance.front is link.front and link.proxy.site is not None:
            site = entrance.front.caddyfile.sites[link.proxy.site]
            for name in entrance.names:
                if name.site is site and name.host and "*" not in name.host and _allows(allowed, name.host):
                    return name.host
    return None
