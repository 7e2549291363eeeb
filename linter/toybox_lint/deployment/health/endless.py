"""Services that wait for the end of one that never ends, and Caddies whose own process ends at once.

Sources: Docker Compose 2.40.3, which starts what waits with ``service_completed_successfully`` when the other
container has ended; Caddy's documentation of ``caddy start``, which leaves Caddy in the background and ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Dependency
from toybox_lint.deployment.health.checks import waiting
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.process import effective_words
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.records import dataclass
from toybox_lint.source import Origin


@dataclass(frozen=True, slots=True, eq=False)
class Endless:
    """``waiting`` waits for the end of ``member``, which stays: ``reason`` is a clause that says so."""

    waiting: Member
    dependency: Dependency
    member: Member
    reason: str


def endless(deployment: Deployment) -> Iterator[Endless]:
    """Every wait, of a service that runs, for the end of what certainly stays."""
    waits = waiting(deployment.members, "service_completed_successfully")
    for member in deployment.members:
        found = waits.get((id(member.project), member.name), ())
        reason = _staying(member) if found and member.runs is not False else None
        for other, dependency in found if reason else ():
            if reason and dependency.required:
                yield Endless(other, dependency, member, reason)


def _staying(member: Member) -> str | None:
    """What it runs for ever, by its command or its image; ``None`` where it may end."""
    listening = member.listening
    process = listening.process
    if process is not None:
        return f"it runs {process.server}" if process.server and process.runs_forever is True else None
    return listening.decisive[0].text if listening.decisive else None


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """A Caddy that is started in the background: with the process that did so its container ends."""

    front: Front
    member: Member
    origin: Origin


def ending(deployment: Deployment) -> Iterator[Ending]:
    """Every Caddy whose container starts ``caddy start``, and nothing that stays."""
    for front in deployment.fronts:
        member = front.member
        words = effective_words(container(member.service, deployment.files))[:2] if member else ()
        if member and [word.value for word in words] == ["caddy", "start"]:
            yield Ending(front, member, words[1].origin)
