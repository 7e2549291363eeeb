"""The way of a request to each handler of a site: what is around it, and what runs before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from toybox_lint.caddy.directives.order import ANSWERS
from toybox_lint.caddy.edit import without, without_block
from toybox_lint.caddy.model import Caddyfile, Directive, Handler, Site
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.records import dataclass

EXCLUSIVE = frozenset(("handle", "handle_path"))
CONTAINERS = frozenset(("handle", "handle_path", "route"))
PROXIES = frozenset(("reverse_proxy", "php_fastcgi"))
# What answers, or may, as far as a request gets there; a container answers with what is in it.
ANSWERING = ANSWERS | PROXIES | {"invoke"}
# What may change the path of the request that later matchers see; `invoke` runs what stands elsewhere.
CHANGES = frozenset(("rewrite", "uri", "try_files", "php_fastcgi", "invoke"))
_MAY_CHANGE = CHANGES | {"handle_path"}

Numbered = Callable[[Sequence[Handler]], tuple[Sequence[int], Sequence[int]]]

_UNCHANGED = frozenset(("{path}", "{uri}", "{http.request.uri.path}", "{http.request.uri}"))


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A handler of ``site``, one of ``beside``, and the way to the container that it stands in, if it does in one."""

    site: Site
    handler: Handler
    container: Way | None
    beside: Sequence[Handler]
    index: int

    @property
    def name(self) -> str:
        return name_of(self.handler.directive)

    @property
    def levels(self) -> tuple[Way, ...]:
        """The ways to the containers around the handler, from outside in, and this one."""
        return (self,) if self.container is None else (*self.container.levels, self)

    @property
    def around(self) -> tuple[Handler, ...]:
        """The containers around the handler, from outside in."""
        return tuple(level.handler for level in self.levels[:-1])

    @property
    def before(self) -> tuple[Handler, ...]:
        """What may run before the handler, in Caddy's order, with the containers around it at their places.

        It is not kept: all of them together grow with the square of a site.
        """
        outer = () if self.container is None else (*self.container.before, self.container.handler)
        return (*outer, *map(self.beside.__getitem__, self.earlier(_every)))

    @property
    def last_change(self) -> Handler | None:
        """The last handler before it that may change the path; what is in the containers around it is not asked."""
        beside = self.changed_beside
        return beside if beside is not None or self.container is None else self.container.last_change

    @property
    def changed_beside(self) -> Handler | None:
        """The last one in its own container that runs before it and may change the path."""
        numbers = self.earlier(_changing)
        return self.beside[numbers[-1]] if numbers else None

    @property
    def changes(self) -> bool:
        """Whether the handler or something in it may change the path that later matchers see."""
        numbers = _changing(self.beside)[0]
        at = bisect_left(numbers, self.index)
        return at < len(numbers) and numbers[at] == self.index

    def earlier(self, numbered: Numbered) -> Sequence[int]:
        """The numbers of those in its own container that run before it, of the ones that ``numbered`` finds."""
        numbers = numbered(self.beside)[self.name in EXCLUSIVE]
        return numbers[: bisect_left(numbers, self.index)]


def name_of(directive: Directive) -> str:
    """The name of a directive; empty where a variable decides it."""
    text = directive.words[0].text
    return text if isinstance(text, str) else ""


@lru_cache(maxsize=8)
def ways(caddyfile: Caddyfile) -> tuple[Way, ...]:
    """The way to every handler of every site of a Caddyfile that Caddy accepts."""
    sites = caddyfile.sites if caddyfile.valid else ()
    return tuple(way for site in sites for way in _ways(site, site.handlers, None))


def way_of(caddyfile: Caddyfile, directive: Directive) -> Way | None:
    """The way to a directive, the first one; ``None`` where it is no handler of a site."""
    return _by_directive(caddyfile).get(id(directive))


@remembered
def _by_directive(caddyfile: Caddyfile) -> dict[int, Way]:
    return {id(way.handler.directive): way for way in reversed(ways(caddyfile))}


def _ways(site: Site, handlers: Sequence[Handler], container: Way | None) -> Iterator[Way]:
    for index, handler in enumerate(handlers):
        way = Way(site, handler, container, handlers, index)
        yield way
        if handler.handlers:
            yield from _ways(site, handler.handlers, way)


@remembered
def matchers(site: Site) -> dict[str, list[Directive]]:
    """The lines of a site whose names begin with ``@``, by these."""
    found: dict[str, list[Directive]] = {}
    for each in site.block.walk():
        name = name_of(each)
        if name.startswith("@"):
            found.setdefault(name, []).append(each)
    return found


def within(handler: Handler) -> Iterator[Handler]:
    """The handler and everything in it."""
    yield handler
    for each in handler.handlers:
        yield from within(each)


def changes_path(handler: Handler) -> bool:
    """Whether the handler or something in it may change the path that later matchers see."""
    name = name_of(handler.directive)
    if name in _MAY_CHANGE and not (name == "rewrite" and value(handler.directive) in _UNCHANGED):
        return True
    return any(map(changes_path, handler.handlers))


def numbered(holds: Callable[[Handler], bool]) -> Numbered:
    """The numbers of the handlers of which something holds: of all, and of those that others do not exclude."""

    @remembered
    def numbers(beside: Sequence[Handler]) -> tuple[list[int], list[int]]:
        found = [number for number, each in enumerate(beside) if holds(each)]
        return found, [number for number in found if name_of(beside[number].directive) not in EXCLUSIVE]

    return numbers


_every = numbered(lambda _: True)
_changing = numbered(changes_path)


def words(directive: Directive) -> tuple[str, ...] | None:
    """The arguments of a directive; ``None`` where a variable is among them."""
    texts = [word.text for word in directive.arguments]
    return tuple(str(text) for text in texts) if all(isinstance(text, str) for text in texts) else None


def leave_out(directive: Directive) -> Edit | None:
    """Leave a directive out; ``None`` in what an import brings to several places, or where more is on its lines."""
    return without(directive) if directive.name.origin.via is None else None


def lines_out(owner: Directive, lines: Sequence[Directive]) -> tuple[Edit, ...]:
    """Leave lines of the block of ``owner`` out, and the block with the last one; empty where one cannot be."""
    edits = [edit for edit in map(leave_out, lines) if edit is not None]
    if len(edits) < len(lines):
        return ()
    inside = owner.block.directives if owner.block else ()
    block = without_block(owner) if {*map(id, inside)} <= {*map(id, lines)} else None
    return tuple(edits) if block is None else (block,)


def value(directive: Directive) -> str | None:
    """The value of ``root`` or ``rewrite``: the last of its one or two arguments."""
    given = words(directive)
    return given[-1] if given and len(given) <= 2 else None


def sole_path(handler: Handler) -> str | None:
    """The one path that a handler's matcher consists of, be that written behind its name or as a named one."""
    paths = handler.paths
    one = isinstance(paths, tuple) and len(paths) == 1 and not handler.narrowed
    return str(paths[0]) if one and isinstance(paths, tuple) else None


def whole_path(handler: Handler) -> str | None:
    """The sole path of a handler, or the one that it has with and without what is below it: ``/api /api/*``."""
    paths = handler.paths
    if not isinstance(paths, tuple) or len(paths) != 2 or handler.narrowed:
        return sole_path(handler)
    short, wide = sorted(map(str, paths), key=len)
    return wide if wide == f"{short.rstrip('/')}/*" else None


def single_path(handler: Handler) -> str | None:
    """The one path that a handler's matcher consists of, written behind its name."""
    first = handler.directive.arguments[:1]
    text = first[0].text if first else None
    return text if isinstance(text, str) and handler.paths == (text,) and text.startswith("/") else None
