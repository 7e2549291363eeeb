"""Programs of Spring Boot and ASP.NET Core, by what they are built with."""

from __future__ import annotations

import pytest

from listening.services import heard, service
from toybox_lint.compose.model import Build, Mount
from toybox_lint.deployment.listening import Answer, Bind, Cause, Listening

_BUILD = Build("/project", "/project/Dockerfile", None, None, {}, service().origin)
_JAVA = 'FROM eclipse-temurin:21\nCOPY app.jar /app.jar\nENTRYPOINT ["java", "-jar", "/app.jar"]\n'
_DOTNET = (
    'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY --from=b /o /app\nENTRYPOINT ["dotnet", "Shop.dll"]\n'
)
_PLACE = "src/main/resources/"


def spring(
    text: str, name: str = "application.properties", dockerfile: str = _JAVA, **variables: str
) -> Listening:
    return heard(
        service(build=_BUILD, environment=variables), {"Dockerfile": dockerfile, f"{_PLACE}{name}": text}
    )


def told(found: Listening) -> list[tuple[object, Bind]]:
    return [
        (each.port, each.bind)
        for each in found.listeners
        if each.text.startswith(("Program.cs", "application"))
    ]


SPRING = [
    ("server.port=8081\n", "application.properties", 8081, Bind.ALL),
    ("server.port = ${PORT:8082}\nserver.address=127.0.0.1\n", "application.properties", 8082, Bind.LOOPBACK),
    (
        "server.address=localhost\nmanagement.server.port=9000\n",
        "application.properties",
        8080,
        Bind.LOOPBACK,
    ),
    ("spring:\n  a: b\nserver:\n  # here\n  port: 8083\n", "application.yml", 8083, Bind.ALL),
    ("server:\n  port: '8084'\n  address: 127.0.0.1", "application.yaml", 8084, Bind.LOOPBACK),
    ("server:\n  port: 8085\n  ssl:\n    port: 1\n", "application.yaml", 8085, Bind.ALL),
    (
        "micronaut:\n  application:\n    name: a\n  server:\n    port: 8086\n",
        "application.yml",
        8086,
        Bind.ALL,
    ),
    ("micronaut.server.host=localhost\n", "application.properties", 8080, Bind.LOOPBACK),
    ("quarkus.http.port=8087\nquarkus.http.host=0.0.0.0\n", "application.properties", 8087, Bind.ALL),
    ("quarkus:\n  http:\n    port: 8088\n  log:\n    port: 1\n", "application.yml", 8088, Bind.ALL),
]


@pytest.mark.parametrize(("text", "name", "port", "bind"), SPRING)
def test_the_settings_of_spring(text: str, name: str, port: int, bind: Bind) -> None:
    found = spring(text, name)
    assert told(found) == [(port, bind)]
    assert found.answers(port).answer is (Answer.YES if bind is Bind.ALL else Answer.NO)
    assert found.answers(1).cause is (Cause.PORT if bind is Bind.ALL else found.answers(1).cause)


def test_what_may_tell_spring_otherwise() -> None:
    text = "server.port=8081\n"
    assert told(spring(text, SERVER_PORT="1")) == []
    assert told(spring(text, SPRING_PROFILES_ACTIVE="a")) == [(8081, Bind.ALL)]
    assert told(spring(text, dockerfile=_JAVA.replace('"-jar"', '"-Dserver.port=1", "-jar"'))) == []
    assert told(spring("server.port=${PORT}\n")) == []
    assert (
        told(spring("server.port=${PORT:1}\n", dockerfile=_JAVA.replace("eclipse-temurin:21", "a/b"))) == []
    )
    assert told(spring("server.port: 1\n---\nserver.port: 2\n", "application.yml")) == []
    assert told(spring("other=1\n")) == []
    assert told(spring("quarkus.http.port=1\n%dev.quarkus.http.port=2\n")) == [(1, Bind.ALL)]
    assert told(spring("quarkus.http.port=1\n%prod.quarkus.http.port=2\n")) == []
    assert told(spring("quarkus.http.port=1\n%dev.quarkus.http.port=2\n", QUARKUS_PROFILE="dev")) == []
    assert told(spring("quarkus.http.port=1\n", QUARKUS_HTTP_PORT="2")) == []
    by_script = 'FROM ubi8/openjdk-17\nENTRYPOINT ["/opt/jboss/container/java/run/run-java.sh"]\n'
    assert told(spring("quarkus.http.port=1\n", dockerfile=by_script)) == [(1, Bind.ALL)]
    assert told(spring("server.address=10.0.0.1\n")) == []
    files = {"Dockerfile": _JAVA, f"{_PLACE}application.yml": "server:\n  port: 1\n"}
    more = {**files, f"{_PLACE}application-prod.yml": ""}
    assert told(heard(service(build=_BUILD), more)) == []
    mount = Mount("bind", "/project/a", "/config/application.yml", service().origin)
    assert told(heard(service(build=_BUILD, mounts=[mount]), files)) == []
    assert told(heard(service(image="eclipse-temurin:21", command_="java -jar a.jar"), files)) == []


def dotnet(text: str, settings: str = "{}", place: str = "Program.cs", **variables: str) -> Listening:
    files = {"Dockerfile": _DOTNET, place: text, "appsettings.json": settings}
    return heard(service(build=_BUILD, environment=variables), files)


DOTNET = [
    ('app.Run("http://localhost:5000");', 5000, Bind.LOOPBACK),
    (
        '// app.Run("http://+:1");\nbuilder.WebHost.UseUrls("http://0.0.0.0:5001");\napp.Run();',
        5001,
        Bind.ALL,
    ),
    ('app.Urls.Add("http://*:5002");\nawait app.RunAsync();', 5002, Bind.ALL),
]


@pytest.mark.parametrize(("text", "port", "bind"), DOTNET)
def test_the_call_that_listens_in_dotnet(text: str, port: int, bind: Bind) -> None:
    for place in ("Program.cs", "Shop/Program.cs", "src/Shop/Program.cs"):
        found = dotnet(text, place=place)
        assert told(found) == [(port, bind)]
        assert found.answers(port).answer is (Answer.YES if bind is Bind.ALL else Answer.NO)
        assert found.answers(8080).answer is Answer.UNLIKELY


def test_what_may_tell_dotnet_otherwise() -> None:
    text = 'app.Run("http://localhost:5000");'
    for other in (
        f"{text}\n{text}",
        "app.Run(url);",
        'app.Run("https://localhost:5001");',
        f"{text}\nbuilder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(80));",
        'app.Run("http://localhost:" + port);',
        'app.Run($"http://localhost:{port}");',
        "app.Run();",
    ):
        assert told(dotnet(other)) == []
    assert told(dotnet(text, '{"Kestrel": {"Endpoints": {}}}')) == []
    assert told(dotnet(text, KESTREL__ENDPOINTS__A__URL="http://*:1")) == []
    assert told(dotnet(text, place="Other/Program.cs")) == []
    mount = Mount("bind", "/project/a", "/app/appsettings.json", service().origin)
    assert (
        told(heard(service(build=_BUILD, mounts=[mount]), {"Dockerfile": _DOTNET, "Program.cs": text})) == []
    )
    assert told(heard(service(image="a/b", command_="dotnet Shop.dll"), {"Program.cs": text})) == []
