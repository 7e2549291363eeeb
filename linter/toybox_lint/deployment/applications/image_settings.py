"""Databases and caches that the settings files of well-known images name.

Sources: Synapse's documentation of ``database`` in ``homeserver.yaml``; Authelia's of ``session.redis`` and of
``storage`` (a variable that begins with ``AUTHELIA_`` counts more; with ``high_availability`` sentinels are asked).
Each may be told of other files, by its command or by a variable.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Service
from toybox_lint.compose.yaml.edit import below, documents
from toybox_lint.compose.yaml.nodes import Node, Scalar
from toybox_lint.deployment.applications.own_settings import Told
from toybox_lint.deployment.listening.images.contents import container_file
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple
from toybox_lint.source import Origin, SourceFile, Span

_POSTGRES, _REDIS = (5432,), (6379,)


class _Setting(NamedTuple):
    """A host below ``path``, at the first of ``keys`` that is there, in a file of the image, and its usual ports."""

    file: str
    path: tuple[str, ...]
    keys: tuple[str, ...]
    ports: tuple[int, ...]


_OF_SYNAPSE = (_Setting("/data/homeserver.yaml", ("database", "args"), ("host",), _POSTGRES),)
_CONFIGURATION = "/config/configuration.yml"
_OF_AUTHELIA = (
    _Setting(_CONFIGURATION, ("session", "redis"), ("host",), _REDIS),
    _Setting(_CONFIGURATION, ("storage", "postgres"), ("address", "host"), _POSTGRES),
)
_SETTINGS = {
    "matrixdotorg/synapse": _OF_SYNAPSE,
    "element-hq/synapse": _OF_SYNAPSE,
    "authelia/authelia": _OF_AUTHELIA,
}
_TELLING = ("AUTHELIA_", "X_AUTHELIA_", "SYNAPSE_CONFIG_")
_BY_SENTINELS = "high_availability"
_HOST = pattern(r"(?:tcp://)?([\w.-]+)(?::\d+)?")


def told_by_settings(member: Member, files: Files) -> Iterator[Told]:
    """Those that the file names, where no variable, and no other file, may say otherwise."""
    image = named(member.listening.base)
    settings = _SETTINGS.get(reference(image).path, ()) if image else ()
    if not settings or _is_told_otherwise(member.service):
        return
    for setting in settings:
        file = container_file(member.service, setting.file, files)
        read = documents(file) if isinstance(file, SourceFile) else ()
        around = below(read[0], setting.path) if len(read) == 1 else None
        if isinstance(file, SourceFile) and around is not None and below(around, (_BY_SENTINELS,)) is None:
            yield from _told(setting, around, file)


def _told(setting: _Setting, around: Node, file: SourceFile) -> Iterator[Told]:
    found = ((key, below(around, (key,))) for key in setting.keys)
    key, node = next(((key, node) for key, node in found if node is not None), ("", None))
    host = _HOST.fullmatch(node.text) if isinstance(node, Scalar) else None
    at = file.text.find(host[1], node.start, node.end) if isinstance(node, Scalar) and host else -1
    if host is not None and at >= 0:
        place = Origin(file, Span(at, at + len(host[1])))
        yield Told(".".join((*setting.path, key)), host[1], setting.ports, place)


def _is_told_otherwise(service: Service) -> bool:
    """Whether it may read another file, or variables that count more."""
    started = service.command is not None or service.entrypoint is not None
    told = any(name.startswith(_TELLING) for name in service.environment)
    return started or told or not service.environment_known
