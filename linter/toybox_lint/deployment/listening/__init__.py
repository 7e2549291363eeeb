"""What listens where: the evidence of commands, Dockerfiles, healthchecks, ports and images, graded."""

from __future__ import annotations

from toybox_lint.deployment.listening.container import container_environment
from toybox_lint.deployment.listening.images.contents import Content, container_file
from toybox_lint.deployment.listening.model import (
    Answer,
    Bind,
    Cause,
    Grade,
    Listener,
    Listening,
    Process,
    Publication,
    Speaks,
    Verdict,
)

__all__ = [
    "Answer",
    "Bind",
    "Cause",
    "Content",
    "Grade",
    "Listener",
    "Listening",
    "Process",
    "Publication",
    "Speaks",
    "Verdict",
    "container_environment",
    "container_file",
]
