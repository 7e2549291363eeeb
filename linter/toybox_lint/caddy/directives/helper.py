"""What the parser of a directive works with: its tokens, the scope around it, and a way to refuse."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable

from toybox_lint.caddy.directives.dispenser import Dispenser
from toybox_lint.caddy.directives.routes import EVERYTHING, MatcherSet, Route
from toybox_lint.caddy.model import Directive, Proxy
from toybox_lint.caddy.problems import Problems
from toybox_lint.caddy.reading.environment import is_symbolic
from toybox_lint.caddy.reading.tree import BlockTree
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass, field
from toybox_lint.typed import NoReturn
from toybox_lint_grammar.tokens import Token

SEVERAL_PATHS = "one path, or the name of a matcher that has several: @name path ... {path}"


class Refused(Exception):
    """A directive that Caddy refuses; whoever evaluates it notes the problem and goes on with the next.

    ``token`` is the one to point at, ``line_token`` the one whose line Caddy names (``None``: it names none).
    It is not ``certain`` where a variable that nobody gave decides.
    """

    def __init__(
        self,
        kind: str,
        message: str,
        token: Token,
        line_token: Token | None = None,
        suggestions: Iterable[str] = (),
        help: str | None = None,
        package: str | None = None,
        certain: bool = True,
    ) -> None:
        super().__init__(message)
        self.certain = certain
        self.kind = kind
        self.message = message
        self.token = token
        self.line_token = line_token
        self.suggestions = tuple(suggestions)
        self.help = help
        self.package = package


@dataclass(slots=True)
class Found:
    """What the directives of a block brought: proxies, the named routes they invoke, authorities of its own that Caddy
    is to have."""

    proxies: list[Proxy] = field(default_factory=list)
    invoked: list[Token] = field(default_factory=list)
    authorities: list[Token] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a directive stands: the matchers defined there, the site, the paths that lead to it.

    ``subroute`` reads a block of directives and gives its routes in Caddy's order; ``order`` are the
    directives that Caddy can sort, with their places; ``closing`` ends the container around; ``exists``
    tells whether Caddy finds a file, as far as that can be seen; ``tree`` is that of the block.
    """

    problems: Problems
    site: int | None
    subroute: Callable[[Helper], list[Route]]
    found: Found
    order: dict[str, int]
    matchers: ChainMap[str, MatcherSet] = field(default_factory=ChainMap)
    paths: tuple[str, ...] | Unknown = ()
    stock: bool = True
    exists: Callable[[str], bool] = lambda path: True
    closing: Token | None = None
    tree: BlockTree | None = None

    def behind(self, matcher: MatcherSet) -> Scope:
        """The scope of what stands behind ``matcher``."""
        return self if matcher.paths is None else self.derived(self.matchers, matcher.paths, self.closing)

    def derived(
        self, matchers: ChainMap[str, MatcherSet], paths: tuple[str, ...] | Unknown, closing: Token | None
    ) -> Scope:
        """The same scope with other matchers, paths and end; quicker than `dataclasses.replace`."""
        return Scope(
            self.problems,
            self.site,
            self.subroute,
            self.found,
            self.order,
            matchers,
            paths,
            self.stock,
            self.exists,
            closing,
            self.tree,
        )

    def directive(self, token: Token) -> Directive | None:
        """The directive that ``token`` begins, in the model's terms."""
        return self.tree.at(token) if self.tree else None


class Helper:
    """One directive while it is read. ``d`` walks its tokens; ``name`` is the first of them."""

    __slots__ = ("d", "matcher", "matcher_token", "name", "scope")

    def __init__(self, tokens: list[Token], scope: Scope) -> None:
        self.d = Dispenser(tokens)
        self.scope = scope
        self.name = tokens[0]
        self.matcher = EVERYTHING
        self.matcher_token: Token | None = None

    def nested(self) -> Helper:
        """A helper for the current token, its line and its block."""
        inner = Helper(self.d.segment(), self.scope)
        inner.matcher = self.matcher
        return inner

    def refuse(
        self,
        kind: str,
        message: str,
        token: Token | None = None,
        *,
        suggestions: Iterable[str] = (),
        placed: bool = True,
        help: str | None = None,
        package: str | None = None,
    ) -> NoReturn:
        """End reading this directive, as Caddy does with its error at the current token's line."""
        here = self.d.token
        about = token or here
        counted = kind in ("wrong-argument-count", "redirect-without-target") or (
            kind == "unknown-subdirective" and not self._begins()
        )
        certain = not is_symbolic(about.text) and not (counted and self._is_open())
        line = here if placed else None
        raise Refused(kind, message, about, line, suggestions, help, package, certain)

    def _begins(self) -> bool:
        """Whether the current token begins its line."""
        return self.d.line()[0] is self.d.token

    def _is_open(self) -> bool:
        """Whether a variable that nobody gave stands on the line here: it may be any number of words."""
        return any(is_symbolic(token.text) and not token.quote for token in self.d.line())

    def wrong_count(self) -> NoReturn:
        """Caddy's verdict on too few or too many arguments."""
        token = self.d.token
        message = f"too few arguments after {self.d.text}"
        if self.d.at > 0 and token is not self.name:
            alone = self.d.line() == [token]
            message = f"too few or too many arguments at {self.d.text}"
            message = f"{self.d.text} needs an argument" if alone else message
        self.refuse("wrong-argument-count", message, token)

    def argument(self) -> Token:
        """The next argument of the line, which must be there."""
        if not self.d.next_arg():
            self.wrong_count()
        return self.d.token

    def no_more(self) -> None:
        """The line must end here."""
        if self.d.next_arg():
            path = self.d.text.startswith("/") and self.name.text in ("handle", "route")
            help = SEVERAL_PATHS.format(path=self.d.text) if path else None
            self.refuse("wrong-argument-count", f"one argument too many: {self.d.text}", help=help)

    def known(self, token: Token) -> bool:
        """Whether no unknown variable is part of the word."""
        return not is_symbolic(token.text)
