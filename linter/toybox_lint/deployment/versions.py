"""What a proxy says that the Caddy of its image is too old for."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.deprecated import Deprecated, deprecated
from toybox_lint.caddy.model import Duration, Proxy
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin

# Sub-directives of ``transport http`` and the first release that has them. Source: Caddy's change "reverseproxy:
# Implement read & write timeouts for HTTP transport" (pull request 4905, July 2022), first released as 2.6.0.
_SINCE = {"read_timeout": (2, 6), "write_timeout": (2, 6)}
_TAG = pattern(r"(?:.*/)?caddy:(\d+)\.(\d+)(?:\.\d+)?(?:-[a-z][\w.-]*)?(?:@.*)?")


@dataclass(frozen=True, slots=True, eq=False)
class Newer:
    """A timeout of ``proxy`` that Caddy has only since ``since``; ``image`` says which it is."""

    front: Front
    proxy: Proxy
    option: str
    since: str
    value: Located[Duration]
    version: str
    image: Origin


def tagged_version(member: Member) -> tuple[int, int] | None:
    """The Caddy in the image of a service, as its tag has it: ``None`` for a tag without two numbers."""
    image = member.listening.base
    tag = _TAG.fullmatch(image.value) if image and isinstance(image.value, str) else None
    return (int(tag[1]), int(tag[2])) if tag else None


def newer(deployment: Deployment) -> Iterator[Newer]:
    """Timeouts that the Caddy of an image with a version in its tag does not know."""
    for front, proxy in deployment.proxies():
        image = front.member.listening.base if front.member else None
        version = tagged_version(front.member) if front.member else None
        if image is None or version is None or proxy.transport.protocol != "http":
            continue
        timeouts = proxy.transport.timeouts
        for option, value in (("read_timeout", timeouts.read), ("write_timeout", timeouts.write)):
            since = _SINCE[option]
            if value is not None and version < since:
                written = f"{version[0]}.{version[1]}"
                yield Newer(front, proxy, option, f"{since[0]}.{since[1]}", value, written, image.origin)


def renamed_since(deployment: Deployment) -> Iterator[Deprecated]:
    """Deprecated words of Caddyfiles whose every Caddy has the new ones, as far as the tags tell."""
    for caddyfile in deployment.caddyfiles:
        readers = [front.member for front in deployment.fronts if front.caddyfile is caddyfile]
        versions = [tagged_version(member) for member in readers if member is not None]
        for found in deprecated(caddyfile):
            if all(version is None or version >= found.since for version in versions):
                yield found
