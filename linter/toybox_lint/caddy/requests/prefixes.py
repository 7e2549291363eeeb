"""Prefixes that are taken off the path of a request, and matchers that ask for them afterwards.

Measured with Caddy 2.11.7: matchers are evaluated on the request as earlier handlers left it, once for neighbours with
the same matcher.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.edit import without
from toybox_lint.caddy.model import Caddyfile, Handler, Word
from toybox_lint.caddy.requests.ways import (
    ANSWERING,
    Way,
    name_of,
    single_path,
    sole_path,
    ways,
    within,
    words,
)
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass
from toybox_lint.source import Span


@dataclass(frozen=True, slots=True, eq=False)
class Stripped:
    """A handler that asks for ``prefix`` although ``by`` has taken it off.

    ``again`` is a second directive that takes the same prefix off: it does nothing. Else the handler gets no request;
    ``answers`` tells whether it would have answered.
    """

    way: Way
    prefix: str
    by: Handler
    again: bool
    answers: bool

    @property
    def place(self) -> Word:
        """What asks for the prefix: the path, or the name where that is written elsewhere."""
        directive = self.way.handler.directive
        return directive.arguments[0] if single_path(self.way.handler) else directive.name

    def edits(self) -> tuple[Edit, ...]:
        """Take out a second one, unless an import brings it behind others, too; ask for the rest of the path."""
        directive = self.way.handler.directive
        if self.again:
            together = directive.name.origin.via == self.by.directive.name.origin.via
            edit = without(directive) if together else None
            return (edit,) if edit else ()
        if self.by not in self.way.around:
            return ()
        words = (self.place,) if single_path(self.way.handler) else self._named()
        if not all(self._is_written(word) for word in words):
            return ()
        starts = ((word.origin.file, word.origin.span.start) for word in words)
        return tuple(Edit(file, Span(start, start + len(self.prefix)), "") for file, start in starts)

    def _named(self) -> tuple[Word, ...]:
        """The paths of the matcher, where it is defined inside of what takes the prefix off: all see the rest alone."""
        name, block = self.way.handler.directive.arguments[:1], self.by.directive.block
        for each in block.directives if block and name else ():
            given = each.arguments
            if each.name.text == name[0].text and not each.block and given and given[0].text == "path":
                return given[1:]
        return ()

    def _is_written(self, word: Word) -> bool:
        return word.origin.exact and word.origin.via is None and str(word.text).startswith(f"{self.prefix}/")


def stripped_before(caddyfile: Caddyfile) -> Iterator[Stripped]:
    """Every handler that asks for a prefix which the requests that come to it no longer have."""
    for way in ways(caddyfile):
        found = taken_off(way)
        if found is None:
            continue
        prefix, by = found
        if _merged(way, by):
            continue
        again = name_of(way.handler.directive) == "uri" and _operand(way.handler) == prefix
        paths = way.handler.paths
        asks = (
            isinstance(paths, tuple) and bool(paths) and all(path.startswith(prefix + "/") for path in paths)
        )
        if again and not asks:
            yield Stripped(way, prefix, by, True, False)
        elif asks:
            answers = any(name_of(each.directive) in ANSWERING for each in within(way.handler))
            yield Stripped(way, prefix, by, False, answers)


def _merged(way: Way, by: Handler) -> bool:
    """Whether Caddy makes one route of the two: neighbours with the same matcher are tested once."""
    if not by.conditional or by in way.around:
        return False
    path = sole_path(by)
    if path is None or sole_path(way.handler) != path:
        return False
    differing = (each for each in reversed(way.before) if each is by or sole_path(each) != path)
    return next(differing) is by


def taken_off(way: Way) -> tuple[str, Handler] | None:
    """The prefix that the path of every request on this way has lost last, and what took it off."""
    by, container = way.changed_beside, way.container
    if by is not None:
        prefix = _strips(by, inside=False)
        return None if prefix is None else (prefix, by)
    if container is None:
        return None
    prefix = _strips(container.handler, inside=True)
    return taken_off(container) if prefix is None else (prefix, container.handler)


def _strips(handler: Handler, inside: bool) -> str | None:
    """The prefix after which no path begins with it any more."""
    if inside and name_of(handler.directive) == "handle_path":
        path = single_path(handler)
        return path.removesuffix("*").removesuffix("/") or None if path and _literal(path) else None
    operand = _operand(handler)
    if operand is None or not operand.startswith("/") or not _literal(operand):
        return None
    covers = sole_path(handler) in (f"{operand}/*", f"{operand}*", "/*")
    return operand.rstrip("/") or None if covers or not handler.conditional else None


def _operand(handler: Handler) -> str | None:
    """What a ``uri strip_prefix`` takes off."""
    given = words(handler.directive)
    stripping = name_of(handler.directive) == "uri" and given is not None and "strip_prefix" in given
    return given[-1] if stripping and given and given[-2:-1] == ("strip_prefix",) else None


def _literal(path: str) -> bool:
    return "{" not in path and "%" not in path and "*" not in path.removesuffix("*")
