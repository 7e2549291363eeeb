"""Settings of a server into which another service of its project is told to write."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.compose.model import Project
from toybox_lint.deployment.listening.model import Grade, Listener
from toybox_lint.deployment.model import Member
from toybox_lint.files import folders_above
from toybox_lint.later import remembered


def writer_of_settings(target: Member, evidence: Sequence[Listener]) -> str | None:
    """The other service of the project that is told to write into a file which tells where this one listens."""
    for path in _settings(evidence):
        beside = _started_with_folders(target.project)
        words = [
            one
            for folder in (path, *folders_above(path))
            for one in beside.get(folder, ())
            if one[0] != target.name
        ]
        if not words:
            continue
        from toybox_lint.deployment.listening.images.rewriting import is_rewritten

        writer = next((name for name, texts in words if is_rewritten(path, texts)), None)
        if writer is not None:
            return writer
    return None


@remembered
def _settings(evidence: Sequence[Listener]) -> tuple[str, ...]:
    """The files among what is told."""
    return tuple(dict.fromkeys(each.origin.file.path for each in evidence if each.grade is Grade.CONFIG_FILE))


@remembered
def _started_with_folders(project: Project) -> dict[str, list[tuple[str, list[str]]]]:
    """By each folder of the host the services that have it and are told how to start: their names, and the words."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for name, service in project.services.items():
        told = [word.value for each in (service.entrypoint, service.command) if each for word in each.words]
        texts = [word for word in told if isinstance(word, str)]
        for mount in service.mounts if told else ():
            if mount.kind == "bind" and isinstance(mount.source, str):
                found.setdefault(mount.source.rstrip("/") or "/", []).append((name, texts))
    return found
