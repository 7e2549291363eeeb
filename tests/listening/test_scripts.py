"""Scripts that start the server: shell files, package.json, entrypoints that hand over."""

from __future__ import annotations

import json

import pytest

from listening.services import NOWHERE, heard, service
from toybox_lint.compose.model import Build
from toybox_lint.deployment.listening import Answer, Bind, Grade, Listening

START = "#!/bin/sh\nset -e\npython manage.py migrate\nexec gunicorn -b 0.0.0.0:8000 app\n"
HAND_OVER = '#!/usr/bin/env bash\nuntil nc -z db 5432; do sleep 1; done\nexec "$@"\n'


def run(dockerfile: str, **files: str) -> Listening:
    build = Build("/project", "/project/Dockerfile", None, None, {}, NOWHERE)
    return heard(
        service(build=build), {"Dockerfile": dockerfile} | {n.replace("__", "."): t for n, t in files.items()}
    )


@pytest.mark.parametrize(
    "steps",
    [
        'COPY start.sh /start.sh\nCMD ["/start.sh"]',
        "WORKDIR /app\nCOPY . .\nCMD ./start.sh",
        "WORKDIR /app\nCOPY . .\nCMD sh start.sh",
        'WORKDIR /app\nCOPY . .\nENTRYPOINT ["bash", "-e", "/app/start.sh"]',
        "COPY . /app\nCMD cd /app && ./start.sh",
    ],
)
def test_a_script_that_is_copied_is_read(steps: str) -> None:
    found = run(f"FROM python\n{steps}\n", start__sh=START)
    (listener,) = found.listeners
    assert (listener.port, listener.grade, found.complete) == (8000, Grade.COMMAND, True)
    assert listener.port_origin
    assert (listener.port_origin.file.name, listener.port_origin.text) == ("start.sh", "8000")


def test_an_entrypoint_that_hands_over_starts_the_command() -> None:
    dockerfile = 'FROM python\nCOPY e.sh /\nENTRYPOINT ["/e.sh"]\nCMD ["gunicorn", "-b", ":8000", "app"]'
    found = run(dockerfile, e__sh=HAND_OVER)
    assert found.ports() == (8000,)
    assert found.complete
    (listener,) = found.listeners
    assert listener.origin.text == ":8000"


def test_an_entrypoint_that_is_not_here_probably_hands_over() -> None:
    found = heard(service(entrypoint=["/entrypoint.sh"], command_="gunicorn -b :8000 app"))
    assert found.answers(8000).answer is Answer.YES
    assert found.answers(80).answer is Answer.UNLIKELY


def test_a_script_that_is_not_here_tells_nothing() -> None:
    found = run('FROM python\nCMD ["/start.sh"]')
    assert found.ports() == ()
    assert not found.complete


PACKAGE = json.dumps(
    {
        "scripts": {
            "start": "next start -p 3001",
            "dev": "vite --port 5000",
            "build": "next build",
            "both": "npm run build && npm start",
            "loop": "npm run loop",
        }
    },
    indent=2,
)


@pytest.mark.parametrize(
    ("command", "port"),
    [
        ("npm start", 3001),
        ("npm run start", 3001),
        ("yarn start", 3001),
        ("pnpm run both", 3001),
        ("npm run dev -- --host 0.0.0.0 --port 5001", 5001),
        ("yarn dev --host --port 5002", 5002),
        ("npm run both", 3001),
    ],
)
def test_package_scripts(command: str, port: int) -> None:
    found = run(f"FROM node\nWORKDIR /app\nCOPY . .\nCMD {command}", package__json=PACKAGE)
    assert found.ports() == (port,)
    assert found.listeners[0].grade is Grade.COMMAND
    origin = found.listeners[0].port_origin
    assert origin
    assert origin.text == str(port)


def test_a_script_without_a_host_keeps_the_default() -> None:
    found = run("FROM node\nWORKDIR /app\nCOPY . .\nCMD npm run dev", package__json=PACKAGE)
    assert [(each.port, each.bind) for each in found.listeners] == [(5000, Bind.LOOPBACK)]


@pytest.mark.parametrize("command", ["npm run loop", "npm run missing", "yarn", "npm"])
def test_scripts_that_lead_nowhere(command: str) -> None:
    assert run(f"FROM node\nWORKDIR /app\nCOPY . .\nCMD {command}", package__json=PACKAGE).ports() == ()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"scripts": {"start": 1}}'])
def test_a_manifest_that_makes_no_sense(text: str) -> None:
    assert run("FROM node\nWORKDIR /app\nCOPY . .\nCMD npm start", package__json=text).ports() == ()


def test_a_script_of_node_modules() -> None:
    dockerfile = "FROM node\nCMD node --no-warnings node_modules/.bin/next start -p 3002"
    assert run(dockerfile).ports() == (3002,)
