"""Workers that are dialled in place of the server of the same application.

A worker whose code is not shown may open a port. It hardly opens the very one on which a server of its image listens.
"""

from __future__ import annotations

from toybox_lint.deployment.model import Link, Member
from toybox_lint.records import replace


def surely_mistaken(link: Link) -> Link:
    """``link``, certain where its service is a worker, and the server of its application is meant."""
    worker = link.target
    found = link.candidates[0] if link.candidates else None
    if (
        link.certain
        or worker is None
        or found is None
        or found.port is None
        or found.port != link.upstream.port
    ):
        return link
    listening = worker.listening
    may_open = listening.opened.value.ports or listening.at(found.port)
    meant = not may_open and _is_of_one_image(worker, found.member)
    return (
        replace(link, certain=True) if meant and listening.process and not listening.process.waiting else link
    )


def _is_of_one_image(one: Member, other: Member) -> bool:
    """Whether both are started from the same image, or from what is built in the same folder."""
    images = [each.service.image for each in (one, other)]
    builds = [each.service.build for each in (one, other)]
    named = {each.value for each in images if each is not None}
    contexts = {each.context for each in builds if each is not None}
    return (all(images) and len(named) == 1) or (all(builds) and len(contexts) == 1)
