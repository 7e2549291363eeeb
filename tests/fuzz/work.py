"""Work, counted in calls of functions and not in seconds; and the lines that were reached."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from inspect import CO_GENERATOR
from types import CodeType, FrameType
from typing import Any

# A lint of some hundred characters calls five to ten thousand functions.
LIMIT = 3_000_000
_OURS = ("toybox_lint", "toybox_lint_grammar", "toybox_lint_rules")
_LOOKS = 60


class OverBudget(BaseException):
    """More work than any input of this size may make."""


@dataclass
class Work:
    """Counts calls, and remembers which steps from line to line were seen, as long as there are new ones to see."""

    limit: int = LIMIT
    calls: int = 0
    fresh: int = 0
    seen: dict[CodeType, set[tuple[int, int]]] = field(default_factory=dict)
    looks: dict[CodeType, int] = field(default_factory=dict)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what is called inside; raises ``OverBudget`` there."""
        self.calls = self.fresh = 0
        before = sys.gettrace()
        sys.settrace(self._call)
        try:
            yield
        finally:
            sys.settrace(before)

    def _call(self, frame: FrameType, event: str, argument: Any) -> Any:
        self.calls += 1
        over = self.calls - self.limit
        # What is raised in a generator may be lost: it may have been resumed only to be closed.
        if over > 0 and (over > self.limit or not frame.f_code.co_flags & CO_GENERATOR):
            raise OverBudget(f"{self.calls} calls")
        code = frame.f_code
        left = self.looks.get(code)
        if left is None:
            left = _LOOKS if frame.f_globals.get("__name__", "").partition(".")[0] in _OURS else 0
        self.looks[code] = left - 1 if left else 0
        return _Steps(self, code).line if left else None


class _Steps:
    """The lines of one call."""

    __slots__ = ("before", "code", "seen", "work")

    def __init__(self, work: Work, code: CodeType) -> None:
        self.work, self.code, self.before = work, code, 0
        self.seen = work.seen.setdefault(code, set())

    def line(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            step = (self.before, frame.f_lineno)
            self.before = frame.f_lineno
            if step not in self.seen:
                self.seen.add(step)
                self.work.fresh += 1
                self.work.looks[self.code] = _LOOKS
        return self.line
