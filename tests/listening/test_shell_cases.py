"""The branch of a ``case`` that a script takes."""

from __future__ import annotations

import subprocess

import pytest

from listening.services import NOWHERE, heard, service
from toybox_lint.compose.model import Build
from toybox_lint.deployment.listening import Answer, Listening

_HEAD = "#!/bin/sh\nset -e\n"
_BRANCHES = """
case "$1" in
  web|http) exec gunicorn -b 0.0.0.0:8000 app ;;
  (ws) exec daphne -b 0.0.0.0 -p 9000 app ;;
  work*) exec celery -A app worker ;;
  *) exec "$@" ;;
esac
"""


def run(script: str, *words: str, **variables: str) -> Listening:
    build = Build("/project", "/project/Dockerfile", None, None, {}, NOWHERE)
    command = "".join(f', "{word}"' for word in words)
    dockerfile = f'FROM python\nCOPY e.sh /\nENTRYPOINT ["/e.sh"{command}]\n'
    return heard(
        service(build=build, environment=variables), {"Dockerfile": dockerfile, "e.sh": _HEAD + script}
    )


@pytest.mark.parametrize(
    ("words", "ports", "complete"),
    [
        (["web"], (8000,), True),
        (["http"], (8000,), True),
        (["ws"], (9000,), True),
        (["worker"], (), True),
        (["uvicorn", "app:app", "--port", "7000", "--host", "0.0.0.0"], (7000,), True),
    ],
)
def test_the_branch_of_the_argument(words: list[str], ports: tuple[int, ...], complete: bool) -> None:
    found = run(_BRANCHES, *words)
    assert (found.ports(), found.complete) == (ports, complete)


@pytest.mark.parametrize(
    ("word", "port"), [("web", "8000"), ("http", "8000"), ("ws", "9000"), ("worker", "worker")]
)
def test_a_shell_takes_the_same_branch(word: str, port: str) -> None:
    script = _BRANCHES.replace("exec", "echo")
    done = subprocess.run(["sh", "-c", script, "sh", word], capture_output=True, text=True, check=True)
    assert port in done.stdout


@pytest.mark.parametrize(
    "script",
    [
        f'if [ -n "$DEBUG" ]; then set -- ws; fi\n{_BRANCHES}',
        f'if [ -n "$DEBUG" ]; then shift; fi\n{_BRANCHES}',
        f'start() {{\n{_BRANCHES}\n}}\nstart "$@"\n',
        _BRANCHES.replace("web|http", "[w]eb|http"),
        _BRANCHES.replace('"$1"', '"$MODE"'),
        _BRANCHES.replace("app ;;\n  (ws", "app ;;&\n  (ws").replace("web|http", "x"),
        _BRANCHES.replace('"$1" in\n', '"$1" in\n  web) prepare ;&\n').replace("web|http", "x"),
    ],
)
def test_what_cannot_be_told_stays_open(script: str) -> None:
    found = run(script, "web", MODE="${MODE}")
    assert not found.complete
    assert found.answers(8000).answer is not Answer.NO


def test_of_one_line_and_within_another() -> None:
    inner = 'case "$2" in a) exec gunicorn -b :7001 app ;; b) exec gunicorn -b :7002 app ;; esac'
    script = f"case $MODE in x) {inner} ;; y) exec gunicorn -b :7003 app ;; esac"
    assert run(script, "web", "b", MODE="x").ports() == (7002,)
    assert run(script, "web", "b", MODE="y").ports() == (7003,)
    assert run(f"{script}\nexec gunicorn -b :7004 app", "web", "b", MODE="z").ports() == (7004,)


def test_variables_of_the_branch() -> None:
    script = 'case "$1" in prod) PORT=9001 ;; *) PORT=9002 ;; esac\nexec gunicorn -b ":$PORT" app\n'
    assert run(script, "prod").ports() == (9001,)
    assert run(script, "dev").ports() == (9002,)
