"""Databases that are asked in a way which they do not have: as another kind of database, or with TLS.

Sources: the documentation of PostgreSQL's ``sslmode`` (``require`` and above fail where the server has no TLS) and of
its image, which turns TLS on only where it is told to; the drivers' own schemes.
"""

from __future__ import annotations

from toybox_lint.deployment.databases.engines import ENGINES, Engine, command_texts
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.patterns import pattern

_POSTGRES = "PostgreSQL"
# Schemes behind which either kind may be.
_OF_EITHER = word_set("ecto")
_MUST_HAVE_TLS = pattern(r"[?&](?:sslmode=(?:require|verify-ca|verify-full)|ssl=true)(?:&|\Z)")
_OWN_SETTINGS = ("/etc/postgresql", "/var/lib/postgresql/data/")


def meant_by(scheme: str | None, engine: Engine) -> Engine | None:
    """The kind of database that a URL is for, where ``engine`` speaks otherwise."""
    if scheme is None or scheme in engine.schemes or scheme in _OF_EITHER:
        return None
    spoken = frozenset(engine.schemes)
    kinds = [each for each in ENGINES if scheme in each.schemes]
    return next(iter(kinds), None) if all(spoken.isdisjoint(each.schemes) for each in kinds) else None


def refuses_tls(database: Member, engine: Engine, query: str) -> bool:
    """Whether a URL wants TLS of a PostgreSQL that nobody gives any."""
    if engine.name != _POSTGRES or not _MUST_HAVE_TLS.search(query):
        return False
    service = database.service
    told = any("ssl" in each for each in command_texts(service)) or bool(service.config.get("configs"))
    settings = any(str(mount.target).startswith(_OWN_SETTINGS) for mount in service.mounts)
    return not told and not settings and "volumes_from" not in service.config
