"""A proxy or tunnel in front that asks Caddy in plain HTTP, although Caddy sends all that to HTTPS.

Sources: Caddy's documentation of automatic HTTPS: from its port of HTTP it redirects whatever it is asked for, and goes
by no header; Cloudflare's of tunnels, Traefik's of labels. Measured with Caddy 2.11.7 behind Caddy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toybox_lint.caddy.sites.lines import tls_lines
from toybox_lint.caddy.sites.names import Name, sends_on
from toybox_lint.deployment.inbound.entrances import Entrance, entrances
from toybox_lint.deployment.listening.images.contents import container_file
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile, Span

_PORT_LABEL = pattern(r"traefik\.http\.services\.([\w-]+)\.loadbalancer\.server\.port")
_TUNNELS = frozenset(("cloudflare/cloudflared",))
_CONFIGURATIONS = tuple(f"/etc/cloudflared/config.{ending}" for ending in ("yml", "yaml"))
_ASKED = pattern(r"\bhttp://([A-Za-z0-9_.-]+)(?::(\d+))?(?=[/\s\"']|\Z)")
_SECURE = pattern(r"\bhttps://([A-Za-z0-9_.-]+)(?=[:/\s\"']|\Z)")
_HTTP = 80


@dataclass(frozen=True, slots=True, eq=False)
class SentOn:
    """A Caddy that redirects what ``proxy`` asks it; ``origin`` is where that is told to.

    ``secured``: a tunnel asks it for something in HTTPS as well.
    """

    entrance: Entrance
    name: Name
    proxy: str
    origin: Origin
    secured: bool

    def fixes(self) -> tuple[Fix, ...]:
        """The sites in plain HTTP, where each address is nothing but a name, and nobody else comes in."""
        names = [name for name in self.entrance.names if name.tls]
        places = [name.address.origin for name in names]
        plain = all(
            each.exact and each.via is None and each.text == name.host
            for each, name in zip(places, names, strict=True)
        )
        edits = tuple(Edit(each.file, Span(each.span.start, each.span.start), "http://") for each in places)
        # A site in plain HTTP may have no ``tls``.
        plain = plain and not any(tls_lines(self.entrance.front.caddyfile))
        meant = plain and not self.entrance.ports and not self.secured
        return (Fix("serve it in plain HTTP", Applicability.UNSAFE, edits),) if meant else ()


def sent_on(deployment: Deployment) -> Iterator[SentOn]:
    """Every Caddy that is certainly asked at its port of redirects, once."""
    tunnels = [member for member in deployment.members if _is_tunnel(member)]
    told = {member: tuple(_told(member, deployment.files)) for member in tunnels}
    for entrance in entrances(deployment):
        name = next((each for each in entrance.names if each.tls and each.host), None)
        if name is None or not sends_on(entrance.front.caddyfile):
            continue
        found = next(_asked(told, entrance), None)
        if found is not None:
            secure = (
                match[1] for texts in told.values() for text in texts for match in _SECURE.finditer(text)
            )
            yield SentOn(entrance, name, *found, any(_is(entrance.caddy, host) for host in secure))


def _asked(told: Mapping[Member, tuple[str, ...]], entrance: Entrance) -> Iterator[tuple[str, Origin]]:
    caddy = entrance.caddy
    given = caddy.service.config.get("labels")
    labels = given if isinstance(given, dict) else {}
    for key, value in labels.items():
        found = _PORT_LABEL.fullmatch(str(key))
        scheme = f"traefik.http.services.{found[1]}.loadbalancer.server.scheme" if found else ""
        if found and str(value) == str(_HTTP) and scheme not in labels:
            yield "Traefik", caddy.origin
    for member, texts in told.items():
        asked = (match for text in texts for match in _ASKED.finditer(text))
        near = member.real_networks & entrance.owner.real_networks
        if near and any(_is(caddy, match[1]) and match[2] in (None, str(_HTTP)) for match in asked):
            yield member.name, member.origin


def _is_tunnel(member: Member) -> bool:
    image = named(member.listening.base)
    return image is not None and reference(image).path in _TUNNELS


def _told(member: Member, files: Files) -> Iterator[str]:
    """What a tunnel is told: its command, and the settings it reads."""
    words = member.service.command.words if member.service.command else ()
    yield from (word.value for word in words if isinstance(word.value, str))
    for path in _CONFIGURATIONS:
        content = container_file(member.service, path, files)
        if isinstance(content, SourceFile):
            yield "\n".join(line.partition("#")[0] for line in content.text.splitlines())


def _is(caddy: Member, host: str) -> bool:
    container = caddy.service.container_name
    aliases = (alias.value for joined in caddy.networks for alias in joined.attachment.aliases)
    return host in (caddy.name, container.value if container else None, *aliases)
