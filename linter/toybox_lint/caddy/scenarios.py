"""What breaks when the variables that nobody gave are empty: the file as Caddy reads it then, beside ours."""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.caddy.model import Caddyfile, Problem
from toybox_lint.facts import Environment, Unknown
from toybox_lint.source import Origin

# Problems that are not fatal and still mean that requests fail.
_BREAKING = frozenset(("no-upstreams", "site-vanishes", "site-shadowed"))


def without_unknowns(environment: Environment) -> Environment:
    """The environment where whatever is unknown is not set."""
    known = {name: value for name, value in environment.values.items() if not isinstance(value, Unknown)}
    return Environment(known, True)


def breaking(symbolic: Caddyfile, unset: Caddyfile, variables: Iterable[str]) -> tuple[Problem, ...]:
    """What goes wrong in ``unset`` and not in ``symbolic``, as problems that are not fatal."""
    known = {_place(problem) for problem in symbolic.problems}
    names = sorted(set(variables))
    found = [
        _conditional(problem.origin, problem.message, names)
        for problem in unset.problems
        if _place(problem) not in known and (problem.fatal or problem.kind in _BREAKING)
    ]
    if not found and len(unset.sites) < len(symbolic.sites):
        there = {(site.block.open.file.path, site.block.open.span) for site in unset.sites}
        found = [
            _conditional(site.addresses[0].origin, "this site has no address any more", names)
            for site in symbolic.sites
            if (site.block.open.file.path, site.block.open.span) not in there
        ]
    return tuple(found[:5])


def _place(problem: Problem) -> tuple[str, str, int]:
    return problem.kind, problem.origin.file.path, problem.origin.span.start


def _conditional(origin: Origin, message: str, names: list[str]) -> Problem:
    file = origin.file
    text = "".join(file.line(line) for line in range(origin.start.line, origin.end.line + 1))
    near = [name for name in names if "{$" + name in text] or names
    listed = ", ".join(near)
    be = "is" if len(near) == 1 else "are"
    return Problem("variable-may-break", f"when {listed} {be} not set: {message}", origin, None, fatal=False)
