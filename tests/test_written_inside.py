"""Caddyfiles that are written inside a compose file: what Docker Compose gives Caddy, at the places in that file."""

from __future__ import annotations

from pathlib import Path

import pytest

from compose_files.oracle import ask, needs_compose
from toybox_lint.compose.load import load_project
from toybox_lint.compose.stacks import Stack
from toybox_lint.deployment.caddies.inline import inner_file
from toybox_lint.diagnostics import Applicability, Diagnostic
from toybox_lint.engine import lint
from toybox_lint.examples import inputs
from toybox_lint.files import MemoryFiles
from toybox_lint.fixer import fix
from toybox_lint.source import SourceFile
from toybox_lint_rules import all_rules

HEAD = (
    "services:\n  caddy: {image: caddy:2, configs: [{source: c, target: /etc/caddy/Caddyfile}]}\n"
    "  web: {image: nginx}\nconfigs:\n  c:\n    content: "
)
# What is written behind "content:", and whether places there are as they are in the file.
WRITTEN = [
    ("|\n      :80 {\n      \treverse_proxy web:80\n      }\n", True),
    ("|\n      {$$DOMAIN} {\n      \treverse_proxy {$$APP:web:80} # $$$$\n      }\n", False),
    (
        "|-\n      :80 {\n\n      @a path_regexp ^/a$$ ^/b$$\n      respond @a \\\n        $$ \\\n        2\n      }",
        False,
    ),
    ("|\r\n      {$$DOMAIN}\r\n      respond $$\r\n", False),
]


def inner(text: str) -> SourceFile:
    files = MemoryFiles({"compose.yaml": text}, "/p")
    project = load_project(Stack("/p", ("/p/compose.yaml",)), files, None)
    content = project.services["caddy"].mounts[0].content
    assert content is not None
    assert not isinstance(content, SourceFile)
    found = inner_file(content)  # type: ignore[arg-type]
    assert found is not None
    return found


@needs_compose
@pytest.mark.parametrize(("written", "exact"), WRITTEN)
def test_the_text_is_that_of_docker_compose(written: str, exact: bool, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_bytes((HEAD + written).encode())
    project = ask(tmp_path).project
    assert project is not None
    given = project["configs"]["c"]["content"]  # type: ignore[index]
    found = inner(HEAD + written)
    assert found.text.split() == given.split()
    assert len(found.text) == len(HEAD + written)
    assert found.shifted is not exact


def findings(written: str) -> dict[str, Diagnostic]:
    report = lint(inputs({"compose.yaml": HEAD + written}), all_rules())
    assert not report.incomplete
    return {item.code: item for item in report.diagnostics}


def test_what_is_shifted_is_told_and_not_edited() -> None:
    text = "|\n      {$$DOMAIN:localhost} {\n      \treverse_proxy weeb:80\n      }\n"
    plain, shifted = findings(text.replace("$$DOMAIN:", "")), findings(text)
    for found in (plain, shifted):
        assert found["TB101"].origin.start.line == 8
        assert found["TB101"].origin.text == "weeb:80"
    assert plain["TB101"].fixes
    assert not shifted["TB101"].fixes


def test_what_is_added_stands_as_deep_as_what_is_there() -> None:
    text = (
        "|\n      :80 {\n          handle /a /b {\n              reverse_proxy web:80\n          }\n      }\n"
    )
    found = inputs({"compose.yaml": HEAD + text})
    changed = fix(found, lambda given: lint(given, all_rules()), Applicability.SAFE).changed
    assert [file.text.partition("content: ")[2] for file in changed.values()] == [
        "|\n      :80 {\n          @a path /a /b\n          handle @a {\n              reverse_proxy web:80 {\n"
        "                  transport http {\n                      read_timeout 30s\n"
        "                      write_timeout 30s\n                  }\n              }\n          }\n      }\n"
    ]
