"""Variables that a program gets from what starts it, or from files that it reads itself."""

from __future__ import annotations

import pytest

from listening.services import heard, service
from toybox_lint.compose.model import Build
from toybox_lint.deployment.listening import Answer, Bind, Listening

_BUILD = Build("/project", "/project/Dockerfile", None, None, {}, service().origin)
_NODE = "server.listen(process.env.PORT || 3000)"
_FLASK = "app = Flask(__name__)\napp.run(host='0.0.0.0', port=int(os.environ.get('PORT', 5000)))"
_SCRIPTS = """{"scripts": {
  "set": "PORT=4003 node server.js", "cross": "cross-env PORT=4004 node server.js",
  "file": "node --env-file=.env server.js"
}}"""


def run(command: str, image: str = "node:22", **files: str) -> Listening:
    """What listens where a container has all of ``files``, and ``.env`` where ``dotenv`` is among them."""
    dockerfile = f"FROM {image}\nWORKDIR /a\nCOPY . .\nCMD {command}\n"
    texts = {"Dockerfile": dockerfile, "server.js": _NODE, "app.py": _FLASK, "package.json": _SCRIPTS}
    named = {name.replace("dotenv", ".env").replace("_", "."): text for name, text in files.items()}
    return heard(service(build=_BUILD), texts | named)


@pytest.mark.parametrize(
    ("command", "port"),
    [
        ("PORT=4001 node server.js", 4001),
        ("env PORT=4002 node server.js", 4002),
        ("npm run set", 4003),
        ("npm run cross", 4004),
        ("export PORT=4005; exec node server.js", 4005),
        ("env -u X PORT=4006 npx cross-env PORT=4007 node server.js", 4007),
        ("source .env/bin/activate && node server.js", 3000),
        ("node --enable-source-maps server.js", 3000),
    ],
)
def test_variables_that_the_command_sets(command: str, port: int) -> None:
    found = run(command)
    assert [each.port for each in found.listeners if "server.js" in each.text] == [port]
    assert found.answers(port).answer is Answer.YES
    assert found.answers(3999).answer is not Answer.YES


@pytest.mark.parametrize(
    "command",
    [
        "node --env-file=.env server.js",
        "node --env-file-if-exists .env server.js",
        "node -r dotenv/config server.js",
        "npx dotenv -e .env -- node server.js",
        "npx dotenvx run -- node server.js",
        "npx env-cmd -f .env node server.js",
        "doppler run -- node server.js",
        "npm run file",
        "set -a; . ./.env; set +a; node server.js",
        "export $(grep -v '^#' .env | xargs); node server.js",
        'eval "$(cat .env)"; node server.js',
    ],
)
def test_variables_that_a_file_brings(command: str) -> None:
    found = run(command)
    assert not any("server.js" in each.text for each in found.listeners)
    assert found.answers(4001).answer is Answer.UNKNOWN


def test_runtimes_that_read_files_by_themselves() -> None:
    script = "Bun.serve({ port: process.env.PORT || 3000, fetch })"
    texts = {"server.ts": script, "package.json": "{}", "Dockerfile": "FROM oven/bun\nWORKDIR /a\nCOPY . .\n"}
    made = service(build=_BUILD, command_="bun run server.ts")
    assert heard(made, texts).answers(3000).answer is Answer.YES
    assert heard(made, {**texts, ".env": "PORT=1"}).answers(1).answer is Answer.UNKNOWN
    assert run("pipenv run python app.py", "python").answers(5000).answer is Answer.YES
    assert run("pipenv run python app.py", "python", dotenv="").answers(1).answer is Answer.UNKNOWN


def test_what_a_sourced_file_may_say_of_an_option() -> None:
    sourced = "set -a && . ./.env && uvicorn main:app --host 0.0.0.0 --port $PORT"
    assert run(sourced, "python").answers(8000).answer is Answer.UNKNOWN
    known = "PORT=8001 && uvicorn main:app --host 0.0.0.0 --port $PORT"
    assert run(known, "python").answers(8001).answer is Answer.YES


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("import './env'\n", {"env_js": "import 'dotenv/config'"}),
        ("require('./a');\n", {"a_js": "require('./b')", "b_js": "require('dotenv').config()"}),
        ("process.loadEnvFile()\n", {}),
    ],
)
def test_files_that_a_program_in_javascript_reads(first: str, other: dict[str, str]) -> None:
    found = run("node server.js", server_js=first + _NODE, **other)
    assert found.answers(4001).answer is not Answer.NO
    assert not any("server.js listens" in each.text for each in found.listeners)


def test_files_that_a_program_in_python_reads() -> None:
    found = run("python app.py", "python", app_py=f"import settings\n{_FLASK}", settings_py="load_dotenv()")
    assert found.answers(1).answer is not Answer.NO
    assert not any(each.bind is Bind.ALL for each in found.listeners)


def test_files_that_a_compiled_program_reads() -> None:
    main = 'package main\nimport "net/http"\nfunc main() {\n\tport := os.Getenv("PORT")\n'
    main += '\tif port == "" {\n\t\tport = "8080"\n\t}\n'
    main += '\thttp.ListenAndServe(":"+port, nil)\n}\n'
    dockerfile = 'FROM golang\nWORKDIR /s\nCOPY . .\nRUN go build -o /app .\nCMD ["/app"]\n'
    files = {"Dockerfile": dockerfile, "main.go": main}
    assert heard(service(build=_BUILD), files).answers(8080).answer is Answer.YES
    files["config/config.go"] = 'package config\nimport "github.com/joho/godotenv"\n'
    assert heard(service(build=_BUILD), files).answers(8080).answer is Answer.UNKNOWN


def test_the_folder_in_which_it_is_started() -> None:
    files = {"Dockerfile": "FROM node\nWORKDIR /a\nCOPY . .\nCMD cd web && node main.js\n"}
    found = heard(service(build=_BUILD), {**files, "web/main.js": "app.listen(3007)"})
    assert found.answers(3007).answer is Answer.YES
