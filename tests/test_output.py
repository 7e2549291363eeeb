"""The formats, and what a hostile file can do to a terminal: nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toybox_lint import examples
from toybox_lint.deployment import build
from toybox_lint.engine import lint
from toybox_lint.output import FORMATS, inspect_json, inspect_text, render
from toybox_lint.output.contracts import InspectDocument, ReportDocument
from toybox_lint.output.document import text_of
from toybox_lint.output.result import Outcome, Result
from toybox_lint.output.terminal import clean, width
from toybox_lint_rules import all_rules

FILES = {
    "Caddyfile": "日本語.example {\n\t# 案内\n\thandle /案内/* {\n\t\treverse_proxy バックエンド:4000\n\t}\n}\n",
    "compose.yaml": "services:\n  caddy:\n    image: caddy:2\n    volumes: ['./Caddyfile:/etc/caddy/Caddyfile']\n"
    "    environment: {TOKEN: planted-secret}\n  web:\n    build: .\n    command: gunicorn app -b 0.0.0.0:8000\n",
}


def result(texts: dict[str, str], **more: bool) -> Result:
    outcome = Outcome.of(lint(examples.inputs(texts), all_rules()))
    return Result((outcome,), ("it's here",), rules=all_rules(), **more)


def test_full_marks_wide_characters_where_they_stand() -> None:
    lines = render("full", result(FILES)).splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("error[TB101]"))
    at = next(index for index in range(start + 1, len(lines)) if "バックエンド:4000" in lines[index])
    before = lines[at].split("バックエンド")[0]
    carets = lines[at + 1]
    assert carets.index("^") == width(before)
    assert carets.count("^") == width("バックエンド:4000")


def test_full_names_the_next_command_as_a_shell_takes_it() -> None:
    text = render("full", result(FILES))
    assert """`toybox-lint --fix 'it'"'"'s here'`""" in text


def test_full_stays_inside_80_columns() -> None:
    long = FILES["compose.yaml"].replace("gunicorn", f"sh -c 'exec {'x' * 90} ' #").replace(" app -b", " -b")
    for texts in (FILES, {**FILES, "compose.yaml": long}):
        for line in render("full", result(texts)).splitlines():
            assert width(line) <= 80 or line.startswith(("error", "warning", "[*]")), line


def test_json_is_the_contract() -> None:
    document = json.loads(render("json", result(FILES)))
    assert ReportDocument.model_validate(document)
    first = next(item for item in document["diagnostics"] if item["code"] == "TB101")
    place = {key: first[key] for key in ("file", "line", "column", "end_line", "end_column")}
    assert place == {"file": "Caddyfile", "line": 4, "column": 17, "end_line": 4, "end_column": 28}
    assert first["fixes"][0]["edits"] == [{**place, "text": "web:8000"}]
    assert first["related"][0]["file"] == "compose.yaml"
    assert document["summary"] == {"files": 2, "errors": 1, "warnings": 1, "infos": 0, "fixed": 0}


def test_whatever_is_printed_keeps_the_contract() -> None:
    """Of all rules' examples: no key too many, none missing, no number where a text belongs."""
    rules = all_rules()
    for rule in rules:
        found = examples.cases(rule)
        for example in (*found.bad, *found.good):
            inputs = examples.inputs(examples.read(example.text).texts)
            report = lint(inputs, rules)
            ReportDocument.model_validate_json(render("json", Result((Outcome.of(report),))), strict=True)
            InspectDocument.model_validate_json(
                inspect_json.render([report.deployment], show_values=True), strict=True
            )


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_a_document_is_json_that_no_terminal_obeys(value: object) -> None:
    text = text_of(value)
    assert json.loads(text) == value
    assert clean(text) == text


def test_fingerprints_outlive_lines_and_wording() -> None:
    def prints(texts: dict[str, str]) -> list[str]:
        return [item["fingerprint"] for item in json.loads(render("json", result(texts)))["diagnostics"]]

    moved = {**FILES, "Caddyfile": "# a line more\n\n" + FILES["Caddyfile"]}
    assert prints(moved) == prints(FILES)
    twice = FILES["Caddyfile"].replace("\t}\n}", "\t}\n\treverse_proxy バックエンド:4000\n}")
    found = prints({**FILES, "Caddyfile": twice})
    assert len(set(found)) == len(found) == 4


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_prints_a_secret_or_a_control_character(name: str) -> None:
    hostile = FILES["Caddyfile"].replace("バックエンド", "evil\u202e\x1b[2Jhost")
    text = render(name, result({**FILES, "Caddyfile": hostile}))
    assert "planted-secret" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\u202e" in text


def test_inspect_masks_values() -> None:
    inputs = examples.inputs(FILES)
    deployment = build(inputs.found, inputs.files, inputs.settings)
    masked = inspect_json.render([deployment], show_values=False)
    assert InspectDocument.model_validate_json(masked)
    assert json.loads(masked)["projects"][0]["services"]["caddy"]["environment"] == {"TOKEN": "***"}
    assert "planted-secret" not in masked + inspect_text.render([deployment], color=False)
    assert "planted-secret" in inspect_json.render([deployment], show_values=True)
    link = json.loads(masked)["links"][0]
    assert (link["verdict"], link["upstream"], link["line"]) == ("fails", "バックエンド:4000", 4)


def test_colours_can_be_taken_out_again() -> None:
    import re

    coloured = render("full", result(FILES, color=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render("full", result(FILES))


def test_clean() -> None:
    assert clean("a\tb\u202ec\x9b\x00日") == "a\tb\\u202ec\\x9b\\x00日"


def test_a_source_line_hides_passwords() -> None:
    from toybox_lint.diagnostics import Label
    from toybox_lint.output.frame import frame
    from toybox_lint.source import Origin, SourceFile, Span

    line = "DATABASE_URL: postgres://app:sosecret@db:5432/app # $2a$14$ZkxqW1example1example1example"
    file = SourceFile("/project/compose.yaml", "compose.yaml", line)
    host = line.index("@db") + 1
    label = Label(Origin(file, Span(host, host + 2)))
    shown = "\n".join(frame(label, lambda source, _: source.text, 1, "red", enabled=False))
    assert "postgres://app:********@db:5432/app" in shown
    assert "sosecret" not in shown
    assert "Zkxq" not in shown
