"""Modules of plugins that a Caddyfile uses, and the image that lacks them.

Source: Caddy's documentation of xcaddy and of the builder image: a Caddy has the modules that it was built with.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Problem
from toybox_lint.deployment.caddies.fronts import without_plugins
from toybox_lint.deployment.caddies.stock import has_no_plugins
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile
from toybox_lint.suggest import Names

_DNS = "github.com/caddy-dns/{}"
_FRANKENPHP = "github.com/dunglas/frankenphp"
# What the Caddy in FrankenPHP's releases has: who writes `php_server` runs it. Source: its build scripts.
_IN_FRANKENPHP = frozenset(
    (
        _FRANKENPHP,
        "github.com/dunglas/mercure",
        "github.com/dunglas/vulcain",
        "github.com/ueffel/caddy-brotli",
    )
)
# What plugins bring.
_OF_MODULES = frozenset({"module-missing", "unknown-directive", "unknown-option", "unknown-matcher-kind"})
_NAME = pattern(r"[a-z][a-z0-9_]+")
# From this ratio of difflib on, a word is one of Caddy's misspelt.
_LIKE = 0.7
_WITH = pattern(r"--with[ \t=]+[\"']?([^\s\"'=@]+)")
# Nothing is built in: no package, and no variable or line after it in which one may be.
_WITHOUT = pattern(
    r"^[^#\n]*\bxcaddy build(?:[ \t]+v?[\d.]+)?(?:[ \t]+--output[ \t]+[\w./-]+)?[ \t]*$", re.MULTILINE
)
# The script of the builder image, which takes the packages alone. Source: the Dockerfile of caddy:builder.
_BUILDER = pattern(r"\bcaddy-builder\b((?:[ \t]+(?:\\\r?\n[ \t]*)?[^\s\\&;|]+)+)")
_MODULE = pattern(r"[^\s\\=@]+(?=[\s=@]|\Z)")


@dataclass(frozen=True, slots=True, eq=False)
class LackingModule:
    """A word of a plugin's that the Caddy reading it does not have; ``image`` is where its image is named.

    ``certain`` for the program of the official image. Without ``image`` the Caddy is not shown. ``meant`` is the module
    that is built in, where the word is like it and is no module's name. ``recipe`` is the Dockerfile of the image.
    ``apart``: it is built into a program that is not the one which is started.
    """

    problem: Problem
    package: str
    image: Origin | None
    certain: bool
    meant: str | None = None
    recipe: SourceFile | None = None
    apart: bool = False


def lacking_modules(deployment: Deployment) -> Iterator[LackingModule]:
    """What the Caddies of a deployment cannot read for want of a plugin."""
    for front in deployment.fronts:
        member = front.member
        if member is None or has_no_plugins(member, deployment.files):
            base = member.listening.base if member else None
            lacking = [each for each in front.caddyfile.problems if each.package and each not in front.blamed]
            built_in = (_built_with(front, deployment) if lacking else None) or frozenset()
            itself = member is None and any(each.package == _FRANKENPHP for each in lacking)
            for problem in lacking:
                if problem.package and not (itself and problem.package in _IN_FRANKENPHP):
                    yield LackingModule(
                        problem,
                        problem.package,
                        base.origin if base else None,
                        member is not None,
                        recipe=_recipe(member, deployment),
                        apart=problem.package in built_in,
                    )
            continue
        built = _built_with(front, deployment)
        if built is not None:
            origin = member.service.build.origin if member.service.build else member.origin
            for problem in without_plugins(front, deployment.files).problems:
                if problem.package and problem.package not in built:
                    recipe = _recipe(member, deployment)
                    yield LackingModule(problem, problem.package, origin, False, recipe=recipe)
                elif meant := _misspelt(problem, built):
                    yield LackingModule(problem, _DNS.format(meant), origin, False, meant)


def _recipe(member: Member | None, deployment: Deployment) -> SourceFile | None:
    build = member.service.build if member is not None else None
    if build is None or build.inline or not isinstance(build.dockerfile, str):
        return None
    file = deployment.files.read(build.dockerfile)
    return file if isinstance(file, SourceFile) else None


def _misspelt(problem: Problem, built: frozenset[str]) -> str | None:
    """The DNS provider that is built in and that a name which is nobody's is most like."""
    first = next(iter(problem.suggestions), None)
    missing = problem.kind == "module-missing" and problem.fatal and first is not None
    return first if missing and first is not None and _DNS.format(first) in built else None


def may_be_a_plugins(problem: Problem, caddyfile: Caddyfile, deployment: Deployment) -> bool:
    """Whether a word is like none of Caddy's, and no service shows which Caddy reads the file: a plugin may have it."""
    word = problem.origin.text
    if problem.kind not in _OF_MODULES or word == "import" or not _NAME.fullmatch(word):
        return False
    if Names(problem.suggestions).closest(word, _LIKE):
        return False
    return all(front.member is None for front in deployment.fronts if front.caddyfile is caddyfile)


def _built_with(front: Front, deployment: Deployment) -> frozenset[str] | None:
    """The packages that xcaddy builds in, where all of them are known; ``None`` where that cannot be told."""
    build = front.member.service.build if front.member else None
    if build is None:
        return None
    file = _recipe(front.member, deployment)
    text: object = build.inline.value if build.inline else file.text if file else None
    if not isinstance(text, str):
        return None
    packages = frozenset(_WITH.findall(text)) if "xcaddy build" in text else frozenset()
    if not packages and "add-package" not in text and _WITHOUT.search(text):
        return packages
    for arguments in _BUILDER.findall(text):
        packages |= frozenset(_MODULE.findall(arguments))
    from toybox_lint.caddy.plugins import is_known

    return packages if packages and all(map(is_known, packages)) else None
