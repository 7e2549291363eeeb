"""Files beside the Caddyfile, paths in the container, and builds of one's own."""

from __future__ import annotations

from toybox_lint.caddy import load_caddyfile
from toybox_lint.caddy.model import Caddyfile
from toybox_lint.facts import Environment
from toybox_lint.files import MemoryFiles
from toybox_lint.source import SourceFile

ABSENT = Environment({}, True)


def load(texts: dict[str, str], *, seen: dict[str, str] | None = None, stock: bool = True) -> Caddyfile:
    files = MemoryFiles(texts)
    file = files.read("/project/Caddyfile")
    assert isinstance(file, SourceFile)
    host = None if seen is None else seen.get
    return load_caddyfile(file, files, ABSENT, host_path=host, stock=stock)


def test_imported_files_in_order_and_their_errors() -> None:
    texts = {
        "Caddyfile": "a.example {\n\timport sites/*.caddy\n}\n",
        "sites/b.caddy": "reverse_proxy b:99999\n",
        "sites/a.caddy": "reverse_proxy a\n",
        "sites/.c.caddy": "nonsense\n",
    }
    model = load(texts)
    assert [upstream.dial for proxy in model.proxies for upstream in proxy.upstreams] == ["a:80"]
    (problem,) = model.problems
    assert (problem.kind, problem.caddy_line, problem.origin.file.name) == (
        "upstream-port",
        2,
        "sites/b.caddy",
    )
    assert problem.origin.via is not None
    assert problem.origin.via.text == "sites/*.caddy"


def test_an_import_is_seen_from_the_file_it_stands_in() -> None:
    texts = {
        "Caddyfile": "import sub/one.caddy\na.example {\n\timport s app\n}\n",
        "sub/one.caddy": "(s) {\n\timport two.caddy {args[0]}\n}\n",
        "sub/two.caddy": "reverse_proxy {args[0]}:1\n",
    }
    upstream = load(texts).proxies[0].upstreams[0]
    assert (upstream.dial, upstream.host_origin.text, upstream.host_origin.file.name) == (
        "app:1",
        "app",
        "Caddyfile",
    )


def test_paths_of_the_container() -> None:
    texts = {
        "Caddyfile": "import /etc/caddy/s.caddy\nimport /elsewhere/*\n",
        "conf/s.caddy": "a.example {\n}\n",
    }
    model = load(texts, seen={"/etc/caddy/s.caddy": "/project/conf/s.caddy"})
    assert model.valid
    assert [site.addresses[0].value for site in model.sites] == ["a.example"]
    assert [gap.origin.text for gap in model.gaps] == ["/elsewhere/*"]


def test_a_missing_file_is_fatal_where_it_would_be_seen() -> None:
    model = load(
        {"Caddyfile": "import /etc/caddy/s.caddy\n"}, seen={"/etc/caddy/s.caddy": "/project/s.caddy"}
    )
    assert [problem.kind for problem in model.problems] == ["import-not-found"]


def test_lexical_errors_of_an_import_are_told_at_the_import() -> None:
    model = load({"Caddyfile": "a.example {\n\n\timport s\n}\n", "s": "respond <<E\nx\n"})
    (problem,) = model.problems
    assert (problem.kind, problem.caddy_line, problem.origin.file.name) == ("heredoc-unclosed", 3, "s")


PLUGINS = "{\n\torder rate_limit before basic_auth\n\tlayer4 {\n\t}\n}\n"
PLUGINS += "a.example {\n\ttls {\n\t\tdns cloudflare x\n\t}\n\trate_limit {\n\t\tzone a\n\t}\n\treverse_proxy app\n}\n"


def test_what_a_build_of_ones_own_may_bring_is_not_wrong() -> None:
    model = load({"Caddyfile": PLUGINS}, stock=False)
    assert (model.problems, model.gaps) == ((), ())
    assert model.dials == ("app:80",)


def test_what_only_a_plugin_brings_is_told_with_its_source() -> None:
    model = load({"Caddyfile": PLUGINS})
    kinds = [problem.kind for problem in model.problems]
    assert kinds == ["unknown-directive", "unknown-option", "module-missing", "unknown-directive"]
    assert model.problems[2].help == "it comes with github.com/caddy-dns/cloudflare"


def test_suggestions_are_at_most_three_and_near() -> None:
    model = load({"Caddyfile": "a.example {\n\treverse_prox app\n\thandel {\n\t}\n}\n"})
    assert [problem.suggestions[0] for problem in model.problems] == ["reverse_proxy", "handle"]
    assert all(len(problem.suggestions) <= 3 for problem in model.problems)


def test_a_snippet_used_twice_is_reported_once() -> None:
    text = "(s) {\n\treverse_prox app\n}\na.example {\n\timport s\n}\nb.example {\n\timport s\n}\n"
    assert [problem.origin.text for problem in load({"Caddyfile": text}).problems] == ["reverse_prox"]
