"""What ``.dockerignore`` keeps out of a build context.

Follows the build context page of Docker's manual: patterns of Go's ``filepath.Match``, ``**``, ``!`` for
exceptions, the last pattern that fits decides, a folder takes its contents with it.
"""

from __future__ import annotations

import posixpath

from toybox_lint.deployment.files.wildcards import expression
from toybox_lint.files import Files, resolve
from toybox_lint.source import SourceFile


def ignored(name: str, context: str, files: Files) -> bool:
    """Whether ``name``, relative to ``context``, is left out of the build."""
    file = files.read(resolve(context, ".dockerignore"))
    if not isinstance(file, SourceFile):
        return False
    path, out = posixpath.normpath(name), False
    for line in file.text.splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        exception = pattern.startswith("!")
        named = pattern.removeprefix("!").strip().strip("/")
        if named and expression(posixpath.normpath(named)).fullmatch(path):
            out = not exception
    return out
