"""What a ``--fix`` left that was killed while it wrote.

Beside each file ``NAME`` it makes ``.NAME.toybox-lint-PID.new``, whole, then ``.old``, a second name for what is there;
when it has that of all files, it renames the new ones over them, and removes the old ones. So an ``.old`` without
its ``.new`` was renamed, and while there is another ``.new``, the files are half of what was meant.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from toybox_lint.cli.locking import Busy, locked
from toybox_lint.cli.signals import Held
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass

# Hidden, and no name of a Caddyfile or compose file: no run reads it.
LEFT = pattern(r"\.(.+)\.toybox-lint-([0-9]+)\.(new|old)", re.DOTALL)


def beside(place: str, kind: str) -> str:
    """The file that this process makes beside ``place``; ``kind`` is ``new`` or ``old``."""
    folder, name = os.path.split(place)
    return os.path.join(folder, f".{name}.toybox-lint-{os.getpid()}.{kind}")


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was done: a line each for people, and whether files that are linted have changed."""

    notes: tuple[str, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class _Left:
    """The ``new`` and the ``old`` that stand beside ``place``, as far as they do."""

    place: str
    new: str | None
    old: str | None


def recover(folders: Iterable[str]) -> Recovery:
    """Finish what was half done in ``folders``, and remove what was left.

    A file that somebody has changed since stays as it is. Where another process writes, nothing is done.
    """
    found = [folder for folder in dict.fromkeys(folders) if any(_names(folder))]
    if not found:
        return Recovery()
    notes: list[str] = []
    finished: list[str] = []
    try:
        with locked(found, patient=False) as certain, Held():
            # Whoever writes holds the lock: what is there now is nobody's.
            for group in _groups(found).values() if certain else ():
                finished += _finish(group)
                notes += _removed(group)
    except Busy:
        return Recovery()
    ended = "a --fix that was ended while it wrote"
    notes = [f"finished {ended}: {name} is written" for name in finished] + [
        f"removed {name}, which {ended} left" for name in notes
    ]
    return Recovery(tuple(notes), bool(finished))


def _names(folder: str) -> Iterator[str]:
    with suppress(OSError):
        yield from (name for name in sorted(os.listdir(folder)) if LEFT.fullmatch(name))


def _groups(folders: Sequence[str]) -> dict[str, list[_Left]]:
    """What each process left."""
    there: dict[str, dict[str, dict[str, str]]] = {}
    for folder in folders:
        for name in _names(folder):
            match = LEFT.fullmatch(name)
            assert match is not None
            place = os.path.join(folder, match[1])
            there.setdefault(match[2], {}).setdefault(place, {})[match[3]] = os.path.join(folder, name)
    return {
        process: [_Left(place, kinds.get("new"), kinds.get("old")) for place, kinds in places.items()]
        for process, places in there.items()
    }


def _finish(group: Sequence[_Left]) -> Iterator[str]:
    if not any(left.old and not left.new for left in group):
        return
    for left in group:
        if left.new and left.old and _same(left.place, left.old):
            with suppress(OSError):
                os.replace(left.new, left.place)
                yield os.path.relpath(left.place)


def _same(one: str, other: str) -> bool:
    try:
        if os.path.samefile(one, other):
            return True
        with open(one, "rb") as first, open(other, "rb") as second:
            return first.read() == second.read()
    except OSError:
        return False


def _removed(group: Sequence[_Left]) -> Iterator[str]:
    for path in [path for left in group for path in (left.old, left.new) if path and os.path.lexists(path)]:
        with suppress(OSError):
            os.unlink(path)
            yield os.path.relpath(path)
