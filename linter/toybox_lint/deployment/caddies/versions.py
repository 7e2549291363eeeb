"""What a Caddyfile says that the Caddy of its image is too old for."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Duration, Problem, Proxy
from toybox_lint.deployment.caddies.stock import is_stock
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.digits import number
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.caddy.wording.deprecated import Deprecated
    from toybox_lint.caddy.wording.since import NewWord


# Sub-directives of ``transport http`` and the first release that has them. Source: Caddy's change "reverseproxy:
# Implement read & write timeouts for HTTP transport" (pull request 4905, July 2022), first released as 2.6.0.
_SINCE = {"read_timeout": (2, 6), "write_timeout": (2, 6)}
# Words that earlier releases had, and the first that may not have them. Source: Caddy's changes 4707, first released as
# 2.6.0, and 5367, as 2.6.4.
_UNTIL = {
    "experimental_http3": (2, 6),
    "protocol": (2, 7),
    "allow_h2c": (2, 7),
    "buffer_requests": (2, 7),
    "buffer_responses": (2, 7),
    "max_buffer_size": (2, 7),
}
# Problems that earlier releases pass over: Caddy's issue 6982, between 2.9.1 and 2.10.0, and its change 6573, before
# which a ``bind`` without an address was none.
_PASSED_OVER = {"unknown-file-option": (2, 10), "site-vanishes": (2, 9)}
# And those that earlier releases take for what they say: Caddy's change 6611, first released as 2.9.0.
_TAKEN = {"option-removed": (2, 9)}
# Tags that move: who pulls the image has a release of this year.
_MOVING = pattern(r"(?:(?:index\.)?docker\.io/)?(?:library/)?caddy(?::(?:latest|alpine|2|2-[a-z][\w.-]*))?")
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
    return (number(tag[1]), number(tag[2])) if tag else None


def had_by_all(problem: Problem, caddyfile: Caddyfile, deployment: Deployment) -> bool:
    """Whether every Caddy that reads the Caddyfile is an old one, by its tag, which takes the word of ``problem``."""
    until = _PASSED_OVER.get(problem.kind) or _TAKEN.get(problem.kind) or _UNTIL.get(problem.origin.text)
    versions = [tagged_version(member) if member else None for member in _readers(caddyfile, deployment)]
    return (
        until is not None and bool(versions) and all(each is not None and each < until for each in versions)
    )


def _readers(caddyfile: Caddyfile, deployment: Deployment) -> list[Member | None]:
    """The Caddies that read the file, whatever each makes of it; ``None`` for one that is not shown."""
    path = caddyfile.file.path
    return [front.member for front in deployment.fronts if front.caddyfile.file.path == path]


def is_of_some_releases(problem: Problem) -> bool:
    """Whether it depends on the release of Caddy."""
    return problem.kind in _PASSED_OVER


def has_timeouts(front: Front, proxy: Proxy) -> bool:
    """Whether the Caddy of ``front`` may have the timeouts of ``proxy``'s transport: no tag says that it is too old."""
    version = tagged_version(front.member) if front.member else None
    return proxy.transport.protocol != "http" or version is None or version >= max(_SINCE.values())


def _knows(member: Member, since: tuple[int, int]) -> bool:
    """Whether the Caddy in the image of a service certainly has what came with ``since``."""
    image = member.listening.base
    version = tagged_version(member)
    if version is not None:
        return version >= since
    return image is not None and isinstance(image.value, str) and bool(_MOVING.fullmatch(image.value))


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


@dataclass(frozen=True, slots=True, eq=False)
class TooNew:
    """A word of a Caddyfile that the Caddy of ``front`` does not have; ``image`` says which it is."""

    front: Front
    found: NewWord
    version: str
    image: Origin


def too_new(deployment: Deployment) -> Iterator[TooNew]:
    """Words that the official image with a version in its tag does not know."""
    from toybox_lint.caddy.wording.since import new_words

    for front in deployment.fronts:
        image = front.member.listening.base if front.member else None
        version = tagged_version(front.member) if front.member else None
        if image is None or version is None or front.member is None or not is_stock(front.member):
            continue
        for found in new_words(front.caddyfile):
            if version < found.since:
                yield TooNew(front, found, f"{version[0]}.{version[1]}", image.origin)


def renamed_since(deployment: Deployment) -> Iterator[tuple[Deprecated, bool]]:
    """Deprecated words of Caddyfiles, and whether every Caddy that reads them certainly has the new ones.

    Of a Caddy that is not shown nobody can say; one whose image says nothing of its version is left alone.
    """
    for caddyfile in deployment.caddyfiles:
        readers = _readers(caddyfile, deployment)
        from toybox_lint.caddy.wording.deprecated import deprecated

        for found in deprecated(caddyfile):
            if all(member is None or _knows(member, found.since) for member in readers):
                yield found, None not in readers
