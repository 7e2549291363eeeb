"""The configuration: what it changes, and what is said of a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Command
from toybox_lint.config import ConfigError, parse, policy
from toybox_lint.deployment import DEFAULT_TIMEOUTS
from toybox_lint.source import SourceFile

SITE = "example.com {\n\treverse_proxy web:8000\n}\n"


def config(text: str, name: str = "toybox-lint.toml") -> SourceFile:
    return SourceFile(f"/project/{name}", name, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selec = []\n", "toybox-lint.toml: unknown key selec; did you mean select"),
        ("[timeouts]\nread = 30\n", "toybox-lint.toml: timeouts.read"),
        ("[timeouts]\nread = '30'\n", "'30' is not a duration"),
        ("[timeouts.paths]\n'/x' = { read = '1s' }\n", "timeouts.paths./x"),
        ("[timeouts]\nwrit = '1s'\n", "unknown key timeouts.writ; did you mean write?"),
        ("fail-on = 'errors'\n", "toybox-lint.toml: fail-on"),
        ("[[projects]]\nfiles = []\n", "projects.0.files"),
        ("select = [\n", "toybox-lint.toml: not TOML"),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(config(text))
    assert message in str(caught.value)


def test_pyproject_table() -> None:
    text = "[project]\nname = 'x'\n[tool.toybox-lint]\nignore = ['TB301']\n"
    assert parse(config(text, "pyproject.toml")).ignore == ["TB301"]


def test_default_policy() -> None:
    found = policy(parse(config("")))
    assert found is DEFAULT_TIMEOUTS
    for paths, wanted in (
        (("/api/*",), "30s"),
        ((), "30s"),
        (("/uploads/*",), "60s"),
        (("/uploads/images/*",), "60s"),
        (("/SSO/*",), "90s"),
        (("/api/*", "/sso/*"), "90s"),
        (("/uploads",), "30s"),
    ):
        timeout = found.wanted(paths)
        assert timeout is not None
        assert timeout.read.text == timeout.write.text == wanted
    for path in ("/health", "/healthz", "/health/live", "/ping"):
        assert found.wanted((path,)) is None


def test_policy_of_ones_own() -> None:
    text = "[timeouts]\nread = '5s'\n[timeouts.paths]\n'/slow/*' = { read = '1m', write = '10s' }\n'/x' = false\n"
    found = policy(parse(config(text)))
    slow = found.wanted(("/slow/*",))
    assert slow is not None
    assert (slow.read.seconds, slow.write.seconds) == (60, 10)
    assert found.wanted(("/x",)) is None
    default = found.wanted(("/else/*",))
    assert default is not None
    assert (default.read.text, default.write.text) == ("5s", "30s")


def test_it_is_used(lint: Command, tmp_path: Path) -> None:
    tmp_path.joinpath("Caddyfile").write_text(SITE)
    assert "TB301" in lint().stdout
    tmp_path.joinpath("toybox-lint.toml").write_text("[timeouts]\nread = '7s'\nwrite = '7s'\n")
    assert "policy: 7s" in lint().stdout
    assert "policy: 30s" in lint("--isolated").stdout
    tmp_path.joinpath("other.toml").write_text("ignore = ['TB3']\nfail-on = 'info'\n")
    done = lint("--config", "other.toml")
    assert "TB301" not in done.stdout
    assert done.returncode == 0
    assert "TB301" in lint("--config", "other.toml", "--ignore", "TB1").stdout
    tmp_path.joinpath("toybox-lint.toml").write_text("timeout = 3\n")
    done = lint()
    assert done.returncode == 2
    assert done.stderr == (
        "toybox-lint: error: toybox-lint.toml: unknown key timeout; did you mean timeouts?\n"
    )


def test_projects_of_the_configuration(lint: Command, tmp_path: Path) -> None:
    tmp_path.joinpath("Caddyfile").write_text(SITE)
    tmp_path.joinpath("one.yml").write_text(
        "services:\n  caddy: {image: caddy:2, volumes: ['./Caddyfile:/etc/caddy/Caddyfile']}\n"
    )
    tmp_path.joinpath("two.yml").write_text("services:\n  web: {image: w, expose: [8000]}\n")
    tmp_path.joinpath("toybox-lint.toml").write_text(
        "[[projects]]\nname = 'edge'\nfiles = ['one.yml', 'two.yml']\n"
    )
    printed = lint("inspect").stdout
    assert "project edge (one.yml + two.yml)" in printed
    assert "reaches edge/web" in printed
    given = lint("inspect", "--compose", "one.yml", "--project", "b", "--compose", "two.yml").stdout
    assert "(one.yml)" in given
    assert "project b (two.yml)" in given
