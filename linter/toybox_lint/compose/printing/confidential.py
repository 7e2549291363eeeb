"""What must not be printed of a project: the values that variables gave, and those of ``environment``.

The names of projects, services, networks and files are no secrets, even where a variable gives them.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.reading.values import Leaf, List, Map, Place, Value
from toybox_lint.records import NamedTuple, dataclass, field
from toybox_lint.source import SourceFile, Span

MASK = "***"


class Substitution(NamedTuple):
    """A place of a file into which variables put values: its text as Compose reads it, and as it may be shown."""

    place: Place
    value: str
    shown: str


@dataclass(slots=True)
class Confidential:
    """Noted while a project is read.

    ``given`` are the variables whose values ``${...}`` took, ``substitutions`` where; ``env_files`` are the files
    that variables were read from, ``environments`` the values of ``environment`` keys in the compose files.
    ``merged`` are places of values that stand in what an ``environment`` merges. ``tree`` is the merged model,
    with every value in it.
    """

    given: dict[str, str] = field(default_factory=dict)
    substitutions: list[Substitution] = field(default_factory=list)
    env_files: dict[str, SourceFile] = field(default_factory=dict)
    environments: list[Value] = field(default_factory=list)
    merged: list[Place] = field(default_factory=list)
    tree: Map | None = None

    def substituted(self, place: Place, value: str, shown: str) -> None:
        """Note that variables gave a part of the value at ``place``."""
        self.substitutions.append(Substitution(place, value, shown))

    def spans(self) -> Iterator[tuple[SourceFile, Span]]:
        """Where the values of ``environment`` keys stand, those that others replace as well."""
        for place in self.merged:
            yield place.file, Span(place.start, place.end)
        for value in self.environments:
            for leaf in _leaves(value):
                place = leaf.place
                start = place.start
                if isinstance(value, List) and isinstance(leaf.value, str):
                    start += leaf.written().find("=") + 1 or place.end - place.start
                if start < place.end:
                    yield place.file, Span(start, place.end)


def _leaves(value: Value) -> Iterator[Leaf]:
    if isinstance(value, List):
        yield from value.leaves()
    elif isinstance(value, Map):
        yield from (one for one in value.items.values() if isinstance(one, Leaf))
