"""The code of the usual modules, in one file, is that of the modules as they are."""

from __future__ import annotations

import marshal
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT
from toybox_lint.cli import bundle, importing
from toybox_lint.cli.importing import WITH_BUNDLE, OwnModules, written_bundle

TAG = sys.implementation.cache_tag
# A check as the program runs it, and at the end how many compiled files it read beside the bundle.
CHECK = """
import os, sys
sys.path[:0] = sys.argv.pop(1).split(":")
from toybox_lint import cli
leave = os._exit

def told(status):
    (finder,) = (each for each in sys.meta_path if hasattr(each, "bundle"))
    print("read", finder.read, "of", len(finder.bundle or ()), flush=True)
    leave(status)

os._exit = told
cli.main()
"""


class Copy:
    """The packages in a folder of their own, compiled as pip does it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.roots = [home / name for name in ("linter", "grammar", "rules")]
        for root in self.roots:
            shutil.copytree(ROOT / root.name, root, ignore=shutil.ignore_patterns("__pycache__"))
        subprocess.run([sys.executable, "-m", "compileall", "-q", home], check=True)
        self.package = home / "linter" / "toybox_lint"

    @property
    def bundle(self) -> Path:
        return self.package / "__pycache__" / f"bundle.{TAG}"

    def check(self, **environment: str) -> tuple[str, int, int]:
        """What a check of the example says, how many files were read, and how many modules the bundle had."""
        env = {"PATH": os.environ["PATH"], "HOME": str(self.home), **environment}
        words = (":".join(map(str, self.roots)), "--no-cache")
        done = subprocess.run(
            [sys.executable, "-c", CHECK, *words],
            cwd=ROOT / "examples" / "toybox",
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (1, "")
        said, _, numbers = done.stdout.rpartition("read ")
        read, _, every = numbers.split()
        return said, int(read), int(every)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_the_first_check_writes_it_and_others_read_it(copy: Copy) -> None:
    first, many, none = copy.check()
    assert (many > 300, none) == (True, 0)
    again, read, every = copy.check()
    assert (again, read) == (first, 0)
    assert every == len(bundle.MODULES)
    # Nothing else was left there, and nobody writes it anew.
    assert [each.name for each in copy.bundle.parent.glob("bundle.*")] == [copy.bundle.name]
    before = copy.bundle.stat()
    copy.check()
    assert copy.bundle.stat() == before


def test_a_change_counts_at_once(copy: Copy) -> None:
    said, *_ = copy.check()
    assert copy.check()[1] == 0
    rule = next(copy.home.glob("rules/*/tb301_*.py"))
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("may hang for ever", "may wait for ever"), encoding="utf-8")
    changed, read, _ = copy.check()
    assert changed == said.replace("may hang for ever", "may wait for ever") != said
    # Python is asked for the one; the others stay.
    assert 0 < read < 3
    rule.write_text(text, encoding="utf-8")
    os.utime(rule, ns=(1, 1))
    assert copy.check()[0] == said


def test_where_python_leaves_nothing_neither_does_a_check(copy: Copy) -> None:
    said, *_ = copy.check(PYTHONDONTWRITEBYTECODE="1")
    assert not copy.bundle.exists()
    assert copy.check(PYTHONDONTWRITEBYTECODE="1")[0] == said


def test_a_folder_that_takes_nothing_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write everywhere but in a folder that is none; what cannot be put there leaves nothing behind."""
    made = bundle.compiled([str(ROOT / "linter")])
    monkeypatch.setattr(bundle, "_imported", lambda: made.items())
    place = tmp_path / "cache" / "bundle"
    monkeypatch.setattr(bundle, "place_of_bundle", lambda: str(place))
    bundle.renew({})
    assert not place.parent.exists()
    place.mkdir(parents=True)
    bundle.renew({})
    assert [*place.parent.rglob("*")] == [place]
    place.rmdir()
    bundle.renew({})
    assert marshal.loads(place.read_bytes()[importing._BUNDLE_HEAD :]).keys() == made.keys()
    before = place.stat().st_ino
    bundle.renew(made)
    assert place.stat().st_ino == before


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:1000],
        lambda data: b"\0\0\0\0" + data[4:],
        lambda data: data[:12] + b"\0" * (len(data) - 12),
        lambda data: data[:4] + (5).to_bytes(8, "little") + marshal.dumps(7),
    ],
)
def test_what_is_not_whole_is_passed_over(
    broken: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "bundle"
    monkeypatch.setattr(importing, "place_of_bundle", lambda: str(place))
    data = written_bundle(bundle.compiled([str(ROOT / "linter")]))
    place.write_bytes(data)
    finder = OwnModules("toybox_lint")
    finder.take_bundle()
    assert finder.bundle
    place.write_bytes(broken(data))
    finder.take_bundle()
    assert finder.bundle == {}


@pytest.mark.parametrize(("later", "taken"), [(0, True), (30, True), (-30, True), (90, False), (-90, False)])
def test_sources_that_were_installed_with_it(
    later: int, taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever builds a package does not know when its files will be written, only that it is at one time."""
    place = tmp_path / "bundle"
    monkeypatch.setattr(importing, "place_of_bundle", lambda: str(place))
    source = tmp_path / "probe.py"
    source.write_text("VALUE = 1\n")
    code = compile("VALUE = 1\n", "toybox_lint_probe.py", "exec")
    place.write_bytes(written_bundle({"toybox_lint_probe": (code, WITH_BUNDLE, 10)}))
    seconds = place.stat().st_mtime + later
    os.utime(source, (seconds, seconds))
    finder = OwnModules("toybox_lint")
    finder.take_bundle()
    spec = finder._spec("toybox_lint_probe", str(source), str(tmp_path / "nowhere"))
    assert (spec is not None) == taken
    if spec is not None:
        assert spec.loader.code.co_filename == str(source)  # type: ignore[union-attr]
    source.write_text("VALUE = 123\n")
    os.utime(source, (seconds, seconds))
    assert finder._spec("toybox_lint_probe", str(source), str(tmp_path / "nowhere")) is None


def test_a_bundle_for_a_package_tells_nobody_where_it_was_made() -> None:
    roots = [str(ROOT / name) for name in ("linter", "grammar", "rules")]
    made = bundle.compiled(roots, installed=True)
    assert made.keys() == set(bundle.MODULES)
    assert str(ROOT).encode() not in written_bundle(made)
