"""The whole command in this process: random files on the disk, random configurations, random command lines."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

from fuzz.laws import Broken
from fuzz.mutation import PIECES, vocabulary
from fuzz.seeds import Texts
from toybox_lint.cli.process import run
from toybox_lint.output import FORMATS
from toybox_lint.output.contracts import InspectDocument, ReportDocument
from toybox_lint_rules import all_rules

CODES = (
    *(rule.id for rule in all_rules()),
    "TB1",
    "TB",
    "TB999",
    "",
    "unknown-upstream",
    "tb301",
    "TB101,TB2",
)
VALUES = {
    "--select": CODES,
    "--extend-select": CODES,
    "--ignore": CODES,
    "--fail-on": ("error", "warning", "info", "never", "x"),
    "--output-format": (*FORMATS, "text", "json", "x"),
    "--color": ("auto", "always", "never"),
    "--env": ("A=b", "A", "=", "DOMAIN=a b", "X={", "PORT=80", "A=\udcff"),
    "--env-file": (".env", "app.env", "gone.env", "."),
    "--config": ("toybox-lint.toml", "gone.toml", "Caddyfile", "."),
    "--compose": ("compose.yaml", "docker-compose.yml", "Caddyfile", "gone.yml", ".", ""),
    "--project": ("x", "", "A b", "-"),
    "--baseline": ("baseline.json", "compose.yaml", "gone.json"),
    "--cache-dir": ("cache", "compose.yaml", ""),
    "--write-baseline": ("baseline.json", "gone/x"),
    "--output-file": ("out.txt", "gone/x", "."),
    "--stdin-filename": ("Caddyfile", "compose.yaml", "x/y", ""),
}
Said = tuple[int, str, str]
# What is written goes nowhere but into the folder of the test.
WRITTEN = ("--output-file", "--write-baseline", "--cache-dir")
FLAGS = (
    *("--fix", "--unsafe-fixes", "--diff", "--isolated", "--use-environment", "--exit-zero", "--statistics"),
    *(
        "--quiet",
        "-q",
        "--touched",
        "--show-values",
        "--help",
        "--no-cache",
        "--version",
        "-x",
        "--",
        "-",
        "--jobs=1",
        "-j1",
    ),
)
PATHS = (
    ".",
    "Caddyfile",
    "compose.yaml",
    "backend",
    "gone",
    "",
    "./x/../Caddyfile",
    "docker-compose.yml",
    "TB101",
)
KEYS = (
    *(
        "select",
        "ignore",
        "extend-select",
        "fail-on",
        "severity",
        "per-path-ignores",
        "baseline",
        "timeouts",
        "projects",
    ),
    *(
        "profiles",
        "known-hosts",
        "known-networks",
        "engine",
        "plugins",
        "timeouts.read",
        "timeouts.paths",
        "severity.TB301",
    ),
    *("nonsense", '"a b"', "timeouts.write"),
)
LITERALS = (
    *(
        '"TB101"',
        '["TB1", "TB301"]',
        '["TB999"]',
        "[]",
        "{}",
        "1",
        "true",
        '"30s"',
        '"-1x"',
        "false",
        '"desktop"',
        '"error"',
    ),
    *(
        '[{files = ["compose.yaml"]}]',
        '[{files = [], name = ""}]',
        '{"/a/*" = false}',
        '{"/a" = {read = "1s", write = "2m"}}',
    ),
    *(
        '{"*" = ["TB"]}',
        '{"[" = ["TB101"]}',
        '{"TB3" = "info"}',
        '"*"',
        '["*"]',
        '[""]',
        "1979-05-27",
        '"""x"""',
        '["os"]',
        "[1",
    ),
)
_SILENT = ("--output-file", "--quiet", "-q")


def configuration(rng: Random) -> str:
    """Lines of a configuration, mostly sound."""
    lines = [f"{rng.choice(KEYS)} = {rng.choice(LITERALS)}" for _ in range(rng.choice((0, 1, 1, 2, 3)))]
    if rng.random() < 0.1:
        lines.insert(0, rng.choice(("[timeouts]", "[[projects]]", "[x", rng.choice(PIECES))))
    return "\n".join(lines)


def command_line(rng: Random, texts: Texts) -> list[str]:
    """A command with options, of which most fit together."""
    words = (
        [rng.choice(("check", "check", "inspect", "inspect", "explain", "rules"))]
        if rng.random() < 0.4
        else []
    )
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        if rng.random() < 0.5:
            words.append(rng.choice(FLAGS))
        else:
            option = rng.choice(sorted(VALUES))
            made_up = rng.random() < 0.1 and option not in WRITTEN
            value = rng.choice((*vocabulary(), *PIECES)) if made_up else rng.choice(VALUES[option])
            words += [f"{option}={value}"] if rng.random() < 0.3 else [option, value]
    if rng.random() < 0.4:
        words.append(rng.choice((*PATHS, *sorted(texts))))
    return words


@contextmanager
def folder_of(texts: Texts, home: Path) -> Iterator[None]:
    """The files in a fresh folder below ``home``, which is the working folder meanwhile, and ``home`` the user's."""
    place = home / "a" / "b" / "project"
    for name, text in texts.items():
        path = os.path.normpath(place / name)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as stream:
                stream.write(text.encode("utf-8", "surrogateescape"))
        except OSError:  # a file where another needs a folder
            continue
    place.mkdir(parents=True, exist_ok=True)
    before, environment = os.getcwd(), dict(os.environ)
    os.environ |= {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
    }
    os.chdir(place)
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)


def check_command(words: Sequence[str], stdin: bytes = b"") -> Said:
    """Run the command in the working folder; what it said. No fault inside, documents as agreed."""
    out, errors = io.BytesIO(), io.BytesIO()
    streams = sys.stdin, sys.stdout, sys.stderr
    ours = [io.TextIOWrapper(buffer, encoding="utf-8") for buffer in (io.BytesIO(stdin), out, errors)]
    sys.stdin, sys.stdout, sys.stderr = ours
    try:
        status = run([word for word in words if "\0" not in word])
        for stream in ours:
            stream.flush()
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
    said = [stream.getvalue().decode("utf-8", "backslashreplace") for stream in (out, errors)]
    _check_said(words, status, *said)
    return status, said[0], said[1]


def _check_said(words: Sequence[str], status: int, out: str, errors: str) -> None:
    if "inside toybox-lint" in errors or "failed inside" in errors + out or "please report" in errors:
        raise Broken("command: a fault inside\n" + errors + out)
    if status not in (0, 1, 2):
        raise Broken(f"command: exit status {status}")
    if status == 2 and not (out or errors) and not any(word.startswith(_SILENT) for word in words):
        raise Broken("command: exit status 2 and not a word")
    if out.startswith('{\n  "version": 1,\n') and ("json" in words or "--output-format=json" in words):
        (InspectDocument if '"links"' in out else ReportDocument).model_validate(json.loads(out))
