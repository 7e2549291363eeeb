"""Three-valued facts: known, absent or unknown. Unknown is never a guess and never None."""

from __future__ import annotations

from collections.abc import Mapping

from toybox_lint.enums import Enum
from toybox_lint.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that the files do not determine.

    ``reason`` is a clause for people, such as ``the variable API_PORT is not given``. It names variables,
    never their values. ``variables`` are the names it depends on. ``hint`` is what the value may look like
    (a default, an example file): nothing certain may rest on it. ``filled`` tells that it is certainly not empty.
    """

    reason: str
    variables: frozenset[str] = frozenset()
    hint: str | None = None
    filled: bool = False


class Absent(Enum):
    """The type of ``ABSENT``: it is certain that there is no value."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Environment:
    """Variables as one program sees them.

    ``complete`` tells what a name that is not in ``values`` means: absent when true, unknown when false
    (some ``.env`` was not given, the process's own environment is not part of the truth).
    """

    values: Mapping[str, str | Unknown] = field(default_factory=dict)
    complete: bool = False

    def lookup(self, name: str) -> str | Unknown | Absent:
        """The value of ``name``: a text (maybe empty), ``ABSENT``, or ``Unknown``."""
        value = self.values.get(name)
        if value is not None:
            return value
        if self.complete:
            return ABSENT
        return Unknown(f"the variable {name} is not given", frozenset((name,)))
