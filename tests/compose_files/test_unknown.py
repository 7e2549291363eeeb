"""What nobody gave is unknown: with its reason, its hint, and never an error of the repository."""

from __future__ import annotations

from toybox_lint.compose.load import load_project
from toybox_lint.compose.model import Project
from toybox_lint.compose.stacks import stacks_in
from toybox_lint.facts import Unknown
from toybox_lint.files import MemoryFiles


def load(text: str, **more: str) -> Project:
    files = MemoryFiles(
        {"compose.yaml": text, **{name.replace("_", "."): value for name, value in more.items()}}
    )
    return load_project(stacks_in("/project", files)[0], files)


def test_a_variable_that_nobody_gave() -> None:
    image = load("services: {a: {image: 'app:$TAG'}}\n").services["a"].image
    assert image is not None
    assert isinstance(image.value, Unknown)
    assert image.value.variables == {"TAG"}
    assert not image.origin.exact


def test_a_default_is_a_hint() -> None:
    image = load("services: {a: {image: '${IMAGE:-nginx}'}}\n").services["a"].image
    assert image is not None
    assert isinstance(image.value, Unknown)
    assert image.value.hint == "nginx"


def test_an_example_is_a_hint() -> None:
    image = load("services: {a: {image: '$IMAGE'}}\n", _env_example="IMAGE=caddy\n").services["a"].image
    assert image is not None
    assert isinstance(image.value, Unknown)
    assert image.value.hint == "caddy"


def test_the_rest_of_a_port_is_known() -> None:
    (port,) = load("services: {a: {image: x, ports: ['${P:-8080}:3000']}}\n").services["a"].ports
    assert isinstance(port.published, Unknown)
    assert port.target == 3000
    assert port.target_origin is not None
    assert port.target_origin.exact
    assert port.target_origin.text == "3000"


def test_a_mount_with_an_unknown_source() -> None:
    (mount,) = (
        load("services: {a: {image: x, volumes: ['${DIR}/Caddyfile:/etc/caddy/Caddyfile']}}\n")
        .services["a"]
        .mounts
    )
    assert isinstance(mount.source, Unknown)
    assert mount.target == "/etc/caddy/Caddyfile"


def test_a_missing_required_variable_is_excused() -> None:
    project = load("services: {a: {image: 'x:${TAG:?which}', ports: ['80:80']}}\n")
    assert [(problem.kind, problem.excused) for problem in project.problems] == [("missing-variable", True)]
    assert project.valid
    assert project.services["a"].ports[0].target == 80


def test_a_missing_env_file_is_excused() -> None:
    project = load("services: {a: {image: x, env_file: .env.prod, environment: {A: 1}}}\n")
    assert [problem.kind for problem in project.problems if problem.excused] == ["missing-env-file"]
    assert project.valid
    assert not project.services["a"].environment_known
    assert project.services["a"].environment["A"].value == "1"


def test_a_bare_name_is_passed_on() -> None:
    project = load("services: {a: {image: x, environment: [TOKEN, KNOWN]}}\n", _env="KNOWN=1\n")
    assert {name: entry.value for name, entry in project.services["a"].environment.items()} == {
        "TOKEN": None,
        "KNOWN": "1",
    }


def test_whether_a_network_is_external_may_be_unknown() -> None:
    project = load("services: {a: {image: x, networks: [n]}}\nnetworks: {n: {external: '${EXT}'}}\n")
    assert isinstance(project.networks["n"].external, Unknown)
    assert isinstance(project.networks["n"].real_name, Unknown)


def test_unknown_numbers_and_truths() -> None:
    project = load("services: {a: {image: x, scale: '${N:-2}', tty: '$T', networks: ['$NET']}}\n")
    scale = project.services["a"].scale
    assert isinstance(scale, Unknown)
    assert scale.hint == "2"
    assert project.valid


def test_places_of_what_came_by_other_ways() -> None:
    text = "x-e: &e {A: 1}\nservices:\n  a: {image: x, environment: *e}\n  b: {extends: c}\n  c: {image: y}\n"
    project = load(text)
    variable, image = project.services["a"].environment["A"], project.services["b"].image
    assert variable.origin.via is not None
    assert variable.origin.via.text == "*e"
    assert image is not None
    assert image.origin.via is not None
    assert image.origin.via.text == "c"


def test_a_required_variable_in_an_env_file() -> None:
    text = "services: {a: {image: x, env_file: a.env}}\n"
    project = load(text, a_env="A=${U:?which}\nB=1\n")
    assert project.problems == ()
    assert isinstance(project.services["a"].environment["A"].value, Unknown)
    assert project.services["a"].environment["B"].value == "1"


def test_a_network_that_a_variable_decides() -> None:
    project = load("services: {a: {image: x, networks: ['$NET', n], depends_on: ['$S']}}\nnetworks: {n: }\n")
    assert project.problems == ()
    assert [attachment.network for attachment in project.services["a"].attachments] == ["$NET", "n"]
    assert isinstance(project.networks["$NET"].real_name, Unknown)
    assert project.services["a"].depends_on == ()
