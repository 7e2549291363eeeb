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
            ["docker-compose.yml", "docker-compose.prod.yml"],
        ),
        (["compose.yaml", "compose.production.yaml"], ["compose.yaml", "compose.production.yaml"]),
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


def test_the_production_variant_is_told() -> None:
    files = MemoryFiles(
        {"compose.yaml": SERVICE, "compose.prod.yaml": SERVICE, "compose.override.yaml": SERVICE}
    )
    (stack,) = stacks_in("/project", files)
    assert stack.note is not None
    assert "compose.prod.yaml" in stack.note


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
