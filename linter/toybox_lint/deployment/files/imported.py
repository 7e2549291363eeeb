"""What a Caddyfile imports that is not here, and may be on the machine all the same."""

from __future__ import annotations

import posixpath

from toybox_lint.caddy.model import Problem
from toybox_lint.deployment.files.unversioned import made_elsewhere
from toybox_lint.files import Files, resolve

_KINDS = frozenset({"import-not-found", "import-unreadable", "import-not-mounted"})
_SECRETS = "/run/secrets/"


def may_be_there(problem: Problem, files: Files) -> bool:
    """Whether the problem is a file to import that git ignores, that is a secret, or that a template makes."""
    if problem.kind not in _KINDS:
        return False
    file = problem.origin.file
    words = file.line(problem.origin.start.line).split()
    named = words[words.index("import") + 1 :] if "import" in words else []
    if not named:
        return False
    path = resolve(posixpath.dirname(file.path), named[0])
    return path.startswith(_SECRETS) or made_elsewhere(path, files)
