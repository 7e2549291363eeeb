"""The whole file: global options, named routes, then site by site, in Caddy's order."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable

from toybox_lint.caddy.directives import containers, matchers
from toybox_lint.caddy.directives.helper import Found, Helper, Refused, Scope
from toybox_lint.caddy.directives.options import OptionsReader
from toybox_lint.caddy.directives.order import DIRECTIVES
from toybox_lint.caddy.directives.routes import Route
from toybox_lint.caddy.directives.sites import Bind
from toybox_lint.caddy.directives.sorting import sort_routes
from toybox_lint.caddy.directives.tls import Settings
from toybox_lint.caddy.model import Block, Directive, Listener, NamedRoute, Proxy, Site
from toybox_lint.caddy.places import origin_of
from toybox_lint.caddy.problems import Fault, Problems
from toybox_lint.caddy.reading.environment import is_symbolic
from toybox_lint.caddy.reading.tree import BlockTree
from toybox_lint.caddy.requests import reach
from toybox_lint.caddy.sites import conflicts
from toybox_lint.caddy.sites.addresses import parse_address
from toybox_lint.caddy.sites.listeners import Server, SiteKeys, map_sites
from toybox_lint.caddy.wording import oddities
from toybox_lint.digits import whole
from toybox_lint.facts import Unknown
from toybox_lint.later import Later
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin, Span
from toybox_lint.suggest import nearest
from toybox_lint_grammar.layout import ServerBlock
from toybox_lint_grammar.tokens import Token

SEVERAL_SITES = "to have several sites, put braces around each of them"


@dataclass(slots=True)
class _Part:
    """A named route or a site while the file is put together."""

    block: ServerBlock
    tree: BlockTree
    found: Found
    routes: list[Route]
    faults: list[Fault] | tuple[()] = ()


class Evaluation:
    """Evaluates the blocks of a file; ``trees`` has the tree of each."""

    def __init__(
        self,
        blocks: list[ServerBlock],
        trees: list[BlockTree],
        problems: Problems,
        stock: bool,
        exists: Callable[[str], bool],
    ) -> None:
        self.pairs = list(zip(blocks, trees, strict=True))
        self.problems = problems
        self.reader = OptionsReader()
        self.options: tuple[Directive, ...] = ()
        self.sites: list[Site] = []
        self.proxies: list[Proxy] = []
        self.deployed: list[Proxy] = []
        self.listen: list[str] = []
        self.named: list[NamedRoute] = []
        self._named: dict[str, _Part] = {}
        self._parts: list[_Part] = []
        self._scope = Scope(problems, None, containers.subroute, Found(), {}, stock=stock, exists=exists)

    def evaluate(self) -> None:
        """Evaluate everything; what Caddy refuses becomes a problem, in Caddy's order."""
        self._check_keys()
        self._global_options()
        order = {name: number for number, name in enumerate(self.reader.options.order)}
        self._scope = replace(self._scope, order=order)
        for block, tree in self.pairs:
            if block.route:
                self._named_route(block, tree)
        for block, tree in self.pairs:
            if not block.route:
                self._site(block, tree)
        named = [each for part in self._parts for each in part.found.authorities]
        if named:
            conflicts.check_authorities(named, self.reader.options, self.problems)
        keys = [self._site_keys(index, part) for index, part in enumerate(self._parts)]
        servers = map_sites(keys, self.reader.options, self.problems)
        self._routes(servers)
        conflicts.check(servers, self.reader.options, self.problems)
        self._put_together(keys, servers)

    def _check_keys(self) -> None:
        for block, _ in self.pairs:
            for key in block.keys:
                text = key.text[2:-1] if block.route else key.text
                if text in DIRECTIVES:
                    message = f"{text} is a directive, not the address of a site; put it inside one"
                    line = self.problems.caddy_line(key, chain=False)
                    self.problems.report("directive-outside-site", message, origin_of(key), line)

    def _global_options(self) -> None:
        if not self.pairs or self.pairs[0][0].keys:
            return
        block, tree = self.pairs.pop(0)
        self.options = tree.directives
        for segment in block.segments:
            name = segment[0]
            if name.text not in self.reader.table:
                self._unknown_option(name)
                continue
            oddities.shell_variables(segment, self.problems)
            try:
                self.reader.read(Helper(list(segment), self._scope))
            except Refused as refused:
                containers.note(self._scope, refused)

        for address, token in self.reader.options.repeated:
            message = f"two options servers have the same address {address}".rstrip()
            self.problems.report("given-twice", message, origin_of(token), None)

    def _unknown_option(self, name: Token) -> None:
        if not self._scope.stock or is_symbolic(name.text):
            return
        from toybox_lint.caddy.plugins import option_plugin

        source = option_plugin(name.text)
        help = None if source is None else f"it comes with {source}"
        message = f"there is no global option {name.text}"
        if source is None and name.text in DIRECTIVES:
            help = "a site's directives belong in a block with an address before the brace"
        self.problems.report(
            "unknown-option",
            message,
            origin_of(name),
            self.problems.caddy_line(name, chain=False),
            suggestions=nearest(name.text, self.reader.table),
            help=help,
            package=source,
        )

    def _named_route(self, block: ServerBlock, tree: BlockTree) -> None:
        key = block.keys[0]
        name = key.text[2:-1]
        found = Found()
        scope = replace(self._scope, found=found, tree=tree)
        routes: list[Route] = []
        self.problems.held = faults = list[Fault]()
        try:
            routes = containers.subroute(Helper(list(block.segments[0]), scope))
        except Refused as refused:
            containers.note(scope, refused)
        finally:
            self.problems.held = None
        if name in self._named:
            message = f"the named route {name} is defined twice"
            self.problems.report("named-route-redefined", message, origin_of(key), None)
            return
        self._named[name] = _Part(block, tree, found, routes, faults)
        if lone_handler(routes) is not None:
            message = (
                f"Caddy 2.11 keeps only the first handler of the named route {name}: this one is dropped"
            )
            help = "put route { } around all of them"
            self.problems.at(routes[1].token, "named-route-keeps-first", message, fatal=False, help=help)

    def _site(self, block: ServerBlock, tree: BlockTree) -> None:
        if not block.keys:
            message = "a block without an address holds the global options and must come first"
            origin = origin_of(block.open or block.segments[0][0])
            self.problems.report("options-not-first", message, origin, None)
            return
        part = _Part(block, tree, Found(), [])
        scope = replace(
            self._scope,
            site=len(self._parts),
            found=part.found,
            matchers=ChainMap(),
            paths=self._paths(block),
            tree=tree,
        )
        self._parts.append(part)
        if block.keys[0].text in DIRECTIVES:
            return
        for segment in block.segments:
            if segment[0].text.startswith("@"):
                try:
                    matchers.define(list(segment), scope)
                except Refused as refused:
                    containers.note(scope, refused)
        for segment in block.segments:
            if not segment[0].text.startswith("@"):
                part.routes += self._directive(segment, scope, block)

    def _paths(self, block: ServerBlock) -> tuple[str, ...] | Unknown:
        """The paths in a site's addresses; empty as soon as one has none."""
        found: list[str] = []
        for key in block.keys:
            address = parse_address(key.text) if "/" in key.text else ""
            if isinstance(address, str) or not address.path:
                return ()
            unknown = self.problems.symbols.unknown(address.path)
            if unknown is not None:
                return unknown
            found.append(address.path)
        return tuple(found)

    def _directive(self, segment: list[Token], scope: Scope, block: ServerBlock) -> list[Route]:
        name = segment[0]
        try:
            if name.text in DIRECTIVES:
                return containers.evaluate(list(segment), scope)
        except Refused as refused:
            containers.note(scope, refused)
            return []
        if scope.stock and not is_symbolic(name.text):
            help = None if block.open else SEVERAL_SITES
            verdict = containers.unknown_directive(name, None, help)
            line = self.problems.caddy_line(name, chain=False)
            self.problems.report(
                verdict.kind,
                verdict.message,
                origin_of(name),
                line,
                suggestions=verdict.suggestions,
                help=verdict.help,
                package=verdict.package,
            )
        if not scope.stock:
            containers.maybe_misspelt(list(segment), scope)
        return []

    def _site_keys(self, index: int, part: _Part) -> SiteKeys:
        lines = [route for route in part.routes if route.kind == "bind"]
        binds = [route.data for route in lines if isinstance(route.data, Bind)]
        if lines and not any(bind.addresses for bind in binds):
            message = "bind without an address: Caddy leaves the whole site out"
            self.problems.at(lines[0].token, "site-vanishes", message, fatal=False)
        tls = [route.data for route in part.routes if route.kind == "tls"]
        return SiteKeys(
            index,
            part.block.keys,
            binds,
            [data for data in tls if isinstance(data, Settings)],
        )

    def _routes(self, servers: list[Server]) -> None:
        """Sort each site's routes and see whom it invokes."""
        for part in self._parts:
            part.routes = [route for route in part.routes if route.kind == "route"]
            sort_routes(part.routes, self._scope.order)
            oddities.merged_handles(part.routes, self.problems)
        for server in servers:
            for site, _ in server.sites:
                for name in self._invoked(self._parts[site.index]):
                    for fault in self._named[name.text].faults if name.text in self._named else ():
                        self.problems.at_start(fault)
                    if name.text not in self._named and not is_symbolic(name.text):
                        names = nearest(name.text, self._named)
                        message = f"there is no named route &({name.text})"
                        origin = origin_of(name)
                        self.problems.report("unknown-named-route", message, origin, None, suggestions=names)

    def _invoked(self, part: _Part) -> list[Token]:
        """The named routes that a part invokes, directly or through others, each once."""
        found: dict[str, Token] = {}
        todo = list(part.found.invoked)
        while todo:
            name = todo.pop(0)
            if name.text not in found:
                found[name.text] = name
                if name.text in self._named:
                    todo += self._named[name.text].found.invoked
        return list(found.values())

    def _put_together(self, keys: list[SiteKeys], servers: list[Server]) -> None:
        for part in [*self._named.values(), *self._parts]:
            self.proxies += part.found.proxies
        for server in servers:
            self.listen += server.listen
            invoked: set[str] = set()
            for site, _ in server.sites:
                part = self._parts[site.index]
                self.deployed += part.found.proxies
                invoked.update(name.text for name in self._invoked(part))
            for name in sorted(invoked & self._named.keys()):
                self.deployed += self._kept(self._named[name])
        self.named = [_named(name, part) for name, part in self._named.items()]
        listeners = _listeners(servers)
        for each in keys:
            self.sites.append(self._model(each, listeners))

    def _kept(self, part: _Part) -> list[Proxy]:
        """The proxies of a named route that Caddy keeps: of a lone route only the first handler."""
        kept = lone_handler(part.routes)
        if kept is None:
            return part.found.proxies
        start, end = kept.proxies
        return part.found.proxies[start:end]

    def _model(self, site: SiteKeys, listeners: dict[int, dict[str, Listener]]) -> Site:
        part = self._parts[site.index]
        block = part.block
        near = block.keys[-1]
        opened = block.open or _after(near)
        last = block.segments[-1][-1] if block.segments else near
        closed = block.close or _after(last)
        addresses = tuple(Located(self.problems.text_of(key), origin_of(key)) for key in block.keys)
        found = dict(listeners.get(site.index, {}))
        for address in site.addresses:
            unknown = self.problems.symbols.unknown(address.text)
            if not address.known and unknown is not None:
                text = self.problems.symbols.readable(address.text)
                found[text] = Listener(text, unknown, unknown)
        return Site(
            addresses,
            tuple(found.values()),
            Block(opened, closed, Later(lambda: part.tree.directives)),
            Later(lambda: reach.handlers(part.routes, part.tree)),
            Later(lambda: tuple(reach.unreachable(part.routes, part.tree))),
        )


def _named(name: str, part: _Part) -> NamedRoute:
    return NamedRoute(name, Later(lambda: reach.handlers(part.routes, part.tree)))


def _listeners(servers: list[Server]) -> dict[int, dict[str, Listener]]:
    """What each site listens on, by its index."""
    found: dict[int, dict[str, Listener]] = {}
    for server in servers:
        for listen in server.listen:
            port = listen.rpartition(":")[2]
            listener = Listener(listen, whole(port) or 0, server.tls)
            for site, _ in server.sites:
                found.setdefault(site.index, {})[listen] = listener
    return found


# Directives that become several routes, some of which have matchers.
_SPREAD = frozenset(("php_fastcgi",))


def lone_handler(routes: list[Route]) -> Route | None:
    """The first route, when Caddy merges all of them into one without a matcher."""
    if len(routes) < 2 or any(not route.matcher.everything or route.name in _SPREAD for route in routes):
        return None
    grouped = {name for name in ("handle", "root") if sum(route.name == name for route in routes) > 1} | {
        "rewrite"
    }
    groups = {route.name if route.name in grouped else "" for route in routes}
    return routes[0] if len(groups) == 1 else None


def _after(token: Token) -> Origin:
    origin = origin_of(token)
    return Origin(origin.file, Span(origin.span.end, origin.span.end), False, origin.via)
