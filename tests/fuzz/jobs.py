"""The whole command over several deployments: with more processes it says, and leaves behind, what one would."""

from __future__ import annotations

import gc
import shutil
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

from fuzz.commands import Said, check_command, configuration, folder_of
from fuzz.laws import Broken
from fuzz.mutation import mutated, noise
from fuzz.seeds import Texts, deployments
from toybox_lint.output import FORMATS

Left = dict[str, bytes]
# Far more than any of them takes: who still waits then waits for ever.
SECONDS = 120
OPTIONS = (
    *((), (), ("--fix",), ("--fix", "--unsafe-fixes"), ("--diff",), ("--write-baseline", "known.json")),
    *(
        ("--statistics",),
        ("--quiet",),
        ("--select", "TB1,TB3"),
        ("--env", "A=b"),
        ("--touched", "1/Caddyfile"),
    ),
    *(
        ("--output-file", "out.txt"),
        ("--exit-zero",),
        ("0", "1"),
        ("1", "0/Caddyfile", "."),
        ("--color", "always"),
    ),
)


def several(rng: Random, kept: Sequence[Texts] = ()) -> Texts:
    """Files of several deployments, each in a folder, some of which share a file; and at times a configuration."""
    texts: Texts = {}
    for number in range(rng.choice((2, 3, 3, 4, 7, 7, 40))):
        kind = rng.random()
        one = noise(rng) if kind < 0.05 else mutated(rng, kept) if kind < 0.4 else rng.choice(deployments())
        texts |= {f"{number}/{name}": text for name, text in one.items()}
    names = sorted(texts)
    for _ in range(rng.choice((0, 0, 1))):
        texts[rng.choice(names)] = f"import ../{rng.choice(names)}\n:80 {{\n\treverse_proxy web:80\n}}\n"
    if rng.random() < 0.15:
        texts["toybox-lint.toml"] = configuration(rng)
    return texts


def command_line(rng: Random) -> list[str]:
    words = [*rng.choice(OPTIONS)]
    if rng.random() < 0.5:
        words += ["--output-format", rng.choice(FORMATS)]
    if rng.random() < 0.8:
        words.append("--no-cache")
    return words


def check_jobs(texts: Texts, words: Sequence[str], jobs: int = 2) -> None:
    """Run the command with one process and with ``jobs``, each in a fresh folder of the same name."""
    home = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    try:
        one, more = (_run(home / "home", texts, [f"--jobs={number}", *words]) for number in (1, jobs))
    finally:
        gc.enable()
        shutil.rmtree(home, ignore_errors=True)
    for kind, ours, theirs in zip(("said", "left"), one, more, strict=True):
        if ours != theirs:
            raise Broken(f"jobs: {jobs} processes {kind} something else than one\n{ours}\n{theirs}")


def _run(home: Path, texts: Texts, words: Sequence[str]) -> tuple[Said, Left]:
    with folder_of(texts, home), _within(SECONDS):
        said = check_command(words)
        folder = home / "a"
        left = {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    shutil.rmtree(home)
    return said, left


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, _over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _over(number: int, frame: FrameType | None) -> None:
    raise Broken(f"jobs: not at its end after {SECONDS} seconds")
