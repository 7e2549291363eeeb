"""A service's container as its program finds it: variables, working folder, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from toybox_lint.compose.model import Service, Text
from toybox_lint.facts import ABSENT, Absent, Unknown
from toybox_lint.files import Files
from toybox_lint.source import Located

_SET_BY_ENGINE = frozenset({"HOSTNAME", "HOME", "PATH", "PWD", "TERM", "USER", "SHELL", "OLDPWD"})


@dataclass(frozen=True, slots=True)
class Variables:
    """The container's environment.

    ``known`` is false when an ``env_file`` is missing; ``whole`` is true when the image brings no variable
    that is not in ``values``.
    """

    values: Mapping[str, Located[Text]] = field(default_factory=dict)
    known: bool = True
    whole: bool = False

    def given(self, name: str) -> Located[Text] | None:
        """The value that the files give to ``name``, ``None`` when they give none."""
        return self.values.get(name)

    def lookup(self, name: str) -> str | Unknown | Absent:
        """What a shell in the container sees."""
        found = self.values.get(name)
        if found:
            return found.value
        if self.known and self.whole and name not in _SET_BY_ENGINE:
            return ABSENT
        return Unknown(f"the variable {name} is not given", frozenset((name,)))

    def with_values(self, values: Mapping[str, Text], near: Located[Text]) -> Variables:
        """The same with ``values`` on top, which are written near the word ``near``."""
        if not values:
            return self
        origin = replace(near.origin, exact=False)
        added = {name: Located(value, origin) for name, value in values.items()}
        return replace(self, values={**self.values, **added})


@dataclass(frozen=True, slots=True)
class Container:
    """What the program of ``service`` finds around it."""

    service: Service
    files: Files
    variables: Variables


def container(service: Service, files: Files) -> Container:
    """The container that ``service`` starts."""
    return Container(service, files, _variables(service))


def _variables(service: Service) -> Variables:
    values = {name: _given(name, value) for name, value in service.environment.items()}
    return Variables(values, service.environment_known)


def _given(name: str, value: Located[Text | None]) -> Located[Text]:
    if value.value is None:
        unknown = Unknown(f"the variable {name} is not given", frozenset((name,)))
        return Located(unknown, value.origin)
    return Located(value.value, value.origin)
