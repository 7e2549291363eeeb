"""What Caddy answers where a status is none (TB401), and once that is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from caddyfile.oracle import caddy
from serving.served import serve
from toybox_lint import examples
from toybox_lint.diagnostics import Applicability
from toybox_lint.engine import Inputs, Report, lint
from toybox_lint.fixer import fix
from toybox_lint_rules import all_rules

pytestmark = pytest.mark.skipif(caddy() is None, reason="the Caddy program is not here")
RULES = [rule for rule in all_rules() if rule.id == "TB401"]
ANSWERS = [
    ('respond 404 "not here"', "500", "404 not here"),
    ("respond 410 `gone for good`", "500", "410 gone for good"),
    ("error 503 soon", "500", "503"),
    ('respond "not here" 404', "404 not here", None),
    ("respond 404 200", "200 404", None),
    ("respond 204", "204", None),
    ("respond hello +201", "201 hello", None),
    ("respond hello 2xx", "500", None),
    ('respond "not here" {http.request.uri.query.x}', "418 not here", None),
]


def test_only_numbers_are_statuses(tmp_path: Path) -> None:
    blocks = [f"\thandle /{number} {{\n\t\t{line}\n\t}}\n" for number, (line, _, _) in enumerate(ANSWERS)]
    text = f"http://shop.example {{\n{''.join(blocks)}}}\n"
    inputs = examples.inputs({"Caddyfile": text})
    said = {item.origin.start.line for item in _report(inputs).diagnostics}
    fixed = fix(inputs, _report, Applicability.SAFE)
    (mended,) = (file.text for file in fixed.changed.values())
    for now, answers in (
        (text, [before for _, before, _ in ANSWERS]),
        (mended, [_after(each) for each in ANSWERS]),
    ):
        with serve(tmp_path, now) as served:
            for number, answer in enumerate(answers):
                assert served.ask(f"/{number}?x=418") == answer
    assert said == {3 + number * 3 for number, (_, before, _) in enumerate(ANSWERS) if before == "500"}


def _report(inputs: Inputs) -> Report:
    return lint(inputs, RULES)


def _after(answer: tuple[str, str, str | None]) -> str:
    return answer[2] or answer[1]
