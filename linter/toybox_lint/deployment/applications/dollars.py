"""Hashes of passwords from which compose takes a part, because it reads ``$name`` in them as a variable.

Source: Docker Compose 2.40.3 leaves ``$2`` and ``$14`` as they are, and replaces ``$`` before a letter or ``_``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

_HASH = pattern(
    r"(?<!\$)\$(?:2[abxy]?\$\d\d|argon2(?:id|i|d)\$v=\d+|apr1|[156y])\$(?!\$)[./\w$=,+-]*[./\w$=+-]"
)
_VARIABLE = pattern(r"\$[A-Za-z_]")


@dataclass(frozen=True, slots=True, eq=False)
class Torn:
    """A hash in the variable ``name`` of ``member`` of which compose replaces a part; ``origin`` is the hash."""

    member: Member
    name: str
    origin: Origin

    def edit(self) -> Edit:
        """Double each dollar."""
        return Edit(self.origin.file, self.origin.span, self.origin.text.replace("$", "$$"))


def torn(members: Iterable[Member]) -> Iterator[Torn]:
    """The hashes written in the environment of services, in a compose file itself."""
    for member in members:
        for name, value in member.service.environment.items():
            origin = value.origin
            if origin.file not in member.project.files:
                continue
            match = _HASH.search(origin.text) if origin.text.count("$") > 1 else None
            if match and _VARIABLE.search(match[0]):
                start = origin.span.start
                yield Torn(
                    member, name, Origin(origin.file, Span(start + match.start(), start + match.end()))
                )
