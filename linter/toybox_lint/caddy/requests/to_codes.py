"""Redirects whose status stands where their target is to be.

Measured with Caddy 2.11.7: of ``redir /new 302`` the first word is the path of the requests that are redirected, and
302 where they are sent, below their own address. With ``*`` before it, requests for the target itself are redirected
to it, too, for ever, unless what is around the redirect is for other paths.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive, Word
from toybox_lint.caddy.requests.reach import apart
from toybox_lint.caddy.requests.ways import Way, way_of
from toybox_lint.caddy.sites.lines import lines, sites_with
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Span

_END = pattern(r"[?#]")
# What may have changed the path before a block around the redirect looks at it.
_CHANGING = ("rewrite", "uri")
_CODE = pattern(r"3\d\d|permanent|temporary|html")


@dataclass(frozen=True, slots=True, eq=False)
class ToCode:
    """A ``redir`` to ``code``; ``path`` is what it is for, and what may be meant as its target.

    ``elsewhere``: what is around it is not for requests of that path.
    """

    directive: Directive
    code: Word
    path: Word | None
    elsewhere: bool = False

    def edits(self) -> tuple[Edit, ...]:
        """Let it be for all requests, and its path the target; empty where that is not written here, or for ever."""
        name, path = self.directive.name.origin, self.path.origin if self.path else None
        if path is None or not self.elsewhere or not path.exact or path.file is not name.file:
            return ()
        start = path.span.start
        beside = path.file.text[name.span.end : start].isspace()
        several = "*" in str(self.path.text if self.path else "")
        return (Edit(path.file, Span(start, start), "* "),) if beside and not several else ()


def to_codes(caddyfile: Caddyfile) -> Iterator[ToCode]:
    """Every such redirect."""
    changed = {id(site) for name in _CHANGING for site in sites_with(caddyfile, name)}
    for each in lines(caddyfile, "redir"):
        if (found := _to_code(each)) is not None:
            way = way_of(caddyfile, each)
            if found.path is not None and way is not None and id(way.site) not in changed:
                found = replace(found, elsewhere=_is_elsewhere(found.path, way))
            yield found


def _is_elsewhere(path: Word, way: Way) -> bool:
    """Whether what is around a redirect is for other paths, by those that the client asks for."""
    asked = (_END.split(str(path.text), 1)[0],)
    for outer in way.around:
        if apart(asked, outer.paths):
            return True
        if outer.directive.name.text == "handle_path":
            return False
    return False


def _to_code(directive: Directive) -> ToCode | None:
    *before, last = directive.arguments or (None,)
    if last is None or not isinstance(last.text, str) or not _CODE.fullmatch(last.text) or len(before) > 1:
        return None
    if not before:
        return ToCode(directive, last, None)
    first = before[0]
    if not isinstance(first.text, str) or not first.text.startswith(("/", "@", "*")):
        return None
    return ToCode(directive, last, first if first.text.startswith("/") else None)
