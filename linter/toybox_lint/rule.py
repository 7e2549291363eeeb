"""What a rule is: metadata, documentation, examples that are its tests, and a check."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from toybox_lint.deployment import DEFAULT_TIMEOUTS, Deployment, TimeoutPolicy
from toybox_lint.deployment.signs import Sign
from toybox_lint.diagnostics import Diagnostic, Fix, Label, Severity
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin
from toybox_lint.typed import ClassVar

# ``python -OO`` takes them out.
_WITHOUT_DOCSTRINGS = 2


_ID = pattern(r"[A-Z]+[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Example:
    """A small deployment, written as files after ``--- NAME`` lines.

    In a bad one ``«`` and ``»`` stand around what must be underlined. ``fixed`` holds the files that a fix
    changes, as they are afterwards (same notation); ``unsafe`` says that the fix needs ``--unsafe-fixes``.
    ``severity`` and ``message`` (a part of it) are compared where they are given. ``policy`` is what the
    configuration says of timeouts.
    """

    text: str
    fixed: str | None = None
    unsafe: bool = False
    severity: Severity | None = None
    message: str | None = None
    title: str = ""
    policy: TimeoutPolicy = DEFAULT_TIMEOUTS


@dataclass(frozen=True, slots=True)
class Suppression:
    """An ignore comment: the codes it names, the lines it covers (1-based, inclusive), what it silenced."""

    origin: Origin
    codes: tuple[tuple[str, Origin], ...]
    first_line: int
    last_line: int
    reason: str
    used: frozenset[str] = frozenset()


class Rule:
    """Base class of every rule, ours and other people's.

    The docstring is the rule's page: its first line says what it finds. ``severity`` is the highest one that
    the rule reports. An ``on_request`` one runs only where its whole code or its name is selected. A rule with
    ``signs`` has nothing to say of a deployment that shows none of them, and is not asked; nor is it imported then,
    when it is one of ours.
    """

    id: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    bad: ClassVar[tuple[Example, ...]]
    good: ClassVar[tuple[Example, ...]]
    on_request: ClassVar[bool] = False
    signs: ClassVar[tuple[Sign, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        missing = [
            field for field in ("id", "name", "severity", "bad", "good") if not getattr(cls, field, None)
        ]
        if not cls.__doc__ and sys.flags.optimize < _WITHOUT_DOCSTRINGS:
            missing.append("a docstring")
        if cls.check is Rule.check:
            missing.append("check")
        if missing:
            raise TypeError(f"rule {cls.__name__} lacks {', '.join(missing)}")
        if not _ID.fullmatch(cls.id):
            raise TypeError(f"rule {cls.__name__}: id {cls.id!r} is not letters and three digits")

    def check(self, deployment: Deployment) -> Iterable[Diagnostic]:
        """What is wrong in ``deployment``. Called once a run; every rule has its own."""
        raise NotImplementedError

    def review(self, suppressions: Iterable[Suppression], known: frozenset[str]) -> Iterable[Diagnostic]:
        """What is wrong with the ignore comments, after every rule of ``known`` codes was checked."""
        return ()

    def report(
        self,
        origin: Origin,
        message: str,
        *,
        key: tuple[str, ...],
        severity: Severity | None = None,
        help: str | None = None,
        related: tuple[Label, ...] = (),
        fixes: tuple[Fix, ...] = (),
        gist: str | None = None,
    ) -> Diagnostic:
        """A diagnostic of this rule; ``severity`` only where it is lower than the rule's own."""
        return Diagnostic(
            code=self.id,
            name=self.name,
            severity=severity or self.severity,
            message=message,
            origin=origin,
            key=key,
            help=help,
            related=related,
            fixes=fixes,
            gist=gist,
        )


def summary(rule: type[Rule]) -> str:
    """The first line of the rule's page; empty under ``python -OO``."""
    return (rule.__doc__ or "").strip().split("\n", 1)[0]
