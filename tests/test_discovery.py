"""What is found where, and what is one deployment."""

from __future__ import annotations

import pytest

from toybox_lint.compose.stacks import Stack
from toybox_lint.discovery import configuration, discover, is_caddyfile, is_compose
from toybox_lint.files import MemoryFiles


def found(
    *names: str, paths: tuple[str, ...] = ("/project",)
) -> list[tuple[str, list[str], list[list[str]]]]:
    files = MemoryFiles(dict.fromkeys(names, ""))
    return [
        (
            item.root.removeprefix("/project").lstrip("/"),
            [path.removeprefix("/project/") for path in item.caddyfiles],
            [[path.removeprefix("/project/") for path in stack.paths] for stack in item.stacks],
        )
        for item in discover(list(paths), files)
    ]


@pytest.mark.parametrize(
    ("name", "yes"),
    [
        ("Caddyfile", True),
        ("caddy/Caddyfile", True),
        ("Caddyfile.prod", True),
        ("site.caddyfile", True),
        ("Caddyfile.bak", False),
        ("Caddyfile~", False),
        ("Caddyfile.md", False),
        ("Caddyfile.j2", False),
        ("caddyfile", True),
        ("caddyfile.go", False),
        ("caddyfile_test.go", False),
        ("Dockerfile", False),
        ("caddy.json", False),
    ],
)
def test_is_caddyfile(name: str, yes: bool) -> None:
    assert is_caddyfile(name) is yes


@pytest.mark.parametrize(
    ("name", "yes"),
    [
        ("compose.yaml", True),
        ("docker-compose.yml", True),
        ("docker-compose.prod.yml", True),
        ("compose.override.yaml", True),
        ("composer.yml", False),
        ("values.yaml", False),
    ],
)
def test_is_compose(name: str, yes: bool) -> None:
    assert is_compose(name) is yes


def test_root_and_inner_projects_are_one_deployment() -> None:
    names = ("Caddyfile", "docker-compose.yml", "docker-compose.prod.yml", "backend/docker-compose.yml")
    stacks = [["docker-compose.yml", "docker-compose.prod.yml"], ["backend/docker-compose.yml"]]
    assert found(*names) == [("", ["Caddyfile"], stacks)]


def test_siblings_with_one_proxy_are_one_deployment() -> None:
    assert found("edge/Caddyfile", "edge/compose.yaml", "app/compose.yaml") == [
        ("", ["edge/Caddyfile"], [["app/compose.yaml"], ["edge/compose.yaml"]])
    ]


def test_folders_with_their_own_proxies_are_deployments_of_their_own() -> None:
    names = ("a/Caddyfile", "a/compose.yaml", "b/Caddyfile", "b/compose.yaml", "c/compose.yaml")
    assert found(*names) == [
        ("a", ["a/Caddyfile"], [["a/compose.yaml"]]),
        ("b", ["b/Caddyfile"], [["b/compose.yaml"]]),
        ("", [], [["c/compose.yaml"]]),
    ]


def test_folders_whose_projects_meet_on_an_external_network_are_one_deployment() -> None:
    shared = "services: {x: {image: x, networks: [edge]}}\nnetworks: {edge: {%s}}\n"
    texts = {
        "proxy/Caddyfile": "",
        "proxy/compose.yaml": shared % "name: edge",
        "cloud/Caddyfile": "",
        "cloud/compose.yaml": shared % "external: true",
        "feeds/compose.yaml": shared % "external: true",
        "other/Caddyfile": "",
        "other/compose.yaml": "services: {x: {image: x}}",
        "last/compose.yaml": "services: {x: {image: x}}",
    }
    assert [
        (item.root, len(item.caddyfiles), len(item.stacks))
        for item in discover(["/project"], MemoryFiles(texts))
    ] == [
        ("/project/cloud", 2, 3),
        ("/project/other", 1, 1),
        ("/project", 0, 1),
    ]


def test_hidden_and_vendored_folders_are_passed_over() -> None:
    assert found(".cache/Caddyfile", "node_modules/x/Caddyfile", "vendor/y/compose.yaml") == []
    docker = ".docker/caddy/Caddyfile"
    assert found("compose.yaml", docker, ".github/compose.yaml") == [("", [docker], [["compose.yaml"]])]


def test_a_caddyfile_is_seen_with_the_projects_around_it() -> None:
    names = ("compose.yaml", "caddy/Caddyfile", "backend/compose.yaml", ".git/config")
    stacks = [["compose.yaml"], ["backend/compose.yaml"]]
    assert found(*names, paths=("/project/caddy/Caddyfile",)) == [("", ["caddy/Caddyfile"], stacks)]


def test_a_folder_of_caddyfiles_is_seen_with_the_projects_around_it() -> None:
    caddyfiles = ["caddy/Caddyfile", "caddy/sites/b.caddyfile"]
    names = ("compose.yaml", *caddyfiles, "backend/compose.yaml", ".git/config")
    stacks = [["compose.yaml"], ["backend/compose.yaml"]]
    assert found(*names, paths=("/project/caddy",)) == [("", caddyfiles, stacks)]
    assert found(*names[1:], paths=("/project/caddy",)) == [("caddy", caddyfiles, [])]


def test_a_caddyfile_alone() -> None:
    assert found("Caddyfile", "other/x.txt", paths=("/project/Caddyfile",)) == [("", ["Caddyfile"], [])]


def test_the_search_for_projects_ends_at_the_repository() -> None:
    names = ("compose.yaml", "repo/.git/config", "repo/Caddyfile")
    assert found(*names, paths=("/project/repo/Caddyfile",)) == [("repo", ["repo/Caddyfile"], [])]


def test_a_variant_is_linted_when_it_is_named() -> None:
    names = ("docker-compose.yml", "docker-compose.dev.yml", "Caddyfile")
    assert found(*names, paths=("/project/docker-compose.dev.yml",)) == [
        ("", ["Caddyfile"], [["docker-compose.dev.yml"]])
    ]
    assert found(*names, paths=("/project/docker-compose.yml",)) == [
        ("", ["Caddyfile"], [["docker-compose.yml"]])
    ]


def test_a_file_that_joins_a_network_of_the_default_stack_is_a_project_beside_it() -> None:
    joins = "services: {x: {image: x}}\nnetworks: {default: {name: shop_default, external: true}}\n"
    texts = {
        "compose.prod.yaml": "name: shop\nservices: {x: {image: x}}\n",
        "compose.monitoring.yaml": f"name: shop-monitoring\n{joins}",
        "compose.unnamed.yaml": joins,
        "compose.elsewhere.yaml": f"name: elsewhere\n{joins.replace('shop_', 'other_')}",
        "compose.dev.yaml": "name: shop-dev\nservices: {x: {image: x}}\n",
    }
    (only,) = discover(["/project"], MemoryFiles(texts))
    assert [stack.paths for stack in only.stacks] == [
        ("/project/compose.prod.yaml",),
        ("/project/compose.monitoring.yaml",),
    ]


def test_a_compose_file_of_another_name_is_known_by_what_it_holds() -> None:
    services = "version: '3'\n\nservices:\n  # the application\n  web: &web\n    build: .\n"
    others = "services:\n  _defaults:\n    autowire: true\n", "image: node\nservices:\n  - docker:dind\n"

    def stacks(**texts: str) -> list[str]:
        files = MemoryFiles({"edge/Caddyfile": "", **{f"{name}.yml": text for name, text in texts.items()}})
        return [
            path for each in discover(["/project"], files) for stack in each.stacks for path in stack.paths
        ]

    assert stacks(local=services, production=services) == ["/project/production.yml"]
    assert stacks(local=services, production=others[0]) == ["/project/local.yml"]
    assert stacks(local=services, prod=others[1], compose=services) == ["/project/compose.yml"]
    assert stacks(shop=services, local=others[1]) == []
    assert stacks(stack=services, staging=services, local=services) == ["/project/stack.yml"]


def test_given_stacks_replace_what_would_be_found() -> None:
    files = MemoryFiles({"Caddyfile": "", "compose.yaml": "", "other.yaml": ""})
    stack = Stack("/project", ("/project/other.yaml",), "edge")
    (item,) = discover(["/project"], files, [stack])
    assert item.stacks == (stack,)
    assert item.caddyfiles == ("/project/Caddyfile",)


def test_the_nearest_configuration() -> None:
    files = MemoryFiles(
        {
            "pyproject.toml": "[tool.toybox-lint]\n",
            "a/pyproject.toml": "[project]\nname = 'x'\n",
            "b/.toybox-lint.toml": "",
        }
    )
    for folder, name in (("a", "pyproject.toml"), ("b", "b/.toybox-lint.toml"), ("", "pyproject.toml")):
        file = configuration(f"/project/{folder}".rstrip("/"), files)
        assert file is not None
        assert file.name == name
    assert configuration("/elsewhere", files) is None


def test_a_folder_between_changes_nothing() -> None:
    names = ("one/Caddyfile", "one/compose.yaml", "two/Caddyfile", "two/backend/compose.yaml")
    inner = [root for root, _, _ in found(*(f"sites/all/{name}" for name in names))]
    assert (
        inner == [f"sites/all/{root}" for root, _, _ in found(*names)] == ["sites/all/one", "sites/all/two"]
    )


def test_folders_in_folders_deeper_than_calls_may_be() -> None:
    path = "/project" + "/d" * 3000
    found = discover(["/project"], MemoryFiles({f"{path}/Caddyfile": ":80\n"}, "/project"))
    assert [each.caddyfiles for each in found] == [(f"{path}/Caddyfile",)]


@pytest.mark.parametrize(
    ("name", "text", "template"),
    [
        # As Ansible has them.
        ("compose.yaml", 'services: \n  web:\n    ports:\n      - "{{ web.port }}:8000"\n', True),
        ("compose.yaml", "services:\n  web:\n    volumes:\n      - {{ data_dir }}/web:/data\n", True),
        ("compose.yaml", "services:\n  web:\n    image: web:{{ version | default('1') }}\n", True),
        ("compose.yaml", "services:\n{% if proxy %}\n  caddy: {image: caddy}\n{% endif %}\n", True),
        ("Caddyfile", "{{ caddy.host }} {\n\trespond hello\n}\n", True),
        ("Caddyfile", "www.{{ domain }}, {{ domain }} {\n\trespond hello\n}\n", True),
        ("Caddyfile", "example.com {\n\treverse_proxy /api/* {{ api['host'] }}:80\n}\n", True),
        ("Caddyfile", "{% for site in sites %}\nexample.com {\n}\n{% endfor %}\n", True),
        # Texts of Docker, of caddy-docker-proxy and of Caddy's own templates.
        (
            "compose.yaml",
            'services:\n  a:\n    labels:\n      caddy.reverse_proxy: "{{upstreams 80}}"\n',
            False,
        ),
        (
            "compose.yaml",
            'services:\n  a:\n    labels:\n      - "caddy.reverse_proxy={{upstreams}}"\n',
            False,
        ),
        ("compose.yaml", "services:\n  a:\n    hostname: '{{.Node.Hostname}}'\n", False),
        (
            "compose.yaml",
            "services:\n  a:\n    labels:\n      - '{{host}}:80'\n    ports:\n      - '80:80'\n",
            False,
        ),
        (
            "compose.yaml",
            "services:\n  a:\n    ports:\n      # x\n      - 80:80\n      - '{{port}}:80'\n",
            True,
        ),
        ("compose.yaml", "services:\n  a:\n    command:\n      - '{{range .}}{{.Name}}{{end}}'\n", False),
        ("compose.yaml", "services:\n  a: {image: 'caddy:2'}  # {% if %}\n", False),
        ("Caddyfile", "example.com {\n\ttemplates\n\trespond `{{now}} {{env `x`}}`\n}\n", False),
        ("Caddyfile", "example.com {\n\treverse_proxy web:80 # {{ not.this }}\n}\n", False),
    ],
)
def test_what_another_program_fills_in_is_passed_over(name: str, text: str, template: bool) -> None:
    other = "compose.yaml" if name == "Caddyfile" else "Caddyfile"
    files = MemoryFiles({f"/project/{name}": text, f"/project/{other}": ""})
    (item,) = discover(["/project"], files)
    there = [*item.caddyfiles, *(path for stack in item.stacks for path in stack.paths)]
    assert (f"/project/{name}" not in there) is template
    assert f"/project/{other}" in there


@pytest.mark.parametrize(
    "text", ["{{a}}xxxxx" * 5000, f"{{{{a}}}}{' ' * 50_000}x", f"\treverse_proxy {'{{a| ' * 5000}"]
)
def test_lines_that_begin_as_templates_are_read_once(text: str) -> None:
    files = MemoryFiles({"/project/Caddyfile": text})
    (item,) = discover(["/project"], files)
    assert item.caddyfiles == ("/project/Caddyfile",)


def test_files_that_env_names_are_one_project_wherever_they_are() -> None:
    env = "COMPOSE_FILE=docker/base.yaml:docker/prod.yaml\n"
    texts = {".env": env, "Caddyfile": "", "docker/base.yaml": "", "docker/prod.yaml": _SERVICES}
    (only,) = discover(["/project"], MemoryFiles(texts))
    assert [stack.paths for stack in only.stacks] == [
        ("/project/docker/base.yaml", "/project/docker/prod.yaml")
    ]


_SERVICES = "services:\n  web:\n    image: nginx\n"
