"""The linter from Python, and rules of other people."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import toybox_lint
from conftest import PROJECT, Command, environment
from toybox_lint.api import Deployment, Diagnostic, Example, Rule, Severity
from toybox_lint.plugins import PluginError, load
from toybox_lint.testing import check_examples
from toybox_lint_rules import all_rules

SITE = "example.com {\n\treverse_proxy web:9000\n}\n"
PLUGIN = '''
from toybox_lint.api import Example, Rule, Severity

class {name}(Rule):
    """Nothing may be called web."""

    id = "{id}"
    name = "{slug}"
    severity = Severity.WARNING
    bad = (Example("--- compose.yaml\\nservices: {{«web»: {{image: w}}}}\\n"),)
    good = (Example("--- compose.yaml\\nservices: {{app: {{image: w}}}}\\n"),)

    def check(self, deployment):
        for member in deployment.members:
            if member.name == "web":
                yield self.report(member.origin, "called web", key=("web",))
'''


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tmp_path.joinpath("Caddyfile").write_text(SITE)
    tmp_path.joinpath("compose.yaml").write_text(PROJECT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(result: object) -> list[str]:
    return [item.code for item in getattr(result, "diagnostics", ())]


def test_it_says_what_the_command_says(lint: Command, project: Path) -> None:
    result = toybox_lint.lint(isolated=True)
    assert toybox_lint.render("json", result) == lint("--output-format", "json").stdout
    assert codes(result) == ["TB301", "TB102"]
    assert result.count(Severity.ERROR) == 1
    assert not result.incomplete


def test_arguments(project: Path) -> None:
    assert codes(toybox_lint.lint(".", select=["TB3"])) == ["TB301"]
    assert codes(toybox_lint.lint(project / "Caddyfile", ignore=["TB1"])) == ["TB301"]
    project.joinpath("other.toml").write_text("ignore = ['TB301']\n")
    assert codes(toybox_lint.lint(config="other.toml")) == ["TB102"]
    project.joinpath("compose.yaml").write_text(PROJECT.replace("8000", "${PORT}"))
    assert codes(toybox_lint.lint(env={"PORT": "8000"})) == ["TB301", "TB102"]
    assert codes(toybox_lint.lint(env={"PORT": "9000"})) == ["TB301"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"select": ["TB3O1"]}, "--select: no rule is called TB3O1"),
        ({"config": "none.toml"}, "none.toml: there is no such file"),
        ({"env": {"": "x"}}, "--env"),
    ],
)
def test_errors(project: Path, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(toybox_lint.LintError, match=message):
        toybox_lint.lint(**arguments)  # type: ignore[arg-type]


def test_texts() -> None:
    texts = {"edge/Caddyfile": SITE, "edge/compose.yaml": PROJECT}
    result = toybox_lint.lint_texts(texts, select=["TB1"])
    assert codes(result) == ["TB102"]
    assert codes(toybox_lint.lint_texts(texts, ignore=["TB1"])) == ["TB301"]
    given = {**texts, "edge/compose.yaml": PROJECT.replace("8000", "${PORT}")}
    assert codes(toybox_lint.lint_texts(given, select=["TB102"], env={"PORT": "8000"})) == ["TB102"]
    assert codes(toybox_lint.lint_texts(texts, select=["T001"], plugins=[Silent()])) == []
    assert json.loads(toybox_lint.render("json", result))["diagnostics"][0]["file"] == "edge/Caddyfile"
    with pytest.raises(toybox_lint.LintError, match="no Caddyfile and no compose file"):
        toybox_lint.lint_texts({"a.txt": ""})
    with pytest.raises(toybox_lint.LintError, match="no rule is called x"):
        toybox_lint.lint_texts(texts, select=["x"])
    with pytest.raises(toybox_lint.LintError, match="no format is called xml; there are full"):
        toybox_lint.render("xml", result)


def test_importing_it_loads_nothing() -> None:
    code = (
        "import sys\nbefore = set(sys.modules)\nimport toybox_lint\n"
        "print(*sorted(set(sys.modules) - before))\n"
        "assert callable(toybox_lint.lint)\nassert 'toybox_lint.engine' in sys.modules\n"
        "try:\n    toybox_lint.nothing\nexcept AttributeError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout == "toybox_lint\nmodule 'toybox_lint' has no attribute 'nothing'\n"


def test_plugins_run_as_our_rules_do(lint: Command, project: Path) -> None:
    package = project / "acme"
    package.mkdir()
    package.joinpath("naming.py").write_text(PLUGIN.format(name="CalledWeb", id="ACME001", slug="called-web"))
    package.joinpath("__init__.py").write_text("from acme.naming import CalledWeb\n")
    project.joinpath("toybox-lint.toml").write_text("plugins = ['acme']\nseverity.ACME = 'error'\n")

    def found(*arguments: str) -> list[str]:
        document = json.loads(lint("--output-format", "json", *arguments).stdout)
        return [f"{item['code']} {item['severity']}" for item in document["diagnostics"]]

    assert found("--select", "ACME") == ["ACME001 error"]
    assert "ACME001 error" in found()
    assert found("--select", "TB102") == ["TB102 error"]
    assert found("--ignore", "called-web,TB3") == ["TB102 error"]
    assert "ACME001 error" not in found("--isolated")
    assert lint("explain", "called-web").stdout.startswith("# ACME001: called-web\n")
    assert "ACME001" in lint("rules").stdout
    sarif = json.loads(lint("--output-format", "sarif", "--select", "ACME").stdout)
    assert [rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]] == ["ACME001"]
    project.joinpath("compose.yaml").write_text(
        PROJECT.replace("  web:", "  # toybox-lint: ignore[ACME001] its name\n  web:")
    )
    assert found("--select", "ACME") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\n", "plug defines no rule"),
        ("import no_such_thing\n", "plug cannot be imported: there is no module no_such_thing"),
        ("1 / 0\n", "plug cannot be imported: ZeroDivisionError"),
        (PLUGIN.format(name="A", id="TB101", slug="a"), "plug.A is called TB101, as is rule TB101"),
        (PLUGIN.format(name="A", id="A001", slug="unknown-upstream"), "plug.A is called unknown-upstream"),
        (PLUGIN.format(name="A", id="A1", slug="a"), "plug cannot be imported: TypeError: rule A: id 'A1'"),
    ],
)
def test_bad_plugins(lint: Command, project: Path, text: str, message: str) -> None:
    project.joinpath("plug.py").write_text(text)
    project.joinpath("toybox-lint.toml").write_text("plugins = ['plug']\n")
    done = lint()
    assert done.returncode == 2
    assert done.stderr.startswith(f"toybox-lint: error: toybox-lint.toml:1: plugins: {message}")
    assert done.stderr.count("\n") == 1


class Silent(Rule):
    """A rule for the tests below."""

    id = "T001"
    name = "silent"
    severity = Severity.INFO
    bad = (Example("--- compose.yaml\nservices: {«web»: {image: w}}\n"),)
    good = (Example("--- compose.yaml\nservices: {app: {image: w}}\n"),)

    def check(self, deployment: Deployment) -> list[Diagnostic]:
        return []


def test_the_harness_sees_a_rule_that_does_not_fire() -> None:
    with pytest.raises(AssertionError, match="T001 underlines"):
        check_examples(Silent())


def test_a_module_that_is_not_there() -> None:
    with pytest.raises(PluginError, match=r"no module no_such\.plugin is installed"):
        load(["no_such.plugin"], all_rules())


def test_an_address_that_two_projects_have_is_offered_once() -> None:
    site = SITE.replace("web:9000", "backend:4000")
    beside = "services:\n  web:\n    build: .\n    command: gunicorn app.wsgi -b 0.0.0.0:8000\n"
    texts = {
        "Caddyfile": site,
        "compose.yaml": PROJECT + "    networks: [edge]\nnetworks: {edge: {external: true}}\n",
        "one/compose.yaml": beside,
        "two/compose.yaml": beside,
    }
    (found,) = (item for item in toybox_lint.lint_texts(texts).diagnostics if item.code == "TB101")
    assert found.help == "did you mean web:8000?"
    assert len(found.related) == 3
