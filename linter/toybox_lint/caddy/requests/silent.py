"""Sites that say where files are and serve none: every request gets an empty page.

Source: Caddy's documentation of ``root`` and ``file_server``; measured with Caddy 2.11.7, which answers 200 without a
word where no handler does.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.directives.order import DIRECTIVES
from toybox_lint.caddy.edit import beneath
from toybox_lint.caddy.model import Block, Caddyfile, Directive, Site
from toybox_lint.caddy.requests.ways import ANSWERING, CONTAINERS, name_of
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass

# What looks for files and leaves it to others to serve them.
_FOR_FILES = frozenset(("root", "try_files", "templates"))
# Every other directive may answer, and so may one that is not Caddy's own.
_NEVER_ANSWERING = DIRECTIVES - ANSWERING - {"forward_auth", "acme_server", "intercept"}


@dataclass(frozen=True, slots=True, eq=False)
class Silent:
    """A site of which no directive answers, and the one that says where its files are or which are tried.

    Or a ``handle`` of a site, ``inside``: what comes to it goes nowhere else.
    """

    site: Site
    directive: Directive
    inside: Directive | None = None

    def edit(self) -> Edit | None:
        """Serve them; ``None`` in what an import brings to several places."""
        return None if self.directive.name.origin.via is not None else beneath(self.directive, "file_server")


def silent(caddyfile: Caddyfile) -> Iterator[Silent]:
    """Every such site of a Caddyfile that is wholly seen."""
    if not is_wholly_seen(caddyfile):
        return
    for site in caddyfile.sites:
        if next(answering(site.block), None) is None:
            if (looking := _looking(site.block)) is not None:
                yield Silent(site, looking)
        else:
            yield from _silent_handles(site)


def _silent_handles(site: Site) -> Iterator[Silent]:
    """Of a site all of whose answers stand in its handles, those that have none."""
    directives = site.block.directives
    quiet = [
        each
        for each in directives
        if _handles(each) and each.block and next(answering(each.block), None) is None
    ]
    if quiet and all(_handles(each) for each in directives if _may_answer(each)):
        for each in quiet:
            if each.block and (found := _looking(each.block)):
                yield Silent(site, found, each)


def _looking(block: Block) -> Directive | None:
    """The first directive that looks for files."""
    return next((each for each in _directives(block) if name_of(each) in _FOR_FILES), None)


def _handles(directive: Directive) -> bool:
    return name_of(directive) in ("handle", "handle_path")


def _may_answer(directive: Directive) -> bool:
    """Whether it answers by itself, or holds what may."""
    name = name_of(directive)
    return name in CONTAINERS or (name not in _NEVER_ANSWERING and not name.startswith("@"))


def is_wholly_seen(caddyfile: Caddyfile) -> bool:
    """Whether Caddy accepts it, and nothing is imported that cannot be seen."""
    return caddyfile.valid and caddyfile.whole


def answering(block: Block) -> Iterator[Directive]:
    """The directives of a site, in its containers too, that answer, or may."""
    for each in _directives(block):
        if _may_answer(each) and name_of(each) not in CONTAINERS:
            yield each


def _directives(block: Block) -> Iterator[Directive]:
    for each in block.directives:
        yield each
        if name_of(each) in CONTAINERS and each.block is not None:
            yield from _directives(each.block)
