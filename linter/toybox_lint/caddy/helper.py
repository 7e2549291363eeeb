"""What the parser of a directive works with: its tokens, the scope around it, and a way to refuse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from toybox_lint.caddy.dispenser import Dispenser
from toybox_lint.caddy.environment import is_symbolic
from toybox_lint.caddy.problems import Problems
from toybox_lint.facts import Unknown
from toybox_lint_grammar.tokens import Token

if TYPE_CHECKING:
    from toybox_lint.caddy.routes import Route


class Refused(Exception):
    """A directive that Caddy refuses; whoever evaluates it notes the problem and goes on with the next.

    ``token`` is the one to point at, ``line_token`` the one whose line Caddy names (``None``: it names none).
    """

    def __init__(
        self,
        kind: str,
        message: str,
        token: Token,
        line_token: Token | None = None,
        suggestions: Iterable[str] = (),
        help: str | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.token = token
        self.line_token = line_token
        self.suggestions = tuple(suggestions)
        self.help = help


@dataclass(frozen=True, slots=True)
class MatcherSet:
    """The conditions of one matcher.

    ``paths`` are its path patterns: ``None`` when it does not speak of paths, unknown when it cannot be
    read. ``others`` are the other conditions, in a form that can be compared.
    """

    paths: tuple[str, ...] | Unknown | None = None
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def everything(self) -> bool:
        return self.paths is None and not self.others


EVERYTHING = MatcherSet()


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a directive stands: the matchers defined there, the site, the paths that lead to it."""

    problems: Problems
    site: int | None
    matchers: dict[str, MatcherSet]
    paths: tuple[str, ...] | Unknown = ()
    stock: bool = True

    def inside(self, matcher: MatcherSet) -> Scope:
        """The scope of what stands behind ``matcher``."""
        return self if matcher.paths is None else replace(self, paths=matcher.paths)


class Helper:
    """One directive while it is read. ``d`` walks its tokens."""

    __slots__ = ("d", "name", "routes", "scope")

    def __init__(self, tokens: list[Token], scope: Scope) -> None:
        self.d = Dispenser(tokens)
        self.scope = scope
        self.name = tokens[0]
        self.routes: list[Route] = []

    def refuse(
        self,
        kind: str,
        message: str,
        token: Token | None = None,
        *,
        suggestions: Iterable[str] = (),
        placed: bool = True,
        help: str | None = None,
    ) -> NoReturn:
        """End reading this directive, as Caddy does with its error at the current token's line."""
        here = self.d.token
        raise Refused(kind, message, token or here, here if placed else None, suggestions, help)

    def wrong_count(self) -> NoReturn:
        """Caddy's verdict on too few or too many arguments."""
        text = self.d.text
        token = self.d.token
        if token is self.name or text == self.name.text:
            self.refuse("wrong-argument-count", f"{text} needs other arguments than these", token)
        self.refuse("wrong-argument-count", f"too few or too many arguments at {text!r}", token)

    def argument(self) -> Token:
        """The next argument of the line, which must be there."""
        if not self.d.next_arg():
            self.wrong_count()
        return self.d.token

    def no_more(self) -> None:
        """The line must end here."""
        if self.d.next_arg():
            self.wrong_count()

    def known(self, token: Token) -> bool:
        """Whether no unknown variable is part of the word."""
        return not is_symbolic(token.text)
