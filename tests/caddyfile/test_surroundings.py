"""Files beside the Caddyfile, paths in the container, and builds of one's own."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from toybox_lint.caddy.load import load_caddyfile
from toybox_lint.caddy.model import Caddyfile
from toybox_lint.facts import ABSENT, Absent, Environment, Unknown
from toybox_lint.files import MemoryFiles
from toybox_lint.source import SourceFile

NOTHING = Environment({}, True)


@dataclass(frozen=True)
class Container:
    """A container that has ``seen`` files; ``hidden`` folders cannot be looked into."""

    seen: dict[str, str]
    hidden: tuple[str, ...] = ()
    caddyfile: str = "/etc/caddy/Caddyfile"

    def host(self, path: str) -> str | Unknown | Absent:
        hidden = any(path.startswith(folder + "/") for folder in self.hidden)
        return self.seen.get(path) or (Unknown("hidden") if hidden else ABSENT)

    def names(self, folder: str) -> tuple[str, ...] | Unknown:
        if folder in self.hidden:
            return Unknown("hidden")
        rest = {path[len(folder.rstrip("/")) + 1 :] for path in self.seen if path.startswith(folder + "/")}
        return tuple(sorted({posixpath.join(folder, path.split("/")[0]) for path in rest}))


def load(texts: dict[str, str], inside: Container | None = None, *, stock: bool = True) -> Caddyfile:
    files = MemoryFiles(texts)
    file = files.read("/project/Caddyfile")
    assert isinstance(file, SourceFile)
    return load_caddyfile(file, files, NOTHING, inside=inside, stock=stock)


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
    model = load(texts, Container({"/etc/caddy/s.caddy": "/project/conf/s.caddy"}, ("/elsewhere",)))
    assert model.valid
    assert [site.addresses[0].value for site in model.sites] == ["a.example"]
    assert [gap.origin.text for gap in model.gaps] == ["/elsewhere/*"]


def test_a_glob_is_looked_up_in_the_container() -> None:
    texts = {
        "Caddyfile": "import sites/*\nimport /etc/caddy/more/*.caddy\n",
        "vhosts/b": "b.example {\n\timport ../common\n}\n",
        "vhosts/a": "a.example {\n\treverse_proxy a\n}\n",
        "other/c.caddy": "c.example {\n\treverse_proxy c:99999\n}\n",
        "snippets/common": "reverse_proxy common\n",
    }
    inside = Container(
        {
            "/etc/caddy/sites/b": "/project/vhosts/b",
            "/etc/caddy/sites/a": "/project/vhosts/a",
            "/etc/caddy/more/c.caddy": "/project/other/c.caddy",
            "/etc/caddy/common": "/project/snippets/common",
        }
    )
    model = load(texts, inside)
    assert [site.addresses[0].value for site in model.sites] == ["a.example", "b.example", "c.example"]
    assert [str(dial) for dial in model.dials] == ["a:80", "common:80"]
    (problem,) = model.problems
    assert (problem.origin.file.name, problem.origin.start.line) == ("other/c.caddy", 2)


def test_what_cannot_be_seen_in_the_container_is_looked_for_beside_the_caddyfile() -> None:
    texts = {"Caddyfile": "import sites/*\n", "sites/a": "a.example {\n}\n"}
    model = load(texts, Container({}, ("/etc/caddy/sites",)))
    assert (len(model.sites), model.problems, model.gaps) == (1, (), ())


def test_a_file_beside_the_caddyfile_that_the_container_does_not_have() -> None:
    texts = {"Caddyfile": "import common\nimport sites/*\n", "common": "(s) {\n}\n", "sites/a": "a {\n}\n"}
    model = load(texts, Container({}))
    assert [(problem.kind, problem.fatal) for problem in model.problems] == [
        ("import-not-mounted", True),
        ("import-folder-not-mounted", False),
    ]
    assert model.sites == ()


def test_a_missing_file_is_fatal_where_it_would_be_seen() -> None:
    model = load(
        {"Caddyfile": "import /etc/caddy/s.caddy\n"}, Container({"/etc/caddy/s.caddy": "/project/s.caddy"})
    )
    assert [problem.kind for problem in model.problems] == ["import-unreadable"]
    model = load({"Caddyfile": "import /etc/caddy/s.caddy\n"}, Container({}))
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


def test_reading_on_after_a_circle_of_imports_has_an_end() -> None:
    texts = {
        "Caddyfile": "{\n\timport sites/*\n}\nimport s a {\n\tb\n}\n(s) {\n\thandle {\n\trespond ok\n}\n",
        "sites/a": "import ../Caddyfile\n",
        "sites/b": "\timport s a\n",
    }
    assert "import-cycle" in {problem.kind for problem in load(texts).problems}
