"""What of a run is kept, and when it is told again."""

from __future__ import annotations

import ast
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from conftest import ROOT, environment
from kept import COMPOSE, SITE, START, Place
from toybox_lint.questions import KINDS, Asked


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


def test_a_listed_folder_tells_of_its_entries_what_each_would_say(tmp_path: Path) -> None:
    tmp_path.joinpath("folder").mkdir()
    tmp_path.joinpath("file").write_text("")
    os.mkfifo(tmp_path / "pipe")
    for to in ("folder", "file", "nowhere", "a link to a link to a link to itself", "link to folder"):
        tmp_path.joinpath(f"link to {to}").symlink_to(to)
    tmp_path.joinpath("a link to a link to a link to itself").symlink_to(
        "link to a link to a link to a link to itself"
    )
    for listed in (str(tmp_path), f"{tmp_path}/"):
        asked = Asked()
        assert asked.ask("names", listed) == KINDS["names"](str(tmp_path))
        for path in (*tmp_path.iterdir(), tmp_path / "none", tmp_path):
            for kind in ("directory", "link", "exists"):
                assert asked.ask(kind, str(path)) == KINDS[kind](str(path)), (kind, path)
    assert Asked().ask("names", str(tmp_path / "file")) == Asked().ask("names", "/a\0b") == ()


def test_what_changed_during_a_run_is_not_kept(tmp_path: Path) -> None:
    """Two processes of one run that saw different texts say nothing that could be told again."""
    file = tmp_path / "Caddyfile"
    file.write_text("a")
    ours, theirs = Asked(), Asked()
    assert ours.ask("content", str(file)) == theirs.ask("content", str(file)) == b"a"
    ours.learn([theirs.news()])
    assert theirs.news() == {}
    assert set(ours.everything() or ()) == {("content", str(file))}
    file.write_text("b")
    assert ours.ask("content", str(file)) == b"a", "one process is answered once"
    late = Asked()
    late.ask("content", str(file))
    ours.learn([late.news()])
    assert ours.everything() is None


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


# What a module must not have that a kept result depends on: the ways past ``questions.py`` to the disk and the clock.
PAST = {
    "os",
    "io",
    "pathlib",
    "glob",
    "shutil",
    "tempfile",
    "subprocess",
    "socket",
    "time",
    "datetime",
    "random",
}
EDGES = {
    *("cli/*", "disk.py", "questions.py", "library.py", "modules.py"),
    *("toybox_lint_rules/__init__.py", "toybox_lint_grammar/compile.py"),
}


def test_nothing_looks_past_the_questions() -> None:
    """Whatever decides about a finding asks the disk by ``Files`` alone, so that every answer is known."""
    seen = 0
    for root in ("linter", "grammar", "rules"):
        for path in (ROOT / root).rglob("*.py"):
            if any(path.match(edge) for edge in EDGES):
                continue
            seen += 1
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                names = {
                    getattr(node, "module", None),
                    *(each.name for each in getattr(node, "names", ()) if isinstance(each, ast.alias)),
                }
                called = getattr(node.func, "id", None) if isinstance(node, ast.Call) else None
                assert not names & PAST, path
                assert called not in ("open", "__import__"), path
    assert seen > 300
