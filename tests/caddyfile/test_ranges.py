"""Ranges of ports: an upstream each, as Caddy has them, and no more of them than anybody runs."""

from __future__ import annotations

from toybox_lint.caddy.load import load_caddyfile
from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.problems import MAXIMUM_SPREAD, TOO_MANY
from toybox_lint.facts import Environment, Unknown
from toybox_lint.files import MemoryFiles
from toybox_lint.source import SourceFile


def load(*addresses: str) -> Caddyfile:
    text = f":80 {{\n\treverse_proxy {' '.join(addresses)}\n}}\n"
    return load_caddyfile(SourceFile("/Caddyfile", "Caddyfile", text), MemoryFiles({}), Environment({}, True))


def test_a_range_is_an_upstream_for_each_port() -> None:
    model = load(f"web:1-{MAXIMUM_SPREAD}")
    assert model.dials == tuple(f"web:{port}" for port in range(1, MAXIMUM_SPREAD + 1))
    assert not model.gaps


def test_fifty_ranges_of_all_ports_are_not_spread() -> None:
    model = load(*[f"web{number}:1-65535" for number in range(50)], "web:80-82")
    assert model.valid
    assert model.dials[50:] == ("web:80", "web:81", "web:82")
    assert set(model.dials[:50]) == {Unknown(TOO_MANY)}
    assert {(each.host, each.port) for each in model.proxies[0].upstreams[:50]} == {
        (f"web{number}", Unknown(TOO_MANY)) for number in range(50)
    }
    assert [gap.value for gap in model.gaps] == [TOO_MANY] * 50
    assert model.gaps[0].origin.text == "web0:1-65535"


def test_a_range_counts_wherever_it_is_imported() -> None:
    snippet = "(all) {\n\treverse_proxy web:1-1500\n}\n"
    sites = "".join(f"s{number}.example.com {{\n\timport all\n}}\n" for number in range(100))
    file = SourceFile("/Caddyfile", "Caddyfile", snippet + sites)
    model = load_caddyfile(file, MemoryFiles({}), Environment({}, True))
    assert sum(len(proxy.upstreams) for proxy in model.proxies) == 1500 + 99
    assert [gap.value for gap in model.gaps] == [TOO_MANY]
