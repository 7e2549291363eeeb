"""Healthchecks whose program is not in the image."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.deployment.health.checks import Check, checks
from toybox_lint.deployment.health.tools import brings
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin

# Options of curl that only say how to fail and to be quiet, as one word.
_QUIET = frozenset(
    {"-f", "-fs", "-sf", "-fsS", "-sSf", "-fSs", "-Ssf", "-sfS", "-fsSL", "-sSfL", "-fL", "-sfL", "--fail"}
)
# The same for wget, that of BusyBox, too.
_QUIET_WGET = "-qO/dev/null"


@dataclass(frozen=True, slots=True, eq=False)
class Lacking:
    """A check that starts ``program``, which is certainly not in the image; ``origin`` is the program's word."""

    check: Check
    program: str
    origin: Origin

    @property
    def image(self) -> str:
        """The image as it is written, never what a variable gave."""
        base = self.check.inside.base
        return base.value if base and base.origin.exact and isinstance(base.value, str) else "its image"

    @property
    def instead(self) -> tuple[str, ...]:
        """Programs of the image that can ask in its place."""
        able = ("wget", "curl", "python", "node")
        return tuple(name for name in able if brings(self.check.inside, name))

    def edits(self) -> tuple[Edit, ...]:
        """``wget`` in place of ``curl -f URL``; none for anything else."""
        words = self.check.arguments
        plain = self.program == "curl" and len(words) == 3 and words[1].value in _QUIET
        if not plain or "wget" not in self.instead or not str(words[2].value).startswith("http"):
            return ()
        if not (words[0].origin.exact and words[1].origin.exact):
            return ()
        return (
            Edit(words[0].origin.file, words[0].origin.span, "wget"),
            Edit(words[1].origin.file, words[1].origin.span, _QUIET_WGET),
        )


def lacking(members: Sequence[Member], files: Files) -> Iterator[Lacking]:
    """The checks that can never succeed because there is nothing to run."""
    for check in checks(members, files):
        if check.in_shell and brings(check.inside, "sh") is False:
            yield Lacking(check, "sh", check.origin)
            continue
        program: Located[str] | None = check.program
        if program and brings(check.inside, program.value) is False:
            yield Lacking(check, program.value, program.origin)
