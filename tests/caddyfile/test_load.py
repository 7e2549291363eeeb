"""What the model says about small files, and where."""

from __future__ import annotations

import pytest

from toybox_lint.caddy.load import load_caddyfile
from toybox_lint.caddy.model import Caddyfile
from toybox_lint.facts import Environment, Unknown
from toybox_lint.files import MemoryFiles
from toybox_lint.source import SourceFile


def load(text: str, environment: Environment | None = None, **more: str) -> Caddyfile:
    files = MemoryFiles({"Caddyfile": text, **more})
    file = files.read("/project/Caddyfile")
    assert isinstance(file, SourceFile)
    return load_caddyfile(file, files, environment or Environment({}, True))


def test_upstreams_and_their_places() -> None:
    model = load("example.com {\n\treverse_proxy web:3000 https://api {\n\t}\n}\n")
    assert model.valid
    first, second = model.proxies[0].upstreams
    assert (first.dial, first.host, first.port, first.scheme) == ("web:3000", "web", 3000, "http")
    assert (first.host_origin.text, first.origin.text) == ("web", "web:3000")
    assert first.port_origin is not None
    assert first.port_origin.text == "3000"
    assert (second.dial, second.port, second.port_origin) == ("api:443", 443, None)
    assert model.proxies[0].transport.tls


def test_a_snippet_used_twice_points_at_its_definition_and_arguments() -> None:
    snippet = "(s) {\n\treverse_proxy {args[0]}:80 {args[1]}\n}\n"
    text = snippet + "a.com {\n\timport s app x:1\n}\nb.com {\n\timport s web y:2\n}\n"
    model = load(text)
    assert [[u.dial for u in proxy.upstreams] for proxy in model.proxies] == [
        ["app:80", "x:1"],
        ["web:80", "y:2"],
    ]
    upstream, whole = model.proxies[1].upstreams
    assert upstream.host_origin.text == "web"
    assert not upstream.origin.exact
    assert whole.origin.text == "y:2"
    assert model.proxies[0].directive.name.origin.start.line == 2
    assert model.proxies[0].directive.name.origin.via is not None
    assert model.proxies[0].directive.name.origin.via.start.line == 5


def test_variables_given_absent_and_unknown() -> None:
    text = ":80 {\n\treverse_proxy {$HOST:web}:{$PORT}\n}\n"
    given = load(text, Environment({"HOST": "api", "PORT": "1"}, True))
    assert given.proxies[0].upstreams[0].dial == "api:1"
    upstream = load(text, Environment({"PORT": "1"}, True)).proxies[0].upstreams[0]
    assert (upstream.dial, upstream.host_origin.text) == ("web:1", "web")
    upstream = load(text, Environment({}, False)).proxies[0].upstreams[0]
    assert isinstance(upstream.dial, Unknown)
    assert upstream.dial.variables == {"HOST", "PORT"}


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("", "empty-file", None),
        ("a.com {\n\treverse_prox a\n}\n", "unknown-directive", 2),
        ("a.com {\n\thandle {\n\t\trespnd\n\t}\n}\n", "unknown-directive", 4),
        ("a.com {\n\thandle\n\t{\n\t}\n}\n", "brace-on-new-line", 3),
        ("a.com {\n\trespond hi", "closing-brace-missing", 2),
        ("a.com {\n\timport nope\n}\n", "import-not-found", 2),
        ("a.com {\n\treverse_proxy http://app/api\n}\n", "upstream-with-path", 2),
        ("a.com {\n\treverse_proxy a {\n\t\tlb_try_duration 5\n\t}\n}\n", "bad-duration", 3),
    ],
)
def test_first_problem(text: str, kind: str, line: int | None) -> None:
    model = load(text)
    fatal = [problem for problem in model.problems if problem.fatal]
    assert (fatal[0].kind, fatal[0].caddy_line) == (kind, line)


def test_one_bad_line_does_not_hide_the_rest() -> None:
    model = load("a.com {\n\tnope\n\treverse_proxy a\n\tnope2\n}\n")
    assert [problem.origin.text for problem in model.problems] == ["nope", "nope2"]
    assert len(model.proxies) == 1


def test_transport_timeouts() -> None:
    model = load(
        ":80 {\n\treverse_proxy a {\n\t\ttransport http {\n\t\t\tread_timeout 1m30s\n\t\t}\n\t}\n}\n"
    )
    transport = model.proxies[0].transport
    assert transport.timeouts.read is not None
    assert (transport.timeouts.read.value.seconds, transport.timeouts.read.origin.text) == (90.0, "1m30s")
    assert transport.directive is not None
    assert transport.directive.block is not None
    assert (transport.directive.depth, transport.directive.block.open.text) == (2, "{")


@pytest.mark.parametrize(
    ("address", "paths"),
    [
        ("a.com", ()),
        ("http://a.com", ()),
        ("a.com/app", ("/app",)),
        ("https://a.com/app/*, b.com/*", ("/app/*", "/*")),
        ("a.com/app, b.com", ()),
    ],
)
def test_the_path_of_an_address_leads_to_what_is_in_its_site(address: str, paths: tuple[str, ...]) -> None:
    model = load(address + " {\n\treverse_proxy a\n\thandle /x* {\n\t\treverse_proxy b\n\t}\n}\n")
    assert {str(proxy.upstreams[0].dial): proxy.paths for proxy in model.proxies} == {
        "a:80": paths,
        "b:80": ("/x*",),
    }


def test_the_path_of_an_address_that_a_variable_decides() -> None:
    model = load("a.com/{$PREFIX}/* {\n\treverse_proxy a\n}\n", Environment())
    assert isinstance(model.proxies[0].paths, Unknown)
