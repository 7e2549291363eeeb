"""What Caddy answers for a socket that is there, and for one that its own files do not have (TB117)."""

from __future__ import annotations

from pathlib import Path

import pytest

from caddyfile.oracle import caddy
from serving.served import applications, serve

pytestmark = pytest.mark.skipif(caddy() is None, reason="the Caddy program is not here")


@pytest.mark.parametrize(("socket", "answer"), [("web", "200 web"), ("elsewhere/web", "502")])
def test_a_socket_must_be_there(socket: str, answer: str, tmp_path: Path) -> None:
    text = f"http://shop.example {{\n\treverse_proxy unix/{tmp_path}/{socket}\n}}\n"
    with applications(tmp_path, "web"), serve(tmp_path, text) as served:
        assert served.ask("/").startswith(answer)
