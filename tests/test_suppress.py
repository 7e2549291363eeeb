"""Ignore comments in both languages."""

from __future__ import annotations

from toybox_lint import examples
from toybox_lint.engine import Report, lint
from toybox_lint_rules import all_rules

CADDY = 'caddy: {image: "caddy:2", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [edge]}'


def report(site: str, project: str = f"services:\n  {CADDY}\nnetworks: {{edge: }}\n") -> Report:
    return lint(examples.inputs({"Caddyfile": site, "compose.yaml": project}), all_rules())


def codes(found: Report) -> list[str]:
    return [item.code for item in found.diagnostics]


def test_on_the_line() -> None:
    found = report("a.com {\n\treverse_proxy x:1 # toybox-lint: ignore[TB101, TB301] another team\n}\n")
    assert codes(found) == []
    assert found.suppressed == 2


def test_on_the_line_above() -> None:
    found = report(
        "a.com {\n\t# toybox-lint: ignore[TB101]\n\treverse_proxy x:1\n\treverse_proxy /y y:1\n}\n"
    )
    assert codes(found) == ["TB301", "TB301", "TB101"]


def test_on_a_blocks_opening_line() -> None:
    site = "a.com {\n\thandle /x { # toybox-lint: ignore[TB101]\n\t\treverse_proxy x:1\n\t}\n\treverse_proxy y:1\n}\n"
    found = report(site)
    assert codes(found).count("TB101") == 1
    assert found.suppressed == 1


def test_unused_and_of_rules_that_did_not_run() -> None:
    site = "a.com {\n\t# toybox-lint: ignore[TB103]\n\trespond ok\n}\n"
    assert codes(report(site)) == ["TB001"]
    inputs = examples.inputs({"Caddyfile": site})
    assert lint(inputs, [rule for rule in all_rules() if rule.id != "TB103"]).diagnostics == ()


def test_in_yaml() -> None:
    web = "web: {image: w, command: gunicorn a -b 0.0.0.0:8000, networks: [inner]}"
    backend = f"services:\n  {web}\nnetworks: {{inner: }}\n"
    edge = f"services:\n  {CADDY}\nnetworks: {{edge: }}\n"
    site = "a.com {\n\treverse_proxy frontend:3000\n}\n"

    def run(edge: str) -> list[str]:
        texts = {"Caddyfile": site, "compose.yaml": edge, "backend/compose.yaml": backend}
        return codes(
            lint(examples.inputs(texts), [rule for rule in all_rules() if rule.id in ("TB201", "TB001")])
        )

    assert run(edge) == ["TB201"]
    assert run(edge.replace("[edge]}", "[edge]} # toybox-lint: ignore[TB201] by hand")) == []
    assert run(edge.replace("services:", "services: # toybox-lint: ignore[TB201]")) == []
    assert run(edge.replace("services:", "# toybox-lint: ignore[TB201]\nservices:")) == ["TB001", "TB201"]


def test_a_comment_that_is_none() -> None:
    found = report('a.com {\n\trespond "# toybox-lint: ignore[TB101]"\n}\n')
    assert codes(found) == []
    assert found.suppressed == 0
