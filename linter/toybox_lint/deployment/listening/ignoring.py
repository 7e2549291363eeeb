"""What ``.dockerignore`` keeps out of a build context.

Follows the build context page of Docker's manual: patterns of Go's ``filepath.Match``, ``**``, ``!`` for
exceptions, the last pattern that fits decides, a folder takes its contents with it.
"""

from __future__ import annotations

import posixpath
import re

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
        if _expression(pattern.removeprefix("!").strip()).fullmatch(path):
            out = not exception
    return out


def _expression(pattern: str) -> re.Pattern[str]:
    """The pattern as an expression that also takes what is inside a folder that fits."""
    text = posixpath.normpath(pattern.strip("/")) if pattern.strip("/") else ""
    parts = re.split(r"(\*\*/?|\*|\?|\[[^\]]*\])", text)
    made = "".join(_WILDCARDS.get(part) or _literal(part) for part in parts)
    return re.compile(made + r"(?:/.*)?", re.DOTALL)


_WILDCARDS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _literal(part: str) -> str:
    return part if part.startswith("[") and part.endswith("]") else re.escape(part)
