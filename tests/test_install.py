"""The project as it is installed: by pip, editable or not, and by the real pre-commit.

No network: the wheels that installing needs are made once by ``make test`` (``WHEELS`` names the folder).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import toybox_lint
from conftest import ROOT

WHEELS = os.environ.get("WHEELS", str(ROOT / ".venv" / "wheels"))
pytestmark = pytest.mark.skipif(
    not Path(WHEELS, "complete").exists(), reason="no folder of wheels; make test makes it"
)
HOOKS = """repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: toybox-lint
      - id: toybox-lint-fix
      - id: toybox-lint-touched
"""


def run(
    *command: str | Path, cwd: Path, status: int | None = 0, **more: str
) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(cwd.parent / "home"),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": WHEELS,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **more,
    }
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert status is None or done.returncode == status, done.stdout + done.stderr
    return done


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """This tree as git has it, changes that are not committed included, as a repository of its own."""
    target = tmp_path / "repository"
    listed = run("git", "ls-files", "-co", "--exclude-standard", "-z", cwd=ROOT).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    commit(target)
    return target


def commit(folder: Path) -> str:
    name = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    run("git", "init", "-q", cwd=folder)
    run("git", "add", "-A", cwd=folder)
    run("git", *name, "commit", "-q", "-m", "all", cwd=folder)
    return run("git", "rev-parse", "HEAD", cwd=folder).stdout.strip()


@pytest.mark.parametrize("editable", [False, True], ids=["plain", "editable"])
def test_pip_install(copy: Path, tmp_path: Path, editable: bool) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", *(["-e"] if editable else []), copy, cwd=tmp_path)
    command = tmp_path / "venv" / "bin" / "toybox-lint"
    version = f"toybox-lint {toybox_lint.__version__}\n"
    assert run(command, "--version", cwd=tmp_path).stdout == version
    assert run(python, "-m", "toybox_lint", "--version", cwd=tmp_path).stdout == version
    found = run(command, copy / "examples" / "toybox", cwd=tmp_path, status=1).stdout
    assert "error[TB101]" in found
    # The usual modules come together, with the package, or by the first check after Python compiled the sources.
    assert run(command, copy / "examples" / "toybox", "--no-cache", cwd=tmp_path, status=1).stdout == found
    place = copy / "linter" if editable else tmp_path / "venv"
    assert len([*place.rglob(f"toybox_lint/__pycache__/bundle.{sys.implementation.cache_tag}")]) == 1
    code = (
        "import os, toybox_lint, toybox_lint_grammar, toybox_lint_rules\n"
        "for module in (toybox_lint, toybox_lint_grammar, toybox_lint_rules):\n"
        "    assert os.path.exists(os.path.join(os.path.dirname(module.__file__), 'py.typed'))\n"
    )
    run(python, "-c", code, cwd=tmp_path)


def test_pre_commit(copy: Path, tmp_path: Path) -> None:
    revision = run("git", "rev-parse", "HEAD", cwd=copy).stdout.strip()
    work = Path(shutil.copytree(ROOT / "examples" / "toybox", tmp_path / "work"))
    work.joinpath(".pre-commit-config.yaml").write_text(HOOKS.format(repository=copy, revision=revision))
    commit(work)
    pre_commit = Path(sys.executable).parent / "pre-commit"
    home = {"PRE_COMMIT_HOME": str(tmp_path / "cache")}
    arguments = (pre_commit, "run", "--all-files", "--color", "never")

    first = run(*arguments, "toybox-lint", cwd=work, status=1, **home).stdout
    assert "error[TB101]" in first
    assert run("git", "status", "--porcelain", cwd=work).stdout == ""

    fixing = run(*arguments, "toybox-lint-fix", cwd=work, status=1, **home).stdout
    assert "files were modified by this hook" in fixing
    assert "reverse_proxy web:8000" in work.joinpath("Caddyfile").read_text(encoding="utf-8")

    python = next((tmp_path / "cache").glob("repo*/py_env*/bin/toybox-lint"))
    run(python, "--fix", "--unsafe-fixes", cwd=work)
    run("git", "add", "-A", cwd=work)
    last = run(*arguments, cwd=work, **home).stdout
    assert last.count("Passed") == 3
    unrelated = run(pre_commit, "run", "--color", "never", "--files", "none.txt", cwd=work, **home).stdout
    assert unrelated.count("no files to check") == 3

    for name in ("one", "two"):
        shutil.copytree(ROOT / "examples" / "toybox", work / "sites" / name)
    run("git", "rm", "-q", "--cached", "-r", "Caddyfile", "backend", "docker-compose.yml", cwd=work)
    for name in ("Caddyfile", "docker-compose.yml", "docker-compose.prod.yml"):
        work.joinpath(name).unlink()
    shutil.rmtree(work / "backend")
    run("git", "add", "-A", cwd=work)
    hook = (pre_commit, "run", "toybox-lint-touched", "--color", "never", "--files")
    touched = run(*hook, "sites/two/backend/docker-compose.yml", cwd=work, status=1, **home).stdout
    assert "sites/two/Caddyfile" in touched
    assert "sites/one" not in touched

    work.joinpath("--fix.caddyfile").write_text("a.example {\n\trespond ok\n}\n")
    before = {path: path.read_bytes() for path in work.joinpath("sites").rglob("*") if path.is_file()}
    run(*hook, "--fix.caddyfile", cwd=work, status=None, **home)
    assert all(path.read_bytes() == data for path, data in before.items())
