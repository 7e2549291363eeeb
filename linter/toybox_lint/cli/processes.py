"""Several deployments at once, a process each. Imported only when there is more than one to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

from toybox_lint.cli.options import Stop

T = TypeVar("T")
R = TypeVar("R")

# What a process works on: it is forked with it, so that nothing but results is sent.
_task: list[Callable[[int], Any]] = []


def spread(items: Sequence[T], work: Callable[[T], R], jobs: int) -> Iterator[R]:
    """``work`` on each of ``items``, results in their order. Without ``fork`` one after the other.

    Raises ``Stop`` when a process ends before it is done.
    """
    if "fork" not in get_all_start_methods():
        yield from map(work, items)
        return
    with ProcessPoolExecutor(
        min(jobs, len(items)), get_context("fork"), _begin, (lambda index: work(items[index]),)
    ) as pool:
        try:
            yield from pool.map(_run, range(len(items)))
        except BrokenProcessPool as error:
            raise Stop("a process ended before it was done; try --jobs 1") from error


def _begin(task: Callable[[int], Any]) -> None:
    _task.append(task)


def _run(index: int) -> Any:
    return _task[0](index)
