"""The command as a user meets it: exit status, one line for each trouble, streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import PROJECT, ROOT, Command, environment

SITE = """example.com {
	reverse_proxy web:8000 {
		transport http {
			read_timeout 30s
			write_timeout 30s
		}
	}
}
"""


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        folder.joinpath(name.replace("__", ".")).write_text(text, encoding="utf-8")


def assert_one_line(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    assert done.returncode == 2
    assert "Traceback" not in done.stderr + done.stdout
    assert done.stderr.startswith("toybox-lint: error: ")
    assert done.stderr.count("\n") == 1
    for part in parts:
        assert part in done.stderr


def test_a_good_deployment_passes(lint: Command, tmp_path: Path) -> None:
    write(tmp_path, Caddyfile=SITE, compose__yaml=PROJECT)
    done = lint()
    assert (done.returncode, done.stderr) == (0, "")
    assert "All checks passed" in done.stdout
    assert "Read Caddyfile, compose.yaml" in done.stdout or "Read compose.yaml, Caddyfile" in done.stdout


@pytest.mark.parametrize("option", ["-O", "-OO"])
def test_python_may_leave_out_assertions_and_docstrings(option: str, tmp_path: Path) -> None:
    write(tmp_path, Caddyfile=SITE.replace("8000", "9000"), compose__yaml=PROJECT)
    usual, bare = (
        subprocess.run(
            [sys.executable, *options, "-m", "toybox_lint", "--no-cache"],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
        )
        for options in ([], [option])
    )
    assert "TB102" in usual.stdout
    assert (bare.returncode, bare.stdout, bare.stderr) == (usual.returncode, usual.stdout, usual.stderr)


def test_check_is_the_default_command(lint: Command, tmp_path: Path) -> None:
    write(tmp_path, Caddyfile=SITE.replace("8000", "9000"), compose__yaml=PROJECT)
    assert lint("check", ".").stdout == lint(".").stdout
    assert lint("check", ".").returncode == lint(".").returncode == 1


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(lint: Command, tmp_path: Path, fail_on: str, status: int) -> None:
    write(tmp_path, Caddyfile="example.com {\n\treverse_proxy web:8000\n}\n", compose__yaml=PROJECT)
    assert lint("--fail-on", fail_on).returncode == status


def test_missing_path(lint: Command) -> None:
    assert_one_line(lint("nope/Caddyfile"), "nope/Caddyfile: there is no such file or folder")


def test_nothing_to_lint(lint: Command, tmp_path: Path) -> None:
    write(tmp_path, README__md="nothing here\n")
    assert_one_line(lint(), "no Caddyfile and no compose file here")
    assert ".devcontainer" not in lint().stderr


def test_nothing_but_development(lint: Command, tmp_path: Path) -> None:
    folder = tmp_path / ".devcontainer"
    folder.mkdir()
    write(folder, compose__yaml=PROJECT)
    assert_one_line(
        lint(), "no Caddyfile and no compose file here", "(.devcontainer is read when it is named)"
    )
    assert_one_line(lint("."), ".: no Caddyfile and no compose file here", ".devcontainer")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file(lint: Command, tmp_path: Path) -> None:
    write(tmp_path, Caddyfile=SITE)
    tmp_path.joinpath("Caddyfile").chmod(0)
    assert_one_line(lint("Caddyfile"), "Caddyfile: cannot be read")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--fx"], "--fix"),
        (["--output-format", "ful"], "full"),
        (["--select", "TB1O1"], "TB101"),
        (["--select", ","], "--select"),
        (["--env", "NAME"], "NAME=VALUE"),
        (["--env-file", "none.env"], "none.env"),
        (["--compose", "none.yml"], "none.yml"),
        (["--project", "edge"], "--project edge"),
        (["--config", "none.toml"], "none.toml"),
        (["explain", "TB1O1"], "TB101"),
        (["explain"], "CODE"),
    ],
)
def test_usage(lint: Command, tmp_path: Path, arguments: list[str], part: str) -> None:
    write(tmp_path, Caddyfile=SITE, compose__yaml=PROJECT)
    assert_one_line(lint(*arguments), part)


BROKEN = {
    "yaml": ("compose.yaml", b"services:\n  web: {image: x\n"),
    "list": ("compose.yaml", b"- services\n"),
    "empty-compose": ("compose.yaml", b""),
    "compose-not-utf-8": ("compose.yaml", b"services:\n  web: {image: \xff}\n"),
    "empty-caddyfile": ("Caddyfile", b""),
    "caddyfile-not-utf-8": ("Caddyfile", b"example.com {\n\trespond \xff\n}\n"),
    "syntax": ("Caddyfile", b"example.com {\n\tnothing_known web:8000\n}\n"),
    "brace": ("Caddyfile", b"example.com {\n\thandle {\n respond hi\n"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_file(lint: Command, tmp_path: Path, case: str) -> None:
    write(tmp_path, Caddyfile=SITE.replace("8000", "9000"), compose__yaml=PROJECT)
    name, data = BROKEN[case]
    tmp_path.joinpath(name).write_bytes(data)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for arguments in ([], ["--fix"], ["--fix", "--unsafe-fixes"], ["--diff"], ["--output-format", "json"]):
        done = lint(*arguments)
        assert done.returncode in (1, 2), (arguments, done)
        assert "Traceback" not in done.stderr + done.stdout
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    concise = lint("--output-format", "concise").stdout
    assert any(line.startswith(f"{name}:") for line in concise.splitlines()), concise


@pytest.mark.parametrize(
    ("caddyfile", "image", "why", "said"),
    [
        ("example.com {\n\tnothing_known web:8000\n}\n", "caddy:2", "A file is refused", "not valid"),
        (SITE, "abiosoft/caddy:1.0.3", "Not everything could be judged", "could be judged"),
    ],
)
def test_why_nothing_is_fixed(
    lint: Command, tmp_path: Path, caddyfile: str, image: str, why: str, said: str
) -> None:
    project = f"services: {{caddy: {{image: '{image}', volumes: ['./Caddyfile:/etc/Caddyfile']}}}}\n"
    write(tmp_path, Caddyfile=caddyfile, compose__yaml=f'version: "3"\n{project}')
    assert f"\n{why}: until it " in lint().stdout
    assert said in lint("--fix").stderr


def test_output_formats_agree(lint: Command, tmp_path: Path) -> None:
    write(tmp_path, Caddyfile=SITE.replace("8000", "9000"), compose__yaml=PROJECT)
    document = json.loads(lint("--output-format", "json").stdout)
    assert [item["code"] for item in document["diagnostics"]] == ["TB102"]
    item = document["diagnostics"][0]
    concise = lint("--output-format", "concise").stdout
    assert concise == f"{item['file']}:{item['line']}:{item['column']}: error TB102 {item['message']}\n"
    full = lint().stdout
    assert f"error[TB102]: {item['message']}\n" in full
    assert f"--> {item['file']}:{item['line']}:{item['column']}\n" in full


def test_output_file(lint: Command, tmp_path: Path) -> None:
    write(tmp_path, Caddyfile=SITE.replace("8000", "9000"), compose__yaml=PROJECT)
    printed = lint("--output-format", "json").stdout
    done = lint("--output-format", "json", "--output-file", "report.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert tmp_path.joinpath("report.json").read_text(encoding="utf-8") == printed
    assert_one_line(lint("--output-file", "none/report.json"), "none/report.json")


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    sites = "".join(f"s{number}.example {{\n\treverse_proxy nobody:1\n}}\n" for number in range(300))
    write(tmp_path, Caddyfile=sites, compose__yaml=PROJECT)
    with subprocess.Popen(
        [sys.executable, "-m", "toybox_lint"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(30)


@pytest.mark.parametrize(
    ("env", "arguments", "coloured"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    ],
)
def test_colour(
    lint: Command, tmp_path: Path, env: dict[str, str], arguments: list[str], coloured: bool
) -> None:
    write(tmp_path, Caddyfile=SITE.replace("8000", "9000"), compose__yaml=PROJECT)
    assert ("\x1b[" in lint(*arguments, env=env).stdout) is coloured


def test_colour_on_a_terminal(tmp_path: Path) -> None:
    import pty

    write(tmp_path, Caddyfile=SITE.replace("8000", "9000"), compose__yaml=PROJECT)
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "toybox_lint"],
        cwd=tmp_path,
        env=environment(TERM="xterm"),
        stdout=theirs,
        check=False,
        timeout=60,
    )
    os.close(theirs)
    assert b"\x1b[1;31merror[TB102]" in os.read(ours, 100_000)
    os.close(ours)


@pytest.mark.parametrize("arguments", [[], ["--version"], ["inspect"], ["rules"]])
def test_an_output_that_takes_nothing(toybox: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "toybox_lint", *arguments],
            cwd=toybox,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "toybox-lint: error: cannot write the output: No space left on device\n"


@pytest.mark.parametrize("arguments", ["", "--config nothing", "nothing", "--nothing", "inspect --nothing"])
@pytest.mark.parametrize("streams", [">/dev/full 2>/dev/full", ">/dev/full 2>&1", ">/dev/full 2>&-"])
def test_errors_that_nothing_takes(toybox: Path, arguments: str, streams: str) -> None:
    """1 would say that there are findings, 120 is the interpreter's own."""
    command = f"{sys.executable} -m toybox_lint {arguments} {streams}"
    done = subprocess.run(["sh", "-c", command], cwd=toybox, env=environment(), timeout=60, check=False)
    assert done.returncode == 2


def test_a_closed_output_changes_nothing(toybox: Path) -> None:
    command = f"exec {sys.executable} -m toybox_lint >&- 2>&-"
    done = subprocess.run(["sh", "-c", command], cwd=toybox, env=environment(), timeout=60, check=False)
    assert done.returncode == 1


def test_a_fault_of_ours_is_no_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from toybox_lint.cli import main, quick

    def fail(arguments: object) -> int:
        raise ValueError("planted-secret")

    monkeypatch.setattr(quick, "plain", fail)
    with pytest.raises(SystemExit) as stopped:
        main(["."])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert "ValueError inside toybox-lint" in told
    assert "please report" in told
    assert "planted-secret" not in told


def test_suppression(lint: Command, tmp_path: Path) -> None:
    site = "example.com {\n\t# toybox-lint: ignore[TB301] the team waits\n\treverse_proxy web:8000\n}\n"
    write(tmp_path, Caddyfile=site, compose__yaml=PROJECT)
    done = lint("--fail-on", "info")
    assert done.returncode == 0
    assert "(1 suppressed)" in done.stdout


def test_explain_and_rules(lint: Command) -> None:
    listed = lint("rules").stdout
    assert "TB101" in listed
    page = lint("explain", "unknown-upstream").stdout
    assert page.startswith("# TB101: unknown-upstream\n")
    assert page == (ROOT / "docs" / "rules" / "TB101.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["Caddyfile", "compose.yaml"])
def test_what_is_no_file(lint: Command, tmp_path: Path, name: str) -> None:
    write(tmp_path, Caddyfile=SITE, compose__yaml=PROJECT)
    tmp_path.joinpath(name).unlink()
    os.mkfifo(tmp_path / name)
    done = lint("--output-format", "concise")
    assert done.returncode == 2
    assert "is not a regular file" in done.stdout
    assert str(tmp_path) not in done.stdout


def test_a_diff_has_the_lines_that_patch_has(lint: Command, tmp_path: Path) -> None:
    text = 'a.com {\n\trespond "x\fy\u2028z"\n\treverse_proxy web:1 # c\n}'
    write(tmp_path, Caddyfile=text)
    done = lint("--diff", "Caddyfile")
    assert done.returncode == 1
    tmp_path.joinpath("it.diff").write_bytes(done.stdout.encode())
    subprocess.run(["git", "apply", "it.diff"], cwd=tmp_path, check=True, timeout=30)
    patched = tmp_path.joinpath("Caddyfile").read_bytes()
    write(tmp_path, Caddyfile=text)
    assert lint("--fix", "Caddyfile").returncode == 0
    assert tmp_path.joinpath("Caddyfile").read_bytes() == patched


@pytest.mark.parametrize("arguments", [[""], ["--compose", ""]])
def test_an_empty_path(lint: Command, tmp_path: Path, arguments: list[str]) -> None:
    write(tmp_path, Caddyfile=SITE)
    assert_one_line(lint(*arguments), "there is no such")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Caddyfile", "a.example {\n" + "\troute {\n" * 3000 + "\t}\n" * 3000 + "}\n"),
        ("Caddyfile", "a.example {\n" * 3000),
        ("compose.yaml", "services: " + "[" * 5000),
        ("compose.yaml", "services: " + "{a: " * 5000 + "}" * 5000),
    ],
)
@pytest.mark.parametrize("command", ["check", "inspect"])
def test_what_is_nested_too_deeply(lint: Command, tmp_path: Path, command: str, name: str, text: str) -> None:
    tmp_path.joinpath(name).write_text(text)
    done = lint(command)
    assert done.returncode in (1, 2)
    assert "inside toybox-lint" not in done.stderr
    assert f"{name}:" in done.stdout + done.stderr
