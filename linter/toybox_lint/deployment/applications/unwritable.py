"""Servers in a container that is read_only, which write at their start where nothing is mounted.

Sources: the documentation of the official images of nginx (``/var/cache/nginx`` and ``/var/run`` in read-only mode) and
of PostgreSQL; the settings of the images of MySQL and MariaDB, which have their socket in ``/run/mysqld``.
"""

from __future__ import annotations

from toybox_lint.compose.model import Service
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.files import lies_in, overlap
from toybox_lint.patterns import pattern
from toybox_lint.source import Origin

# Where each writes, and what decides that it writes elsewhere.
_OF_MYSQL = (("/run/mysqld",), "/etc/my")
_WRITES: dict[str, tuple[tuple[str, ...], str]] = {
    "nginx": (("/var/cache/nginx", "/run/nginx.pid"), "/etc/nginx/nginx.conf"),
    "postgres": (("/run/postgresql",), "/etc/postgresql"),
    "mysql": _OF_MYSQL,
    "mariadb": (("/run/mysqld",), "/etc/mysql"),
}
_SETTINGS = pattern(r"\.c(?:onf|nf)\Z")
# By which PostgreSQL's image may be given settings as it makes a database.
_AT_FIRST = "POSTGRES_INITDB_ARGS"


def unwritable(member: Member) -> tuple[Origin, str] | None:
    """The first folder that the image needs and that is only read, with the place of the service's name."""
    service, image = member.service, named(member.service.image)
    writes = _WRITES.get(reference(image).path) if image else None
    if writes is None or service.config.get("read_only") is not True or service.command is not None:
        return None
    folders, settings = writes
    places = _places(service)
    if not all(each.startswith("/") for each in places):
        return None  # A variable, of which nobody knows what it is.
    if any(lies_in(settings, each) or each.startswith(settings) or _SETTINGS.search(each) for each in places):
        return None
    if _AT_FIRST in service.environment or "configs" in service.config:
        return None
    missing = next((each for each in folders if not any(overlap(each, place) for place in places)), None)
    return None if missing is None else (member.origin, missing.removesuffix("/nginx.pid"))


def _places(service: Service) -> list[str]:
    """Where something is mounted, be it in memory; ``/var/run`` is ``/run``."""
    texts = [str(mount.target) for mount in service.mounts]
    return [each.removeprefix("/var") if lies_in(each, "/var/run") else each for each in texts]
