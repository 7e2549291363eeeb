"""What the directives of a block become: routes with their matchers."""

from __future__ import annotations

from toybox_lint.caddy.problems import Fault
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass, field
from toybox_lint_grammar.tokens import Token


@dataclass(frozen=True, slots=True)
class MatcherSet:
    """The conditions of one matcher.

    ``paths`` are its path patterns: ``None`` when it does not speak of paths, unknown when it cannot be
    read. ``others`` are the other conditions, in a form that can be compared. ``faults`` are words at which
    Caddy ends, if a directive has the matcher.
    """

    paths: tuple[str, ...] | Unknown | None = None
    others: tuple[tuple[str, ...], ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether it matches every request."""
        return self.paths is None and not self.others


EVERYTHING = MatcherSet()


@dataclass(slots=True)
class Route:
    """One route of a block. ``kind`` is what its directive makes: a handler's ``route`` or something else.

    ``children`` are the routes of a container, in Caddy's order; ``passes`` tells of a handler that lets
    requests go on although its kind always answers (``file_server`` with ``pass_thru``). ``proxies`` is
    the range of the scope's proxies that stand in it.
    """

    name: str
    token: Token
    matcher: MatcherSet = EVERYTHING
    children: list[Route] = field(default_factory=list)
    kind: str = "route"
    passes: bool = False
    data: object = None
    proxies: tuple[int, int] = (0, 0)
