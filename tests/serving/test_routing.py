"""What the rules about routes say, and how the real Caddy answers, before the fix and after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from caddyfile.oracle import caddy
from serving.served import applications, serve
from toybox_lint import examples
from toybox_lint.diagnostics import Applicability
from toybox_lint.engine import Inputs, Report, lint
from toybox_lint.fixer import fix
from toybox_lint_rules import all_rules

pytestmark = pytest.mark.skipif(caddy() is None, reason="the Caddy program is not here")
RULES = [rule for rule in all_rules() if rule.id.startswith("TB5")]
COMPOSE = """services:
  caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./public:/srv"]}
  web: {image: example/web}
  api: {image: example/api}
"""


@dataclass(frozen=True)
class Case:
    """A Caddyfile in which one rule finds one thing, and the answer to ``path`` before and after the fix.

    Without ``after`` there is no fix.
    """

    code: str
    severity: str
    site: str
    path: str
    before: str
    after: str | None = None
    files: dict[str, str] = field(default_factory=dict)


CASES = [
    Case(
        "TB501",
        "error",
        "handle /static/* {\n\troot * /srv\n\tfile_server\n}",
        "/static/site.css",
        "404",
        "200 body {}",
        {"public/site.css": "body {}"},
    ),
    Case(
        "TB502",
        "error",
        "uri /api/* strip_prefix /api\nencode gzip\nreverse_proxy /api/* api:8000\nreverse_proxy web:8000",
        "/api/users",
        "200 web /users http",
    ),
    Case(
        "TB502",
        "error",
        "handle_path /api/* {\n\treverse_proxy /api/users/* api:8000\n}",
        "/api/users/1",
        "200",
        "200 api /users/1 http",
    ),
    Case(
        "TB502",
        "info",
        "handle_path /api/* {\n\turi strip_prefix /api\n\treverse_proxy api:8000\n}",
        "/api/users",
        "200 api /users http",
        "200 api /users http",
    ),
    Case("TB503", "error", "reverse_proxy / web:8000", "/page", "200", "200 web /page http"),
    Case(
        "TB503",
        "warning",
        "reverse_proxy /api api:8000\nreverse_proxy web:8000",
        "/api/users",
        "200 web /api/users http",
        "200 api /api/users http",
    ),
    Case(
        "TB504",
        "error",
        "root * /srv\ntry_files {path} /index.html\nfile_server\nreverse_proxy /api/* api:8000",
        "/api/users",
        "200 a page",
        "200 api /api/users http",
        {"public/index.html": "a page"},
    ),
    Case(
        "TB504",
        "error",
        "rewrite * /index.html\nreverse_proxy /api/* api:8000\nreverse_proxy web:8000",
        "/api/users",
        "200 web /index.html http",
    ),
    Case("TB510", "error", "root * /app/files\nfile_server", "/site.css", "404"),
    Case(
        "TB512",
        "warning",
        "root * /srv\nfile_server /files/*\nreverse_proxy web:8000",
        "/files/site.css",
        "200 web /files/site.css http",
        None,
        {"public/files/site.css": "body {}"},
    ),
    *(
        Case(
            "TB513",
            "warning",
            f"@api {matcher}\nreverse_proxy @api web:8000",
            "/api/users",
            "200",
            "200 web /api/users http",
        )
        for matcher in ("path api/*", "path_regexp ^api/")
    ),
    Case("TB513", "warning", "@web host web.example\nreverse_proxy @web web:8000", "/", "200"),
    Case(
        "TB515",
        "warning",
        "root * /srv\nencode gzip",
        "/a.css",
        "200",
        "200 body {}",
        {"public/a.css": "body {}"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.severity}")
def test_the_rule_is_right(case: Case, tmp_path: Path) -> None:
    site = "http://shop.example {\n" + "".join(f"\t{line}\n" for line in case.site.split("\n")) + "}\n"
    inputs = examples.inputs({"Caddyfile": site, "compose.yaml": COMPOSE, **case.files})
    report = _lint(inputs)
    found = [(item.code, item.severity.word) for item in report.diagnostics]
    assert found == [(case.code, case.severity)]
    fixed = fix(inputs, _lint, Applicability.UNSAFE)
    after = {file.name: file.text for file in fixed.changed.values()}
    assert (case.after is not None) == bool(after)
    assert _answer(case, site, tmp_path) == case.before
    if case.after is not None:
        assert _answer(case, after["Caddyfile"], tmp_path) == case.after
        assert not fixed.report.diagnostics


def _lint(inputs: Inputs) -> Report:
    return lint(inputs, RULES)


def _answer(case: Case, site: str, folder: Path) -> str:
    """What Caddy answers, with the folders of the container below ``folder``."""
    for name, text in case.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    here = site.replace(" /srv", f" {folder}/public").replace(" /app/", f" {folder}/app/")
    for name in ("web", "api"):
        here = here.replace(f"{name}:8000", f"unix/{folder}/{name}")
        (folder / name).unlink(missing_ok=True)
    with applications(folder, "web", "api"), serve(folder, here) as served:
        return served.ask(case.path)


@pytest.mark.parametrize("container", ["handle", "route"])
def test_neighbours_with_one_matcher_are_one_route(container: str, tmp_path: Path) -> None:
    routes = "\turi /api/* strip_prefix /api\n\treverse_proxy /api/* api:8000\n"
    site = f"http://shop.example {{\n{container} {{\n{routes}}}\n}}\n"
    assert not _lint(examples.inputs({"Caddyfile": site})).diagnostics
    with (
        applications(tmp_path, "api"),
        serve(tmp_path, site.replace("api:8000", f"unix/{tmp_path}/api")) as served,
    ):
        assert served.ask("/api/x") == "200 api /x http"


def test_a_proxy_that_handles_responses_lets_requests_go_on(tmp_path: Path) -> None:
    site = "http://shop.example {\n\treverse_proxy web:8000 {\n\t\t@good status 2xx\n\t\thandle_response @good {\n"
    site += "\t\t\tvars seen yes\n\t\t}\n\t}\n\tfile_server\n}\n"
    assert not lint(examples.inputs({"Caddyfile": site}), RULES).diagnostics
    (tmp_path / "page").write_text("next")
    with (
        applications(tmp_path, "web"),
        serve(tmp_path, site.replace("web:8000", f"unix/{tmp_path}/web")) as served,
    ):
        assert served.ask("/page") == "200 next"


def test_the_application_is_told_what_is_written(tmp_path: Path) -> None:
    site = f"http://shop.example {{\n\treverse_proxy unix/{tmp_path}/web {{\n\t\theader_up X-Forwarded-Proto https\n"
    with applications(tmp_path, "web"), serve(tmp_path, site + "\t}\n}\n") as served:
        assert served.ask("/") == "200 web / https"


@pytest.mark.parametrize(("trusted", "told"), [("", "http"), ("trusted_proxies private_ranges", "https")])
def test_only_a_trusted_proxy_in_front_is_believed(trusted: str, told: str, tmp_path: Path) -> None:
    site = f"http://shop.example {{\n\treverse_proxy unix/{tmp_path}/web {{\n\t\t{trusted}\n\t}}\n}}\n"
    with applications(tmp_path, "web"), serve(tmp_path, site) as served:
        assert served.ask("/", forwarded="https") == f"200 web / {told}"
