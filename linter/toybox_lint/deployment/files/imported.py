"""What a Caddyfile imports that is not here, and may be on the machine all the same."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from toybox_lint.caddy.model import Caddyfile, Problem
from toybox_lint.deployment.files.unversioned import made_elsewhere
from toybox_lint.deployment.fixes.mounting import mounted
from toybox_lint.deployment.model import Front
from toybox_lint.diagnostics import Fix
from toybox_lint.files import Files, resolve
from toybox_lint.patterns import pattern
from toybox_lint.records import replace

_NOT_MOUNTED = frozenset({"import-not-mounted", "import-folder-not-mounted"})
_KINDS = frozenset({"import-not-found", "import-unreadable"}) | _NOT_MOUNTED
_SECRETS = "/run/secrets/"
_PLAIN = pattern(r"[\w.-]+")


def may_be_there(problem: Problem, files: Files) -> bool:
    """Whether the problem is a file to import that git ignores, that is a secret, or that a template makes."""
    if problem.kind not in _KINDS:
        return False
    named = _named(problem)
    if named is None:
        return False
    path = resolve(posixpath.dirname(problem.origin.file.path), named)
    return path.startswith(_SECRETS) or made_elsewhere(path, files)


def _named(problem: Problem) -> str | None:
    """What the line of the problem imports."""
    words = problem.origin.file.line(problem.origin.start.line).split()
    return next(iter(words[words.index("import") + 1 :]), None) if "import" in words else None


def mount_imported(problem: Problem, caddyfile: Caddyfile, fronts: Sequence[Front]) -> tuple[Fix, ...]:
    """Mount what is imported where Caddy looks for it: the file, or the folder, beside the file that imports it.

    A person must agree: there may be more in the folder.
    """
    named = _named(problem) if problem.kind in _NOT_MOUNTED else None
    members = [each.member for each in fronts if each.caddyfile is caddyfile and each.member is not None]
    first = (named or "").removeprefix("./").partition("/")[0]
    if not _PLAIN.fullmatch(first) or first == ".." or len(members) != 1:
        return ()
    importer, caddy = problem.origin.file.path, members[0]
    for mount in caddy.service.mounts:
        if mount.kind == "bind" and mount.source == importer and isinstance(mount.target, str):
            source = resolve(posixpath.dirname(importer), first)
            target = posixpath.join(posixpath.dirname(mount.target), first)
            below = posixpath.relpath(source, caddy.project.directory)
            item = f"{below if below.startswith('..') else f'./{below}'}:{target}"
            return tuple(replace(each, mends=problem.fatal) for each in mounted(caddy, item))
    return ()
