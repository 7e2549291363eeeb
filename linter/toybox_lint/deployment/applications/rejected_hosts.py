"""Names by which an application is asked although its own list does not have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.deployment.applications.asked_hosts import keeps_host, sent_host, site_hosts
from toybox_lint.deployment.applications.host_lists import HostList, host_list
from toybox_lint.deployment.health.checks import Check, checks
from toybox_lint.deployment.model import Deployment, Link, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

_SITE = pattern(r"(?:(https?)://)?[^/:]*(:\d+)?(?:/.*)?", re.ASCII)
_LOCAL_URL = pattern(r"https?://(localhost|127\.0\.0\.1)(?::\d+)?(?:/.*)?", re.ASCII)
_FAILING = pattern(r"-[A-Za-z]*f[A-Za-z]*|--fail.*")
_OWN_HOST = pattern(r"-H|--header(=.*)?|host:.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Rejected:
    """A host, at ``origin``, that ``hosts`` does not list: of a site whose ``link`` leads there, or of a ``check``.

    ``sent``: Caddy names it in place of that of the client. ``one_of_many``: there is room for one name, and several
    sites lead there. ``plain``: it is listed with ``http://``, and people ask for it over HTTPS alone.
    """

    hosts: HostList
    host: str
    origin: Origin
    link: Link | None = None
    check: Check | None = None
    sent: bool = False
    one_of_many: bool = False
    plain: bool = False

    def edit(self) -> Edit | None:
        """List it, too; ``None`` where that takes the place of another."""
        if self.plain:
            return self.hosts.over_https()
        return None if self.one_of_many else self.hosts.edit(self.host, self.url)

    @property
    def url(self) -> str:
        """The address by which people come."""
        found = _SITE.fullmatch(self.origin.text)
        plain = found is not None and (found[1] == "http" or found[2] == ":80")
        port = found[2] if found and found[2] not in (":80", ":443", None) else ""
        return f"{'http' if plain else 'https'}://{self.host}{port}"


def rejected_sites(links: Sequence[Link]) -> Iterator[Rejected]:
    """The names of sites whose requests lead to a service that does not list them."""
    seen: set[tuple[str, str]] = set()
    told: set[tuple[Member | None, str]] = set()
    for link in links:
        hosts = host_list(link.target) if link.target and link.cause is None else None
        if hosts is None:
            continue
        if (sent := sent_host(link)) and (link.target, sent.value) not in told:
            told.add((link.target, sent.value))
            if not hosts.takes(sent.value):
                yield Rejected(hosts, sent.value, sent.origin, link=link, sent=True)
        if not keeps_host(link):
            continue
        for host, origin in site_hosts(link):
            known = (hosts.member.key, host)
            plain = hosts.takes(host) and hosts.is_plain() and _is_over_https(link)
            if known not in seen and (plain or not hosts.takes(host)):
                seen.add(known)
                many = hosts.has_room_for_one and _has_several_names(hosts.member, links)
                yield Rejected(hosts, host, origin, link=link, one_of_many=many, plain=plain)


def _is_over_https(link: Link) -> bool:
    """Whether all requests to the site of a proxy come over HTTPS."""
    number = link.proxy.site
    listeners = link.front.caddyfile.sites[number].listeners if number is not None else ()
    return bool(listeners) and all(each.tls is True for each in listeners)


def _has_several_names(member: Member, links: Sequence[Link]) -> bool:
    """Whether people ask for a service by more than one name."""
    return len({host for link in links if link.target is member for host, _ in site_hosts(link)}) > 1


def rejected_checks(deployment: Deployment) -> Iterator[Rejected]:
    """The healthchecks that ask by a name which the service does not list."""
    from toybox_lint.deployment.applications.settings_hosts import in_settings

    for check in checks(deployment.members, deployment.files):
        program = check.program
        if program is None or program.value not in ("curl", "wget"):
            continue
        hosts = host_list(check.member) or in_settings(check.member, deployment.files)
        if hosts is None or hosts.has_room_for_one:
            continue
        words = [word for word in check.arguments if isinstance(word.value, str)]
        fails = program.value == "wget" or any(_FAILING.fullmatch(str(word.value)) for word in words)
        if not fails or any(_OWN_HOST.match(str(word.value)) for word in words):
            continue
        for word in words:
            match = _LOCAL_URL.fullmatch(str(word.value))
            if match and not hosts.takes(match[1]):
                yield Rejected(hosts, match[1], word.origin.part(*match.span(1)), check=check)
