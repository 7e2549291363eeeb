"""Where results are kept, what of a run is, and what becomes of entries that somebody else wrote."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import ROOT, environment
from toybox_lint.cli import cache, cache_folder

Said = tuple[int, str, str]
# No working folder on the path, as for an installed command; code counts as settled when it was there before.
START = (
    "import sys; from toybox_lint.cli import cache, process;"
    " cache._SETTLED = 0; sys.exit(process.run(sys.argv[1:]))"
)
SITE = "example.com {\n\treverse_proxy wed:8000\n}\n"
COMPOSE = (
    "services:\n  caddy:\n    image: caddy:2\n    volumes: ['./Caddyfile:/etc/caddy/Caddyfile']\n"
    "  web:\n    image: x\n    command: gunicorn app -b 0.0.0.0:8000\n"
)


class Place:
    """A deployment, with folders for the cache and the key beside it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.work = home / "work"
        self.work.mkdir()
        self.write("Caddyfile", SITE)
        self.write("compose.yaml", COMPOSE)
        self.folder = home / "cache" / "toybox-lint"
        self.key = home / "state" / "toybox-lint" / "cache-key"

    def write(self, name: str, text: str) -> None:
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def entries(self) -> list[Path]:
        return sorted(self.folder.glob("*.toybox-lint"))

    def start(self, *arguments: str, code: str = START, **more: str) -> subprocess.Popen[str]:
        own = {"XDG_CACHE_HOME": str(self.folder.parent), "XDG_STATE_HOME": str(self.key.parent.parent)}
        return subprocess.Popen(
            [sys.executable, "-P", "-c", code, *arguments],
            cwd=self.work,
            env=environment(**(own | more)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def said(self, *arguments: str, code: str = START, **more: str) -> Said:
        process = self.start(*arguments, code=code, **more)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def recalled(self, *arguments: str, **more: str) -> bool:
        """Whether the command tells a kept result."""
        code = START.replace("process.run(sys.argv[1:])", "cache.entry_of(sys.argv[1:]).recall() is None")
        return self.said(*arguments, code=code, **more)[0] == 0


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_result_is_kept_and_told_again(place: Place) -> None:
    first = place.said()
    assert "TB101" in first[1]
    assert place.recalled()
    assert place.said() == first == place.said("--no-cache")
    assert [stat.S_IMODE(path.stat().st_mode) for path in place.entries()] == [0o600]
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.key.stat().st_mode) == 0o600
    assert sorted(path.name for path in place.folder.iterdir() if path not in place.entries()) == [
        ".gitignore",
        "CACHEDIR.TAG",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        *("--no-cache", "--diff", "--fix", "--output-file out.txt", "--write-baseline known.json", "-"),
        *("nowhere", "--select NONE", "--config plugins.toml", "inspect", "rules", "explain TB101", "--help"),
    ],
)
def test_what_is_not_kept(place: Place, arguments: str) -> None:
    """What writes, what reads standard input, what runs code of others, and what could not start."""
    place.write("plugins.toml", 'plugins = ["more"]\n')
    place.write(
        "more.py", "from toybox_lint.api import Rule\nclass More(Rule):\n  id = 'X1'\n  name = 'more'\n"
    )
    path = os.pathsep.join((environment()["PYTHONPATH"], str(place.work)))
    place.said(*arguments.split(), PYTHONPATH=path)
    assert place.entries() == []


def test_a_rule_that_crashed_is_asked_again(place: Place) -> None:
    crashing = START.replace(
        "cache._SETTLED = 0;",
        "cache._SETTLED = 0; from toybox_lint_rules.tb101_unknown_upstream import UnknownUpstream as R;"
        " R.check = lambda self, deployment: 1 / 0;",
    )
    assert place.said(code=crashing)[0] == 2
    assert place.entries() == []


def test_notes_and_complaints_are_told_again(place: Place) -> None:
    place.said("--write-baseline", "known.json")
    place.write("Caddyfile", SITE.replace("wed", "web"))
    lines = ["--baseline", "known.json", "--output-format", "gitlab"]
    first = place.said(*lines)
    assert "gone" in first[2]
    assert place.recalled(*lines)
    assert place.said(*lines) == first


def test_several_processes_keep_one_result(place: Place) -> None:
    """What the processes of ``--jobs`` asked belongs to the result as well."""
    for name in "abc":
        place.write(f"{name}/Caddyfile", SITE)
        place.write(f"{name}/compose.yaml", COMPOSE)
    (place.work / "Caddyfile").unlink()
    (place.work / "compose.yaml").unlink()
    line = ["--jobs", "2", "--output-format", "concise"]
    first = place.said(*line)
    assert place.recalled(*line)
    assert place.said(*line) == first
    place.write("b/Caddyfile", SITE.replace("wed", "nobody"))
    assert not place.recalled(*line)
    assert "nobody:8000" in place.said(*line)[1] != first[1]


def test_the_folder_that_is_named(place: Place) -> None:
    other = place.home / "other"
    for line in (["--cache-dir", str(other)], [f"--cache-dir={other}"]):
        place.said(*line)
        assert place.recalled(*line)
    assert len(list(other.glob("*.toybox-lint"))) == 2
    assert not place.folder.exists()
    # A value of another option names none.
    place.said("--select", "--cache-dir", "kept")
    assert not (place.work / "kept").exists()


def test_the_key_is_another_users_matter(place: Place) -> None:
    """Without the key that sealed it, an entry says nothing, and one that others can read is no key."""
    first = place.said()
    place.key.chmod(0o644)
    assert not place.recalled()
    assert place.said() == first
    place.key.chmod(0o600)
    assert place.recalled()
    place.key.write_bytes(bytes(32))
    assert not place.recalled()
    place.key.write_bytes(b"short")
    assert place.said() == first
    place.key.unlink()
    assert place.said() == first
    assert place.recalled()


def tampered(data: bytes) -> Iterator[bytes]:
    for index in {*range(0, len(data), len(data) // 60), len(data) - 1}:
        yield data[:index] + bytes([data[index] ^ 1]) + data[index + 1 :]
        yield data[:index]
    yield data + b"\x1b[2J"
    yield data.replace(b"error[TB101]", b"\x1b[2J [TB101]")
    yield data.replace(b"result 1", b"result 2")
    yield b"\xff" * 1000


def test_a_changed_entry_is_passed_over(place: Place) -> None:
    """Nothing but what was sealed is told: no sequence for the terminal, no finding less."""
    place.said()
    (path,) = place.entries()
    data = path.read_bytes()
    key = place.key.read_bytes()
    assert cache._unsealed(data, path.name, key)
    for changed in tampered(data):
        assert cache._unsealed(changed, path.name, key) is None
    assert cache._unsealed(data, "0" * 32 + ".toybox-lint", key) is None, (
        "an entry is bound to its command line"
    )
    path.write_bytes(data.replace(b"TB101", b"TB999"))
    assert not place.recalled()
    assert place.said() == place.said("--no-cache")
    assert path.read_bytes() == data, "and is written anew"


def test_an_entry_of_another_version_or_interpreter(place: Place) -> None:
    place.said()
    changes = ("0", "cache.__version__ = '0.0.9'", "sys.version += ' '", "sys.path.append('/nowhere')")
    for change in changes:
        code = START.replace("cache._SETTLED = 0", change).replace("process.run(", "cache.entry_of(")
        code = code.replace("(sys.argv[1:]))", "(sys.argv[1:]).recall() is None)")
        assert place.said(code=code)[0] == (change != "0"), change


def test_variables_that_decide_about_colour(place: Place) -> None:
    for more in ({}, {"FORCE_COLOR": "1"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}):
        first = place.said(**more)
        assert place.said(**more) == first
        assert ("\x1b[" in first[1]) is (more == {"FORCE_COLOR": "1"})


def unusable(place: Place) -> dict[str, Callable[[], object]]:
    """What may stand where the folder should be."""
    elsewhere = place.home / "elsewhere"
    elsewhere.mkdir()
    place.folder.parent.mkdir()
    return {
        "link": lambda: place.folder.symlink_to(elsewhere),
        "file": lambda: place.folder.write_text(""),
        "other owner": lambda: (place.folder.mkdir(), os.chown(place.folder, 12345, 12345)),
        "parent is a file": lambda: (place.folder.parent.rmdir(), place.folder.parent.write_text("")),
        "key is a link": lambda: (
            place.key.parent.mkdir(parents=True),
            place.key.symlink_to(elsewhere / "key"),
        ),
        "key is a pipe": lambda: (place.key.parent.mkdir(parents=True), os.mkfifo(place.key, 0o600)),
    }


@pytest.mark.parametrize(
    "name", ["link", "file", "other owner", "parent is a file", "key is a link", "key is a pipe"]
)
def test_a_folder_that_cannot_be_used_is_not(place: Place, name: str) -> None:
    try:
        unusable(place)[name]()
    except PermissionError:
        pytest.skip("only root gives files away")
    expected = place.said("--no-cache")
    assert place.said() == expected
    assert place.said() == expected
    assert list((place.home / "elsewhere").iterdir()) == []


def test_entries_that_are_something_else(place: Place) -> None:
    first = place.said()
    (path,) = place.entries()
    data = path.read_bytes()
    (place.home / "secret").write_bytes(data)
    for change in (
        lambda: path.symlink_to(place.home / "secret"),
        lambda: os.mkfifo(path),
        lambda: path.mkdir(),
    ):
        path.unlink(missing_ok=True)
        change()
        assert not place.recalled()
        assert place.said() == first
        if path.is_dir():
            path.rmdir()
    assert (place.home / "secret").read_bytes() == data


def test_a_full_disk_keeps_nothing(place: Place) -> None:
    """Neither the answer nor its status is another one, and no half entry stays."""
    expected = place.said("--no-cache")
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)); " + START
    assert place.said(code=limited) == expected
    assert place.entries() == []


def test_the_cache_is_bounded(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest entries stay, as many and as large as the bounds allow; files of others are left alone."""
    monkeypatch.setattr(cache_folder, "NUMBER", 5)
    monkeypatch.setattr(cache_folder, "SIZE", 350)
    place.folder.mkdir(parents=True)
    (place.folder / "mine.txt").write_text("kept")
    for number in range(12):
        name = f"{number:02}.toybox-lint"
        with cache_folder.Folder(str(place.folder)) as folder:
            folder.write(name, bytes(100 if number > 8 else 10))
            os.utime(place.folder / name, (number, number))
            folder.remove_old()
            left = [int(path.name[:2]) for path in place.entries()]
        assert left == list(range(max(0, number - 4 if number < 11 else 7), number + 1)), number
    assert sum(path.stat().st_size for path in place.entries()) <= 350
    assert (place.folder / "mine.txt").exists()


def test_a_large_result_is_not_kept(place: Place) -> None:
    large = START.replace("cache._SETTLED = 0", "cache._SETTLED = 0; cache.LARGEST = 2000")
    assert place.said(code=large)[0] == 1
    assert place.entries() == []


def test_runs_at_once(place: Place) -> None:
    """Eight processes that make the folder, the key and the entry together say the same as one after the other."""
    expected = place.said("--no-cache")
    for _ in range(2):
        processes = [place.start() for _ in range(8)]
        for process in processes:
            out, err = process.communicate(timeout=60)
            assert (process.returncode, out, err) == expected
    assert place.said() == expected
    assert place.recalled()
    assert len(place.entries()) == 1
    assert {path.name for path in place.key.parent.iterdir()} == {"cache-key"}


def test_a_changed_rule_is_asked(place: Place) -> None:
    """Whoever works on the linter, or installs another one, is not told what the code before said."""
    copy = place.home / "code"
    for name in ("linter", "grammar", "rules"):
        shutil.copytree(ROOT / name, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    path = {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    unsettled = START.replace("cache._SETTLED = 0; ", "")
    first = place.said(code=unsettled, **path)
    assert place.entries() == [], "code that was just written may change while it runs"
    assert place.said(**path) == first
    assert place.recalled(**path)
    rule = copy / "toybox_lint_rules" / "tb101_unknown_upstream.py"
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("nothing is called", "NOTHING is called"), encoding="utf-8")
    assert "NOTHING is called" in place.said(**path)[1]
    assert place.recalled(**path)
    shutil.copy(rule, copy / "toybox_lint_rules" / "tb199_another.py")
    assert not place.recalled(**path)


ALLOWED = {
    *("toybox_lint", "toybox_lint.cli", "toybox_lint.cli.process", "toybox_lint.cli.cache"),
    *("toybox_lint.cli.cache_folder", "toybox_lint.cli.color", "toybox_lint.questions"),
    *("__future__", "_blake2", "errno", "gc"),
    *(
        "collections",
        "collections.abc",
        "_collections",
        "itertools",
        "keyword",
        "operator",
        "_operator",
        "reprlib",
    ),
}


def test_a_kept_result_needs_next_to_nothing(place: Place) -> None:
    """The second run imports nothing that a bare interpreter has not, but the cache itself."""
    place.said()
    listing = "; import json; print(json.dumps([*before]), json.dumps([*now]), sep='\\n', file=sys.stderr)"
    code = START.replace("import sys;", "import sys; before = set(sys.modules);", 1)
    code = code.replace(
        "sys.exit(process.run(sys.argv[1:]))", "process.run(sys.argv[1:]); now = set(sys.modules)"
    )
    status, out, err = place.said(code=code + listing)
    assert (status, "TB101" in out) == (0, True)
    before, now = (set(json.loads(line)) for line in err.splitlines())
    assert now - before <= ALLOWED
    assert "toybox_lint.questions" in now
