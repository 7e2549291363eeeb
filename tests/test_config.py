"""The configuration: what it changes, and what is said of a mistake."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

import toybox_lint
from conftest import PROJECT, Command
from toybox_lint.config import Config, ConfigError, parse, policy, schema
from toybox_lint.deployment import DEFAULT_TIMEOUTS
from toybox_lint.source import SourceFile

SITE = "example.com {\n\treverse_proxy web:8000\n}\n"


def config(text: str, name: str = "toybox-lint.toml") -> SourceFile:
    return SourceFile(f"/project/{name}", name, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selec = []\n", "toybox-lint.toml:1: unknown key selec; did you mean select"),
        ("ignore = []\nselec = []\n", "toybox-lint.toml:2: unknown key selec; did you mean select"),
        ("\n[timeouts]\nread = 30\n", "toybox-lint.toml:3: timeouts.read: Input should be a valid string"),
        ("[timeouts]\nread = '30'\n", "toybox-lint.toml:2: timeouts.read: '30' is not a duration"),
        ("[timeouts.paths]\n'/x' = { read = '1s' }\n", "toybox-lint.toml:2: timeouts.paths./x.write"),
        ("[timeouts]\nwrit = '1s'\n", "toybox-lint.toml:2: unknown key timeouts.writ; did you mean write?"),
        ("timeouts.read = '3x'\n", "toybox-lint.toml:1: timeouts.read"),
        ("# fail-on = 1\nfail-on = 'errors'\n", "toybox-lint.toml:2: fail-on: Input should be 'error'"),
        ("[[projects]]\nfiles = []\n", "toybox-lint.toml:2: projects.0.files"),
        (
            "[[projects]]\nfiles = ['a']\n[[projects]]\nfile = ['b']\n",
            "toybox-lint.toml:4: unknown key projects.1",
        ),
        ("ignore = [\n  'TB1',\n  3,\n]\n", "toybox-lint.toml:3: ignore.1: Input should be a valid string"),
        ("severity = { TB301 = 'bad' }\n", "toybox-lint.toml:1: severity.TB301"),
        ("[severity]\nTB1 = 'error'\n\"TB301\" = 'bad'\n", "toybox-lint.toml:3: severity.TB301"),
        ("engine = 'podman'\n", "toybox-lint.toml:1: engine: Input should be 'linux' or 'desktop'"),
        ("select = [\n", "toybox-lint.toml: not TOML"),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(config(text))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "ignore = ['TB301', 'TB1O1']\n",
            "toybox-lint.toml:1: ignore: no rule is called TB1O1; did you mean TB101",
        ),
        (
            "ignore = [\n  'TB301',\n  'nope',\n]\n",
            "toybox-lint.toml:3: ignore: no rule is called nope; toybox-lint",
        ),
        ("\nselect = ['TB9', 'x']\n", "toybox-lint.toml:2: select: no rule is called x"),
        ("extend-select = ['x']\n", "toybox-lint.toml:1: extend-select: no rule is called x"),
        ("[severity]\nTB3O1 = 'error'\n", "toybox-lint.toml:2: severity.TB3O1: no rule is called TB3O1"),
        (
            "[per-path-ignores]\n'a*' = ['TB3O1']\n",
            "toybox-lint.toml:2: per-path-ignores.a*: no rule is called TB3O1",
        ),
        ("plugins = ['no_such_module_here']\n", "toybox-lint.toml:1: plugins: no module no_such_module_here"),
    ],
)
def test_names_of_rules(lint: Command, tmp_path: Path, text: str, message: str) -> None:
    tmp_path.joinpath("Caddyfile").write_text(SITE)
    tmp_path.joinpath("toybox-lint.toml").write_text(text)
    done = lint()
    assert done.returncode == 2
    assert done.stderr.startswith(f"toybox-lint: error: {message}")
    assert done.stderr.count("\n") == 1


def test_names_of_rules_on_the_command_line(lint: Command, tmp_path: Path) -> None:
    tmp_path.joinpath("Caddyfile").write_text(SITE)
    for option in ("--select", "--ignore", "--extend-select"):
        assert lint(option, "TB301,x").stderr.startswith(f"toybox-lint: error: {option}: no rule is called x")


def test_a_place_in_pyproject() -> None:
    text = "[project]\nname = 'x'\n[tool.toybox-lint]\nignore = []\n[tool.toybox-lint.timeouts]\nread = 3\n"
    with pytest.raises(ConfigError, match=r"pyproject.toml:6: timeouts.read"):
        parse(config(text, "pyproject.toml"))


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
        "toybox-lint: error: toybox-lint.toml:1: unknown key timeout; did you mean timeouts?\n"
    )


def test_one_that_cannot_be_read_is_not_passed_over(lint: Command, tmp_path: Path) -> None:
    tmp_path.joinpath("Caddyfile").write_text(":80\n")
    os.mkfifo(tmp_path / "toybox-lint.toml")
    done = lint("Caddyfile")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "toybox-lint: error: toybox-lint.toml: is not a regular file\n"
    assert lint("Caddyfile", "--isolated").returncode == 0


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
    assert "reaches   edge/web over edge_default" in printed
    given = lint("inspect", "--compose", "one.yml", "--project", "b", "--compose", "two.yml").stdout
    assert "(one.yml)" in given
    assert "project b (two.yml)" in given


def concise(lint: Command, folder: Path, text: str, *arguments: str) -> list[str]:
    folder.joinpath("toybox-lint.toml").write_text(text)
    done = lint("--output-format", "concise", *arguments)
    assert done.stderr == ""
    return [" ".join(line.split(" ")[:3]) for line in done.stdout.splitlines()]


def test_severity(lint: Command, tmp_path: Path) -> None:
    tmp_path.joinpath("Caddyfile").write_text(SITE)
    tmp_path.joinpath("compose.yaml").write_text(PROJECT)
    assert concise(lint, tmp_path, "") == ["Caddyfile:2:2: warning TB301"]
    for text in ("severity.TB301 = 'error'\n", "severity = {TB3 = 'info', missing-timeouts = 'error'}\n"):
        assert concise(lint, tmp_path, text) == ["Caddyfile:2:2: error TB301"]
        assert lint().returncode == 1
    assert concise(lint, tmp_path, "severity = {TB3 = 'info', TB30 = 'info'}\n") == [
        "Caddyfile:2:2: info TB301"
    ]
    assert lint("--fail-on", "warning").returncode == 0


def test_per_path_ignores(lint: Command, tmp_path: Path) -> None:
    inner = tmp_path / "legacy" / "edge"
    inner.mkdir(parents=True)
    for folder in (tmp_path, inner):
        folder.joinpath("Caddyfile").write_text(SITE)
    tmp_path.joinpath("compose.yaml").write_text(PROJECT)
    both = ["Caddyfile:2:2: warning TB301", "legacy/edge/Caddyfile:2:2: warning TB301"]
    for pattern, left in (
        ("nothing", both),
        ("legacy/*", both[:1]),
        ("Caddyfile", []),
        ("*/edge/*", both[:1]),
    ):
        found = concise(lint, tmp_path, f"[per-path-ignores]\n'{pattern}' = ['TB3']\n")
        assert [line for line in found if "TB301" in line] == left
    before = inner.joinpath("Caddyfile").read_text()
    assert lint("--config", "toybox-lint.toml", "--fix", "legacy").returncode == 0
    assert inner.joinpath("Caddyfile").read_text() == before


def test_known_hosts_and_networks(lint: Command, tmp_path: Path) -> None:
    tmp_path.joinpath("Caddyfile").write_text(
        "example.com {\n\treverse_proxy api:1 {\n\t\tto billing.internal:2\n\t}\n}\n"
    )
    tmp_path.joinpath("compose.yaml").write_text(PROJECT + "networks: {default: {name: edge}}\n")

    def found(text: str) -> list[str]:
        return [line for line in concise(lint, tmp_path, text, "--ignore", "TB3") if "TB1" in line]

    assert found("") == ["Caddyfile:2:16: error TB101"]
    assert found("known-hosts = ['API']\n") == []
    assert found("known-hosts = ['ap?', 'x']\n") == []
    assert found("known-hosts = ['app']\n") == ["Caddyfile:2:16: error TB101"]
    assert found("known-networks = ['edge']\n") == []
    assert found("known-networks = ['default']\n") == ["Caddyfile:2:16: error TB101"]
    reasons = lint("inspect").stdout
    assert "api:1" in reasons


def test_a_known_network_exists(lint: Command, tmp_path: Path) -> None:
    tmp_path.joinpath("compose.yaml").write_text(
        "services:\n  web: {image: w, networks: [edge]}\nnetworks:\n  edge: {external: true}\n"
    )
    found = concise(lint, tmp_path, "", "--select", "TB207")
    assert found == ["compose.yaml:4:3: info TB207"]
    assert concise(lint, tmp_path, "known-networks = ['edge']\n", "--select", "TB207") == []


def test_engine(lint: Command, tmp_path: Path) -> None:
    tmp_path.joinpath("Caddyfile").write_text("example.com {\n\treverse_proxy host.docker.internal:3000\n}\n")
    tmp_path.joinpath("compose.yaml").write_text(PROJECT)
    assert "Caddyfile:2:16: error TB108" in concise(lint, tmp_path, "engine = 'linux'\n")
    assert concise(lint, tmp_path, "engine = 'desktop'\n", "--ignore", "TB3") == []


SCHEMA = Path(toybox_lint.__file__).parent / "config.schema.json"
DOCUMENTS: list[dict[str, object]] = [
    {},
    {"select": ["TB1"], "ignore": [], "fail-on": "never", "profiles": ["a"]},
    {"select": "TB1"},
    {"select": [""]},
    {"ignore": [1]},
    {"fail_on": "never"},
    {"fail-on": "always"},
    {"timeouts": {}},
    {
        "timeouts": {
            "read": "30s",
            "write": "1h30m",
            "paths": {"/x": False, "/y": {"read": "0", "write": "1.5s"}},
        }
    },
    *(
        {"timeouts": {"read": text}}
        for text in ("1d", "-1s", ".5s", "1", "s", "", "1s ", "30 s", "+3ms", "1.s")
    ),
    {"timeouts": {"paths": {"/x": True}}},
    {"timeouts": {"paths": {"/x": {"read": "1s"}}}},
    {"projects": [{"files": ["a"], "name": "b"}]},
    {"projects": [{"files": []}]},
    {"projects": [{"name": "b"}]},
    {"projects": {}},
    {"severity": {"TB1": "error"}},
    {"severity": {"TB1": "off"}},
    {"per-path-ignores": {"a/*": ["TB1"]}},
    {"per-path-ignores": {"a/*": "TB1"}},
    {
        "baseline": "x.json",
        "known-hosts": ["a"],
        "known-networks": ["b"],
        "engine": "desktop",
        "plugins": ["p"],
    },
    {"engine": "podman"},
    {"plugins": [True]},
    {"nothing": 1},
]


def test_the_schema_is_current(update: bool) -> None:
    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    if update:
        SCHEMA.write_text(text, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == text


def test_the_schema_says_what_the_model_says() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    validator.check_schema(validator.schema)
    verdicts = []
    for document in DOCUMENTS:
        try:
            Config.model_validate(document)
        except ValidationError:
            verdicts.append(False)
        else:
            verdicts.append(True)
        assert validator.is_valid(document) is verdicts[-1], document
    assert 8 < sum(verdicts) < len(verdicts) - 8
