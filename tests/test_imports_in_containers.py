"""A Caddyfile imports what the container of its Caddy has, whatever stands beside it in the project."""

from __future__ import annotations

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.deployment import Settings, build
from toybox_lint.discovery import discover
from toybox_lint.files import MemoryFiles

SITE = "{name}.example {{\n\treverse_proxy web:{port}\n}}\n"


def caddyfile(texts: dict[str, str], service: str) -> Caddyfile:
    """The Caddyfile of the one Caddy of a project."""
    compose = f"name: shop\nservices:\n  web: {{image: example/web}}\n  caddy:\n    {service}\n"
    files = MemoryFiles({**texts, "compose.yaml": compose})
    (found,) = discover(["/project"], files)
    (front,) = build(found, files, Settings()).fronts
    assert front.member is not None
    return front.caddyfile


def sites(model: Caddyfile) -> list[object]:
    return [address.value for site in model.sites for address in site.addresses]


def test_a_folder_of_sites_is_mounted() -> None:
    texts = {
        "proxy/Caddyfile": "import /etc/caddy/sites/*\n",
        "vhosts/one": SITE.format(name="one", port=1),
        "vhosts/two": SITE.format(name="two", port=99999),
    }
    mounts = "[./proxy/Caddyfile:/etc/caddy/Caddyfile, ./vhosts:/etc/caddy/sites:ro]"
    model = caddyfile(texts, f"{{image: caddy:2, volumes: {mounts}}}")
    assert sites(model) == ["one.example", "two.example"]
    (problem,) = model.problems
    assert (problem.kind, problem.origin.file.name, problem.origin.text) == (
        "upstream-port",
        "vhosts/two",
        "web:99999",
    )


def test_the_whole_folder_is_mounted() -> None:
    texts = {
        "caddy/Caddyfile": "import /etc/caddy/snippets.caddy\nimport sites/*.caddy\n",
        "caddy/snippets.caddy": "(s) {\n\treverse_proxy {args[0]}\n}\n",
        "caddy/sites/a.caddy": "a.example {\n\timport s web:80\n}\n",
    }
    model = caddyfile(texts, "{image: caddy:2-alpine, volumes: [./caddy:/etc/caddy]}")
    assert sites(model) == ["a.example"]
    assert (model.dials, model.problems, model.gaps) == (("web:80",), (), ())


def test_a_relative_import_is_seen_from_where_the_container_has_the_caddyfile() -> None:
    texts = {"proxy/Caddyfile": "import sites/*\n", "vhosts/a": SITE.format(name="a", port=80)}
    mounts = "[./proxy/Caddyfile:/etc/caddy/Caddyfile, ./vhosts:/etc/caddy/sites]"
    assert sites(caddyfile(texts, f"{{image: caddy:2, volumes: {mounts}}}")) == ["a.example"]


def test_files_that_the_container_does_not_have() -> None:
    texts = {"Caddyfile": "import common.caddy\n", "common.caddy": SITE.format(name="a", port=80)}
    mounts = "[./Caddyfile:/etc/caddy/Caddyfile]"
    (problem,) = caddyfile(texts, f"{{image: caddy:2, volumes: {mounts}}}").problems
    assert (problem.kind, problem.fatal, problem.caddy_line) == ("import-not-mounted", True, 1)


def test_another_image_may_have_them() -> None:
    texts = {"Caddyfile": "import common.caddy\n", "common.caddy": SITE.format(name="a", port=80)}
    mounts = "[./Caddyfile:/etc/caddy/Caddyfile]"
    model = caddyfile(texts, f"{{image: example/caddy:2, volumes: {mounts}}}")
    assert (sites(model), model.problems, model.gaps) == (["a.example"], (), ())


def test_a_volume_may_have_them() -> None:
    texts = {"Caddyfile": "import /etc/caddy/sites/*\n"}
    mounts = "[./Caddyfile:/etc/caddy/Caddyfile, sites:/etc/caddy/sites]"
    model = caddyfile(texts, f"{{image: caddy:2, volumes: {mounts}}}")
    assert (model.problems, [gap.origin.text for gap in model.gaps]) == ((), ["/etc/caddy/sites/*"])


def test_a_build_copies_them() -> None:
    texts = {
        "Caddyfile": "import sites/*\n",
        "sites/a": SITE.format(name="a", port=80),
        "Dockerfile": "FROM caddy:2\nCOPY Caddyfile /etc/caddy/Caddyfile\nCOPY sites /etc/caddy/sites\n",
    }
    model = caddyfile(texts, "{build: .}")
    assert (sites(model), model.problems) == (["a.example"], ())
