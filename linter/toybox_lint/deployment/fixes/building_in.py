"""Plugins that a Dockerfile does not build into its Caddy, built in.

Source: Caddy's documentation of its builder image, whose tags are those of the image with ``builder``.
"""

from __future__ import annotations

from toybox_lint.deployment.caddies.modules import LackingModule
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.patterns import pattern
from toybox_lint.source import SourceFile, Span

_FROM = pattern(r"(?im)^FROM[ \t]+(?:--platform=\S+[ \t]+)?(caddy(?::(\S+))?)(?:[ \t]+AS[ \t]+\S+)?[ \t]*$")
_TAG = pattern(r"(\d+(?:\.\d+)*)(-alpine)?")
_BUILDER = pattern(r"(?im)\bAS[ \t]+builder\b")
_XCADDY = pattern(r"\bxcaddy build\b")
_WITH = pattern(r"--with[ \t=]+[^\s\\]+")


def built_in(found: LackingModule) -> tuple[Fix, ...]:
    """One more ``--with``, or a stage that builds Caddy with the plugin. A person must agree: it is another program."""
    if found.recipe is None or found.meant or found.package in found.recipe.text:
        return ()
    edits = _with_another(found.recipe, found.package) or _with_a_builder(found.recipe, found.package)
    return (Fix(f"build {found.package} in", Applicability.UNSAFE, edits, mends=True),) if edits else ()


def _with_another(file: SourceFile, package: str) -> tuple[Edit, ...]:
    builds = list(_XCADDY.finditer(file.text))
    packages = list(_WITH.finditer(file.text))
    if len(builds) != 1 or not packages or packages[0].start() < builds[0].start():
        return ()
    end = packages[-1].end()
    return (Edit(file, Span(end, end), f" --with {package}"),)


def _with_a_builder(file: SourceFile, package: str) -> tuple[Edit, ...]:
    stages = list(_FROM.finditer(file.text))
    if len(stages) != 1 or _BUILDER.search(file.text) or _XCADDY.search(file.text):
        return ()
    tag = _tag(stages[0][2])
    if tag is None:
        return ()
    start, end = stages[0].span()
    line = file.newline
    stage = f"FROM caddy:{tag} AS builder{line}RUN xcaddy build --with {package}{line}{line}"
    copy = f"{line}COPY --from=builder /usr/bin/caddy /usr/bin/caddy"
    return Edit(file, Span(start, start), stage), Edit(file, Span(end, end), copy)


def _tag(tag: str | None) -> str | None:
    """The tag of the builder beside an image."""
    if tag in (None, "latest", "alpine"):
        return "builder-alpine" if tag == "alpine" else "builder"
    found = _TAG.fullmatch(str(tag))
    return f"{found[1]}-builder{found[2] or ''}" if found else None
