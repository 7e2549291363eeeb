"""URLs by which other containers ask a Caddy for the name of its own container, which none of its sites has.

Source: measured with Caddy 2.11.7. What asks its port of HTTP for a name that it has not is redirected to HTTPS under
that name if there is a site with TLS, for which there is no certificate; else it gets an empty 200.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.sites.names import Name, known_names, option_port, redirects
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.names import Records, records
from toybox_lint.digits import number
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

_URL = pattern(r"(?:^|=|:\s+)[\"']?http://(?P<host>[A-Za-z0-9_-]+)(?::(?P<port>\d{1,5}))?(?=[/?\"']|\Z)")
# Variables with addresses for browsers, or of those who may ask: no container asks there.
_NOT_ASKED = pattern(
    r"PUBLIC|VITE|REACT_APP|EXTERNAL|BROWSER|CLIENT|ORIGIN|CORS|CSRF|TRUST|ALLOW|DOMAIN", re.IGNORECASE
)
_HTTP = 80


@dataclass(frozen=True, slots=True, eq=False)
class AskedInside:
    """What the ``variable`` of ``member`` asks the ``caddy`` for, which has the name at ``near`` instead.

    ``sent_on``: it is redirected to HTTPS, else it gets an empty page.
    """

    member: Member
    variable: str
    caddy: Member
    host: str
    port: int | None
    origin: Origin
    near: Origin
    sent_on: bool


def asked_inside(deployment: Deployment) -> Iterator[AskedInside]:
    """The first such URL for each Caddy of which all sites are known."""
    fronts = {each.member: each for each in deployment.fronts if each.member and each.caddyfile.valid}
    found = set[Member]()
    called = records(deployment.members)
    for member in deployment.members if fronts else ():
        for variable, origin, host, given in _urls(member):
            caddy = _owner(host, member, called)
            if caddy is None or caddy is member or caddy in found or caddy not in fronts:
                continue
            answer = _answer(fronts[caddy].caddyfile, host, given or _HTTP)
            if answer is not None:
                found.add(caddy)
                name, sent_on = answer
                yield AskedInside(member, variable, caddy, host, given, origin, name.address.origin, sent_on)


def _urls(member: Member) -> Iterator[tuple[str, Origin, str, int | None]]:
    if member.runs is not True:
        return
    for name, value in member.service.environment.items():
        origin = value.origin
        if not origin.exact or _NOT_ASKED.search(name):
            continue
        match = _URL.search(origin.text)
        if match is not None:
            start = origin.span.start
            place = Origin(origin.file, Span(start + match.start("host"), start + match.end("host")))
            yield name, place, match["host"], number(match["port"]) if match["port"] else None


def _owner(host: str, member: Member, called: Records) -> Member | None:
    """The one container that the name leads to."""
    if member.service.links or member.service.mapped(host):
        return None
    owners = called.owners(host, member.real_networks)
    return owners[0] if len(owners) == 1 else None


def _answer(caddyfile: Caddyfile, host: str, port: int) -> tuple[Name, bool] | None:
    """A name that Caddy has instead, and whether it redirects; nothing where it may have this one."""
    found = known_names(caddyfile)
    if any(each.host in ("", "*", host.lower()) or "{" in each.host for each in found):
        return None
    secured = [each for each in found if each.tls]
    if secured and port == option_port(caddyfile, "http_port") and redirects(caddyfile):
        return secured[0], True
    plain = next((each for each in found if each.port == port and not each.tls), None)
    return None if plain is None else (plain, False)
