"""What the directives of a block become: routes, in the order in which Caddy runs them."""

from __future__ import annotations

from dataclasses import dataclass

from toybox_lint.caddy.helper import EVERYTHING, MatcherSet
from toybox_lint.caddy.model import Directive
from toybox_lint_grammar.tokens import Token


@dataclass(slots=True)
class Route:
    """One route of a block. ``children`` are the routes of a container; ``name`` is the directive's."""

    name: str
    token: Token
    directive: Directive | None
    matcher: MatcherSet = EVERYTHING
    children: list[Route] | None = None
