"""What breaks when the variables that nobody gave are empty: the file as Caddy reads it then, beside ours."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from toybox_lint.caddy.model import Caddyfile, Problem, Site
from toybox_lint.facts import Environment, Unknown
from toybox_lint.patterns import pattern
from toybox_lint.source import Origin

# Problems that are not fatal and still mean that requests fail.
_BREAKING = frozenset(("no-upstreams", "site-vanishes", "site-shadowed"))
_TOLD = 5
_NAMELESS = "this site has no address any more"
_NAMED = pattern(r"\{\$([^:}]+)")
_VARIABLE = pattern(r"\{\$([^:}]+)\}")


def without_unknowns(environment: Environment) -> Environment:
    """The environment where whatever is unknown is not set, as far as it may be empty."""
    known = {
        name: value
        for name, value in environment.values.items()
        if not isinstance(value, Unknown) or value.filled
    }
    return Environment(known, True)


def breaking(symbolic: Caddyfile, unset: Caddyfile, variables: Iterable[str]) -> tuple[Problem, ...]:
    """What goes wrong in ``unset`` and not in ``symbolic``, as problems that are not fatal.

    Where a site loses its address, all else follows from that: what is in its block is read as something else.
    """
    known = {_place(problem) for problem in symbolic.problems}
    names = sorted(set(variables))
    if not names:  # whatever is unknown is something
        return ()
    empty = frozenset(names)
    nameless = [site.addresses[0].origin for site in symbolic.sites if _is_nothing_else(site, empty)]
    if nameless and len(unset.sites) < len(symbolic.sites):
        return tuple(_conditional(origin, _NAMELESS, names) for origin in nameless[:_TOLD])
    broken = (
        problem
        for problem in unset.problems
        if _place(problem) not in known and (problem.fatal or problem.kind in _BREAKING)
    )
    found = [_conditional(problem.origin, problem.message, names) for problem in islice(broken, _TOLD)]
    if not found and len(unset.sites) < len(symbolic.sites):
        there = {(site.block.open.file.path, site.block.open.span) for site in unset.sites}
        found = [
            _conditional(site.addresses[0].origin, _NAMELESS, names)
            for site in symbolic.sites
            if (site.block.open.file.path, site.block.open.span) not in there
        ]
    return tuple(found[:_TOLD])


def _is_nothing_else(site: Site, names: frozenset[str]) -> bool:
    """Whether the addresses of the site are variables without a default, and of ``names``."""
    found = [_VARIABLE.fullmatch(address.origin.text) for address in site.addresses]
    return bool(found) and all(each and each[1] in names for each in found)


def _place(problem: Problem) -> tuple[str, str, int]:
    return problem.kind, problem.origin.file.path, problem.origin.start.line


def _conditional(origin: Origin, message: str, names: list[str]) -> Problem:
    file = origin.file
    text = "".join(file.line(line) for line in range(origin.start.line, origin.end.line + 1))
    near = [name for name in names if "{$" + name in text] or names
    listed = ", ".join(near)
    be, each = ("is", "it") if len(near) == 1 else ("are", "each")
    return Problem(
        "variable-may-break",
        f"when {listed} {be} not set: {message}",
        origin,
        None,
        fatal=False,
        help=f"see that {listed} {be} set, or give {each} a default: {{${near[0]}:...}}",
    )


def emptied(caddyfile: Caddyfile, problem: Problem) -> tuple[str, ...]:
    """The variables on the lines of a problem that have no value, and leave nothing there."""
    origin = problem.origin
    text = "".join(origin.file.line(line) for line in range(origin.start.line, origin.end.line + 1))
    return tuple(dict.fromkeys(name for name in _NAMED.findall(text) if name in caddyfile.emptied))
