"""Texts that lead to one another, each a few times: scripts, stages, values. There is an end to what is followed."""

from __future__ import annotations

import json
from types import ModuleType

import pytest

from hostile.counting import CADDY, LINEAR, Case, counted, growth_of_a_check, steps_of_a_check
from toybox_lint.deployment.files.wildcards import PIECE, Automaton
from toybox_lint.deployment.listening.sources import texts_of_node, texts_of_python
from toybox_lint.engine import lint
from toybox_lint.examples import inputs
from toybox_lint_rules import all_rules

# Steps of the few hundred scripts or stages that are looked at; to follow all takes a hundred times as many.
MOST = 1_200_000


def built(dockerfile: str, **files: str) -> dict[str, str]:
    return {
        "Caddyfile": ":80 {\n\treverse_proxy web:3000\n}\n",
        "compose.yaml": f"{CADDY}  web:\n    build: ./app\n",
        "app/Dockerfile": dockerfile,
        **{f"app/{name.replace('_', '.')}": text for name, text in files.items()},
    }


def started(image: str, command: str, **files: str) -> dict[str, str]:
    return built(f"FROM {image}\nWORKDIR /app\nCOPY . /app\nCMD {command}\n", **files)


def a_script_that_runs_itself(count: int) -> dict[str, str]:
    return started("node:20", '["sh", "start.sh"]', start_sh="sh start.sh &\n" * count)


def a_package_that_runs_itself(count: int) -> dict[str, str]:
    manifest = json.dumps({"scripts": {"start": " & ".join(["npm start"] * count)}})
    return started("node:20", '["npm", "start"]', package_json=manifest)


def processes_that_are_all_of_them(count: int) -> dict[str, str]:
    lines = "".join(f"web{n}: honcho start\n" for n in range(2 * count))
    return started("python:3", '["honcho", "start"]', Procfile=lines)


def a_supervisor_that_starts_itself(count: int) -> dict[str, str]:
    programs = (f"[program:web{n}]\ncommand=supervisord -c /app/own.conf\n" for n in range(count))
    return started("python:3", '["supervisord", "-c", "/app/own.conf"]', own_conf="".join(programs))


def stages_of_several_sources(count: int) -> dict[str, str]:
    sources = " ".join(f"/x{n}" for n in range(count))
    stages = (f"FROM node:20 AS s{n}\nCOPY --from=s{n - 1} {sources} /\n" for n in range(1, 10))
    return built(f'FROM node:20 AS s0\n{"".join(stages)}CMD ["node", "/server.js"]\n')


def stages_of_several_copies(count: int) -> dict[str, str]:
    copies = "COPY --from=s# /app /app/\n" * count * 4
    stages = (f"FROM node:20 AS s{n}\n{copies.replace('#', str(n - 1))}" for n in range(1, 10))
    return built(f'FROM node:20 AS s0\n{"".join(stages)}WORKDIR /app\nCMD ["node", "dist/main.js"]\n')


def names_of_names(count: int) -> dict[str, str]:
    """Settings in Python of which each is many of the next."""
    lines = (f"{a} = {' + '.join([b] * 200 * count)}\n" for a, b in ("AB", "BC"))
    return started("python:3", '["gunicorn", "x:y"]', gunicorn_conf_py=f"bind = A\n{''.join(lines)}C = '1'\n")


@pytest.mark.parametrize(
    "case",
    [
        a_script_that_runs_itself,
        a_package_that_runs_itself,
        processes_that_are_all_of_them,
        a_supervisor_that_starts_itself,
        stages_of_several_sources,
        stages_of_several_copies,
        names_of_names,
    ],
)
def test_no_more_is_followed_than_anybody_has(case: Case) -> None:
    assert steps_of_a_check(case, 3) < MOST


def many_stages(count: int) -> dict[str, str]:
    """Each begins with the one before, and copies from it."""
    stages = (f"FROM s{n} AS s{n + 1}\nCOPY --from=s{n} /a /b\nRUN make\n" for n in range(2 * count))
    return built(f"FROM node:20 AS s0\n{''.join(stages)}")


def a_build_of_one_script_many_times(count: int) -> dict[str, str]:
    scripts = {name: " && ".join([f"npm run {after}"] * count) for name, after in ("ab", "bc")}
    manifest = json.dumps({"scripts": {**scripts, "c": "vite build"}})
    build = "FROM node:20 AS b\nWORKDIR /app\nCOPY . .\nRUN npm run a\nFROM caddy:2\nCOPY --from=b /app/out /srv\n"
    return built(build, package_json=manifest)


@pytest.mark.parametrize("case", [many_stages, a_build_of_one_script_many_times])
def test_a_check_is_linear(case: Case) -> None:
    assert growth_of_a_check(case) < LINEAR


def test_a_script_of_many_services_is_read_once() -> None:
    """For each of them it takes 6,700,000 steps."""

    def services_of_one_script(count: int) -> dict[str, str]:
        lines = "export A=$B\n[ -d /a ] && echo $A\n" * 100
        files = built('FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["sh", "start.sh"]\n', start_sh=lines)
        services = (f"  web{n}: {{build: ./app, environment: {{N: '{n}'}}}}\n" for n in range(count))
        return {**files, "compose.yaml": f"{CADDY}{''.join(services)}"}

    assert steps_of_a_check(services_of_one_script, 20) < 3_000_000


@pytest.mark.parametrize(
    ("reading", "image", "name", "text"),
    [
        (texts_of_node, "node:20", "server.js", "const app = express();\napp.listen(3000);\n"),
        (
            texts_of_python,
            "python:3",
            "main.py",
            "import uvicorn\nuvicorn.run('a:app', host='0.0.0.0', port=3000)\n",
        ),
    ],
)
def test_a_text_of_many_services_is_looked_through_once(
    reading: ModuleType, image: str, name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have two hundred thousand characters: a service more was then a tenth of a second more."""
    read: list[str] = []
    blanked = reading.blank_out
    monkeypatch.setattr(reading, "blank_out", lambda *given: read.append(given[1]) or blanked(*given))
    files = built(f'FROM {image}\nWORKDIR /app\nCOPY . .\nCMD ["{image.partition(":")[0]}", "{name}"]\n')
    services = "".join(f"  web{n or ''}: {{build: ./app, environment: {{N: '{n}'}}}}\n" for n in range(5))
    texts = {**files, f"app/{name}": text, "compose.yaml": f"{CADDY}{services}"}
    given = inputs(texts)
    listening = [member.listening for member in lint(given, all_rules()).deployment.members[1:]]
    assert [[each.port for each in one.listeners] for one in listening] == [[3000]] * 5
    assert read == [text]


def test_words_that_may_each_be_an_entrypoint() -> None:
    command = json.dumps(["entrypoint.sh"] * 3000)
    assert steps_of_a_check(lambda _: started("node:20", command), 1) < MOST


def test_a_path_that_lacks_a_letter_is_not_followed_through_a_pattern() -> None:
    pattern = Automaton(PIECE.findall("**/a*b*c/**/d"))
    with counted() as steps:
        assert not pattern.fullmatch("x/a/b/d" * 100)
    assert steps.count < 50


@pytest.mark.parametrize("lines", ["log() { echo words; }\n" * 3000, "A=b\n" * 1000])
def test_what_long_scripts_start_is_known_where_each_is_called_once(lines: str) -> None:
    texts = built(
        'FROM python:3\nWORKDIR /app\nCOPY . /app\nEXPOSE 8000\nCMD ["sh", "first.sh"]\n',
        first_sh=f"{lines}sh second.sh\n./third.sh &\nexec gunicorn -b 0.0.0.0:8000 app:app\n",
        second_sh=f"{lines}echo ready\n",
        third_sh="#!/bin/sh\nexec gunicorn -b 0.0.0.0:3000 api:app\n",
    )
    report = lint(inputs(texts), all_rules())
    assert "TB102" not in {found.code for found in report.diagnostics}
