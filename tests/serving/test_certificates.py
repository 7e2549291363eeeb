"""A Caddy that has no certificate for its site (TB613), or for the name that another one asks for (TB116)."""

from __future__ import annotations

import contextlib
import http.client
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


INNER = "shop.internal {\n\ttls internal\n\trespond hello\n}\n"
TWO = """\
services:
  outer: {image: caddy:2, ports: ["80:80"], volumes: ["./outer:/etc/caddy"]}
  inner: {image: caddy:2, volumes: ["./inner:/etc/caddy"]}
"""


@pytest.mark.parametrize(("name", "status"), [("shop.internal", 200), ("shop.example.com", 502)])
def test_another_caddy_must_have_a_certificate_for_the_name(name: str, status: int, tmp_path: Path) -> None:
    port, secured = free_port(), free_port()
    proxy = f"\t\ttransport http {{\n\t\t\ttls_server_name {name}\n\t\t\ttls_insecure_skip_verify\n\t\t}}\n\t}}\n}}\n"
    outer = f"http://shop.example.com {{\n\treverse_proxy https://inner:443 {{\n{proxy}"
    texts = {"outer/Caddyfile": outer, "inner/Caddyfile": INNER, "compose.yaml": TWO}
    rules = [rule for rule in all_rules() if rule.id == "TB116"]
    found = [item.code for item in lint(examples.inputs(texts), rules).diagnostics]
    assert found == ([] if status == 200 else ["TB116"])
    text = (
        f"{{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n\thttps_port {secured}\n}}\n"
    )
    text += f"http://127.0.0.1:{port} {{\n\treverse_proxy https://127.0.0.1:{secured} {{\n{proxy}{INNER}"
    (tmp_path / "Caddyfile").write_text(text)
    process = subprocess.Popen(
        [str(caddy()), "run"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert _settled(port, status) == status
    finally:
        process.kill()
        process.wait(_SECONDS)


def _settled(port: int, wanted: int) -> int:
    """The status of an answer; a certificate that is wanted may take a moment to be made."""
    end = time.monotonic() + _SECONDS
    while True:
        status = 0
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
        with contextlib.suppress(ConnectionRefusedError), contextlib.closing(connection):
            connection.request("GET", "/")
            status = connection.getresponse().status
        if status == wanted or time.monotonic() > end:
            return status
        time.sleep(0.05)


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
