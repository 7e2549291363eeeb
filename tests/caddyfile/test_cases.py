"""The collection in ``cases`` against the real Caddy: verdict, first line, dials and listeners."""

from __future__ import annotations

from pathlib import Path

import pytest

from caddyfile import oracle

CASES = Path(__file__).parent / "cases"
TOPICS = sorted(path.name for path in CASES.iterdir())

needs_caddy = pytest.mark.skipif(oracle.caddy() is None, reason="the caddy program is not installed")


@needs_caddy
@pytest.mark.parametrize("topic", TOPICS)
def test_topic_agrees_with_caddy(topic: str) -> None:
    files = sorted((CASES / topic).glob("*.Caddyfile"))
    assert files
    assert oracle.differences((path.name, path.read_bytes()) for path in files) == []
