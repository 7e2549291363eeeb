"""What `caddy reverse-proxy` makes of its flags, and what the linter makes of them in a compose file."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from caddyfile.oracle import caddy
from toybox_lint.deployment import Deployment
from toybox_lint.diagnostics import Applicability
from toybox_lint.engine import lint
from toybox_lint.examples import inputs
from toybox_lint.facts import Unknown
from toybox_lint.fixer import fix
from toybox_lint_rules import all_rules

_HEAD = "services:\n  caddy:\n    image: caddy:2\n    command: "
_TAKEN = [
    "--from example.com --to web:3000",
    "--to web",
    "--from :8080 --to http://web:3000 --to=b:4000",
    "-f http://example.com -t web:3000,b",
    "--from https://example.com --to https://web",
    "--from=example.com:8443 --to :3000 -r -v",
    "--from http://example.com:8443 --to web:3000 --access-log",
    "--from https://:8443 --to https://web:8443 --insecure",
    "--from *.example.com -t=web:3000 -ir",
    "--from 192.168.1.4 --to web:3000",
    "-flocalhost:80 -tweb:3000 aside",
    "--from example.com --to h2c://web:3000 -c --header-up 'X-Here: yes' --header-down 'Server: none'",
    "--from first.example --from second.example --to web:3000",
]
# What Caddy does not take, or takes for what no Caddyfile says, and flags that it does not have.
_LEFT = [
    "--from example.com",
    "--from example.com/path --to web:3000",
    "--from example.com --to http://web:443",
    "--from example.com --to web:3000/path",
    "--from a.example,b.example --to web:3000",
    "--from example.com --to web:3000-3002",
    "--from example.com --to web:3000 --timeout 3s",
    "--from example.com --to https://web --insecure=false",
    "--from example.com --to web:3000 --header-up nothing",
    "--from example.com --to web:3000 --header-up",
    "--from example.com --to web:3000 $FURTHER",
    "--from example.com --to 'web:3000 {'",
]


def _said_by_caddy(flags: str, folder: Path) -> tuple[bool, int, list[str]]:
    """Whether it serves HTTPS, its port, and what it dials: in a network namespace where nothing else listens."""
    command = ["unshare", "--net", str(caddy()), "reverse-proxy", *shlex.split(flags)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    if "https://" in flags or "example.com" in flags:
        command.append("--internal-certs")
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    try:
        for line in process.stderr:
            told = json.loads(line) if line.startswith(b"{") else {}
            if told.get("msg") == "caddy proxying":
                address = urlsplit(told["from"])
                tls = address.scheme == "https"
                return tls, address.port or (443 if tls else 80), told["to"]
    finally:
        process.kill()
        process.communicate(timeout=20)
    raise AssertionError(f"{flags}: nothing is said")


def _deployed(flags: str) -> Deployment:
    return _read(json.dumps(["caddy", "reverse-proxy", *shlex.split(flags)]))


def _read(command: str) -> Deployment:
    report = lint(inputs({"compose.yaml": f"{_HEAD}{command}\n"}), all_rules())
    assert not report.incomplete
    return report.deployment


@pytest.mark.skipif(caddy() is None or os.geteuid() != 0, reason="needs Caddy and a network namespace")
@pytest.mark.parametrize("flags", _TAKEN)
def test_flags_mean_what_caddy_says(flags: str, tmp_path: Path) -> None:
    tls, port, to = _said_by_caddy(flags, tmp_path)
    (front,) = _deployed(flags).fronts
    (site,) = front.caddyfile.sites
    assert (site.listeners[0].port, site.listeners[0].tls) == (port, tls)
    assert list(front.caddyfile.dials) == to
    for proxy in front.caddyfile.proxies:
        for upstream in proxy.upstreams:
            assert upstream.origin.text == upstream.text
            assert upstream.origin.text in flags


@pytest.mark.parametrize("flags", _LEFT)
def test_what_no_caddyfile_says_is_left_alone(flags: str) -> None:
    assert not _deployed(flags).fronts


def test_a_variable_is_unknown_and_the_rest_is_not() -> None:
    (front,) = _read("caddy reverse-proxy --from https://${DOMAIN} --to ${UP:-web}:3000 --to web:80").fronts
    (proxy,) = front.caddyfile.proxies
    first, second = (upstream.dial for upstream in proxy.upstreams)
    assert isinstance(first, Unknown)
    assert second == "web:80"
    (site,) = front.caddyfile.sites
    assert isinstance(site.addresses[0].value, Unknown)
    assert site.addresses[0].origin.text == "https://${DOMAIN}"


def test_only_words_are_rewritten() -> None:
    web = "  web: {image: example/web, expose: ['8000'], networks: [inside]}\nnetworks: {inside: {}}\n"
    written = f"{_HEAD}[caddy, reverse-proxy, --from, ':80', '--to=web:3000']\n{web}"
    fixed = fix(inputs({"compose.yaml": written}), lambda each: lint(each, all_rules()), Applicability.UNSAFE)
    assert fixed.failure is None
    (file,) = fixed.changed.values()
    assert "'--to=web:8000'" in file.text
    assert "timeout" not in file.text
    assert not any(item.code.startswith(("TB1", "TB2")) for item in fixed.report.diagnostics)
