"""A project's name and the names Compose derives from it."""

from __future__ import annotations

import posixpath

from toybox_lint.patterns import pattern

PROJECT_NAME = "COMPOSE_PROJECT_NAME"
_FOREIGN = pattern(r"[^a-z0-9_-]")


def normalized(text: str) -> str:
    """What Compose makes of a ``name:`` or a folder: lower case, foreign characters dropped."""
    return _FOREIGN.sub("", text.lower()).lstrip("_-")


def is_project_name(text: str) -> bool:
    """Whether ``COMPOSE_PROJECT_NAME`` and ``--project-name`` may be this; they are not normalised."""
    return bool(text) and normalized(text) == text


def of_directory(directory: str) -> str:
    """The name that a project has by its folder; empty where no character of that may stand in one."""
    return normalized(posixpath.basename(directory))
