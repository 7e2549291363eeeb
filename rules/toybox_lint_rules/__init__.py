"""The rules, one a file. A new file is found by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from toybox_lint.api import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """An instance of every rule in this folder, sorted by id."""
    folder = os.path.dirname(__file__)
    names = sorted(name[:-3] for name in os.listdir(folder) if name.startswith("tb") and name.endswith(".py"))
    return tuple(rule for name in names for rule in _rules_of(f"{__name__}.{name}"))


def _rules_of(module_name: str) -> Iterator[Rule]:
    module = import_module(module_name)
    for value in vars(module).values():
        if isinstance(value, type) and value.__module__ == module_name and issubclass(value, Rule):
            yield value()
