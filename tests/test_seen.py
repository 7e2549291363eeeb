"""Every rule that says error has been seen to fail on a real program: a test that runs one names it."""

from __future__ import annotations

import re
from pathlib import Path

from toybox_lint.diagnostics import Severity
from toybox_lint_rules import all_rules

TESTS = Path(__file__).parent
# Folders and files whose tests run Caddy, Docker Compose, what checks health, the machine's own shells or sockets.
REAL = (
    "reality/deployments",
    "reality/test_start_scripts.py",
    "serving",
    "caddyfile/test_mended.py",
    "test_healthchecks.py",
    "test_host_ports.py",
)


def test_every_error_was_seen() -> None:
    seen: set[str] = set()
    for name in REAL:
        place = TESTS / name
        for path in [place] if place.is_file() else sorted(place.rglob("*.*")):
            if path.suffix in (".py", ".txt"):
                seen.update(re.findall(r"TB\d{3}", path.read_text(encoding="utf-8")))
    assert {rule.id for rule in all_rules() if rule.severity is Severity.ERROR} <= seen
