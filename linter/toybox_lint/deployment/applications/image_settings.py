"""Databases and caches that the settings files of well-known images name.

Sources: Synapse's documentation of ``database`` in ``homeserver.yaml``; Authelia's of ``session.redis`` and of
``storage`` (a variable that begins with ``AUTHELIA_`` counts more; with ``high_availability`` sentinels are asked).
Each may be told of other files, by its command or by a variable.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Service
from toybox_lint.deployment.applications.own_settings import Told
from toybox_lint.deployment.listening.images.contents import container_file
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple
from toybox_lint.source import Origin, SourceFile, Span

_POSTGRES, _REDIS = (5432,), (6379,)


class _Setting(NamedTuple):
    """A key with a host below it, in a file of the image, and the ports that may be meant."""

    path: str
    name: str
    expression: re.Pattern[str]
    ports: tuple[int, ...]


def _below(outer: str, inner: str, keys: str) -> re.Pattern[str]:
    """A host at one of ``keys``, in lines that are deeper than those of the two around it."""
    head, value = r":[ \t]*\r?\n", r":[ \t]*[\"']?(?:tcp://)?([\w.-]+)(?::\d+)?[\"']?[ \t]*\r?$"
    nested = rf"([ \t]+){inner}{head}(?:\1[ \t]+[^\n]*\n)*?\1[ \t]+(?:{keys}){value}"
    return pattern(rf"^{outer}{head}(?:[ \t][^\n]*\n)*?{nested}", re.MULTILINE)


_OF_SYNAPSE = (
    _Setting("/data/homeserver.yaml", "database.args.host", _below("database", "args", "host"), _POSTGRES),
)
_CONFIGURATION = "/config/configuration.yml"
_OF_AUTHELIA = (
    _Setting(_CONFIGURATION, "session.redis.host", _below("session", "redis", "host"), _REDIS),
    _Setting(
        _CONFIGURATION, "storage.postgres.address", _below("storage", "postgres", "host|address"), _POSTGRES
    ),
)
_SETTINGS = {
    "matrixdotorg/synapse": _OF_SYNAPSE,
    "element-hq/synapse": _OF_SYNAPSE,
    "authelia/authelia": _OF_AUTHELIA,
}
_TELLING = ("AUTHELIA_", "X_AUTHELIA_", "SYNAPSE_CONFIG_")
_BY_SENTINELS = pattern(r"^[ \t]+high_availability:", re.MULTILINE)


def told_by_settings(member: Member, files: Files) -> Iterator[Told]:
    """Those that the file names once, where no variable, and no other file, may say otherwise."""
    image = named(member.listening.base)
    settings = _SETTINGS.get(reference(image).path, ()) if image else ()
    if not settings or _is_told_otherwise(member.service):
        return
    for setting in settings:
        file = container_file(member.service, setting.path, files)
        if not isinstance(file, SourceFile) or (setting.ports is _REDIS and _BY_SENTINELS.search(file.text)):
            continue
        found = list(setting.expression.finditer(file.text))
        if len(found) == 1:
            group = found[0].lastindex or 0
            origin = Origin(file, Span(*found[0].span(group)))
            yield Told(setting.name, found[0][group], setting.ports, origin)


def _is_told_otherwise(service: Service) -> bool:
    """Whether it may read another file, or variables that count more."""
    started = service.command is not None or service.entrypoint is not None
    told = any(name.startswith(_TELLING) for name in service.environment)
    return started or told or not service.environment_known
