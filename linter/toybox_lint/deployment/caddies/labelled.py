"""Caddies that make their sites of the labels of containers.

Source: the manual of caddy-docker-proxy, whose image and command are named so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.deployment.listening.images.well_known import named
from toybox_lint.deployment.model import Gap, Member

_MODULE = "docker-proxy"


def labelled(members: Sequence[Member]) -> Iterator[Gap]:
    """That the first of them is not judged."""
    for member in members:
        service = member.service
        words = service.command.words if service.command else ()
        if _MODULE in (named(service.image) or "") or any(word.value == _MODULE for word in words or ()):
            reason = (
                f"{member.name} takes its sites from labels (caddy-docker-proxy), and labels are not read"
            )
            yield Gap(member.origin.file.name, member.origin.start.line, reason, blocking=False)
            return
