"""A long run: what is tried how often, what is kept, what was found."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import resource
import shutil
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

from fuzz import commands, jobs, laws
from fuzz.combining import combined
from fuzz.mutation import mutated, noise
from fuzz.seeds import Texts
from fuzz.work import OverBudget, Work

# Of a million executions: the shares of what is done with an input, and how many of them are traced.
KINDS = (
    ("lint", 56),
    ("fix", 16),
    ("together", 5),
    ("outputs", 2),
    ("command", 6),
    ("jobs", 1),
    ("noise", 14),
)
TRACED = 0.03
# A backstop for loops that call nothing, such as those of a regular expression: seconds of this process alone.
SECONDS = 20
MEMORY = 3 << 30
GREATER = 100 << 10


_MAKERS = {
    "noise": lambda rng, kept: noise(rng),
    "together": lambda rng, kept: combined(rng),
    "jobs": jobs.several,
}


_LAWS = {"fix": laws.check_fixes, "together": laws.check_fixes, "outputs": laws.check_outputs}


class Session:
    """One run, which goes on from the inputs that earlier ones kept."""

    def __init__(self, home: Path, seed: int | None = None) -> None:
        self.home = home
        self.seed = time.time_ns() if seed is None else seed
        self.work = Work()
        self.counts: Counter[str] = Counter()
        self.findings: dict[str, Path] = {}
        self.kept = list(_read(home / "kept"))
        self.peak = 0
        self.most = 0

    def run(self, count: int) -> None:
        """Try ``count`` inputs."""
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
        signal.signal(signal.SIGVTALRM, _over)
        started = time.monotonic()
        for number in range(1, count + 1):
            self.one(Random(f"{self.seed}-{number}"))
            if number % 5000 == 0 or number == count:
                gc.collect()
                self._say(number, time.monotonic() - started)

    def one(self, rng: Random) -> None:
        """Make one input and try it."""
        kind = rng.choices([name for name, _ in KINDS], [share for _, share in KINDS])[0]
        texts = _MAKERS.get(kind, mutated)(rng, self.kept)
        tried, work = _work(kind, rng, texts)
        self.counts[kind] += 1
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        traced = rng.random() < TRACED and kind != "jobs"
        try:
            with _within(SECONDS):
                if traced:
                    with self.work.counted():
                        work()
                else:
                    work()
        except (Exception, OverBudget) as error:
            self._found(error, tried)
        if traced:
            self.counts["traced"] += 1
            self.most = max(self.most, self.work.calls)
            if self.work.fresh:
                self._keep(texts)
        self._look_at_memory(before, tried)

    def _look_at_memory(self, before: int, tried: dict[str, object]) -> None:
        self.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if self.peak - before > GREATER and sum(self.counts.values()) > 1000:
            self._found(laws.Broken(f"memory: {(self.peak - before) >> 10} MiB for one input"), tried)

    def _keep(self, texts: Texts) -> None:
        self.kept.append(texts)
        _write(self.home / "kept", texts)

    def _found(self, error: BaseException, tried: dict[str, object]) -> None:
        place = where(error)
        self.counts["found"] += 1
        if place not in self.findings:
            self.findings[place] = _write(self.home / "findings", {**tried, "place": place})
            print(f"FOUND {place} in {self.findings[place]}", flush=True)

    def _say(self, number: int, seconds: float) -> None:
        steps = sum(map(len, self.work.seen.values()))
        print(
            f"{number} executions in {seconds:.0f} s: {dict(self.counts)}; {steps} steps of lines seen, "
            f"{len(self.kept)} inputs kept, {self.most} calls at most, {self.peak >> 10} MiB at most, "
            f"{len(self.findings)} findings",
            flush=True,
        )


def again(file: Path) -> int:
    """Try one finding once more; 1 where it still is one."""
    tried = json.loads(file.read_text("utf-8", "surrogatepass"))
    for name, text in tried["texts"].items():
        print(f"--- {name}\n{text.encode('utf-8', 'backslashreplace').decode()}")
    try:
        with Work().counted():
            _prepared(tried)()
    except (Exception, OverBudget) as error:
        traceback.print_exception(error)
        print(where(error))
        return 1
    print("holds")
    return 0


def where(error: BaseException) -> str:
    """What broke, and in which function: the same for the same cause."""
    first = str(error).partition("\n")[0]
    if isinstance(error, laws.Broken) and "failed" not in first:
        return first[:160]
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "toybox_lint" in frame.filename]
    if isinstance(error, laws.Broken):
        return f"{first}: {str(error).strip().rpartition(chr(10))[2][:160]}"
    last = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    said = f" {first[:80]}" if isinstance(error, OverBudget) else ""
    return f"{type(error).__name__}{said} in {Path(last.filename).name}:{last.lineno} {last.name}"


def command_on(rng: Random, texts: Texts) -> None:
    """Run a random command on the files, with a random configuration."""
    _work("command", rng, texts)[1]()


def _work(kind: str, rng: Random, texts: Texts) -> tuple[dict[str, object], Callable[[], None]]:
    tried: dict[str, object] = {"kind": kind, "texts": texts}
    if kind == "command":
        if rng.random() < 0.5:
            texts["toybox-lint.toml"] = commands.configuration(rng)
        tried["words"] = commands.command_line(rng, texts)
        tried["stdin"] = rng.choice(sorted(texts.values()))
    elif kind == "jobs":
        tried["words"] = jobs.command_line(rng)
    return tried, _prepared(tried)


def _prepared(tried: dict[str, object]) -> Callable[[], None]:
    texts: Texts = tried["texts"]  # type: ignore[assignment]
    if tried["kind"] == "command":
        return lambda: _command(texts, tried["words"], str(tried["stdin"]))  # type: ignore[arg-type]
    if tried["kind"] == "jobs":
        return lambda: jobs.check_jobs(texts, tried["words"])  # type: ignore[arg-type]
    law = _LAWS.get(str(tried["kind"]), laws.check_lint)
    return lambda: law(texts)


def _command(texts: Texts, words: list[str], stdin: str) -> None:
    home = Path(tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
    try:
        with commands.folder_of(texts, home):
            commands.check_command(words, stdin.encode("utf-8", "surrogateescape"))
    finally:
        gc.enable()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _over(number: int, frame: FrameType | None) -> None:
    raise OverBudget(f"{SECONDS} seconds of work")


def _write(folder: Path, document: object) -> Path:
    text = json.dumps(document, indent=1)
    path = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.json"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def _read(folder: Path) -> Iterator[Texts]:
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text("utf-8"))
