"""What a run asks the disk, and the answers, each asked once.

Whether a kept result still holds is found out by asking the same questions again, with the same functions. So that this
costs little, nothing is imported here that a bare interpreter has not loaded.
"""

from __future__ import annotations

import os
import stat

try:
    # What hashlib offers, without the rest of it, which takes longer to import than all questions to ask.
    from _blake2 import blake2b as blake2b
except ImportError:
    from hashlib import blake2b as blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Question = tuple[str, str]
    Stamp = tuple[int, int, int]

EVERY = "*"
LARGEST = 16 * 1024 * 1024
# The sources of what this process imported, as they were when it did.
IMPORTED: dict[str, Stamp] = {}
TOO_LARGE = f"is larger than {LARGEST // 1024 // 1024} MiB"


def content(path: str) -> bytes | str | None:
    """The bytes of the file at ``path``; ``None`` when nothing is there; a clause for people if it cannot be read.

    It is looked at before it is opened, because opening a device may do something, and again afterwards, because it
    may have been replaced. Nothing waits for somebody to write to a pipe, and a file that has no end (some under
    ``/proc`` say that they are empty) is read as far as a file may be large.
    """
    try:
        refused = _refusal(os.stat(path))
        if refused:
            return refused
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
        try:
            return _refusal(found := os.fstat(file)) or _all_of(file, found.st_size)
        finally:
            os.close(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        return f"cannot be read: {getattr(error, 'strerror', None) or error}"


def _all_of(file: int, size: int) -> bytes | str:
    """What can be read from an open file that is said to have ``size`` bytes."""
    data = os.read(file, size + 1)
    if len(data) == size:
        return data
    parts, length = [data], len(data)
    while data and length <= LARGEST:
        data = os.read(file, LARGEST + 1 - length)
        parts.append(data)
        length += len(data)
    return b"".join(parts) if length <= LARGEST else TOO_LARGE


def _refusal(status: os.stat_result) -> str:
    if stat.S_ISDIR(status.st_mode):
        return "is a directory"
    if not stat.S_ISREG(status.st_mode):
        return "is not a regular file"
    return TOO_LARGE if status.st_size > LARGEST else ""


def names(path: str) -> tuple[str, ...]:
    """Names of the entries of the directory ``path``, sorted; none when it is no directory, or cannot be read."""
    try:
        return tuple(sorted(os.listdir(path)))
    except (OSError, ValueError):
        return ()


def real(path: str) -> str:
    """Where ``path`` leads; itself where no file can be called so."""
    try:
        return os.path.realpath(path)
    except ValueError:
        return path


def hindrance(path: str) -> str:
    """What keeps the file or folder ``path`` from being read, as a clause for people; empty for nothing."""
    if not os.path.lexists(path):
        return "there is no such file or folder"
    if not os.path.isdir(path):
        return (
            "" if os.access(path, os.R_OK) else "cannot be read: no permission, or a link that leads nowhere"
        )
    return "" if os.access(path, os.R_OK | os.X_OK) else "the folder cannot be read: permission denied"


def status(path: str) -> Stamp | None:
    """When and how large ``path`` was last written, as its file system says; ``None`` when nothing is there.

    It stands for the content of code alone: an interpreter itself looks at no more before it takes what it compiled.
    """
    try:
        return stamp(os.stat(path))
    except (OSError, ValueError):
        return None


def stamp(found: os.stat_result) -> Stamp:
    """What ``status`` tells of a file."""
    return found.st_ctime_ns, found.st_mtime_ns, found.st_size


def environment(_: str) -> dict[str, str]:
    """The variables of this process, asked for as ``EVERY``."""
    return dict(sorted(os.environ.items()))


# Every kind of question by its name, with what answers it.
KINDS: Mapping[str, Callable[[str], object]] = {
    "content": content,
    "names": names,
    "directory": os.path.isdir,
    "exists": os.path.exists,
    "link": os.path.islink,
    "real": real,
    "hindrance": hindrance,
    "status": status,
    "environment": environment,
}


def summary(answer: object) -> str:
    """An answer in few characters, none of which is NUL: equal for equal answers, different for different ones."""
    if isinstance(answer, bytes):
        return "=" + blake2b(answer, digest_size=32).hexdigest()
    return repr(answer)


class Asked:
    """Asks, and remembers: the same question always has the same answer."""

    def __init__(self) -> None:
        self._answers: dict[Question, object] = {}
        self._learned: dict[Question, str] = {}
        self._untold: list[Question] = []
        self._contradicted = False
        # Of the entries of folders whose names were asked for, whether they are folders; ``None`` for links.
        self._entries: dict[str, bool | None] = {}

    def ask(self, kind: str, path: str) -> object:
        """The answer of ``KINDS[kind]`` to ``path``."""
        question = kind, path
        if question not in self._answers:
            self._answers[question] = self._answer(kind, path)
            self._untold.append(question)
        return self._answers[question]

    def _answer(self, kind: str, path: str) -> object:
        """A folder that is listed tells of its entries what each of them would have to be asked for."""
        if kind == "names":
            return self._listed(path)
        if path in self._entries:
            folder = self._entries[path]
            if kind == "link":
                return folder is None
            if kind == "directory" and folder is not None:
                return folder
        return KINDS[kind](path)

    def _listed(self, path: str) -> tuple[str, ...]:
        try:
            with os.scandir(path) as entries:
                found = {
                    each.name: None if each.is_symlink() else each.is_dir(follow_symlinks=False)
                    for each in entries
                }
        except (OSError, ValueError):
            return names(path)
        base = path.rstrip("/")
        self._entries.update((f"{base}/{name}", folder) for name, folder in found.items())
        return tuple(sorted(found))

    def read(self) -> Iterator[str]:
        """The files that could be read."""
        return (
            path
            for (kind, path), answer in self._answers.items()
            if kind == "content" and isinstance(answer, bytes)
        )

    def changed(self) -> Iterator[str]:
        """The files of which the answer is another one by now."""
        return (path for path in self.read() if content(path) != self._answers["content", path])

    def news(self) -> dict[Question, str]:
        """Summaries of the answers since this was last called."""
        new, self._untold = self._untold, []
        return {question: summary(self._answers[question]) for question in new}

    def learn(self, news: Iterable[Mapping[Question, str]]) -> None:
        """Add what others, who work on parts of this run, were answered."""
        for answers in news:
            for question, answer in answers.items():
                self._contradicted |= self._learned.setdefault(question, answer) != answer

    def everything(self) -> dict[Question, str] | None:
        """Summaries of all answers; ``None`` when two of them contradict each other: the disk changed meanwhile."""
        self.learn([self.news()])
        return None if self._contradicted else self._learned
