"""Variables of a Caddyfile that Caddy is given under nearly the same name, which nothing uses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from toybox_lint.caddy.reading.environment import placeholders, uses
from toybox_lint.deployment.caddies.fronts import loaded
from toybox_lint.deployment.caddies.variables import Missing
from toybox_lint.deployment.model import Deployment, Front
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.facts import Environment
from toybox_lint.later import remembered
from toybox_lint.source import SourceFile, Span
from toybox_lint.suggest import Names

_NEAR = 0.85
# What stands before a name: `{$`, and `{env.`.
_OPENINGS = (2, 5)


def given_as(found: Missing) -> str | None:
    """The one variable that Caddy has under nearly that name and that its Caddyfile does not use."""
    by_form, names = _free(found.front)
    near = by_form.get(_plain(found.name)) or names.closest(found.name, _NEAR)
    return near[0] if len(near) == 1 else None


@remembered
def _free(front: Front) -> tuple[dict[str, list[str]], Names]:
    """The variables with a value that a Caddy has for nothing, by their plain forms and as names."""
    values = front.environment.values if front.environment is not None else {}
    used = _places(front)
    free = [name for name, value in values.items() if value and isinstance(value, str) and name not in used]
    by_form: dict[str, list[str]] = {}
    for name in free:
        by_form.setdefault(_plain(name), []).append(name)
    return by_form, Names(free)


@remembered
def _places(front: Front) -> dict[str, list[tuple[SourceFile, Span]]]:
    """Where the Caddyfile of a Caddy names each variable."""
    found: dict[str, list[tuple[SourceFile, Span]]] = {}
    for file in front.caddyfile.files:
        for name, span in _used(file):
            found.setdefault(name, []).append((file, span))
    return found


def use_given(found: Missing, name: str, deployment: Deployment) -> tuple[Fix, ...]:
    """Write that name wherever the Caddyfile has the other one, where Caddy then takes the file.

    A person must agree: it may be the name in the compose file that is misspelt.
    """
    front, environment = found.front, found.front.environment
    readers = (each for each in deployment.fronts if each.caddyfile.file is front.caddyfile.file)
    if environment is None or len(list(islice(readers, 2))) > 1:
        return ()
    given = Environment({**environment.values, found.name: environment.values[name]}, environment.complete)
    if not loaded(found.member, front.caddyfile.file, deployment.files, given).valid:
        return ()
    edits = tuple(Edit(file, span, name) for file, span in _places(front)[found.name])
    return (Fix(f"use {name}, which it is given", Applicability.UNSAFE, edits, mends=True),)


def _used(file: SourceFile) -> Iterator[tuple[str, Span]]:
    """The variables that a text names, each with the place of its name."""
    for opening, found in zip(_OPENINGS, (uses(file.text), placeholders(file.text)), strict=True):
        for use in found:
            start = use.start + opening
            yield use.name, Span(start, start + len(use.name))


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
