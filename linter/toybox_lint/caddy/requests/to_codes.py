"""Redirects whose status stands where their target is to be.

Measured with Caddy 2.11.7: of ``redir /new 302`` the first word is the path of the requests that are redirected, and
302 where they are sent, below their own address.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive, Word
from toybox_lint.caddy.sites.lines import lines
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Span

_CODE = pattern(r"3\d\d|permanent|temporary|html")


@dataclass(frozen=True, slots=True, eq=False)
class ToCode:
    """A ``redir`` to ``code``; ``path`` is what it is for, and what may be meant as its target."""

    directive: Directive
    code: Word
    path: Word | None

    def edits(self) -> tuple[Edit, ...]:
        """Let it be for all requests, and its path the target; empty where that is not written here."""
        name, path = self.directive.name.origin, self.path.origin if self.path else None
        if path is None or not path.exact or path.file is not name.file:
            return ()
        start = path.span.start
        beside = path.file.text[name.span.end : start].isspace()
        return (Edit(path.file, Span(start, start), "* "),) if beside else ()


def to_codes(caddyfile: Caddyfile) -> Iterator[ToCode]:
    """Every such redirect."""
    for each in lines(caddyfile, "redir"):
        if (found := _to_code(each)) is not None:
            yield found


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
