"""Options of the check: standard input, several deployments at once, counts, silence, exit status."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import PROJECT, Command, environment
from toybox_lint.cli.processes import spread
from toybox_lint.cli.progress import Progress

SITE = "example.com {\n\treverse_proxy front:9000\n}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return deployment(tmp_path)


def deployment(folder: Path, site: str = SITE) -> Path:
    folder.mkdir(exist_ok=True)
    folder.joinpath("Caddyfile").write_text(site)
    folder.joinpath("compose.yaml").write_text(PROJECT)
    return folder


def test_quiet(lint: Command, project: Path) -> None:
    full, quiet = lint().stdout, lint("--quiet").stdout
    assert full.startswith(quiet)
    assert "Found 1 error" in full[len(quiet) :]
    assert "Found" not in quiet
    assert "error[TB101]" in quiet
    project.joinpath("Caddyfile").write_text("example.com {\n\trespond ok\n}\n")
    done = lint("-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_exit_zero(lint: Command, project: Path) -> None:
    assert lint("--exit-zero").returncode == 0
    assert lint("--exit-zero").stdout == lint().stdout
    assert lint("--diff").returncode == 1
    assert lint("--diff", "--exit-zero").returncode == 0
    project.joinpath("compose.yaml").write_text("services:\n  web: {image: x\n")
    assert lint("--exit-zero").returncode == 2


def test_statistics(lint: Command, project: Path) -> None:
    done = lint("--statistics")
    assert done.returncode == 1
    assert done.stdout == "1  TB101  [*]  unknown-upstream\n1  TB301  [*]  missing-timeouts\n"
    for more in (["--output-format", "json"], ["--diff"]):
        assert "choose one" in lint("--statistics", *more).stderr


def test_standard_input_stands_for_a_file(lint: Command, project: Path) -> None:
    text = SITE.replace("9000", "9001")
    done = lint("-", "--output-format", "concise", input=text)
    assert done.returncode == 1
    assert "Caddyfile:2:16: error TB101" in done.stdout
    assert "9001" in done.stdout
    project.joinpath("Caddyfile").unlink()
    assert "Caddyfile:2:16: error TB101" in lint("-", "--output-format", "concise", input=text).stdout
    assert project.joinpath("Caddyfile").exists() is False


def test_standard_input_as_a_compose_file(lint: Command, project: Path) -> None:
    done = lint("-", "--stdin-filename", "compose.yaml", "-q", input=PROJECT.replace("8000", "9000"))
    assert "web:9000 is all that can be meant" in done.stdout
    assert "web:8000 is all that can be meant" in lint("-q").stdout


def test_standard_input_in_a_folder(lint: Command, tmp_path: Path) -> None:
    deployment(tmp_path / "edge")
    done = lint("--output-format", "concise", "--stdin-filename", "edge/Caddyfile", "-", input=SITE)
    assert "edge/Caddyfile:2:16: error TB101" in done.stdout


def test_a_fix_of_standard_input_is_printed(lint: Command, project: Path) -> None:
    before = {path.name: path.read_bytes() for path in project.iterdir()}
    done = lint("-", "--fix", input=SITE)
    assert "reverse_proxy web:8000 {\n" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name: path.read_bytes() for path in project.iterdir()} == before
    again = lint("-", "--fix", input=done.stdout)
    assert again.stdout == done.stdout
    assert "+\treverse_proxy web:8000" in lint("-", "--diff", input=SITE).stdout


def test_a_fix_of_standard_input_reaches_no_other_file(lint: Command, tmp_path: Path) -> None:
    folder = deployment(tmp_path, SITE.replace("front:9000", "web:8000"))
    folder.joinpath("compose.yaml").write_text(
        PROJECT.replace("0.0.0.0:8000", "127.0.0.1:8000").replace("  web:", "  web:\n    expose: [8000]")
    )
    changes = lint("--diff", "Caddyfile").stdout
    assert "+++ compose.yaml" in changes
    done = lint("-", "--fix", input=folder.joinpath("Caddyfile").read_text())
    assert done.returncode == 1
    assert "error[TB105]" in done.stderr
    assert done.stdout.startswith("example.com {\n\treverse_proxy web:8000 {\n")
    assert "127.0.0.1" in folder.joinpath("compose.yaml").read_text()


def test_nothing_on_standard_input() -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "toybox_lint", "-"],
        env=environment(),
        stdin=theirs,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert done.stderr.startswith("toybox-lint: error: -: there is nothing on standard input")


def test_a_name_for_standard_input_that_is_not_read(lint: Command, project: Path) -> None:
    assert "--stdin-filename" in lint("--stdin-filename", "Caddyfile").stderr


@pytest.mark.parametrize("form", ["full", "json", "sarif"])
def test_jobs_change_nothing(lint: Command, tmp_path: Path, form: str) -> None:
    for number in range(4):
        deployment(tmp_path / f"d{number}", SITE.replace("9000", str(9000 + number)))
    alone = lint("--output-format", form)
    assert alone.returncode == 1
    assert "900" in alone.stdout
    for jobs in ("2", "3", "0"):
        together = lint("--output-format", form, "--jobs", jobs)
        assert (together.returncode, together.stdout, together.stderr) == (1, alone.stdout, "")


def test_jobs_write_the_same_baseline(lint: Command, tmp_path: Path) -> None:
    for name in ("a", "b"):
        deployment(tmp_path / name)
    written = []
    for jobs in ("1", "2"):
        assert lint("--write-baseline", "known.json", "--jobs", jobs).returncode == 0
        written.append(tmp_path.joinpath("known.json").read_text())
    assert written[0] == written[1]
    assert written[0].count("TB101") == 2


def test_what_deployments_share_is_printed_once(lint: Command, tmp_path: Path) -> None:
    tmp_path.joinpath(".git").mkdir()
    tmp_path.joinpath("shared.conf").write_text("a.example {\n\treverse_proxy wrong:9000\n}\n")
    for name in ("a", "b", "c", "d"):
        deployment(tmp_path / name, f"import ../shared.conf\n{name}{name}.example {{\n\trespond hi\n}}\n")
    for color in ("always", "never"):
        alone = lint("--color", color)
        assert alone.stdout.count("[TB301]") == 1
        assert "Found 4 errors, 4 warnings" in alone.stdout
        assert lint("--color", color, "--jobs", "2").stdout == alone.stdout
        assert (
            lint("--color", color, "--jobs", "2", "--quiet").stdout
            == lint("--color", color, "--quiet").stdout
        )


def test_what_is_shown_of_another_deployment_is_found_again(lint: Command, tmp_path: Path) -> None:
    tmp_path.joinpath(".git").mkdir()
    for name in ("a", "b", "c", "d"):
        deployment(tmp_path / name, f"{name}.example {{\n\treverse_proxy wrong:9000\n}}\n")
    tmp_path.joinpath("c", "Caddyfile").write_text("import ../d/Caddyfile\nimport ../a/Caddyfile\n")
    alone = lint()
    assert alone.stdout.count("[TB301]") == 3
    assert alone.stdout.count("\n and ") == 2
    for jobs in ("2", "3"):
        together = lint("--jobs", jobs)
        assert (together.returncode, together.stdout) == (1, alone.stdout)


def test_jobs_must_be_a_number(lint: Command, project: Path) -> None:
    for value in ("-1", "many"):
        done = lint("--jobs", value)
        assert done.returncode == 2
        assert "--jobs" in done.stderr


@pytest.mark.parametrize("helpers", [0, 1])
def test_fewer_processes_than_wanted(monkeypatch: pytest.MonkeyPatch, helpers: int) -> None:
    fork, made = os.fork, []

    def refusing() -> int:
        if len(made) == helpers:
            raise BlockingIOError
        made.append(1)
        return fork()

    monkeypatch.setattr(os, "fork", refusing)
    assert list(spread(range(200), lambda item: item * item, 4)) == [item * item for item in range(200)]


def test_no_pipe_for_a_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing() -> tuple[int, int]:
        raise OSError

    monkeypatch.setattr("toybox_lint.cli.processes._wide_pipe", refusing)
    assert list(spread(range(200), lambda item: item * item, 4)) == [item * item for item in range(200)]


def test_a_fault_in_a_helper_is_raised_here() -> None:
    here = os.getpid()

    def work(item: int) -> int:
        if os.getpid() != here:
            raise LookupError(item)
        time.sleep(0.1 if item else 0)
        return item

    with pytest.raises(LookupError):
        list(spread(range(40), work, 2))


def test_a_process_that_dies_is_told(tmp_path: Path) -> None:
    code = (
        "import os, time\n"
        "from toybox_lint.cli.options import Stop\n"
        "from toybox_lint.cli.processes import spread\n"
        "here = os.getpid()\n"
        "def work(item):\n"
        "    if os.getpid() != here:\n"
        "        os._exit(9)\n"
        "    time.sleep(0.2 if item > 1 else 0)\n"
        "try:\n"
        "    list(spread(range(1, 40), work, 2))\n"
        "except Stop as stop:\n"
        "    print(stop)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "a process ended before it was done; try --jobs 1\n"


def test_a_file_that_two_deployments_share_is_fixed_for_both(lint: Command, tmp_path: Path) -> None:
    for name in ("a", "b"):
        deployment(tmp_path / name, f"import ../shared/all.conf\nimport ../shared/{name}.conf\n")
    tmp_path.joinpath(".git").mkdir()
    shared = tmp_path / "shared"
    shared.mkdir()
    for name in ("a", "b"):
        shared.joinpath(f"{name}.conf").write_text(f"{name}.example {{\n\timport proxy_{name}\n}}\n")
    shared.joinpath("all.conf").write_text(
        "(proxy_a) {\n\treverse_proxy front:9000\n}\n(proxy_b) {\n\treverse_proxy back:9001\n}\n"
    )
    assert lint("--fix", "a/Caddyfile", "b/Caddyfile").returncode == 0
    text = shared.joinpath("all.conf").read_text()
    assert text.count("reverse_proxy web:8000 {") == 2


@pytest.mark.parametrize("late", [True, False])
def test_progress(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], late: bool) -> None:
    times = iter([0.0, 5.0, 6.0] if late else [0.0, 0.5, 0.9])
    monkeypatch.setattr("toybox_lint.cli.progress.monotonic", lambda: next(times))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Progress(3) as progress:
        assert list(progress.over("abc")) == list("abc")
    shown = "\r\x1b[K1 of 3 deployments\r\x1b[K2 of 3 deployments\r\x1b[K"
    assert capsys.readouterr().err == (shown if late else "")


def test_no_progress_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("toybox_lint.cli.progress._PATIENCE", -1.0)
    with Progress(3) as progress:
        assert list(progress.over("abc")) == list("abc")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("toybox-lint ", {"check", "inspect", "explain", "rules"}),
        ("toybox-lint --fi", {"--fix"}),
        ("toybox-lint check --output-format s", {"sarif"}),
        ("toybox-lint inspect --sh", {"--show-values"}),
    ],
)
def test_completion(lint: Command, words: str, offered: set[str]) -> None:
    last = str(len(words.split(" ")) - 1)
    env = {"_TOYBOX_LINT_COMPLETE": "bash_complete", "COMP_WORDS": words.strip(), "COMP_CWORD": last}
    found = {line.partition(",")[2] for line in lint(env=env).stdout.splitlines()}
    assert offered <= found


def test_a_check_of_one_deployment_starts_no_process(tmp_path: Path) -> None:
    deployment(tmp_path)
    code = (
        "import sys\n"
        "from toybox_lint.cli import main\n"
        "try:\n"
        "    main(['--jobs', '4'])\n"
        "except SystemExit:\n"
        "    pass\n"
        "print('LOADED', *sorted(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.rsplit("LOADED ", 1)[1].split())
    assert not loaded & {"multiprocessing", "concurrent.futures", "json", "toybox_lint.baseline", "hashlib"}


def test_touched(lint: Command, tmp_path: Path) -> None:
    for name in ("a", "b"):
        folder = deployment(tmp_path / name)
        folder.joinpath("Dockerfile").write_text("FROM scratch\n")
    tmp_path.joinpath("snippets.conf").write_text("")

    def files(*touched: str) -> list[str]:
        done = lint("--touched", "--output-format", "concise", "--select", "TB101", "--", *touched)
        assert done.stderr == ""
        return [line.split(":")[0] for line in done.stdout.splitlines()]

    assert files("b/Dockerfile") == ["b/Caddyfile"]
    assert files("a/compose.yaml", "a/Caddyfile") == ["a/Caddyfile"]
    assert files("b/Dockerfile", "a/Caddyfile") == ["a/Caddyfile", "b/Caddyfile"]
    assert files("snippets.conf") == ["a/Caddyfile", "b/Caddyfile"]
    assert "--touched: name the changed files" in lint("--touched").stderr
    assert lint("--touched", "none").returncode == 2


def test_ignore_comments_can_be_made_not_to_count(lint: Command, project: Path) -> None:
    codes = "TB101, TB301"
    (project / "Caddyfile").write_text(SITE.replace("9000", f"9000 # toybox-lint: ignore[{codes}]"))
    assert "error[TB101]" not in lint().stdout
    told = lint("--no-inline-ignores").stdout
    assert "error[TB101]" in told
    (project / "toybox-lint.toml").write_text("inline-ignores = false\n")
    assert lint().stdout == told
