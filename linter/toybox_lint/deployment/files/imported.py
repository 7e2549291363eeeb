"""What a Caddyfile imports that is not here, and may be on the machine all the same."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import cache

from toybox_lint.caddy.model import Caddyfile, Problem
from toybox_lint.deployment.caddies.placing import caddy_reads
from toybox_lint.deployment.caddies.stock import is_stock
from toybox_lint.deployment.files.unversioned import made_elsewhere
from toybox_lint.deployment.fixes.mounting import mounted
from toybox_lint.deployment.listening.container import container, dockerfile
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.process import effective_words
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.diagnostics import Fix
from toybox_lint.facts import Environment
from toybox_lint.files import Files, Unreadable, resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import replace
from toybox_lint.source import SourceFile

_NOT_MOUNTED = frozenset({"import-not-mounted", "import-folder-not-mounted"})
_KINDS = frozenset({"import-not-found", "import-unreadable"}) | _NOT_MOUNTED
_SECRETS = "/run/secrets/"
_PLAIN = pattern(r"[\w.-]+")
_PATH = pattern(r"[\w./-]+")
_FILLING = pattern(r"\b(?:envsubst|gomplate|dockerize|confd|envtpl|esh)\b")


def may_be_there(problem: Problem, deployment: Deployment) -> bool:
    """Whether the problem is a file to import that git ignores, that is a secret, or that a template makes.

    It may be mounted from elsewhere. Or it is a variable of the shell, which may be filled in before a Caddy that is
    not shown.
    """
    if _has_variable(problem):
        return all(member is None for member in _reading(problem, deployment))
    if problem.kind not in _KINDS:
        return False
    named = _named(problem)
    if named is None:
        return False
    path = resolve(posixpath.dirname(problem.origin.file.path), named)
    if path.startswith(_SECRETS) or made_elsewhere(path, deployment.files):
        return True
    sources = [_source(path, member, deployment.files) for member in _reading(problem, deployment)]
    return any(source is not None and made_elsewhere(source, deployment.files) for source in sources)


def _source(path: str, member: Member | None, files: Files) -> str | None:
    """The file on the machine that is mounted at ``path`` of the container, and is not here."""
    content = None if member is None else content_at(container(member.service, files), path)
    return content.path if isinstance(content, Unreadable) else None


def is_filled_in(problem: Problem, deployment: Deployment) -> bool:
    """Whether it is a variable of the shell for a program such as ``envsubst``, which all who read it start before."""
    if not _has_variable(problem):
        return False
    reading = _reading(problem, deployment)
    return bool(reading) and all(member and _fills_in(member, deployment.files) for member in reading)


def _has_variable(problem: Problem) -> bool:
    return "${" in problem.origin.file.line(problem.origin.start.line)


def _reading(problem: Problem, deployment: Deployment) -> list[Member | None]:
    file = problem.origin.file
    return [front.member for front in deployment.fronts if file in front.caddyfile.files]


def _fills_in(member: Member, files: Files) -> bool:
    """Whether what starts the service, or its image, has to do with a program that puts variables into texts."""
    inside = container(member.service, files)
    words = [str(word.value) for word in effective_words(inside)]
    built = dockerfile(member.service.build, files) if member.service.build else None
    if any(map(_FILLING.search, (*words, built.value if built else ""))):
        return True
    paths = (inside.path(word) for word in words if _PATH.fullmatch(word))
    scripts = (content_at(inside, path) for path in paths if path)
    return any(isinstance(each, SourceFile) and _FILLING.search(each.text) for each in scripts)


def _named(problem: Problem) -> str | None:
    """What the line of the problem imports."""
    words = problem.origin.file.line(problem.origin.start.line).split()
    return next(iter(words[words.index("import") + 1 :]), None) if "import" in words else None


def mount_imported(problem: Problem, caddyfile: Caddyfile, deployment: Deployment) -> tuple[Fix, ...]:
    """Mount what is imported where Caddy looks for it: the file, or the folder, beside the file that imports it.

    A person must agree: there may be more in the folder. Nothing where Caddy would refuse what comes in with it, or
    does not read the Caddyfile where that is mounted.
    """
    named = _named(problem) if problem.kind in _NOT_MOUNTED else None
    fronts = [each for each in deployment.fronts if each.caddyfile is caddyfile and each.member is not None]
    first = (named or "").removeprefix("./").partition("/")[0]
    if not _PLAIN.fullmatch(first) or first == ".." or len(fronts) != 1:
        return ()
    importer, caddy = problem.origin.file.path, fronts[0].member
    if caddy is None or not (problem.fatal or _complete(deployment)(fronts[0])):
        return ()
    read = caddy_reads(caddy) if importer == caddyfile.file.path else None
    for mount in caddy.service.mounts:
        if mount.kind == "bind" and mount.source == importer and isinstance(mount.target, str):
            if read is not None and posixpath.normpath(mount.target) != posixpath.normpath(read):
                continue
            source = resolve(posixpath.dirname(importer), first)
            target = posixpath.join(posixpath.dirname(mount.target), first)
            below = posixpath.relpath(source, caddy.project.directory)
            item = f"{below if below.startswith('..') else f'./{below}'}:{target}"
            return tuple(replace(each, mends=problem.fatal) for each in mounted(caddy, item))
    return ()


@remembered
def _complete(deployment: Deployment) -> Callable[[Front], bool]:
    """Whether a Caddyfile is valid with all that it imports from the folders around it, which is asked once."""
    return cache(lambda front: _is_valid(front, deployment.files))


def _is_valid(front: Front, files: Files) -> bool:
    from toybox_lint.caddy.load import load_caddyfile

    stock = front.member is None or is_stock(front.member)
    environment = front.environment or Environment()
    return load_caddyfile(front.caddyfile.file, files, environment, stock=stock).valid
