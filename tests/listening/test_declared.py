"""What healthchecks, ports, expose, PORT and well-known images tell."""

from __future__ import annotations

import pytest

from listening.services import NOWHERE, heard, service
from toybox_lint.compose.model import Mount
from toybox_lint.deployment.listening import Answer, Cause, Grade, Speaks


def test_ports_name_the_container_side() -> None:
    found = heard(service(ports=["28221:4000"]))
    assert [(each.port, each.grade) for each in found.listeners] == [(4000, Grade.PORTS_TARGET)]
    assert found.answers(4000).answer is Answer.YES
    published = found.answers(28221)
    assert (published.answer, published.cause) == (Answer.NO, Cause.PUBLISHED)
    assert found.answers(8080).answer is Answer.UNLIKELY


def test_a_target_nobody_knows_decides_nothing() -> None:
    assert heard(service(ports=["8080:?"], expose=["80"])).answers(8080).answer is Answer.UNKNOWN


def test_nothing_known_is_unknown() -> None:
    assert heard(service()).answers(80).answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("expose", "ports"),
    [
        ("4000", (4000,)),
        ("4000/tcp", (4000,)),
        ("4000-4002", (4000, 4001, 4002)),
        ("53/udp", ()),
        ("web", ()),
    ],
)
def test_expose(expose: str, ports: tuple[int, ...]) -> None:
    assert heard(service(expose=[expose])).ports() == ports


@pytest.mark.parametrize(
    ("test", "ports"),
    [
        (["CMD-SHELL", "curl -fsS http://localhost:8001/api/health/ || exit 1"], (8001,)),
        (["CMD", "curl", "-f", "http://127.0.0.1:8002/health"], (8002,)),
        (["CMD-SHELL", "wget -qO- http://localhost/ || exit 1"], (80,)),
        (["CMD-SHELL", "nc -z localhost 8003"], (8003,)),
        (["CMD", "python", "-c", "urlopen('http://localhost:8004')"], (8004,)),
        (["CMD-SHELL", "curl http://db:5432/"], ()),
        (["CMD", "pg_isready"], ()),
    ],
)
def test_a_healthcheck_names_its_port(test: list[str], ports: tuple[int, ...]) -> None:
    assert heard(service(healthcheck=test)).ports() == ports


def test_a_healthcheck_may_ask_through_a_variable() -> None:
    made = service(healthcheck=["CMD-SHELL", "curl localhost:$PORT/"], environment={"PORT": "8005"})
    assert (8005, Grade.HEALTHCHECK) in [(each.port, each.grade) for each in heard(made).listeners]
    made = service(
        healthcheck=["CMD-SHELL", "curl http://localhost:${PORT}/ $SECRET"], environment={"SECRET": "x"}
    )
    assert heard(made).ports() == ()


def test_port_is_a_convention_for_an_unknown_program() -> None:
    found = heard(service(command_="node server.js", environment={"PORT": "3000"}))
    assert [(each.port, each.grade) for each in found.listeners] == [(3000, Grade.PORT_CONVENTION)]


def test_a_server_that_does_not_read_port_ignores_it() -> None:
    assert heard(service(command_="uvicorn a:b --port 80", environment={"PORT": "3000"})).ports() == (80,)


@pytest.mark.parametrize(
    ("image", "port", "speaks"),
    [
        ("nginx:1.27-alpine", 80, Speaks.HTTP),
        ("docker.io/library/nginx", 80, Speaks.HTTP),
        ("grafana/grafana:11.2.0", 3000, Speaks.HTTP),
        ("n8nio/n8n:1.60.0", 5678, Speaks.HTTP),
        ("docker.n8n.io/n8nio/n8n", 5678, Speaks.HTTP),
        ("ghcr.io/open-webui/open-webui:main@sha256:00ff", 8080, Speaks.HTTP),
        ("wordpress:6-php8.2-fpm-alpine", 9000, Speaks.FASTCGI),
        ("wordpress:6", 80, Speaks.HTTP),
        ("postgres:16", 5432, Speaks.TCP),
        ("mcr.microsoft.com/dotnet/aspnet:7.0", 80, Speaks.HTTP),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", 8080, Speaks.HTTP),
    ],
)
def test_a_well_known_image(image: str, port: int, speaks: Speaks) -> None:
    found = heard(service(image=image))
    first = found.listeners[0]
    assert (first.port, first.speaks, first.grade) == (port, speaks, Grade.IMAGE_TABLE)
    assert found.answers(port).answer is Answer.YES
    assert found.answers(1234).answer in (Answer.NO, Answer.UNLIKELY)


@pytest.mark.parametrize(
    "image", ["node:20", "python:3.12-slim", "registry.example:5000/nginx/other", "nginx.example/app"]
)
def test_other_images_tell_nothing(image: str) -> None:
    assert heard(service(image=image)).ports() == ()


@pytest.mark.parametrize(
    ("name", "value", "ports"),
    [
        ("HTTP_LISTEN", "0.0.0.0:8081", (8081,)),
        ("APP_BIND", ":8082", (8082,)),
        ("LISTEN_ADDR", "http://[::]:8083/", (8083,)),
        ("SERVER_ADDRESS", "*:8084", (8084,)),
        ("REDIS_ADDR", "redis:6379", ()),
        ("UPSTREAM_ADDR", "127.0.0.1:8085", ()),
        ("LISTEN_ADDR", "8086", ()),
        ("PADDRESS", ":8087", ()),
    ],
)
def test_a_variable_that_speaks_of_listening_with_an_address_of_all(
    name: str, value: str, ports: tuple[int, ...]
) -> None:
    assert heard(service(image="example/app", environment={name: value})).ports() == ports


@pytest.mark.parametrize(
    "flag", ["--http.port", "--server-port", "-web.listen", "--app.port", "--listen-port"]
)
def test_the_port_of_one_part_of_a_program(flag: str) -> None:
    assert heard(service(image="example/app", command_=f"serve-it {flag}=8082")).ports() == (8082,)


@pytest.mark.parametrize("name", ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS", "CATALINA_OPTS"])
def test_the_port_among_the_options_of_a_java_machine(name: str) -> None:
    given = {name: "-Xmx512m -Dserver.port=9090 -Dserver.port.x=1"}
    assert heard(service(image="example/app", environment=given)).ports() == (9090,)
    assert heard(service(image="example/app", environment={name: "-Ddb.port=9090"})).ports() == ()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("server.js", "start(process.env.PORT || 3000)"),
        ("server.js", "start(process.env['PORT'] ?? '3000')"),
        ("server.py", "start(os.environ.get('PORT', 3000))"),
        ("server.rb", "start ENV.fetch('PORT', 3000)"),
    ],
)
def test_a_default_in_place_of_which_a_variable_stands_is_no_port(file: str, text: str) -> None:
    folder = Mount("bind", "/project", "/app", NOWHERE)
    for given, answer in (({"PORT": "4000"}, Answer.UNLIKELY), ({"OTHER": "4000"}, Answer.UNKNOWN)):
        made = service(
            image="example/app",
            command_=f"run {file}",
            working_dir="/app",
            mounts=[folder],
            environment=given,
            expose=["4000"],
        )
        assert heard(made, {file: text}).answers(3000).answer is answer
