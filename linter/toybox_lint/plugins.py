"""Rules of other people: modules that the configuration names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType

from toybox_lint.rule import Rule


class PluginError(Exception):
    """A module cannot be used; the text says why."""


def load(names: Iterable[str], known: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules of the modules ``names``, sorted by id. No id or name may be one of ``known``.

    A rule belongs to a module when it is defined in it, or in a part of it and imported there.
    Raises ``PluginError``.
    """
    taken = {text: f"rule {rule.id}" for rule in known for text in (rule.id, rule.name)}
    found: list[Rule] = []
    for name in names:
        rules = list(_rules(_module(name)))
        if not rules:
            raise PluginError(f"{name} defines no rule: no subclass of toybox_lint.api.Rule is in it")
        for rule in rules:
            for text in (rule.id, rule.name):
                if text in taken:
                    raise PluginError(f"{name}.{type(rule).__name__} is called {text}, as is {taken[text]}")
                taken[text] = f"rule {rule.id} of {name}"
        found += rules
    return tuple(sorted(found, key=lambda rule: rule.id))


def _module(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{name}.".startswith(f"{error.name}."):
            raise PluginError(f"{name} cannot be imported: there is no module {error.name}") from error
        raise PluginError(f"no module {name} is installed where toybox-lint is") from error
    except (Exception, SystemExit) as error:
        raise PluginError(f"{name} cannot be imported: {type(error).__name__}: {error}") from error


def _rules(module: ModuleType) -> Iterator[Rule]:
    for value in vars(module).values():
        if not isinstance(value, type) or not issubclass(value, Rule) or value is Rule:
            continue
        if value.__module__ == module.__name__ or value.__module__.startswith(f"{module.__name__}."):
            yield _made(value)


def _made(kind: type[Rule]) -> Rule:
    try:
        return kind()
    except (Exception, SystemExit) as error:
        text = f"{kind.__module__}.{kind.__name__} cannot be made: {type(error).__name__}: {error}"
        raise PluginError(text) from error
