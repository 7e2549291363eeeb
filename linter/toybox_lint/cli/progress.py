"""How far a long run is, for somebody who waits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from types import TracebackType

from toybox_lint.typed import TypeVar

R = TypeVar("R")
_PATIENCE = 1.0
_ERASE = "\r\x1b[K"


class Progress:
    """A line on standard error, when that is a terminal and a second has passed; gone at the end."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._start = monotonic()
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def over(self, results: Iterable[R]) -> Iterator[R]:
        """``results``, counted as they come."""
        for done, result in enumerate(results, 1):
            self._show(done)
            yield result

    def _show(self, done: int) -> None:
        if done < self._total and sys.stderr.isatty() and monotonic() - self._start > _PATIENCE:
            self._shown = True
            sys.stderr.write(f"{_ERASE}{done} of {self._total} deployments")
            sys.stderr.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
