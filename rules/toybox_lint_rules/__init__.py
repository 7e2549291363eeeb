"""The rules, one a file. A new file is found by itself."""

from __future__ import annotations

import os
from functools import cache

from toybox_lint.api import Rule, Sign, deferred
from toybox_lint.modules import module


@cache
def all_rules() -> tuple[Rule, ...]:
    """An instance of every rule in this folder, sorted by id."""
    return tuple(map(_rule, _modules()))


@cache
def deferred_rules() -> tuple[Rule, ...]:
    """Stands for every rule in this folder, each imported when it is asked; `make docs` writes what is known before."""
    from toybox_lint_rules.index import INDEX

    return tuple(_deferred(name, *INDEX[name]) if name in INDEX else _rule(name) for name in _modules())


def _modules() -> list[str]:
    folder = os.path.dirname(__file__)
    return sorted(name[:-3] for name in os.listdir(folder) if name.startswith("tb") and name.endswith(".py"))


def _rule(name: str) -> Rule:
    values = vars(module(f"{__name__}.{name}")).values()
    (found,) = (value for value in values if isinstance(value, type) and value.__module__.endswith(name))
    rule: Rule = found()
    return rule


def _deferred(name: str, on_request: bool, signs: tuple[Sign, ...]) -> Rule:
    id, _, rest = name.partition("_")
    return deferred(lambda: _rule(name), id.upper(), rest.replace("_", "-"), on_request, signs)
