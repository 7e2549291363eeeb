"""The whole file: global options, named routes, then site by site, in Caddy's order."""

from __future__ import annotations

from toybox_lint.caddy import evaluate
from toybox_lint.caddy.directives import DIRECTIVES
from toybox_lint.caddy.helper import Scope
from toybox_lint.caddy.listeners import listeners
from toybox_lint.caddy.model import Block, Directive, Proxy, Site
from toybox_lint.caddy.problems import Problems, origin_of
from toybox_lint.facts import Unknown
from toybox_lint.source import Located, Origin, Span
from toybox_lint_grammar.layout import ServerBlock
from toybox_lint_grammar.tokens import Token


class Server:
    """Evaluates the blocks of a file. ``bodies`` are their directives in the model's terms."""

    def __init__(
        self, blocks: list[ServerBlock], bodies: list[tuple[Directive, ...]], problems: Problems, stock: bool
    ) -> None:
        self.blocks = blocks
        self.bodies = bodies
        self.problems = problems
        self.stock = stock
        self.options: tuple[Directive, ...] = ()
        self.sites: list[Site] = []
        self.proxies: list[Proxy] = []
        self.dials: list[str | Unknown] = []

    def evaluate(self) -> None:
        """Evaluate everything; what Caddy refuses becomes a problem, in Caddy's order."""
        for block in self.blocks:
            self._check_keys(block)
        pairs = list(zip(self.blocks, self.bodies, strict=True))
        if pairs and not pairs[0][0].keys:
            self.options = pairs.pop(0)[1]
        for block, _ in pairs:
            if block.route:
                self._named_route(block)
        for block, body in pairs:
            if not block.route:
                self._site(block, body)
        for proxy in self.proxies:
            self.dials += [upstream.dial for upstream in proxy.upstreams]

    def _check_keys(self, block: ServerBlock) -> None:
        for key in block.keys:
            if key.text in DIRECTIVES:
                message = f"{key.text} is a directive, not the address of a site; put it inside one"
                self.problems.at(key, "directive-outside-site", message)

    def _named_route(self, block: ServerBlock) -> None:
        scope = Scope(self.problems, None, {}, (), self.stock)
        for segment in block.segments:
            self.proxies += evaluate.container(segment, scope).proxies

    def _site(self, block: ServerBlock, body: tuple[Directive, ...]) -> None:
        if not block.keys:
            message = "a block without an address holds the global options, and must be the first of the file"
            origin = origin_of(block.open) if block.open else origin_of(block.segments[0][0])
            self.problems.report("options-not-first", message, origin, None)
            return
        index = len(self.sites)
        scope = Scope(self.problems, index, {}, (), self.stock)
        for segment in block.segments:
            if segment[0].text.startswith("@"):
                evaluate.definition(segment, scope)
        for segment in block.segments:
            if segment[0].text.startswith("@"):
                continue
            self.proxies += evaluate.directive(segment, scope, block.open is not None).proxies
        near = block.keys[-1]
        opened = origin_of(block.open) if block.open else _after(near)
        last = block.segments[-1][-1] if block.segments else near
        closed = origin_of(block.close) if block.close else _after(last)
        addresses = tuple(Located(self.problems.text_of(key), origin_of(key)) for key in block.keys)
        self.sites.append(Site(addresses, listeners(block.keys), Block(opened, closed, body)))


def _after(token: Token) -> Origin:
    origin = origin_of(token)
    return Origin(origin.file, Span(origin.span.end, origin.span.end), False, origin.via)
