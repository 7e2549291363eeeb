"""Certificates and keys that a Caddyfile names and that nothing puts into Caddy's container.

Source: Caddy's documentation of ``tls``; measured with Caddy 2.11.7, which reads them when it starts, and ends without.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Word
from toybox_lint.deployment.caddies.stock import is_stock, plainly_started
from toybox_lint.deployment.listening.images.contents import mount_over
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

# Where the official image has certificates of authorities.
_OF_THE_IMAGE = ("/etc/ssl/", "/usr/share/ca-certificates/")


@dataclass(frozen=True, slots=True, eq=False)
class Unmounted:
    """A file at ``path`` of the container of ``member``, where there is none; ``word`` names it."""

    member: Member
    word: Word
    path: str


def unmounted(deployment: Deployment) -> Iterator[Unmounted]:
    """The first such file of each ``tls`` of a Caddy that runs from the official image as it is."""
    for front in deployment.fronts:
        member = front.member
        if member is None or member.runs is not True or not front.caddyfile.valid:
            continue
        if not (is_stock(member) and plainly_started(member)):
            continue
        found: dict[Origin, Word] = {}
        for words in _pairs(front.caddyfile):
            lacking = next((word for word in words if _is_lacking(str(word.text), member)), None)
            if lacking is not None:
                found.setdefault(Origin(lacking.origin.file, lacking.origin.span), lacking)
        yield from (Unmounted(member, word, str(word.text)) for word in found.values())


def _pairs(caddyfile: Caddyfile) -> Iterator[tuple[Word, ...]]:
    """The two words of each ``tls CERTIFICATE KEY``."""
    for site in caddyfile.sites:
        for directive in site.block.directives:
            if directive.name.text == "tls" and len(directive.arguments) == 2:
                yield directive.arguments


def _is_lacking(path: str, member: Member) -> bool:
    if not path.startswith("/") or path.startswith(_OF_THE_IMAGE) or "{" in path:
        return False
    return mount_over(member.service.mounts, posixpath.normpath(path)) is None
