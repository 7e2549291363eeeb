"""Which files make a project, and which name it has."""

from __future__ import annotations

import pytest

from toybox_lint.compose.load import load_project
from toybox_lint.compose.names import normalized
from toybox_lint.compose.stacks import stacks_in
from toybox_lint.facts import Environment, Unknown
from toybox_lint.files import MemoryFiles

SERVICE = "services: {a: {image: x}}\n"


@pytest.mark.parametrize(
    ("names", "stack"),
    [
        (["compose.yaml"], ["compose.yaml"]),
        (["docker-compose.yaml", "docker-compose.yml"], ["docker-compose.yml"]),
        (["compose.yml", "docker-compose.yml"], ["compose.yml"]),
        (["docker-compose.yml", "compose.override.yaml"], ["docker-compose.yml", "compose.override.yaml"]),
        (
            ["compose.yaml", "compose.override.yml", "compose.override.yaml"],
            ["compose.yaml", "compose.override.yml"],
        ),
        (
            ["docker-compose.yml", "docker-compose.override.yml", "docker-compose.prod.yml"],
            ["docker-compose.prod.yml"],
        ),
        (["compose.yaml", "compose.production.yaml"], ["compose.production.yaml"]),
        (["compose.yaml", "compose.dev.yaml"], ["compose.yaml"]),
        (["docker-compose.prod.yml", "docker-compose.dev.yml"], ["docker-compose.prod.yml"]),
        (["docker-compose.dev.yml"], ["docker-compose.dev.yml"]),
        (["docker-compose.dev.yml", "docker-compose.test.yml"], []),
        (["compose.base.yml", "compose.dev.yml"], ["compose.base.yml", "compose.dev.yml"]),
        (["compose.base.yml", "compose.dev.yml", "compose.test.yml"], []),
        (["compose.base.yml"], ["compose.base.yml"]),
        (
            ["docker-compose.base.yml", "docker-compose.dev.yml", "docker-compose.prod.yml"],
            ["docker-compose.base.yml", "docker-compose.prod.yml"],
        ),
        (["compose.tls.dev.yaml", "compose.tls.prod.yaml"], ["compose.tls.prod.yaml"]),
        (["compose.tls.prod.yaml", "compose.mail.prod.yaml"], []),
        (["podman-compose.yml"], ["podman-compose.yml"]),
        (["shop.compose.yaml", "compose.dev.yaml"], ["compose.dev.yaml"]),
        (["shop.compose.yaml", "mail_compose.yml"], []),
        (["compose.override.yaml"], []),
        (["docker-compose.YML"], []),
        (["Caddyfile"], []),
    ],
)
def test_the_default_stack(names: list[str], stack: list[str]) -> None:
    found = stacks_in("/project", MemoryFiles(dict.fromkeys(names, SERVICE)))
    assert [path.removeprefix("/project/") for one in found for path in one.paths] == stack


BASE = """
services:
  web: {build: ., depends_on: [db], ports: ["8080:8000"]}
  db: {image: "postgres:16", ports: ["5432:5432"]}
  mail: {image: axllent/mailpit}
  caddy: {image: "caddy:2"}
"""
OVER = "services: {caddy: {ports: ['80:80']}}\n"
WHOLE = """
services:
  web: {image: example/web, depends_on: [db]}
  db: {image: "postgres:16"}
  caddy: {image: "caddy:2"}
"""
CLASHING = """
services:
  web: {image: example/web}
  db: {image: "postgres:17"}
  caddy: {image: "caddy:2.8", ports: ["8080:80"]}
  tools: {image: example/tools, profiles: [tools], ports: ["8080:80"]}
"""
OTHERS = """
services:
  prod-web: {image: example/web}
  prod-caddy: {image: "caddy:2", depends_on: [prod-web]}
"""


@pytest.mark.parametrize(
    ("production", "beside", "alone"),
    [
        (OVER, {}, False),
        (WHOLE, {}, True),
        (OTHERS, {}, True),
        # Another name; built as the base is; the base is included.
        ("name: shop-prod\nservices: {caddy: {image: 'caddy:2.8'}}\n", {}, True),
        ("services: {web: {build: .}, caddy: {image: 'caddy:2.8'}}\n", {}, True),
        ("include: [compose.yaml]\nservices: {extra: {image: x}}\n", {}, True),
        # A port of the host belongs to one of the two, and what it has of the base is of another release.
        (CLASHING, {}, True),
        (CLASHING.replace("postgres:17", "mariadb:11").replace("caddy:2.8", "a/caddy"), {}, False),
        (CLASHING.replace("8080:80", "80:80"), {}, False),
        (CLASHING.replace("8080:80", "127.0.0.1:8080:80"), {}, False),
        # Nothing of it stands in the base, and nothing waits: something more for the stack.
        ("services: {edge: {image: 'caddy:2'}}\n", {}, False),
        ("services: {edge: {image: 'caddy:2'}}\n", {"compose.yaml": f"name: shop\n{BASE}"}, False),
        # Other images, for which the base has all the rest.
        ("services: {web: {image: example/web}, caddy: {image: 'caddy:2.8'}}\n", {}, False),
        ("services: {web: {image: '${WEB}'}, caddy: {build: '${HOW}'}}\n", {}, False),
        # It asks for services of the base alone, or leaves the proxy to it, or says that it is laid over.
        (WHOLE.replace("[db]", "[db], environment: {SMTP: mail:25}"), {}, False),
        (WHOLE.replace("[db]", "[db], environment: {SMTP: , PORT: 80}, command: run --smtp=mail"), {}, False),
        (WHOLE.replace("caddy", "nginx"), {}, False),
        (WHOLE.replace("[db]", "!override [db]"), {}, False),
        # What starts the two tells it.
        (WHOLE, {"Makefile": "up:\n\tdocker compose -f compose.yaml -f compose.prod.yaml up -d\n"}, False),
        (WHOLE, {"deploy.sh": "docker compose -f compose.yaml \\\n  -f compose.prod.yaml up -d\n"}, False),
        ("# docker compose -f compose.prod.yaml up\n" + WHOLE.replace("caddy", "nginx"), {}, True),
        (
            "services: {edge: {image: 'caddy:2'}}\n",
            {"README.md": "docker-compose -f compose.yaml down; docker-compose -f ./compose.prod.yaml up\n"},
            True,
        ),
        (OVER, {"Makefile": "logs:\n\tdocker compose -f compose.prod.yaml logs\n"}, False),
    ],
)
def test_a_production_variant_is_laid_over_the_base_or_stands_alone(
    production: str, beside: dict[str, str], alone: bool
) -> None:
    texts = {
        "compose.yaml": BASE,
        "compose.prod.yaml": production,
        "compose.override.yaml": SERVICE,
        **beside,
    }
    (stack,) = stacks_in("/project", MemoryFiles(texts))
    wanted = (
        ["/project/compose.prod.yaml"] if alone else ["/project/compose.yaml", "/project/compose.prod.yaml"]
    )
    assert list(stack.paths) == wanted
    assert stack.note is not None
    assert ("compose.prod.yaml alone" in stack.note) is alone


EDGE = """
services: {proxy: {image: "caddy:2-alpine", networks: [edge]}}
networks: {edge: {external: true}}
"""
ADDED = "services: {proxy: {image: 'caddy:2', depends_on: [app]}}\n"
WHOLE_SERVER = "services: {app: {image: example/app}, proxy: {image: 'caddy:2', depends_on: [app]}}\n"


@pytest.mark.parametrize(
    ("texts", "stacks"),
    [
        ({"compose.proxy.yaml": EDGE}, [["compose.yaml"], ["compose.proxy.yaml"]]),
        ({"compose.proxy.yaml": ADDED}, [["compose.yaml", "compose.proxy.yaml"]]),
        ({"compose.server.yaml": WHOLE_SERVER}, [["compose.server.yaml"]]),
        ({"compose.staging.yaml": ADDED}, [["compose.yaml", "compose.staging.yaml"]]),
        # Its image is built, or told by a variable.
        *(
            (
                {"compose.edge.yaml": f"services: {{edge: {{{told}}}}}\n"},
                [["compose.yaml", "compose.edge.yaml"]],
            )
            for told in (
                "build: ./caddy",
                "build: {context: ., dockerfile: docker/Caddy.Dockerfile}",
                "image: '${EDGE_IMAGE:-caddy:2-alpine}'",
            )
        ),
        # Two of them; one for development; one that does not load so.
        ({"compose.proxy.yaml": EDGE, "compose.edge.yaml": EDGE}, [["compose.yaml"]]),
        ({"compose.dev.yaml": ADDED}, [["compose.yaml"]]),
        ({"compose.proxy.yaml": ADDED.replace("[app]", "[nobody]")}, [["compose.yaml"]]),
        ({"compose.mail.yaml": "services: {mail: {image: m}}\n"}, [["compose.yaml"]]),
        # The stack has a Caddy, or a server at Caddy's ports; somebody named the files.
        (
            {"compose.yaml": "services: {edge: {image: caddy}}\n", "compose.proxy.yaml": EDGE},
            [["compose.yaml"]],
        ),
        (
            {
                "compose.yaml": "services: {nginx: {image: nginx, ports: ['80:80']}}\n",
                "compose.proxy.yaml": EDGE,
            },
            [["compose.yaml"]],
        ),
    ],
)
def test_the_file_that_runs_caddy(texts: dict[str, str], stacks: list[list[str]]) -> None:
    app = "services: {app: {image: example/app, ports: ['127.0.0.1:8000:8000']}}\n"
    found = stacks_in("/project", MemoryFiles({"compose.yaml": app, **texts}))
    assert [[path.removeprefix("/project/") for path in one.paths] for one in found] == stacks


def test_a_base_that_is_included_already() -> None:
    files = MemoryFiles(
        {
            "compose.base.yaml": SERVICE,
            "compose.tls.prod.yaml": "include: [compose.base.yaml]\n",
            "compose.yaml.bak": "",
        }
    )
    (stack,) = stacks_in("/project", files)
    assert stack.paths == ("/project/compose.tls.prod.yaml",)
    assert stack.note is None


def test_compose_file_of_dotenv() -> None:
    files = MemoryFiles(
        {".env": "COMPOSE_FILE=sub/one.yml:two.yml\n", "sub/one.yml": SERVICE, "two.yml": SERVICE}
    )
    (stack,) = stacks_in("/project", files)
    assert stack.paths == ("/project/sub/one.yml", "/project/two.yml")
    assert stack.directory == "/project/sub"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My_App.v2 (X)", "my_appv2x"),
        ("-_lead", "lead"),
        ("été", "t"),
        ("___", ""),
        ("proj-", "proj-"),
        ("9a", "9a"),
    ],
)
def test_a_name_is_normalised(text: str, name: str) -> None:
    assert normalized(text) == name


@pytest.mark.parametrize(
    ("dotenv", "text", "name"),
    [
        ("", SERVICE, "shop"),
        ("", "name: Own.Name\n" + SERVICE, "ownname"),
        ("COMPOSE_PROJECT_NAME=given\n", "name: own\n" + SERVICE, "given"),
        ("", "name: ${WHICH:-dev}\n" + SERVICE, None),
        ("WHICH=prod\n", "name: ${WHICH:-dev}\n" + SERVICE, "prod"),
        ("", 'name: ""\n' + SERVICE, "shop"),
    ],
)
def test_the_project_has_a_name(dotenv: str, text: str, name: str | None) -> None:
    files = MemoryFiles({"Shop!/compose.yaml": text, "Shop!/.env": dotenv})
    project = load_project(stacks_in("/project/Shop!", files)[0], files)
    if name is None:
        assert isinstance(project.name, Unknown)
        assert isinstance(project.networks["default"].real_name, Unknown)
    else:
        assert project.name == name
        assert project.networks["default"].real_name == f"{name}_default"


def test_profiles_enable() -> None:
    text = "services: {a: {image: x}, b: {image: y, profiles: [p]}, c: {image: z, profiles: [q]}}\n"
    files = MemoryFiles(
        {"compose.yaml": text, "other/compose.yaml": text, "other/.env": "COMPOSE_PROFILES=q\n"}
    )
    enabled = {
        frozenset(given): {
            name
            for name, one in load_project(stack, files, profiles=frozenset(given)).services.items()
            if one.enabled
        }
        for stack in stacks_in("/project", files)
        for given in ((), ("p",), ("*",))
    }
    assert enabled == {frozenset(): {"a"}, frozenset("p"): {"a", "b"}, frozenset("*"): {"a", "b", "c"}}
    (stack,) = stacks_in("/project/other", files)
    by_env = load_project(stack, files).services
    assert {name for name, one in by_env.items() if one.enabled} == {"a", "c"}


def test_a_given_environment_wins_over_dotenv() -> None:
    files = MemoryFiles({"compose.yaml": "services: {a: {image: '$A-$B'}}\n", ".env": "A=file\nB=file\n"})
    (stack,) = stacks_in("/project", files)
    image = load_project(stack, files, Environment({"A": "given"})).services["a"].image
    assert image is not None
    assert image.value == "given-file"
    unread = load_project(stack, files, Environment({"A": "given"}, complete=True), read_dotenv=False)
    assert unread.services["a"].config["image"] == "given-"
