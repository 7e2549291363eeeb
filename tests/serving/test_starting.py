"""A Caddy that cannot be executed (TB611), that lacks a certificate of one's own (TB612), that shares a port with its
admin API (TB607), that is told an address which its machine does not have (TB614), that goes on beside the process
which started it (TB809), that cannot open the file of a log (TB810), and that cannot keep its certificates (TB616)."""

from __future__ import annotations

import contextlib
import ctypes
import http.client
import os
import shutil
import struct
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caddyfile.oracle import caddy
from serving.served import free_port

pytestmark = pytest.mark.skipif(caddy() is None, reason="the Caddy program is not here")
_NET_BIND_SERVICE = 10
_PR_CAPBSET_DROP = 24
# What `setcap cap_net_bind_service=+ep` writes: revision 2, effective, the permitted and the inheritable set.
_MARK = struct.pack("<IIIII", 0x02000001, 1 << _NET_BIND_SERVICE, 0, 0, 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="marking a program with a capability needs root")
@pytest.mark.parametrize("dropped", [True, False])
def test_a_marked_program_needs_its_capability(dropped: bool, tmp_path: Path) -> None:
    program = tmp_path / "caddy"
    shutil.copy(str(caddy()), program)
    os.setxattr(program, "security.capability", _MARK)
    libc = ctypes.CDLL(None)

    def drop() -> None:
        if dropped:
            libc.prctl(_PR_CAPBSET_DROP, _NET_BIND_SERVICE, 0, 0, 0)

    command = [str(program), "version"]
    if dropped:
        with pytest.raises(PermissionError):
            subprocess.run(command, preexec_fn=drop, capture_output=True, timeout=20)
    else:
        done = subprocess.run(command, preexec_fn=drop, capture_output=True, timeout=20)
        assert done.returncode == 0


@pytest.mark.parametrize(("address", "both"), [(":{port}", True), ("127.0.0.1:{port}", False)])
def test_the_kernel_picks_between_a_site_and_the_admin_api(address: str, both: bool, tmp_path: Path) -> None:
    port = free_port()
    with _running(address.format(port=port), port, tmp_path):
        answers = {_ask(port) for _ in range(200)}
    assert answers == ({"hello", "404 page not found"} if both else {"404 page not found"})


@pytest.mark.parametrize("tls", ["{folder}/site.pem {folder}/site.key", "internal"])
def test_certificates_are_read_at_the_start(tls: str, tmp_path: Path) -> None:
    file = tmp_path / "Caddyfile"
    site = f"https://localhost:{free_port()} {{\n\ttls {tls.format(folder=tmp_path)}\n\trespond hello\n}}\n"
    file.write_text(f"{{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}}\n{site}")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    command = [str(caddy()), "run", "--config", str(file)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        if tls == "internal":
            _wait(process)
        else:
            _, printed = process.communicate(timeout=20)
            assert process.returncode != 0
            assert b"site.pem: no such file or directory" in printed
    finally:
        process.kill()
        process.communicate(timeout=20)


@pytest.mark.parametrize(("address", "starts"), [("192.0.2.55", False), ("127.0.0.1", True)])
def test_an_address_must_be_the_machines_own(address: str, starts: bool, tmp_path: Path) -> None:
    file = tmp_path / "Caddyfile"
    file.write_text(f"{{\n\tadmin off\n}}\nhttp://:{free_port()} {{\n\tbind {address}\n\trespond hello\n}}\n")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    command = [str(caddy()), "run", "--config", str(file)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        if starts:
            _wait(process)
        else:
            _, printed = process.communicate(timeout=20)
            assert process.returncode != 0
            assert b"cannot assign requested address" in printed
    finally:
        process.kill()
        process.communicate(timeout=20)


@pytest.mark.parametrize("opens", [True, False])
def test_the_file_of_a_log_is_opened_at_the_start(opens: bool, tmp_path: Path) -> None:
    file = tmp_path / "Caddyfile"
    log = tmp_path / "logs" / "access.log" if opens else "/proc/logs/access.log"  # where nobody can write
    site = f"http://:{free_port()} {{\n\tlog {{\n\t\toutput file {log}\n\t}}\n\trespond hello\n}}\n"
    file.write_text(f"{{\n\tadmin off\n}}\n{site}")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    command = [str(caddy()), "run", "--config", str(file)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        if opens:
            _wait(process)
        else:
            _, printed = process.communicate(timeout=20)
            assert process.returncode != 0
            assert b"opening log writer" in printed
    finally:
        process.kill()
        process.communicate(timeout=20)


@pytest.mark.parametrize("internal", [True, False])
def test_certificates_are_kept_or_not_asked_for(internal: bool, tmp_path: Path) -> None:
    file, tls = tmp_path / "Caddyfile", "tls internal" if internal else ""
    options = (
        f"admin off\n\tacme_ca https://127.0.0.1:{free_port()}/directory\n\tauto_https disable_redirects"
    )
    file.write_text(f"{{\n\t{options}\n}}\nexample.com:{free_port()} {{\n\t{tls}\n\trespond hello\n}}\n")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_DATA_HOME": "/proc/data"}
    command = [str(caddy()), "run", "--config", str(file)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        if internal:
            _, printed = process.communicate(timeout=20)
            assert process.returncode != 0
            assert b"saving root certificate" in printed
        else:
            _read(process, b"failed storage check")
    finally:
        process.kill()
        process.communicate(timeout=20)


def test_what_starts_caddy_ends_before_it(tmp_path: Path) -> None:
    file, port, admin = tmp_path / "Caddyfile", free_port(), f"localhost:{free_port()}"
    file.write_text(
        f"{{\n\tadmin {admin}\n\tpersist_config off\n}}\nhttp://:{port} {{\n\trespond hello\n}}\n"
    )
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}

    def run(*words: str) -> int:
        command = [str(caddy()), *words]
        return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, timeout=20).returncode

    try:
        assert run("start", "--config", str(file)) == 0
        assert _ask(port) == "hello"
    finally:
        assert run("stop", "--address", admin) == 0


@contextlib.contextmanager
def _running(admin: str, port: int, folder: Path) -> Iterator[None]:
    file = folder / "Caddyfile"
    file.write_text(
        f"{{\n\tadmin {admin}\n\tpersist_config off\n}}\nhttp://:{port} {{\n\trespond hello\n}}\n"
    )
    process = subprocess.Popen(
        [str(caddy()), "run", "--config", str(file)],
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _wait(process)
        yield
    finally:
        process.kill()
        process.communicate(timeout=20)


def _wait(process: subprocess.Popen[bytes]) -> None:
    """Until Caddy says that everything is started."""
    _read(process, b"serving initial configuration")


def _read(process: subprocess.Popen[bytes], said: bytes) -> None:
    assert process.stderr is not None
    end = time.monotonic() + 20
    while said not in process.stderr.readline():
        assert time.monotonic() < end, f"Caddy does not say {said!r}"
        assert process.poll() is None, "Caddy has ended"


def _ask(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.closing(connection):
        connection.request("GET", "/", headers={"Host": f"127.0.0.1:{port}"})
        return connection.getresponse().read().decode().strip()
