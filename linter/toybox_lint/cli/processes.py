"""Several deployments at once, a process each. Imported only when there is more than one to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread

from toybox_lint.cli.options import Stop
from toybox_lint.cli.signals import held, leave_to_parent
from toybox_lint.typed import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Into so many parts each process's share is cut, so that all end at about the same time.
_PARTS = 8
# What a process works on: it is forked with it, so that nothing but results is sent.
_task: list[Callable[[int], Any]] = []


def spread(items: Sequence[T], work: Callable[[T], R], jobs: int) -> Iterator[R]:
    """``work`` on each of ``items``, results in their order. Without ``fork`` one after the other.

    The first is done here: what it imports and compiles nobody else has to. The others are handed out some at a time.
    However it ends, no process stays behind. Raises ``Stop`` when one ends before it is done.
    """
    if "fork" not in get_all_start_methods():
        yield from map(work, items)
        return
    yield work(items[0])
    rest = range(1, len(items))
    pool = ProcessPoolExecutor(
        min(jobs, len(rest)), get_context("fork"), _begin, (lambda index: work(items[index]),)
    )
    try:
        with held():
            results = pool.map(_run, rest, chunksize=max(1, len(rest) // (jobs * _PARTS)))
        yield from results
        pool.shutdown()
    except BrokenProcessPool as error:
        raise Stop("a process ended before it was done; try --jobs 1") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in active_children():
            child.terminate()


def _begin(task: Callable[[int], Any]) -> None:
    leave_to_parent()
    Thread(target=_end_with_parent, daemon=True).start()
    _task.append(task)


def _end_with_parent() -> None:
    """A process that is killed can end nobody; who works for it would wait for ever."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _run(index: int) -> Any:
    return _task[0](index)
