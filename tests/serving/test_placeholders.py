"""What Caddy fills in, and what it sends as it stands (TB518)."""

from __future__ import annotations

from pathlib import Path

import pytest

from caddyfile.oracle import caddy
from serving.served import applications, serve
from toybox_lint import examples
from toybox_lint.caddy.directives.shorthand import SHORT
from toybox_lint.engine import lint
from toybox_lint_rules import all_rules

pytestmark = pytest.mark.skipif(caddy() is None, reason="the Caddy program is not here")
RULES = [rule for rule in all_rules() if rule.id == "TB518"]
# Those of TLS are filled in where a request came in TLS.
OWN = [name for name in SHORT if name.isidentifier() and not name.startswith("tls_")]
LONG = (
    "http.request.proto",
    "http.request.local.host",
    "http.request.duration",
    "http.request.header.X",
    "env.X",
)
FAMILIES = ("header.User-Agent", "labels.0", "path.0", "query.x", "vars.x", "file.base", "system.hostname")
NOBODYS = ("hots", "remote_addr", "http_upgrade", "http.request.remot.host", "https.request.host", "user")


def test_what_is_sent_as_it_stands(tmp_path: Path) -> None:
    values = [f"{{{name}}}" for name in (*OWN, *LONG, *FAMILIES, *NOBODYS)] + [
        "$host",
        "$remote_addr",
        "{>X}",
        "{~x}",
        "{?x}",
    ]
    block = '\thandle /{} {{\n\t\treverse_proxy unix/web {{\n\t\t\theader_up X-Forwarded-Proto "<{}>"\n\t\t}}\n\t}}\n'
    routes = (block.format(number, value) for number, value in enumerate(values))
    text = f"http://shop.example {{\n{''.join(routes)}}}\n"
    report = lint(examples.inputs({"Caddyfile": text}), RULES)
    said = {item.origin.start.line for item in report.diagnostics}
    with applications(tmp_path, "web"), serve(tmp_path, text) as served:
        for number, value in enumerate(values):
            as_it_stands = f"<{value}>" in served.ask(f"/{number}?x=1")
            assert as_it_stands is (4 + number * 5 in said), value
