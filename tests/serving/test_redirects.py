"""Redirects that lead in a circle (TB514), followed as a browser does."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from caddyfile.oracle import caddy
from serving.served import free_port
from toybox_lint import examples
from toybox_lint.engine import lint
from toybox_lint_rules import all_rules

pytestmark = pytest.mark.skipif(caddy() is None, reason="the Caddy program is not here")
RULES = [rule for rule in all_rules() if rule.id == "TB514"]
SITES, PATIENCE, SECONDS = 30, 12, 20


class Browser:
    """Follows redirects between sites that one Caddy serves on two ports of the loopback."""

    def __init__(self, http: int, https: int) -> None:
        self.ports = {"http": http, "https": https}
        self.trusting = ssl.create_default_context()
        self.trusting.check_hostname, self.trusting.verify_mode = False, ssl.CERT_NONE

    def visited(self, url: str) -> list[str]:
        """The addresses that it is shown, without their paths, up to where one answers or it gives up."""
        found = []
        while url and len(found) < PATIENCE:
            parts = urlsplit(url)
            found.append(f"{parts.scheme}://{parts.hostname}")
            try:
                url = self.asked(parts.scheme, str(parts.hostname), parts.path or "/")
            except ssl.SSLError:  # no site of this name is on TLS
                break
        return found

    def asked(self, scheme: str, host: str, path: str) -> str:
        """Where the answer leads, empty where to nothing. What Caddy redirects by itself names the port of HTTPS."""
        with socket.create_connection(("127.0.0.1", self.ports[scheme]), SECONDS) as plain:
            secure = self.trusting.wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
            secure.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            answer = http.client.HTTPResponse(secure)
            answer.begin()
            given = answer.headers["Location"] if answer.status in (301, 302, 307, 308) else ""
            secure.close()
        given = given.replace(f":{self.ports['https']}", "")
        return f"{scheme}://{host}{given}" if given.startswith("/") else given


def drawn(seed: int) -> list[tuple[str, str]]:
    """Addresses of sites and where each leads, if it redirects at all."""
    chance = random.Random(seed)
    hosts = [f"h{number}.example" for number in range(SITES // 2)]
    sites = [("http://" if chance.random() < 0.4 else "") + host for host in hosts]
    sites += [f"http://{host}" for host, site in zip(hosts, sites, strict=True) if site == host]
    forms = [
        "{0}://{1}{{uri}}",
        "{0}://{1}",
        "https://{{host}}{{uri}}",
        "{{scheme}}://{{host}}{{uri}}",
        "* /login",
    ]
    forms += ["http://{{http.request.host}}{{path}}", "{0}://{1}{{uri}} permanent", "{0}://{1}/start"] + [
        ""
    ] * 4
    return [
        (site, chance.choice(forms).format(chance.choice(["http", "https"]), chance.choice(hosts)))
        for site in sites
    ]


def block(site: str, target: str) -> str:
    """The site, on one line of the file before its block."""
    return f"{site} {{\n\t{f'redir {target}' if target else 'respond hello'}\n}}\n"


@contextlib.contextmanager
def running(folder: Path, sites: str, secure: Sequence[str]) -> Iterator[Browser]:
    """Caddy with these sites, with certificates of its own for the ``secure`` ones."""
    browser = Browser(free_port(), free_port())
    ports = "".join(f"\t{scheme}_port {port}\n" for scheme, port in browser.ports.items())
    options = f"{{\n\tadmin off\n\tskip_install_trust\n\tlocal_certs\n\tdefault_bind 127.0.0.1\n{ports}}}\n"
    (folder / "Caddyfile").write_text(options + sites)
    process = subprocess.Popen(
        [str(caddy()), "run"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + SECONDS
        for host in secure:
            while not _ready(browser, host):
                assert process.poll() is None, "Caddy has ended"
                assert time.monotonic() < end, "Caddy does not serve"
                time.sleep(0.05)
        while not secure and not _listens(browser):
            assert process.poll() is None, "Caddy has ended"
            assert time.monotonic() < end, "Caddy does not listen"
            time.sleep(0.05)
        yield browser
    finally:
        process.kill()
        process.wait(SECONDS)


def _listens(browser: Browser) -> bool:
    try:
        socket.create_connection(("127.0.0.1", browser.ports["http"]), SECONDS).close()
    except ConnectionRefusedError:
        return False
    return True


def _ready(browser: Browser, host: str) -> bool:
    """Whether a site has its certificate."""
    with contextlib.suppress(OSError):
        browser.asked("https", host, "/")
        return True
    return False


@pytest.mark.parametrize("seed", range(2))
def test_circles_are_those_of_a_browser(seed: int, tmp_path: Path) -> None:
    sites = drawn(seed)
    text = "".join(block(*each) for each in sites)
    found = {item.origin.start.line for item in lint(examples.inputs({"Caddyfile": text}), RULES).diagnostics}
    said = {site for number, (site, _) in enumerate(sites) if 3 * number + 2 in found}
    secure = [site for site, _ in sites if not site.startswith("http")]
    with running(tmp_path, text, secure) as browser:
        seen = set()
        for site, target in sites:
            start = site if site.startswith("http://") else f"https://{site}"
            if target and start in browser.visited(start)[1:]:
                seen.add(site)
    assert said == seen
    assert seen


def test_a_status_in_the_place_of_the_target(tmp_path: Path) -> None:
    """What TB523 tells: the client is sent to a page that is called as the status is."""
    text = "http://shop.example {\n\tredir /old.html 302\n\trespond hello\n}\n"
    rules = [rule for rule in all_rules() if rule.id == "TB523"]
    (found,) = lint(examples.inputs({"Caddyfile": text}), rules).diagnostics
    assert found.code == "TB523"
    with running(tmp_path, text, ()) as browser:
        assert browser.asked("http", "shop.example", "/old.html").endswith("302")
