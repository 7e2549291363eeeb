"""What the projects name that lies outside of what may be read, and is therefore not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.compose.model import KIND_VARIABLES_OUTSIDE, Project
from toybox_lint.deployment.model import Gap
from toybox_lint.files import OUTSIDE, Files


def outside(projects: Iterable[Project], files: Files) -> Iterator[Gap]:
    """A gap for each env file and each Dockerfile that is not read; without them the rest is judged all the same."""
    for project in projects:
        for problem in project.problems:
            if problem.kind == KIND_VARIABLES_OUTSIDE:
                origin = problem.origin
                yield Gap(origin.file.name, origin.start.line, problem.message, blocking=False)
        for service in project.services.values():
            build = service.build
            path = build.dockerfile if build and not build.inline else None
            if build and isinstance(path, str) and files.is_outside(path):
                origin = build.dockerfile_origin or build.context_origin or service.name.origin
                reason = f"the Dockerfile of {service.name.value} {OUTSIDE}"
                yield Gap(origin.file.name, origin.start.line, reason, blocking=False)
