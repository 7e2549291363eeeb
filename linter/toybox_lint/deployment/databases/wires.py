"""Databases that are asked in a way which they do not have: as another kind of database, or with TLS.

Sources: the documentation of PostgreSQL's ``sslmode`` (``require`` and above fail where the server has no TLS) and of
its image, which turns TLS on only where it is told to; the drivers' own schemes.
"""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.deployment.databases.engines import ENGINES, Engine, command_texts, is_client, is_its_own
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.patterns import pattern

_POSTGRES = "PostgreSQL"
# Schemes behind which either kind may be.
_OF_EITHER = word_set("ecto")
_MODE = pattern(r"[?&]sslmode=(?:require|verify-ca|verify-full)(?:&|\Z)")
_OF_JDBC = pattern(r"[?&]ssl=true(?:&|\Z)")
_MAY_GO_WITHOUT = pattern(r"[?&]sslmode=(?:disable|allow|prefer)\b")
_OWN_SETTINGS = pattern(r"ssl|config_file|include")
# Where the data are, which alone are mounted where nothing may give settings or certificates.
_DATA = pattern(r"/var/lib/postgresql(?:/data|/\d+/docker)?/?")
_AT_FIRST = "POSTGRES_INITDB_ARGS"
_MORE = ("configs", "secrets", "volumes_from", "post_start")


def meant_by(scheme: str | None, engine: Engine) -> Engine | None:
    """The kind of database that a URL is for, where ``engine`` speaks otherwise."""
    if scheme is None or scheme in engine.schemes or scheme in _OF_EITHER:
        return None
    spoken = frozenset(engine.schemes)
    kinds = [each for each in ENGINES if scheme in each.schemes]
    return next(iter(kinds), None) if all(spoken.isdisjoint(each.schemes) for each in kinds) else None


def wants_tls(url: str) -> bool:
    """Whether a URL of PostgreSQL is refused by its driver where the server has no TLS.

    ``ssl=true`` says so to JDBC, and some other drivers do not know it.
    """
    if _MAY_GO_WITHOUT.search(url):
        return False
    return bool(_MODE.search(url)) or (url.startswith("jdbc:") and bool(_OF_JDBC.search(url)))


def has_no_tls(database: Member, engine: Engine, members: Sequence[Member]) -> bool:
    """Whether it is a PostgreSQL to which nobody gives TLS: nothing but a volume for its data is mounted.

    The settings in a folder of the project may be edited by hand, and a client may alter them.
    """
    service = database.service
    if engine.name != _POSTGRES or not is_its_own(database) or any(each in service.config for each in _MORE):
        return False
    if _AT_FIRST in service.environment or any(map(_OWN_SETTINGS.search, command_texts(service))):
        return False
    if not all(each.kind == "volume" and _DATA.fullmatch(str(each.target)) for each in service.mounts):
        return False
    return not any(is_client(each, engine) for each in members)
