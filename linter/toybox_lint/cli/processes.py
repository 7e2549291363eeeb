"""Several deployments at once, in processes. Imported only when there is more than one to do."""

from __future__ import annotations

import os
import select
import signal
from _thread import start_new_thread
from collections.abc import Callable, Iterator, Sequence

from toybox_lint.cli.options import Stop
from toybox_lint.cli.signals import Held, leave_to_parent
from toybox_lint.records import NamedTuple
from toybox_lint.typed import Any, TypeVar

try:
    # What pickle itself uses, without what it imports besides while nobody works yet.
    from _pickle import dumps, loads
except ImportError:
    from pickle import dumps, loads

T = TypeVar("T")
R = TypeVar("R")

# A part is such a piece of each process's share in what is left: a large one first, single items last, so that all end
# at about the same time. A part's number has two bytes, and even a narrow pipe has room for those of all parts.
_PIECE = 8
_SMALLEST_PIECE = 128
_NUMBER = 2
# What a message begins with: its length in bytes.
_LENGTH = 8
# Of the forms a message can have, the newest.
_NEWEST = -1
_AT_ONCE = 1 << 16
# Linux allows everybody so many bytes in a pipe.
_WIDE = 1 << 20


def spread(items: Sequence[T], work: Callable[[T], R], jobs: int) -> Iterator[R]:
    """``work`` on each of ``items``, results in their order. Without ``fork`` one after the other.

    The first is done here: what it imports and compiles nobody else has to. Of the others, this process and
    ``jobs - 1`` more take a part each whenever they have done one. However it ends, no process stays behind. Raises
    ``Stop`` when one ends before it is done, and what ``work`` raises.
    """
    if not hasattr(os, "fork"):
        yield from map(work, items)
        return
    yield work(items[0])
    parts = list(_parts(1, len(items), jobs))
    team = _Team(parts, lambda index: work(items[index]))
    try:
        with Held():
            while len(team.helpers) < min(jobs, len(parts)) - 1 and team.grow():
                pass
        yield from team.results()
    finally:
        team.part()


def _parts(at: int, end: int, jobs: int) -> Iterator[range]:
    """The numbers from ``at`` to before ``end`` in parts, the largest first: some thousand where there are millions."""
    while at < end:
        size = max(1, (end - at) // min(jobs * _PIECE, _SMALLEST_PIECE))
        yield range(at, at + size)
        at += size


class _Helper(NamedTuple):
    """A process that works for this one, and where its messages come from."""

    pid: int
    messages: int
    read: bytearray


class _Team:
    """This process and its helpers, who take parts of what is to do from a pipe that holds their numbers."""

    def __init__(self, parts: Sequence[range], work: Callable[[int], Any]) -> None:
        self.parts = parts
        self.work = work
        self.helpers: dict[int, _Helper] = {}
        self.done: dict[int, list[Any]] = {}
        self.numbers, write = os.pipe()
        # Nothing is ever written to it: a helper reads its end when this process is no more.
        self.life = os.pipe()
        os.write(write, b"".join(number.to_bytes(_NUMBER, "little") for number in range(len(parts))))
        os.close(write)

    def grow(self) -> bool:
        """One helper more, if the system lets us have one."""
        try:
            messages, write = _wide_pipe()
        except OSError:
            return False
        try:
            pid = os.fork()
        except OSError:
            os.close(messages)
            os.close(write)
            return False
        if not pid:
            _help(self, write)
        os.close(write)
        self.helpers[messages] = _Helper(pid, messages, bytearray())
        return True

    def taken(self) -> Iterator[int]:
        """The numbers of the parts that this process gets."""
        while number := os.read(self.numbers, _NUMBER):
            yield int.from_bytes(number, "little")

    def do(self, part: int) -> list[Any]:
        """The results of a part."""
        return [self.work(index) for index in self.parts[part]]

    def results(self) -> Iterator[Any]:
        """The results of everybody, in order."""
        told = 0
        for part in self.taken():
            self.done[part] = self.do(part)
            self.listen(0)
            while told in self.done:
                yield from self.done.pop(told)
                told += 1
        while told < len(self.parts):
            if told not in self.done:
                self.listen(None)
                continue
            yield from self.done.pop(told)
            told += 1

    def listen(self, patience: float | None) -> None:
        """Take what helpers have to say; wait for it at most ``patience`` seconds, ``None`` for as long as it takes."""
        for messages in select.select(list(self.helpers), [], [], patience)[0]:
            helper = self.helpers[messages]
            data = os.read(messages, _AT_ONCE)
            if not data:
                self.ended(helper)
            helper.read.extend(data)
            while len(helper.read) >= _LENGTH:
                end = _LENGTH + int.from_bytes(helper.read[:_LENGTH], "little")
                if len(helper.read) < end:
                    break
                part, results, error = loads(helper.read[_LENGTH:end])
                del helper.read[:end]
                if error is not None:
                    raise error
                self.done[part] = results

    def ended(self, helper: _Helper) -> None:
        """Let a helper go that has nothing more to say. Raises ``Stop`` when it ended otherwise than by being done."""
        del self.helpers[helper.messages]
        os.close(helper.messages)
        if os.waitpid(helper.pid, 0)[1]:
            raise Stop("a process ended before it was done; try --jobs 1")

    def part(self) -> None:
        """Send away who is still there."""
        for helper in self.helpers.values():
            os.close(helper.messages)
            os.kill(helper.pid, signal.SIGKILL)
            os.waitpid(helper.pid, 0)
        for end in (self.numbers, *self.life):
            os.close(end)


def _wide_pipe() -> tuple[int, int]:
    """A pipe into which a helper can say a lot before somebody listens, where the system has such pipes."""
    ends = os.pipe()
    try:
        from fcntl import F_SETPIPE_SZ, fcntl

        fcntl(ends[1], F_SETPIPE_SZ, _WIDE)
    except (ImportError, OSError):
        pass
    return ends


def _help(team: _Team, messages: int) -> None:
    """What a helper does, until there is no more to do: it never comes back."""
    status = 1
    try:
        leave_to_parent()
        os.close(team.life[1])
        start_new_thread(_end_with_parent, (team.life[0],))
        for part in team.taken():
            _tell(messages, (part, team.do(part), None))
        status = 0
    except BaseException as error:
        _tell(messages, (0, [], error))
    finally:
        os._exit(status)


def _tell(messages: int, message: object) -> None:
    data = dumps(message, _NEWEST)
    data = len(data).to_bytes(_LENGTH, "little") + data
    while data:
        data = data[os.write(messages, data) :]


def _end_with_parent(life: int) -> None:
    """A process that is killed can end nobody; who works for it would wait for ever."""
    os.read(life, 1)
    os._exit(1)
