"""Little input that would be a great deal of work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Command

DEPTH = 40


def test_files_that_import_each_next_one_twice(tmp_path: Path, lint: Command) -> None:
    for number in range(DEPTH):
        tmp_path.joinpath(f"f{number}").write_text(f"import f{number + 1}\nimport f{number + 1}\n")
    tmp_path.joinpath(f"f{DEPTH}").write_text("")
    tmp_path.joinpath("Caddyfile").write_text(":80 {\n\timport f0\n}\n")
    done = lint("--output-format", "concise", "Caddyfile")
    assert done.returncode == 2
    assert "the imports bring in too much to be read" in done.stdout


def test_snippets_that_import_each_other_twice(tmp_path: Path, lint: Command) -> None:
    snippets = "".join(
        f"(s{number}) {{\n\timport s{number - 1}\n\timport s{number - 1}\n}}\n" for number in range(1, DEPTH)
    )
    site = f"(s0) {{\n\trespond hi\n}}\n{snippets}:80 {{\n\timport s{DEPTH - 1}\n}}\n"
    tmp_path.joinpath("Caddyfile").write_text(site)
    done = lint("--output-format", "concise", "Caddyfile")
    assert done.returncode == 2
    assert "the imports bring in too much to be read" in done.stdout


def test_a_file_that_imports_all_beside_it_again_and_again(tmp_path: Path, lint: Command) -> None:
    """Itself, too: what is not brought for that reason was looked at all the same."""
    tmp_path.joinpath("Caddyfile").write_text("import *\n" * 1000)
    tmp_path.joinpath("words").write_text("word\n" * 6000)
    done = lint("--output-format", "concise", "Caddyfile")
    assert done.returncode == 2
    assert "brings itself in again" in done.stdout


@pytest.mark.parametrize(
    ("given", "handed_on", "used"),
    [
        ("a b", "{args[:]} {args[:]}", "{args[:]}"),
        ("aaaaaaaa", "{args[0]}{args[0]}", "{args[0]}"),
        ("{\nrespond a\n}", "{\n{block}\n{block}\n}", "{block}"),
    ],
)
def test_snippets_that_hand_on_twice_what_they_get(
    tmp_path: Path, lint: Command, given: str, handed_on: str, used: str
) -> None:
    snippets = "".join(
        f"(s{number}) {{\n\timport s{number - 1} {handed_on}\n}}\n" for number in range(1, DEPTH)
    )
    site = f"(s0) {{\n\trespond {used}\n}}\n{snippets}:80 {{\n\timport s{DEPTH - 1} {given}\n}}\n"
    tmp_path.joinpath("Caddyfile").write_text(site)
    done = lint("--output-format", "concise", "Caddyfile")
    assert done.returncode == 2
    assert "the imports bring in too much to be read" in done.stdout


@pytest.mark.parametrize("name", ["toybox-lint.toml", "known.json"])
def test_a_configuration_that_is_nested_too_deeply(tmp_path: Path, lint: Command, name: str) -> None:
    tmp_path.joinpath("Caddyfile").write_text(":80\n")
    tmp_path.joinpath("toybox-lint.toml").write_text('baseline = "known.json"\n')
    tmp_path.joinpath(name).write_text(f"{'a = ' * name.endswith('toml')}{'[' * 100_000}")
    done = lint("Caddyfile")
    assert done.returncode == 2
    assert "nested too deeply" in done.stderr
    assert done.stderr.count("\n") == 1


def test_more_containers_than_anybody_has(tmp_path: Path, lint: Command) -> None:
    tmp_path.joinpath("Caddyfile").write_text(":80 {\n\treverse_proxy web:1\n}\n")
    tmp_path.joinpath("compose.yaml").write_text(
        "services:\n  caddy: {image: caddy, volumes: [./Caddyfile:/etc/caddy/Caddyfile]}\n"
        "  web: {image: x, scale: 1000000000}\n"
    )
    assert lint().returncode == 0


def test_thousands_of_routes_in_one_site(tmp_path: Path, lint: Command) -> None:
    """To compare each with each would take minutes, and to keep what is before each gigabytes."""
    routes = "".join(f"\thandle /p{number}/* {{\n\t\trespond a\n\t}}\n" for number in range(10_000))
    tmp_path.joinpath("Caddyfile").write_text(f":80 {{\n{routes}}}\n")
    assert lint("Caddyfile").returncode == 0


def test_many_sites_that_import_one_snippet(tmp_path: Path, lint: Command) -> None:
    """What people have is far below."""
    site = "".join(f"s{number}.example {{\n\timport common\n}}\n" for number in range(1000))
    tmp_path.joinpath("Caddyfile").write_text(
        "(common) {\n\theader X-A b\n\tencode gzip\n\trespond hi\n}\n" + site
    )
    assert lint("Caddyfile").returncode == 0


def test_projects_that_include_each_next_one_twice(tmp_path: Path, lint: Command) -> None:
    for number in range(DEPTH):
        for letter in "ab":
            names = ", ".join(f"{number + 1}{other}.yaml" for other in "ab")
            tmp_path.joinpath(f"{number}{letter}.yaml").write_text(f"include: [{names}]\n")
    for letter in "ab":
        tmp_path.joinpath(f"{DEPTH}{letter}.yaml").write_text("services: {web: {image: nginx}}\n")
    tmp_path.joinpath("compose.yaml").write_text("include: [0a.yaml]\n")
    done = lint("--output-format", "concise")
    assert done.returncode in (0, 1, 2)
    assert "the include was not followed" in done.stdout


def test_a_line_of_ten_megabytes(tmp_path: Path, lint: Command) -> None:
    tmp_path.joinpath("Caddyfile").write_text(":80 {\n\trespond " + "a" * 10_000_000 + "\n}\n")
    assert lint("Caddyfile").returncode == 0


def test_a_finding_at_the_end_of_a_long_line(tmp_path: Path, lint: Command) -> None:
    tmp_path.joinpath("Caddyfile").write_text(
        ":80 {\n\treverse_proxy /" + "a" * 5_000_000 + " nobody:1/x\n}\n"
    )
    done = lint("Caddyfile")
    assert done.returncode == 1
    assert "a nobody:1/x\n  |" in done.stdout


def test_a_line_of_nothing_that_can_be_shown(tmp_path: Path, lint: Command) -> None:
    tmp_path.joinpath("compose.yaml").write_bytes(bytes(10_000_000))
    done = lint()
    assert done.returncode == 2
    assert len(done.stdout) < 1000


def test_a_file_of_a_hundred_megabytes(tmp_path: Path, lint: Command) -> None:
    with tmp_path.joinpath("Caddyfile").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    done = lint("Caddyfile")
    assert done.returncode == 2
    assert "is larger than 16 MiB" in done.stdout


def test_a_file_of_too_many_words(tmp_path: Path, lint: Command) -> None:
    tmp_path.joinpath("Caddyfile").write_text("a.example {\n}\n" * 200_000)
    done = lint("Caddyfile")
    assert done.returncode == 2
    assert "Caddyfile: holds more than 500,000 words" in done.stdout


def test_a_word_that_nobody_would_read_is_cut(tmp_path: Path, lint: Command) -> None:
    tmp_path.joinpath("Caddyfile").write_text(":80 {\n\treverse_proxy " + "a" * 1_000_000 + ":1/x\n}\n")
    for form in ("full", "concise", "json", "sarif", "junit", "github", "gitlab", "rdjson"):
        done = lint("--output-format", form, "Caddyfile")
        assert done.returncode == 1
        assert "a" * 50 + "..." in done.stdout
        assert len(done.stdout) < 400_000


def test_files_that_import_the_next_one_each(tmp_path: Path, lint: Command) -> None:
    for number in range(2000):
        tmp_path.joinpath(f"f{number}").write_text(f"import f{number + 1}\n")
    tmp_path.joinpath("f2000").write_text(":80\n")
    tmp_path.joinpath("Caddyfile").write_text("import f0\n")
    done = lint("--output-format", "concise", "Caddyfile")
    assert done.returncode == 2
    assert "the imports are too deep in each other" in done.stdout


GROWING = {
    "ENV": "FROM nginx\nENV A0=0123456789\n# ENV A{}=$A{}$A{}\nEXPOSE $A40\n",
    "ARG": "ARG A0=0123456789\n# ARG A{}=$A{}$A{}\nFROM $A40\n",
    "CMD": "FROM nginx\nCMD A0=0123456789; # A{}=$A{}$A{}; nginx $A40\n",
}


@pytest.mark.parametrize("word", GROWING)
def test_variables_of_which_each_is_the_one_before_twice(tmp_path: Path, lint: Command, word: str) -> None:
    before, _, rest = GROWING[word].partition("# ")
    one, end, after = rest.partition(";" if word == "CMD" else "\n")
    lines = "".join(one.format(number, number - 1, number - 1) + end for number in range(1, 41))
    tmp_path.joinpath("Dockerfile").write_text(before + lines + after)
    tmp_path.joinpath("compose.yaml").write_text("services: {web: {build: .}}\n")
    assert lint().returncode == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a" + ".a" * 20_000 + " = 1\n", "nested too deeply"),
        ("[" + "a . " * 20_000 + "a]\n", "nested too deeply"),
        (f"fail-on = {'9' * 5000}\n", "not TOML"),
    ],
)
def test_a_configuration_that_is_too_much(tmp_path: Path, lint: Command, text: str, told: str) -> None:
    tmp_path.joinpath("Caddyfile").write_text(":80\n")
    tmp_path.joinpath("toybox-lint.toml").write_text(text)
    done = lint("Caddyfile")
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_path_that_no_file_can_have(tmp_path: Path, lint: Command) -> None:
    tmp_path.joinpath("Caddyfile").write_text(":80\n")
    tmp_path.joinpath("toybox-lint.toml").write_text('[[projects]]\nfiles = ["a\\u0000b"]\n')
    done = lint("Caddyfile")
    assert "inside toybox-lint" not in done.stdout + done.stderr


def test_two_ranges_of_ports_are_one_finding(tmp_path: Path, lint: Command) -> None:
    ports = '{image: nginx, ports: ["1000-9999:1000-9999"]}'
    tmp_path.joinpath("compose.yaml").write_text(f"services:\n  one: {ports}\n  two: {ports}\n")
    done = lint("--output-format", "concise", "--select", "TB702")
    assert "port 1000 of the host is already that of" in done.stdout
    assert done.stdout.count("TB702") == 1


BLANKS, LINES, DEEP = " " * 300_000, " \n" * 150_000, "/*" * 150_000
WEB = "services:\n  caddy: {image: caddy, volumes: [./Caddyfile:/etc/caddy/Caddyfile]}\n  web:\n    expose: [80]\n"
IMAGE = "    build: ."
SITE = "example.com {\n\treverse_proxy web:80\n}\n"
DJANGO = "FROM python\nWORKDIR /app\nCOPY . .\nCMD python manage.py runserver 0.0.0.0:80\n"
NAMED = "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'p.settings')\n"
ASSISTANT = (
    "    image: ghcr.io/home-assistant/home-assistant\n    volumes: ['./c.yaml:/config/configuration.yaml']\n"
)
LISTENING = "app.listen(80, async " + BLANKS + "() => {})\n"
MANY_RUNS = "&& ".join(f"npm --loglevel={number} run b" for number in range(6000))
RUNS: dict[str, dict[str, str]] = {
    "configuration": {"toybox-lint.toml": f"{BLANKS}\nbaseline = 'known.json'\n"},
    "settings": {
        "Dockerfile": DJANGO,
        "manage.py": NAMED,
        "p/settings.py": f"{BLANKS}\nALLOWED_HOSTS = []\n",
    },
    "yaml": {
        "compose.yaml": WEB + ASSISTANT,
        "c.yaml": f"{LINES}http:\n{LINES}  use_x_forwarded_for: true\n",
    },
    "lines": {
        "Caddyfile": f"{LINES}{SITE[:-2]}\theader_up Connection Upgrade\n\theader Upgrade a\n{LINES}}}\n"
    },
    "placeholders": {"Caddyfile": SITE.replace("\t", f"\theader X {'{header.X}' * 20_000}\n\t")},
    "callback": {
        "Dockerfile": "FROM node\nCOPY a.js .\nCMD node a.js\n",
        "a.js": f"require('express')\n{LISTENING}",
    },
    "command": {"Dockerfile": f"FROM node\nCOPY . .\nCMD npm start{DEEP}\n"},
    "mount": {"compose.yaml": f"{WEB}    image: nginx\n    volumes: ['.{DEEP}:/x{DEEP}']\n"},
    "script": {
        "compose.yaml": f"{WEB}    image: python\n    volumes: [./s.sh:/s.sh]\n    command: /s.sh\n",
        "s.sh": "#!/bin/sh\n" + "".join(f"export A{number}=b\nb\n" for number in range(30_000)),
    },
    "hosts": {
        "Dockerfile": "FROM ruby\nWORKDIR /r\nCOPY . .\nENV RAILS_ENV=production\nCMD bin/rails server\n",
        "config/environments/production.rb": f"config.hosts = ['a'{BLANKS}b]\n",
    },
    "traps": {
        "Dockerfile": "FROM node:22-alpine\nWORKDIR /app\nCOPY . .\nCMD ./s.sh\n",
        "s.sh": "#!/bin/bash\n" + "trap a " * 40_000,
    },
    "moves": {
        "Dockerfile": f"FROM node AS b\nWORKDIR /app\nCOPY . .\nRUN npm run build\nRUN cp{' cp' * 40_000}\n"
        "FROM nginx\nCOPY --from=b /app/build /x\n",
        "package.json": '{"scripts": {"build": "vite build"}}',
    },
    "projects": {
        "Dockerfile": "FROM maven AS b\nWORKDIR /app\nCOPY . .\nRUN mvn package\n"
        "FROM eclipse-temurin:21\nWORKDIR /app\nCOPY --from=b /app/target/shop.jar app.jar\nCMD java -jar app.jar\n",
        "pom.xml": "<artifactId>a</artifactId><version>1</version>" + "<project " * 120_000,
    },
    "calls": {
        "Dockerfile": "FROM php:8.3-fpm\nWORKDIR /var/www/html\nCOPY . .\n",
        "index.php": "<?php\n" + 'require "a.php"; /* { */\n' * 100_000,
        "a.php": "<?php\n" + "$a = mysqli_connect(/* { */ 1);\n" * 100_000,
    },
    "packages": {
        "Dockerfile": "FROM node AS b\nWORKDIR /app\nCOPY . .\nRUN npm run a\n"
        "FROM nginx\nCOPY --from=b /app/build /x\n",
        "package.json": json.dumps({"scripts": {"a": MANY_RUNS, "b": MANY_RUNS}}),
    },
    "folders": {"Dockerfile": "FROM node\n" + "WORKDIR abcdefgh\n" * 20_000 + "COPY . .\nCMD node a.js\n"},
}


@pytest.mark.parametrize("name", RUNS)
def test_long_runs(tmp_path: Path, lint: Command, name: str) -> None:
    """What looks through a file does so once, not again from each place of a run."""
    files = {"Caddyfile": SITE, "compose.yaml": WEB + IMAGE, "Dockerfile": "FROM nginx\n", **RUNS[name]}
    for file, text in files.items():
        tmp_path.joinpath(file).parent.mkdir(parents=True, exist_ok=True)
        tmp_path.joinpath(file).write_text(text)
    done = lint()
    assert done.returncode in (0, 1, 2)
    assert "inside toybox-lint" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["{{ name | filter -}}", "{{- name | filter -}}{{- name-}}"])
def test_a_line_of_names_of_a_template(tmp_path: Path, lint: Command, name: str) -> None:
    tmp_path.joinpath("Caddyfile").write_text(f"{name * 1000}\n:80 {{\n\trespond hi\n}}\n")
    done = lint("--output-format", "concise", "Caddyfile")
    assert done.returncode in (0, 1, 2)
    assert not done.stderr


def test_a_list_of_origins_with_many_comments_that_does_not_end(tmp_path: Path, lint: Command) -> None:
    texts = {
        "compose.yaml": "services:\n  web: {build: .}\n",
        "Dockerfile": 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["gunicorn", "shop.wsgi"]\n',
        "shop/wsgi.py": 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
        "shop/settings.py": f"CSRF_TRUSTED_ORIGINS = [ {'# ' * 1000}\n",
        "requirements.txt": "django==5.1\ngunicorn\n",
    }
    for name, text in texts.items():
        tmp_path.joinpath(name).parent.mkdir(exist_ok=True)
        tmp_path.joinpath(name).write_text(text)
    done = lint("--output-format", "concise", ".")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "lines",
    [
        f'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["gunicorn", "{"a." * 30_000}b:app"]\n',
        f'FROM alpine\nCOPY --from=b /app /app\nCMD ["{"/a" * 40_000}"]\n',
        f"FROM rust AS b\nWORKDIR {'/a' * 2000}\nRUN cargo build\nFROM alpine\nCOPY --from=b /target/release/a /a\n",
    ],
)
def test_a_path_that_is_too_long_for_any_file(tmp_path: Path, lint: Command, lines: str) -> None:
    tmp_path.joinpath("compose.yaml").write_text("services:\n  web: {build: ., expose: [8080]}\n")
    tmp_path.joinpath("Dockerfile").write_text(lines)
    done = lint("--output-format", "concise", ".")
    assert done.returncode in (0, 1)
    assert not done.stderr
