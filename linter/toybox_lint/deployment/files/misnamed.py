"""Files of variables that are not there, while one that is nearly called so is, and nobody reads that."""

from __future__ import annotations

import posixpath

from toybox_lint.compose.model import Problem, Project
from toybox_lint.deployment.files.unversioned import git_ignores, templates
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files, resolve
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin
from toybox_lint.suggest import is_slip

_MISSING = "missing-env-file"
_PATH = pattern(r"[\w./-]+")
_DIGITS = pattern(r"\d+")
_USUAL = ".env"
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class OtherFile:
    """What is there in place of the one that is ``missing``, which stands at ``origin``; ``edit`` names it."""

    missing: str
    name: str
    origin: Origin
    edit: Edit


def other_file(project: Project, problem: Problem, files: Files) -> OtherFile | None:
    """The only file of variables of nearly that name, beside the one that is not there, and read by nothing."""
    written = problem.origin.text if problem.kind == _MISSING else ""
    folder, name = posixpath.split(written)
    if not _PATH.fullmatch(written) or name == _USUAL:
        return None
    place = resolve(posixpath.dirname(problem.origin.file.path), folder or ".")
    path = resolve(place, name)
    if git_ignores(path, files) or any(templates(path, files)):
        return None
    near = [
        each
        for each in files.names(place)
        if each != _USUAL
        and _is_near(name, each)
        and resolve(place, each) not in project.confidential.env_files
    ]
    if len(near) != 1:
        return None
    edit = Edit(problem.origin.file, problem.origin.span, posixpath.join(folder, near[0]))
    return OtherFile(written, near[0], problem.origin, edit)


def _is_near(name: str, other: str) -> bool:
    """Whether both are of variables, and one is a slip for the other, or shortens its last word."""
    if "env" not in other or "env" not in name or _DIGITS.sub("", other) == _DIGITS.sub("", name):
        return False
    shorter, longer = sorted((name, other), key=len)
    cut = longer.startswith(shorter) and longer[len(shorter) :].isalpha() and len(shorter) > _FEWEST
    return cut or is_slip(name, other)
