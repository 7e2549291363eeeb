"""Services that wait for the health of one that has no healthcheck.

Sources: Docker Compose 2.40.3, which gives up with ``container ... has no healthcheck configured``; the
guidelines of Docker's official images, which have no ``HEALTHCHECK``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Dependency
from toybox_lint.deployment.health.checks import waiting
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.well_known import image_program, is_plain, reference
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.records import dataclass

# Official images of whole applications, which nothing else here knows.
_APPLICATIONS = frozenset(
    {
        *("adminer", "drupal", "ghost", "joomla", "matomo", "mediawiki"),
        *("nextcloud", "odoo", "phpmyadmin", "redmine", "wordpress"),
    }
)
# Those of others that have none, by their Dockerfiles.
_OF_OTHERS = frozenset(
    {"nginxinc/nginx-unprivileged", "pgvector/pgvector", "postgis/postgis", "valkey/valkey"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Checkless:
    """``waiting`` waits for ``member``, which is never healthy; ``reason`` is a clause."""

    waiting: Member
    dependency: Dependency
    member: Member
    reason: str


def checkless(members: Sequence[Member], files: Files) -> Iterator[Checkless]:
    """Every wait, of a service that runs, for a health that certainly does not exist."""
    waits = waiting(members)
    for member in members:
        own = member.service.healthcheck
        if member.runs is False or (own and own.test and not own.disabled):
            continue
        for other, dependency in waits.get((id(member.project), member.name), ()):
            reason = (
                "its healthcheck is switched off"
                if own and own.disabled
                else _reason(container(member.service, files))
            )
            if reason and dependency.required:
                yield Checkless(other, dependency, member, reason)


def _reason(inside: Container) -> str | None:
    """Why the image has no healthcheck; ``None`` when it may have one."""
    image = inside.base.value if inside.base else None
    if not isinstance(image, str) or (inside.service.build and inside.built is None):
        return None
    path = reference(image).path
    known = path in _APPLICATIONS or is_plain(image) or image_program(image) is not None
    official = ("/" not in path and known) or path in _OF_OTHERS
    if inside.built is None:
        return "neither the service nor its image has a healthcheck" if official else None
    test = inside.built.healthcheck
    if test is not None:
        return "its Dockerfile switches the healthcheck off" if test[0].value == "NONE" else None
    return "neither the service nor its Dockerfile has a healthcheck" if official else None
