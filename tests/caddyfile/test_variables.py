"""Variables that nobody gave: they may be anything, so nothing certain is said, and nothing is overlooked."""

from __future__ import annotations

import pytest

from toybox_lint.caddy.load import load_caddyfile
from toybox_lint.caddy.model import Caddyfile
from toybox_lint.facts import Environment, Unknown
from toybox_lint.files import MemoryFiles
from toybox_lint.source import SourceFile


def load(text: str) -> Caddyfile:
    files = MemoryFiles({"Caddyfile": text})
    file = files.read("/project/Caddyfile")
    assert isinstance(file, SourceFile)
    return load_caddyfile(file, files, Environment())


def site(*lines: str) -> str:
    return "a.example {\n" + "".join(f"\t{line}\n" for line in lines) + "}\n"


UNCERTAIN = (
    site("handle {$M} {", "reverse_proxy app", "}"),
    site("route {$M} {", "reverse_proxy app", "}"),
    site("abort {$M}"),
    site("respond {$TEXT} 404 more"),
    site("redir {$A} {$B} {$C} {$D}"),
    site("reverse_proxy app {", "lb_retries {$N} 5", "}"),
    site("tls {$A} {$B} {$C}"),
    site("map {host} {$NAMES} {", "a b c d", "}"),
    site("{$LINE}", "reverse_proxy app"),
    site("reverse_proxy app {", "{$LINE}", "}"),
    site("{$DIRECTIVE} a {", "b", "}"),
    "{\n\t{$OPTIONS}\n}\n" + site("respond ok"),
    "{$CONFIGURATION}\n" + site("respond ok"),
    "{$ONE}\n{$TWO}\n" + site("respond ok"),
    site("respond ok") + "{$CONFIGURATION}\n",
    "{$SITE}\nreverse_proxy app {\n\tlb_policy first\n}\n",
    "{$SITE}\n@m path /a\nreverse_proxy @m app\n",
    "{$A}, {$B} {\n\trespond ok\n}\n",
)


@pytest.mark.parametrize("text", UNCERTAIN)
def test_nothing_is_refused_that_a_variable_may_make_right(text: str) -> None:
    assert [problem.message for problem in load(text).problems if problem.fatal] == []


CERTAIN = (
    site('respond "{$TEXT}" 404 more'),
    site("lb_policy {$POLICY}", "nothing {$X}"),
    site("reverse_proxy app {", "nothing {$X}", "}"),
    site("tls {$A}", "handle a b {", "}"),
)


@pytest.mark.parametrize("text", CERTAIN)
def test_what_no_value_can_mend_is_refused(text: str) -> None:
    assert any(problem.fatal for problem in load(text).problems)


def test_a_variable_alone_between_sites_hides_no_site() -> None:
    text = "{\n\tadmin off\n}\n\n{$EXTRA}\n\n{$NAME:localhost} {\n\treverse_proxy app\n}\n"
    model = load(text)
    assert [gap.origin.text for gap in model.gaps] == ["{$EXTRA}"]
    assert [str(proxy.upstreams[0].dial) for proxy in model.proxies] == ["app:80"]


def test_a_variable_alone_before_directives_is_the_address_of_their_site() -> None:
    model = load("{$SITE}\nreverse_proxy app\n")
    assert isinstance(model.sites[0].addresses[0].value, Unknown)
    assert (len(model.proxies), model.gaps) == (1, ())


def test_a_matcher_that_is_a_variable_leads_to_unknown_paths() -> None:
    (proxy,) = load(site("handle {$M} {", "reverse_proxy app", "}")).proxies
    assert isinstance(proxy.paths, Unknown)
