"""Results of earlier runs, told again while nothing that they depend on has changed.

An entry is what one command line printed, with every question that the run asked the disk, and one digest of all
answers. It is told only when each question is answered as it was then. An entry is sealed with a key that is kept
elsewhere: what anybody else writes into the folder is passed over, and its digests tell nobody what a file of
secrets holds.

All of this happens before anything of a linter is imported, and imports next to nothing itself.
"""

from __future__ import annotations

import os
import sys
from time import time_ns

from toybox_lint import __version__
from toybox_lint.cli import color
from toybox_lint.cli.cache_folder import LARGEST, SUFFIX, Folder
from toybox_lint.questions import IMPORTED, KINDS, blake2b, status, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toybox_lint.questions import Asked, Question

_FORM = b"toybox-lint result 2\n"
_KEY = "cache-key"
_KEY_SIZE, _SEAL_SIZE = 32, 32
# For programs that make backups (https://bford.info/cachedir/), and for git: nothing here is worth keeping.
_BESIDE = {"CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n", ".gitignore": b"*\n"}
# A file system's clock may be a little behind: code that was written so shortly before a run may have changed in it.
_SETTLED = 2_000_000_000


class Answer:
    """What a run says: its exit status, and texts for ``stdout`` and ``stderr`` in their order."""

    __slots__ = ("status", "texts")

    def __init__(self, status: int, texts: Sequence[tuple[str, str]]) -> None:
        self.status = status
        self.texts = texts

    def tell(self) -> int:
        """Print the texts; the exit status."""
        for stream, text in self.texts:
            getattr(sys, stream).write(text)
        return self.status


class Entry:
    """Where the result of a command line is kept. ``given`` is the folder that ``--cache-dir`` seems to name."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.given = _given(arguments)
        self._arguments = arguments
        self._root = os.getcwd()
        self._color = color.wanted(os.isatty(1))
        self._begun = time_ns()

    def recall(self) -> Answer | None:
        """The result, when there is one that holds still."""
        try:
            key = _read_key()
            name = self._name(key)
            with Folder(_folder(self.given)) as folder:
                return _unsealed(folder.read(name), name, key)
        except (OSError, ValueError):
            return None

    def keep(self, answer: Answer, asked: Asked) -> None:
        """Keep the result of a run that asked this, where that can be done."""
        try:
            key = _read_key(make=True)
            code, answers = _installation(self._begun - _SETTLED), asked.everything()
            if code is not None and answers is not None:
                name = self._name(key)
                _write(_folder(self.given), name, _sealed(answer, {**code, **answers}, name, key))
        except (OSError, ValueError):
            return

    def _name(self, key: bytes) -> str:
        """The name of the entry's file: a digest of what the run is, so that no argument can be read there."""
        python = (sys.version, str(sys.flags), sys.getfilesystemencoding(), str(len(sys.path)), *sys.path)
        parts = (__version__, *python, self._root, str(self._color), *self._arguments)
        text = "".join(f"{len(part)}:{part}" for part in parts)
        found = blake2b(_bytes(text), key=key, person=b"name", digest_size=16)
        return found.hexdigest() + SUFFIX


def _write(place: str, name: str, data: bytes) -> None:
    if len(data) > LARGEST:
        return
    with Folder(place, make=True) as folder:
        if folder.made:
            for other, text in _BESIDE.items():
                folder.write(other, text)
        folder.write(name, data)
        folder.remove_old()


def entry_of(arguments: Sequence[str]) -> Entry | None:
    """The entry of a command line; ``None`` when it wants none, or there can be none."""
    if "--no-cache" in arguments or os.name != "posix":
        return None
    try:
        return Entry(arguments)
    except OSError:
        return None


def _given(arguments: Sequence[str]) -> str | None:
    """The last ``--cache-dir``. Whether it is an option there is known only when the command line is parsed."""
    found = None
    for index, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == "--cache-dir":
            found = value if equals else next(iter(arguments[index + 1 :]), None)
    return found


def _folder(given: str | None) -> str:
    if given is None:
        return _own("XDG_CACHE_HOME", ".cache")
    if not given:
        raise FileNotFoundError("no folder is named")
    return os.path.abspath(given)


def _own(variable: str, usual: str) -> str:
    """Our folder in one of the user's, as freedesktop.org's base directories have it. Raises ``OSError``.

    In the home of somebody else, as with ``sudo``, a folder of ours would be in their way.
    """
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):
        home = os.path.expanduser("~")
        if not os.path.isabs(home) or os.stat(home).st_uid != os.geteuid():
            raise PermissionError(f"{home} is not the user's own home")
        base = os.path.join(home, usual)
    return os.path.join(base, "toybox-lint")


def _read_key(*, make: bool = False) -> bytes:
    """The user's key; ``make`` it when there is none. Raises ``OSError`` where there can be none."""
    place = _own("XDG_STATE_HOME", os.path.join(".local", "state"))
    with Folder(place, make=make) as folder:
        try:
            key = folder.read(_KEY, private=True)
        except FileNotFoundError:
            if not make:
                raise
            folder.add(_KEY, os.urandom(_KEY_SIZE))
            key = folder.read(_KEY, private=True)
    if len(key) != _KEY_SIZE:
        raise ValueError("no key")
    return key


def _installation(before: int) -> dict[Question, str] | None:
    """The code that ran: its files, and where it is looked for. ``None`` when some was written after ``before``."""
    modules = {file for module in list(sys.modules.values()) if (file := getattr(module, "__file__", None))}
    folders = {path[: path.rfind("/")] for path in modules}
    found: dict[Question, str] = {}
    for path in sorted({*modules, *folders, *sys.path}):
        answer = IMPORTED.get(path) or status(path or ".")
        if (answer is None and path in modules) or (answer is not None and answer[0] >= before):
            return None
        found["status", path or "."] = repr(answer)
    return found


def _sealed(answer: Answer, asked: Mapping[Question, str], name: str, key: bytes) -> bytes:
    """The entry as bytes: its seal, a line of numbers, the questions, the texts."""
    kinds: dict[str, list[str]] = {}
    for kind, path in asked:
        kinds.setdefault(kind, [kind]).append(path)
    questions = _bytes("\0\0".join(map("\0".join, kinds.values())))
    digest = _digest([asked[kind, path] for kind, *paths in kinds.values() for path in paths], questions, key)
    texts = [(stream, text.encode("utf-8", "surrogatepass")) for stream, text in answer.texts]
    lengths = " ".join(f"{stream}:{len(text)}" for stream, text in texts)
    head = f"{answer.status} {digest} {len(questions)} {lengths}\n".encode()
    body = b"".join((head, questions, *(text for _, text in texts)))
    return _FORM + _seal(name, body, key) + body


def _unsealed(data: bytes, name: str, key: bytes) -> Answer | None:
    """The answer in an entry, when it is ours and every question is still answered as it was."""
    start = len(_FORM) + _SEAL_SIZE
    body = data[start:]
    if data[:start] != _FORM + _seal(name, body, key):
        return None
    end = body.index(b"\n")
    code, digest, length, *lengths = body[:end].decode().split()
    place = end + 1 + int(length)
    questions = body[end + 1 : place]
    if _digest(_answers(questions), questions, key) != digest:
        return None
    texts = []
    for part in lengths:
        stream, _, size = part.partition(":")
        texts.append((stream, body[place : place + int(size)].decode("utf-8", "surrogatepass")))
        place += int(size)
    return Answer(int(code), texts)


def _answers(questions: bytes) -> list[str]:
    """To every question, its answer of now."""
    found = []
    for part in questions.decode("utf-8", "surrogateescape").split("\0\0"):
        kind, *paths = part.split("\0")
        ask = KINDS[kind]
        found += [summary(ask(path)) for path in paths]
    return found


def _seal(name: str, body: bytes, key: bytes) -> bytes:
    return blake2b(name.encode() + body, key=key, person=b"seal", digest_size=_SEAL_SIZE).digest()


def _digest(answers: list[str], questions: bytes, key: bytes) -> str:
    """One digest of all questions and answers."""
    found = blake2b(questions, key=key, person=b"answers", digest_size=32)
    found.update(_bytes("\0".join(("", *answers))))
    return found.hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
