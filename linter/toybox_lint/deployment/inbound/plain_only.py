"""Sites in plain HTTP whose application sends every request to HTTPS, which Caddy does not serve.

Source: Caddy 2.11.7 tells the application ``X-Forwarded-Proto: http`` on such a site, whatever a proxy in front that it
does not trust said.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.requests.forwarded import trusts
from toybox_lint.caddy.sites.names import Name
from toybox_lint.deployment.applications.forcing import forcing
from toybox_lint.deployment.inbound.entrances import Entrance, entrances, passing_on
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Span

_PROTO = "x-forwarded-proto"
_SCHEME = "http://"


@dataclass(frozen=True, slots=True, eq=False)
class PlainOnly:
    """A link from the site of ``name`` to ``member``, which redirects by its ``setting``."""

    entrance: Entrance
    name: Name
    link: Link
    member: Member
    setting: Located[str]

    def edit(self) -> Edit | None:
        """The name without its scheme: Caddy serves it in HTTPS then. Only where port 443 is published."""
        origin = self.name.address.origin
        plain = origin.exact and origin.via is None and origin.text == f"{_SCHEME}{self.name.host}"
        if not plain or not self.name.public or not self.entrance.opened(443, 443):
            return None
        return Edit(origin.file, Span(origin.span.start, origin.span.start + len(_SCHEME)), "")


def plain_only(deployment: Deployment) -> Iterator[PlainOnly]:
    """The first such link of each Caddy that nothing stands before, and that serves nothing in HTTPS."""
    for entrance in entrances(deployment):
        caddyfile = entrance.front.caddyfile
        if any(each.tls for each in entrance.names) or trusts(caddyfile) or not entrance.ports:
            continue
        if not passing_on(deployment, entrance):
            yield from _first(deployment, entrance)


def _first(deployment: Deployment, entrance: Entrance) -> Iterator[PlainOnly]:
    for link in deployment.of(entrance.front):
        member, number = link.target, link.proxy.site
        if member is None or number is None or link.verdict is Verdict.FAILS or _tells(link):
            continue
        site = entrance.front.caddyfile.sites[number]
        name = next((each for each in entrance.names if each.site is site), None)
        setting = forcing(member, deployment.files)
        if name is not None and setting is not None:
            yield PlainOnly(entrance, name, link, member, setting)
            return


def _tells(link: Link) -> bool:
    """Whether the proxy says itself how the request came."""
    block = link.proxy.directive.block
    return any(
        line.name.text == "header_up" and any(_PROTO in str(word.text).lower() for word in line.arguments)
        for line in (block.directives if block else ())
    )
