"""What a Dockerfile tells: stages, arguments, ports, the process, the healthcheck."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listening.services import NOWHERE, heard, located, placed, service
from toybox_lint.compose.model import Build, Text
from toybox_lint.deployment.listening import Answer, Cause, Grade, Listening
from toybox_lint.deployment.listening.images.dockerfile import instructions
from toybox_lint.facts import Unknown
from toybox_lint.source import Located

FILE = "/project/Dockerfile"


def built(
    dockerfile: str,
    target: Text | None = None,
    args: dict[str, Text | None] | None = None,
    files: dict[str, str] | None = None,
    **other: object,
) -> Listening:
    given = {name: Located(value, NOWHERE) for name, value in (args or {}).items()}
    build = Build("/project", FILE, target, None, given, NOWHERE)
    return heard(service(build=build, **other), {"Dockerfile": dockerfile, **(files or {})})  # type: ignore[arg-type]


EXPOSED = [
    ("FROM node\nEXPOSE 3000\n", (3000,)),
    ("from node\nexpose 3000 4000/tcp 53/udp\n", (3000, 4000)),
    ("FROM node\nEXPOSE 8000-8002", (8000, 8001, 8002)),
    ("FROM node\nENV LISTEN=5000\nEXPOSE $LISTEN", (5000,)),
    ("FROM node\nENV LISTEN 5001\nEXPOSE ${LISTEN}/tcp", (5001,)),
    ('FROM node\nENV LISTEN "5002"\nEXPOSE $LISTEN', (5002,)),
    ("FROM node\nARG PORT=5002\nEXPOSE ${PORT}", (5002,)),
    ("ARG PORT=5003\nFROM node\nARG PORT\nEXPOSE $PORT", (5003,)),
    ("ARG PORT=5004\nFROM node\nEXPOSE ${PORT:-5005}", (5005,)),
    ("FROM node\nEXPOSE ${PORT:-5006}", (5006,)),
    ("FROM node AS base\nEXPOSE 1\nFROM base\nEXPOSE 2", (1, 2)),
    ("FROM node AS build\nEXPOSE 1\nFROM node\nCOPY --from=build /a /a\nEXPOSE 2", (2,)),
    ("FROM node\nEXPOSE 1 \\\n  # why\n\n  2 \\\n  3\nUSER app", (1, 2, 3)),
    ("# escape=`\nFROM node\nEXPOSE 1 `\n 2", (1, 2)),
    ("FROM node\r\nEXPOSE 1\r\nEXPOSE 2\r\n", (1, 2)),
    ("FROM node\nRUN <<EOF\nEXPOSE 9\nEOF\nEXPOSE 1", (1,)),
    ("FROM node\n# EXPOSE 9\nLABEL a=b\nEXPOSE 1", (1,)),
]


@pytest.mark.parametrize(("dockerfile", "ports"), EXPOSED)
def test_exposed_ports(dockerfile: str, ports: tuple[int, ...]) -> None:
    exposed = [each for each in built(dockerfile).listeners if each.grade is Grade.DOCKERFILE_EXPOSE]
    assert tuple(each.port for each in exposed) == ports


@pytest.mark.parametrize("dockerfile", ["FROM own/base\nEXPOSE $PORT", "FROM own/base\nARG P\nEXPOSE $P"])
def test_a_port_that_something_else_decides_is_unknown(dockerfile: str) -> None:
    found = built(dockerfile, args={"P": None})
    assert [isinstance(each.port, Unknown) for each in found.listeners] == [True]
    assert found.answers(80).answer is Answer.UNKNOWN


def test_build_arguments_win_over_defaults() -> None:
    assert built("FROM node\nARG PORT=1\nEXPOSE $PORT", args={"PORT": "2"}).ports() == (2,)


def test_a_variable_that_moves_the_port_it_exposes() -> None:
    dockerfile = 'FROM node\nENV APP_PORT=4000\nEXPOSE $APP_PORT\nCMD ["./serve"]'
    assert built(dockerfile, environment={"APP_PORT": "5000"}).ports() == (5000,)
    assert built(dockerfile, environment={"OTHER_PORT": "5000"}).ports() == (4000,)
    spring = 'FROM eclipse-temurin:21\nEXPOSE 8080\nENTRYPOINT ["java", "-jar", "/app.jar"]'
    assert built(spring, environment={"SERVER_PORT": "9090"}).ports() == (9090,)
    assert built(spring.replace("8080", "8081"), environment={"SERVER_PORT": "9090"}).ports() == (9090, 8081)


def test_an_entrypoint_that_hands_over_to_what_listens_on_nothing() -> None:
    dockerfile = 'FROM ruby\nENTRYPOINT ["/app/bin/docker-entrypoint"]\nEXPOSE 80\nCMD ["rails", "server"]'
    worker = built(dockerfile, command_="bundle exec sidekiq")
    assert worker.complete
    assert worker.answers(80).cause is Cause.NOTHING
    assert not built(dockerfile.replace("docker-entrypoint", "start.sh"), command_="sidekiq").complete


TARGETS = [(None, (3,)), ("dev", (1,)), ("PROD", (2,)), ("0", (1,)), ("no", ())]
STAGES = "FROM node AS Dev\nEXPOSE 1\nFROM node AS prod\nEXPOSE 2\nFROM node\nEXPOSE 3\n"


@pytest.mark.parametrize(("target", "ports"), TARGETS)
def test_the_target_picks_the_stage(target: str | None, ports: tuple[int, ...]) -> None:
    assert built(STAGES, target).ports() == ports


PROCESSES = [
    ('FROM python\nCMD ["uvicorn", "a:app", "--host", "0.0.0.0", "--port", "8001"]', 8001),
    ("FROM python\nCMD uvicorn a:app --host 0.0.0.0 --port 8002", 8002),
    ("FROM python\nENV PORT=8003\nCMD gunicorn --bind :$PORT app", 8003),
    ("FROM python\nCMD gunicorn --bind 0.0.0.0:${PORT:-8004} app", 8004),
    ("FROM python\nCMD exec gunicorn app \\\n    # the address\n    -b 0.0.0.0:8005", 8005),
    ('FROM python\nENTRYPOINT ["gunicorn", "app"]\nCMD ["-b", "0.0.0.0:8006"]', 8006),
    ('FROM python\nCMD ["-b", "0.0.0.0:8012"]\nENTRYPOINT ["gunicorn", "app"]', 8012),
    (
        'FROM python AS base\nCMD ["-b", "0.0.0.0:1"]\nFROM base\nENTRYPOINT ["gunicorn", "-b", ":8007", "app"]',
        8007,
    ),
    ('FROM python\nENTRYPOINT ["tini", "--"]\nCMD ["gunicorn", "-b", "0.0.0.0:8008", "app"]', 8008),
    ('FROM python AS base\nCMD ["gunicorn", "-b", ":8009"]\nFROM base\nRUN true', 8009),
    ('FROM python\nCMD [ "gunicorn", \\\n  "-b", ":8010" ]', 8010),
    ("FROM python\nENTRYPOINT gunicorn -b :8011 app\nCMD ignored", 8011),
]


@pytest.mark.parametrize(("dockerfile", "port"), PROCESSES)
def test_the_process_of_the_image(dockerfile: str, port: int) -> None:
    found = built(dockerfile)
    assert found.ports() == (port,)
    assert found.complete


def test_compose_replaces_the_command_of_the_image() -> None:
    dockerfile = 'FROM python\nENTRYPOINT ["gunicorn"]\nCMD ["-b", ":1", "app"]'
    assert built(dockerfile, command_="-b :2 app").ports() == (2,)
    assert built(dockerfile, entrypoint="uvicorn a:b --host 0.0.0.0 --port 3").ports() == (3,)
    assert built(dockerfile, entrypoint=[], command_="python -m http.server 4").ports() == (4,)


def test_compose_variables_win_over_those_of_the_image() -> None:
    dockerfile = "FROM python\nENV PORT=1\nCMD gunicorn app"
    assert built(dockerfile).ports() == (1,)
    assert built(dockerfile, environment={"PORT": "2"}).ports() == (2,)


def test_an_image_that_nobody_knows_may_set_a_variable() -> None:
    found = built("FROM own/base\nCMD gunicorn -b 0.0.0.0:${PORT:-8000} app")
    assert found.answers(8000).answer is Answer.UNKNOWN


def test_the_healthcheck_of_the_image() -> None:
    dockerfile = "FROM node\nHEALTHCHECK --interval=5s CMD curl -f http://localhost:3000/ || exit 1"
    assert [(each.port, each.grade) for each in built(dockerfile).listeners] == [(3000, Grade.HEALTHCHECK)]
    assert built(dockerfile + "\nHEALTHCHECK NONE").ports() == ()
    assert built(dockerfile, healthcheck=["CMD", "true"]).ports() == ()


def test_a_well_known_base_counts() -> None:
    found = built("ARG TAG=1.27\nFROM node AS build\nRUN npm run build\nFROM nginx:${TAG}-alpine\nCOPY . /a")
    assert [(each.port, each.grade) for each in found.listeners] == [(80, Grade.IMAGE_TABLE)]
    assert found.base
    assert found.base.value == "nginx:1.27-alpine"


def test_places_in_the_dockerfile() -> None:
    found = built('FROM python\nEXPOSE 8000\nCMD ["gunicorn", "--bind=127.0.0.1:8000", "app"]\n')
    command, exposed = found.listeners
    assert command.origin.file.path == exposed.origin.file.path == FILE
    assert command.address_origin
    assert (command.address_origin.text, command.address_origin.exact) == ("127.0.0.1", True)
    assert command.address_origin.start.line == 3
    assert (exposed.origin.text, exposed.origin.start.line) == ("8000", 2)


def test_an_inline_dockerfile_is_placed_where_it_stands() -> None:
    inline: Located[Text] = Located("FROM node\nEXPOSE 3000\n", NOWHERE)
    build = Build("/project", None, None, inline, {}, NOWHERE)
    (listener,) = heard(service(build=build)).listeners
    assert (listener.port, listener.origin) == (3000, NOWHERE)


PIECES = [
    "FROM node",
    "EXPOSE 80",
    "CMD [",
    '"a"',
    "]",
    "\\\n",
    "\n",
    " ",
    "# c",
    "<<EOF",
    "EOF",
    "RUN",
    "$X",
    "é",
]


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_places_are_true_in_any_file(text: str) -> None:
    for step in instructions(placed(text)):
        assert len(step.written()) == len(step.text)
        words: list[Located[Text]] = [located(each.value, each.origin) for each in step.words()]
        for each in words + list(step.strings() or ()):
            if each.origin.exact:
                assert each.origin.text == each.value
    built(text)
