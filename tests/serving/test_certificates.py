"""A Caddy that has no certificate for its site (TB613), beside those that have one."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import subprocess
import time
from pathlib import Path

import pytest

from caddyfile.oracle import caddy
from serving.served import free_port
from toybox_lint import examples
from toybox_lint.engine import lint
from toybox_lint_rules import all_rules

pytestmark = pytest.mark.skipif(caddy() is None, reason="the Caddy program is not here")
RULES = [rule for rule in all_rules() if rule.id == "TB613"]
_SECONDS = 20


@pytest.mark.parametrize(
    ("option", "tls", "speaks"),
    [
        ("off", "", False),
        ("off", "tls internal", False),
        ("off", "tls someone@example.com", False),
        ("disable_certs", "tls {\n\t\tprotocols tls1.3\n\t}", False),
        ("off", "tls internal {\n\t\ton_demand\n\t}", True),
        ("disable_redirects", "tls internal", True),
    ],
)
def test_tls_needs_a_certificate(option: str, tls: str, speaks: bool, tmp_path: Path) -> None:
    port = free_port()
    text = f"{{\n\tauto_https {option}\n\tadmin off\n\tskip_install_trust\n\thttps_port {port}\n}}\n"
    text += f"example.com {{\n\tbind 127.0.0.1\n\t{tls}\n\trespond hello\n}}\n"
    report = lint(examples.inputs({"Caddyfile": text}), RULES)
    assert [item.code for item in report.diagnostics] == ([] if speaks else ["TB613"])
    (tmp_path / "Caddyfile").write_text(text)
    process = subprocess.Popen(
        [str(caddy()), "run"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert _speaks_tls(port, process, wanted=speaks) is speaks
    finally:
        process.kill()
        process.wait(_SECONDS)


COMPOSE = """\
services:
  caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
"""


@pytest.mark.parametrize("answers", [True, False])
def test_whoever_is_asked_before_must_answer(answers: bool, tmp_path: Path) -> None:
    port, asked = free_port(), free_port()
    text = f"{{\n\tadmin off\n\tskip_install_trust\n\thttps_port {port}\n\tauto_https disable_redirects\n"
    text += f"\ton_demand_tls {{\n\t\task http://localhost:{asked}/allowed\n\t}}\n}}\n"
    text += "https:// {\n\ttls {\n\t\tissuer internal\n\t\ton_demand\n\t}\n\trespond hello\n}\n"
    text += f"http://localhost:{asked} {{\n\trespond 200\n}}\n" if answers else ""
    report = lint(examples.inputs({"Caddyfile": text, "compose.yaml": COMPOSE}), RULES)
    assert [item.code for item in report.diagnostics] == ([] if answers else ["TB613"])
    (tmp_path / "Caddyfile").write_text(text)
    process = subprocess.Popen(
        [str(caddy()), "run"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert _speaks_tls(port, process, wanted=answers) is answers
    finally:
        process.kill()
        process.wait(_SECONDS)


def _speaks_tls(port: int, process: subprocess.Popen[bytes], *, wanted: bool) -> bool:
    """Whether a handshake for the name succeeds; a certificate that is ``wanted`` may take a moment to be made."""
    end = time.monotonic() + _SECONDS
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    while True:
        assert process.poll() is None, "Caddy has ended"
        place = ("127.0.0.1", port)
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(place, _SECONDS) as plain:
            try:
                context.wrap_socket(plain, server_hostname="example.com").close()
                return True
            except ssl.SSLError:
                if not wanted:
                    return False
        assert time.monotonic() < end, "Caddy does not answer"
        time.sleep(0.05)
