"""What ``.dockerignore`` keeps out of a build context.

Follows the build context page of Docker's manual: patterns of Go's ``filepath.Match``, ``**``, ``!`` for
exceptions, the last pattern that fits decides, a folder takes its contents with it.
"""

from __future__ import annotations

import posixpath

from toybox_lint.files import Files, resolve
from toybox_lint.later import remembered
from toybox_lint.source import SourceFile
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.files.wildcards import Wildcards


def ignored(name: str, context: str, files: Files) -> bool:
    """Whether ``name``, relative to ``context``, is left out of the build."""
    file = files.read(resolve(context, ".dockerignore"))
    if not isinstance(file, SourceFile):
        return False
    path, known = posixpath.normpath(name), _answers(file)
    if path not in known:
        known[path] = next((out for pattern, out in _patterns(file) if pattern.fullmatch(path)), False)
    return known[path]


@remembered
def _answers(file: SourceFile) -> dict[str, bool]:
    """What has been asked before: many services have one context."""
    return {}


@remembered
def _patterns(file: SourceFile) -> list[tuple[Wildcards, bool]]:
    """The patterns, the last and deciding one first, with whether they leave out what fits."""
    from toybox_lint.deployment.files.wildcards import expression

    found: list[tuple[Wildcards, bool]] = []
    for line in file.text.splitlines():
        pattern = line.strip()
        named = pattern.removeprefix("!").strip().strip("/")
        if named and not pattern.startswith("#"):
            found.append((expression(posixpath.normpath(named)), not pattern.startswith("!")))
    return found[::-1]
