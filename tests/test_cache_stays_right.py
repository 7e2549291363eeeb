"""Whatever happens to the files between two runs, a kept result is what a run without the cache says."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toybox_lint.cli import cache, process
from toybox_lint.questions import KINDS, Asked

EXAMPLES = max(int(os.environ.get("FUZZ", "1200")) // 60, 5)
Said = tuple[int, str, str]

COMPOSE = (
    "services:\n  caddy:\n    image: caddy:2\n    volumes: ['./Caddyfile:/etc/caddy/Caddyfile']\n"
    "    env_file: vars.env\n  web:\n    build: ./backend\n    environment: {DEBUG: '${DEBUG}'}\n"
    "    command: gunicorn app -b 0.0.0.0:${PORT:-8000}\n"
)
TEXTS: dict[str, tuple[str, ...]] = {
    "Caddyfile": (
        "example.com {\n\treverse_proxy web:8000\n}\n",
        "example.com {\n\treverse_proxy wed:8000\n}\n",
        "import snippets/*\n{$SITE} {\n\treverse_proxy {$UP}\n}\n",
        "example.com {\n\treverse_proxy web:8000 {\n",
        "example.com {\n\timport snippets/a.caddy\n\timport other\n}\n",
    ),
    "compose.yaml": (
        COMPOSE,
        COMPOSE.replace("web:", "api:"),
        "include: [backend/compose.yaml]\n" + COMPOSE,
        "include: [../outside/compose.yaml]\n" + COMPOSE,
        "services: [\n",
        "services:\n  web: {image: 'x:${TAG}', extends: {file: backend/compose.yaml, service: api}}\n",
    ),
    "compose.override.yaml": (
        "services:\n  web: {command: gunicorn app -b 0.0.0.0:8000}\n",
        "services: {}\n",
    ),
    "docker-compose.prod.yml": ("services:\n  web: {command: gunicorn app -b 127.0.0.1:8000}\n",),
    "backend/compose.yaml": (
        "services:\n  api:\n    image: nginx\n    networks: [n]\nnetworks: {n: {}}\n",
        "x: 1\n",
    ),
    "backend/Dockerfile": (
        "FROM python\nEXPOSE 8000\n",
        "FROM python\nEXPOSE 9000\nCMD python -m http.server\n",
    ),
    "backend/.env": ("DEBUG=1\n", "TAG=2\n"),
    ".env": ("DEBUG=1\n", "TAG=2\nUP=web:8000\n", "COMPOSE_FILE=backend/compose.yaml\n"),
    ".env.example": ("DEBUG=\n",),
    "vars.env": ("SITE=example.com\nUP=web:8000\n", "SITE=example.org\n", "1=2\n"),
    "snippets/a.caddy": ("reverse_proxy api:80\n", "respond 200\n", "(a) {\n\trespond 200\n}\n"),
    "toybox-lint.toml": (
        'ignore = ["TB3"]\n',
        'fail-on = "warning"\n',
        'baseline = "known.json"\n',
        'allow-outside = ["../outside"]\n',
        "x = 1\n",
    ),
    "pyproject.toml": ('[tool.toybox-lint]\nselect = ["TB1"]\n', "[project]\n"),
    "../toybox-lint.toml": (
        'severity = {TB101 = "info"}\n',
        'projects = [{files = ["work/compose.yaml"]}]\n',
    ),
    "../outside/compose.yaml": ("services: {web: {image: nginx}}\n", "services: {far: {image: nginx}}\n"),
    "other": ("no folder\n",),
    "other/compose.yaml": (COMPOSE, "services: {web: {image: nginx}}\n"),
    "known.json": ('{"version": 1, "findings": []}\n', "no\n"),
}
OUTSIDE = ("../outside", "../outside/compose.yaml", "../work", "../work/backend")
NAMES = sorted(TEXTS)
FOLDERS = (
    *("backend", "snippets", "other", ".git", "../.git", "../outside"),
    *("Caddyfile", "compose.yaml", "backend/Dockerfile", ".env"),
)
LINES = (
    *(
        "",
        ".",
        "Caddyfile",
        "backend",
        "compose.yaml Caddyfile",
        "--output-format json",
        "--statistics --quiet",
    ),
    *(
        "--use-environment",
        "--use-environment Caddyfile",
        "--use-environment --output-format concise",
        "--env-file vars.env",
        "--env UP=web:8000",
        "--config toybox-lint.toml",
        "--isolated",
    ),
    *("--baseline known.json", "--baseline known.json --output-format gitlab", "--touched compose.yaml"),
    "--touched other",
    *("--compose compose.yaml --compose backend/compose.yaml", "--project p --compose compose.yaml ."),
    *("--select TB1,TB2", "--exit-zero", "--fail-on warning", "--color always", "--output-format rdjson"),
)
VARIABLES = ("PORT", "PORT", "NO_COLOR", "FORCE_COLOR", "SITE", "UP", "TAG", "DEBUG")


@pytest.fixture(scope="module", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Caches of these tests, and code that stands still: what pytest loads besides ours may be gone by now."""
    own = {name: str(tmp_path_factory.mktemp(name)) for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME")}
    with patch.dict(os.environ, own), patch.object(cache, "_installation", lambda before: {}):
        yield


def said(arguments: list[str], folder: Path) -> Said:
    """What the command prints in ``folder``, and its exit status, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder), patch.object(sys, "stdout", out), patch.object(sys, "stderr", err):
        status = process.run(arguments)
    gc.enable()
    return status, out.getvalue(), err.getvalue()


_recall = cache.Entry.recall
# Whether each run that might have told a kept result did so.
RECALLED: list[bool] = []


def recall(entry: cache.Entry) -> cache.Answer | None:
    found = _recall(entry)
    RECALLED.append(found is not None)
    return found


Edit = Callable[[Path], object]


def write(name: str, text: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_fifo():
            path.unlink()
        path.write_text(text, encoding="utf-8")

    return edit


def delete(name: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()

    return edit


def make_folder(name: str) -> Edit:
    """A folder, in place of the file or link if there is one."""

    def edit(folder: Path) -> None:
        path = folder / name
        if path.is_symlink() or path.is_file():
            path.unlink()
        path.mkdir(parents=True, exist_ok=True)

    return edit


def make_deployment(name: str) -> Edit:
    """A folder with a compose file, at once in place of the file if there is one."""

    def edit(folder: Path) -> None:
        make_folder(name)(folder)
        write(f"{name}/compose.yaml", COMPOSE)(folder)

    return edit


def make_link(name: str, target: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / name
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    return edit


def replace_by_link(name: str, target: str) -> Edit:
    """What was there, under the name ``target``, and a link in its place: what is read by the name stays as it was."""

    def edit(folder: Path) -> None:
        (folder / name).rename(folder / target)
        (folder / name).symlink_to(folder / target)

    return edit


def make_pipe(name: str) -> Edit:
    def edit(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return edit


def set_variable(name: str, value: str | None) -> Edit:
    def edit(folder: Path) -> None:
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value

    return edit


def edits(names: list[str]) -> st.SearchStrategy[Edit]:
    """Something that happens between two runs to files of these names; it may fail, then nothing happens."""
    files = st.sampled_from(names)
    writing = files.flatmap(lambda name: st.sampled_from(TEXTS[name]).map(lambda text: write(name, text)))
    places = st.sampled_from([*names, *FOLDERS])
    return st.one_of(
        writing,
        writing,
        writing,
        files.map(delete),
        places.map(make_folder),
        files.map(make_deployment),
        st.tuples(files, files).map(lambda two: lambda folder: (folder / two[0]).rename(folder / two[1])),
        st.tuples(places, places).map(lambda two: make_link(*two)),
        st.tuples(places, st.sampled_from(OUTSIDE)).map(lambda two: make_link(*two)),
        places.map(lambda name: replace_by_link(name, "elsewhere")),
        places.map(lambda name: replace_by_link(name, "../elsewhere")),
        files.map(make_pipe),
        st.tuples(places, st.sampled_from([0, 0o200, 0o400, 0o700])).map(
            lambda two: lambda folder: (folder / two[0]).chmod(two[1])
        ),
        st.tuples(st.sampled_from(VARIABLES), st.sampled_from([None, "", "9000", "web:8000"])).map(
            lambda two: set_variable(*two)
        ),
        st.just(lambda folder: said(["--fix", "--unsafe-fixes"], folder)),
    )


Step = tuple[Edit | None, str]


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Edits of few files, and a few command lines: so that one meets what another has left."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
    lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=3, unique=True))
    steps = st.tuples(st.one_of(st.none(), edits(names), edits(names)), st.sampled_from(lines))
    return draw(st.lists(steps, min_size=4, max_size=12))


# For each kind of question a history in which the answers to all others stay as they were. None of them lists the
# folder of temporary files, in which others write.
INCLUDING = write("compose.yaml", TEXTS["compose.yaml"][3])
HISTORIES: dict[str, list[Step]] = {
    "content": [(None, ""), (write("Caddyfile", TEXTS["Caddyfile"][1]), "")],
    "names": [(make_folder("snippets"), ""), (write("snippets/Caddyfile", TEXTS["Caddyfile"][1]), "")],
    "directory": [(None, ""), (make_deployment("other"), "")],
    # A repository around the working folder: what is beside that may be read.
    "exists": [(INCLUDING, ""), (make_folder("../.git"), "")],
    # A link is not walked, whatever it leads to.
    "link": [
        (make_folder("other"), ""),
        (write("other/compose.yaml", TEXTS["other/compose.yaml"][1]), ""),
        (replace_by_link("other", "../outside/elsewhere"), ""),
    ],
    # What a link leads to is the same, but lies outside.
    "real": [
        (write("Caddyfile", TEXTS["Caddyfile"][2]), ""),
        (write("compose.yaml", COMPOSE.replace("./Caddyfile:/etc/caddy/Caddyfile", ".:/etc/caddy")), ""),
        (make_folder(".hidden"), ""),
        (replace_by_link("snippets", ".hidden/snippets"), ""),
        (replace_by_link(".hidden/snippets", "../elsewhere"), ""),
    ],
    # Nobody reads a file of which it is only told that it was touched.
    "hindrance": [(None, f"--touched {OUTSIDE[1]}"), (delete(OUTSIDE[1]), f"--touched {OUTSIDE[1]}")],
    "environment": [
        (write("docker-compose.prod.yml", COMPOSE), "--use-environment"),
        (set_variable("PORT", "9000"), "--use-environment"),
    ],
}


def hold(absent: list[str], steps: list[Step]) -> None:
    """Do the steps: each command says what it says without the cache, and so does each of the last ones again."""
    with (
        tempfile.TemporaryDirectory() as name,
        patch.dict(os.environ),
        patch.object(cache.Entry, "recall", recall),
    ):
        folder = Path(name).resolve() / "work"
        folder.mkdir()
        for each in NAMES:
            if each not in absent:
                with contextlib.suppress(OSError):
                    write(each, TEXTS[each][0])(folder)
        lines: list[str] = []
        for edit, line in steps:
            if edit is not None:
                with contextlib.suppress(OSError):
                    edit(folder)
            lines.append(line)
            for again in dict.fromkeys(lines[-4:]):
                kept = said(again.split(), folder)
                assert kept == said([*again.split(), "--no-cache"], folder), again
        for path in [folder, *folder.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o700)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(NAMES), max_size=4), histories())
def compare(absent: list[str], steps: list[Step]) -> None:
    hold(absent, steps)


def test_fuzz_what_happens_between_two_runs() -> None:
    compare()
    assert sum(RECALLED) > len(RECALLED) / 20 > 0, "hardly a result came from the cache"


# The code that ran is not asked for here; test_cache.py changes it.
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "status"])
def test_no_kind_of_question_could_be_left_out(kind: str) -> None:
    everything = Asked.everything

    def without(asked: Asked) -> dict[tuple[str, str], bytes] | None:
        found = everything(asked)
        return found and {question: answer for question, answer in found.items() if question[0] != kind}

    hold([], HISTORIES[kind])
    with patch.object(Asked, "everything", without), pytest.raises(AssertionError):
        hold([], HISTORIES[kind])
