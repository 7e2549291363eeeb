"""Which host Caddy's own health checks name, and what becomes of an upstream that refuses it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from caddyfile.oracle import caddy
from serving.served import Served, applications, serve

pytestmark = pytest.mark.skipif(caddy() is None, reason="the Caddy program is not here")
SITE = """http://shop.example {
	reverse_proxy unix/FOLDER/web {
		health_uri /health
		health_interval 50ms
		HEADERS
	}
}
"""


def test_a_check_that_names_another_host_takes_the_upstream_out(tmp_path: Path) -> None:
    text = SITE.replace("FOLDER", str(tmp_path)).replace("HEADERS", "")
    with applications(tmp_path, "web", allowed="shop.example") as found, serve(tmp_path, text) as served:
        assert _settled(served) == "503"
        assert found["web"].hosts("/health") == {"localhost"}


def test_a_check_that_names_the_site_leaves_it_in(tmp_path: Path) -> None:
    headers = "health_headers {\n\t\t\tHost shop.example\n\t\t}"
    text = SITE.replace("FOLDER", str(tmp_path)).replace("HEADERS", headers)
    with applications(tmp_path, "web", allowed="shop.example") as found, serve(tmp_path, text) as served:
        while len(found["web"].asked) < 3:
            time.sleep(0.02)
        assert served.ask("/").startswith("200 web")
        assert found["web"].hosts("/health") == {"shop.example"}


def _settled(served: Served) -> str:
    """The answer once the checks have been made: the first one that is no longer the application's."""
    for _ in range(500):
        answer = served.ask("/")
        if answer == "503":
            return answer
        time.sleep(0.02)
    return answer
