"""Upstreams to which no request gets, because another route answers before; and whether its answer is a failure.

Source: Caddy's documentation of the order of directives; measured with Caddy 2.11.7.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.edit import in_handle
from toybox_lint.caddy.model import Directive, Handler, Site, Unreachable
from toybox_lint.caddy.requests.reach import includes
from toybox_lint.caddy.requests.ways import (
    CONTAINERS,
    PROXIES,
    Way,
    leave_out,
    name_of,
    numbered,
    way_of,
    within,
)
from toybox_lint.deployment.model import Cause, Deployment, Link, Verdict
from toybox_lint.diagnostics import Applicability, Fix
from toybox_lint.later import remembered
from toybox_lint.records import dataclass, replace

# What runs before others and lets requests go on, or fails: a login that is refused is no answer of a route.
_GOES_ON = frozenset(
    {"header", "request_header", "encode", "log", "log_skip", "log_name", "log_append", "root", "vars", "map"}
    | {"uri", "rewrite", "try_files", "method", "request_body", "basic_auth", "basicauth", "forward_auth"}
)
_PROXIES = PROXIES | {"forward_auth"}
_MOVABLE = PROXIES | {"route"}
# What people answer in place of an application that they have closed on purpose, while they work on it.
_OUT_OF_SERVICE = "503"


@dataclass(frozen=True, slots=True)
class Unreached:
    """A route that no request reaches. ``links`` are those in it that fail for what answers in their place."""

    route: Unreachable
    links: tuple[Link, ...]
    fixes: tuple[Fix, ...]

    @property
    def for_all(self) -> bool:
        """Whether it is a proxy without a matcher."""
        return _is_for_all(self.route.directive)


class _Dead:
    """The proxies of which no upstream answers, among those that ``links`` are of."""

    def __init__(self, links: tuple[Link, ...]) -> None:
        self._links = links
        self._directives: dict[int, bool] | None = None

    def has(self, directive: Directive) -> bool:
        """Whether the directive is such a proxy, wherever it is imported."""
        if self._directives is None:
            self._directives = {}
            for link in self._links:
                at = id(link.proxy.directive)
                fails = link.verdict is Verdict.FAILS and link.certain
                self._directives[at] = fails and self._directives.get(at, True)
        return self._directives.get(id(directive), False)


def never_reached(found: Iterable[Link]) -> Iterator[Link]:
    """``found`` of one Caddy, judged anew where no request gets to an upstream: by what answers in its place.

    Where that certainly fails, so does every request that is meant for the upstream. Else a failure of the upstream
    itself is less than certain.
    """
    links = tuple(found)
    dead = _Dead(links)
    for link in links:
        by = _hiding(link)
        if by is None:
            yield link
        elif _fails(by.by, link, dead):
            yield _answered(link, by.by)
        else:
            yield replace(link, certain=False) if link.verdict is Verdict.FAILS else link


def unreached(deployment: Deployment) -> Iterator[Unreached]:
    """Every route that no request reaches."""
    beside: dict[tuple[int, int | None], list[Link]] = {}
    for link in deployment.links:
        beside.setdefault((id(link.front.caddyfile), link.proxy.site), []).append(link)
    for caddyfile in deployment.caddyfiles:
        for number, site in enumerate(caddyfile.sites if caddyfile.valid else ()):
            if site.unreachable:
                yield from _of_site(site, beside.get((id(caddyfile), number), ()))


def _of_site(site: Site, links: Sequence[Link]) -> Iterator[Unreached]:
    routes = [(route, tuple(_within(route, links))) for route in site.unreachable]
    from toybox_lint.deployment.upstreams.reordering import all_put_first

    put_first = all_put_first(
        route for route, inside in routes if _may_go_first(route, inside) or _is_of_files_beside(site, route)
    )
    for route, inside in routes:
        failing = tuple(link for link in inside if link.cause is Cause.ANSWERED_BEFORE)
        yield Unreached(route, failing, put_first.get(id(route), ()) or _brought_out(route, inside))


def _within(route: Unreachable, links: Sequence[Link]) -> Iterator[Link]:
    """Those of ``links`` whose proxy is the route, or stands in it."""
    numbers = _by_directive(links)
    found = (number for each in route.directive.walk() for number in numbers.get(id(each), ()))
    return (links[number] for number in sorted(found))


@remembered
def _by_directive(links: Sequence[Link]) -> dict[int, list[int]]:
    """The numbers of links by the identity of the directive of their proxy."""
    found: dict[int, list[int]] = {}
    for number, link in enumerate(links):
        found.setdefault(id(link.proxy.directive), []).append(number)
    return found


def _hiding(link: Link) -> Unreachable | None:
    site = _site(link)
    hidden = _hidden(site) if site is not None else None
    return hidden.get(id(link.proxy.directive)) if hidden else None


@remembered
def _hidden(site: Site) -> dict[int, Unreachable]:
    """The routes that no request reaches, by the identity of all directives in them; the first that holds one."""
    return {id(each): route for route in reversed(site.unreachable) for each in route.directive.walk()}


def _site(link: Link) -> Site | None:
    number = link.proxy.site
    return None if number is None else link.front.caddyfile.sites[number]


def _answered(link: Link, by: Directive) -> Link:
    line = by.name.origin.start.line
    return link.failing_for(
        Cause.ANSWERED_BEFORE, f"the {by.name.text} of line {line} answers before, and fails"
    )


def _fails(by: Directive, link: Link, dead: _Dead) -> bool:
    """Whether every answer of ``by`` is certainly a failure."""
    site = _site(link)
    handler = _handlers(site).get(id(by)) if site is not None else None
    return handler is not None and _ends_badly(handler, dead)


@remembered
def _handlers(site: Site) -> dict[int, Handler]:
    """Handlers by the identity of their directive, the first of each; none where errors are handled."""
    if any(str(each.name.text).startswith("handle_errors") for each in site.block.directives):
        return {}
    everywhere = [one for each in site.handlers for one in within(each)]
    return {id(each.directive): each for each in reversed(everywhere)}


def _ends_badly(handler: Handler, dead: _Dead) -> bool:
    name = str(handler.directive.name.text)
    if name in _PROXIES:
        return dead.has(handler.directive) and not _handles_answers(handler.directive)
    if name in CONTAINERS:
        return _all_end_badly(handler.handlers, dead)
    if name == "error":
        return _last(handler.directive) != _OUT_OF_SERVICE
    return name == "abort" or (name == "respond" and _is_failure(handler.directive))


def _all_end_badly(handlers: Iterable[Handler], dead: _Dead) -> bool:
    """Whether one of ``handlers`` answers whatever comes, and whoever may answer before it fails, too."""
    for each in handlers:
        bad = _ends_badly(each, dead)
        if bad and not each.conditional:
            return True
        if not bad and str(each.directive.name.text) not in _GOES_ON:
            return False
    return False


def _handles_answers(directive: Directive) -> bool:
    inside = directive.block.directives if directive.block else ()
    return any(each.name.text == "handle_response" for each in inside)


def _is_failure(respond: Directive) -> bool:
    """Whether ``respond`` has a status of 400 or more, written as its last word, that does not close a site."""
    last = _last(respond)
    return len(last) == 3 and last.isdecimal() and "400" <= last <= "599" and last != _OUT_OF_SERVICE


def _last(directive: Directive) -> str:
    """The last word, empty where it is not known."""
    last = directive.arguments[-1].text if directive.arguments else ""
    return last if isinstance(last, str) else ""


def _brought_out(route: Unreachable, inside: tuple[Link, ...]) -> tuple[Fix, ...]:
    """A ``handle`` of its own for what has a matcher: not where its upstream would fail while another route answers.

    Nor where what answers has the same matcher: it would come before the handle, too.
    """
    directive = route.directive
    if str(directive.name.text) not in _MOVABLE or not inside:
        return ()
    if _is_for_all(directive):
        return _reopened(route)
    same = [word.text for word in directive.arguments[:1]] == [word.text for word in route.by.arguments[:1]]
    if same or _in_route(directive, inside) is not None:
        return ()
    if any(
        each.verdict is not Verdict.REACHES and each.cause is not Cause.ANSWERED_BEFORE for each in inside
    ):
        return ()
    edit = in_handle(directive)
    return () if edit is None else (Fix("put it into a handle of its own", Applicability.UNSAFE, (edit,)),)


def _is_for_all(directive: Directive) -> bool:
    """Whether a proxy has no matcher."""
    first = directive.arguments[0].text if directive.arguments else ""
    return directive.name.text in PROXIES and isinstance(first, str) and not first.startswith(("/", "@"))


def _in_route(directive: Directive, inside: tuple[Link, ...]) -> Way | None:
    """The way to a directive that stands in a ``route``, which keeps the order of the file."""
    way = way_of(inside[0].front.caddyfile, directive)
    return way if way is not None and way.container is not None and way.container.name == "route" else None


def _may_go_first(route: Unreachable, inside: tuple[Link, ...]) -> bool:
    """Whether it may stand before what hides it, in a ``route``, without hiding that or getting past a login."""
    if str(route.directive.name.text) not in _MOVABLE or not inside or _is_for_all(route.directive):
        return False
    way = _in_route(route.directive, inside)
    by = way_of(inside[0].front.caddyfile, route.by)
    if way is None or by is None or by.beside is not way.beside or _would_hide(way.handler, by.handler):
        return False
    numbers = _going_on(way.beside)[0]
    before = bisect_left(numbers, way.index)
    return not before or numbers[before - 1] < by.index


_going_on = numbered(lambda each: name_of(each.directive) in _GOES_ON)


def _is_of_files_beside(site: Site, route: Unreachable) -> bool:
    """Whether it says which files are served, behind the ``file_server`` of the same block."""
    if (route.directive.name.text, route.by.name.text) != ("try_files", "file_server"):
        return False
    blocks = (each.block for one in site.block.directives for each in one.walk())
    beside = [block.directives for block in (site.block, *blocks) if block is not None]
    return any({id(route.directive), id(route.by)} <= set(map(id, each)) for each in beside)


def _would_hide(first: Handler, second: Handler) -> bool:
    """Whether ``first`` is for every request that ``second`` is for, or that cannot be told."""
    if first.narrowed:
        return False
    narrow = second.paths if second.conditional else ("/*",)
    if not first.conditional or not isinstance(first.paths, tuple) or not isinstance(narrow, tuple):
        return True
    return all(any(includes(wide, each) for wide in first.paths) for each in narrow)


def _reopened(route: Unreachable) -> tuple[Fix, ...]:
    """Without the ``respond`` that is written behind a proxy for all requests, as if it were tried after that."""
    by, here = route.by.name.origin, route.directive.name.origin
    behind = by.file is here.file and by.start > here.start
    edit = leave_out(route.by) if route.by.name.text == "respond" and behind else None
    title = "leave the respond out, which Caddy tries first"
    return () if edit is None else (Fix(title, Applicability.UNSAFE, (edit,)),)
