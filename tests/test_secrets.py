"""No value of a variable is ever printed: planted everywhere, looked for in whatever comes out."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Command
from kept import Place
from toybox_lint import examples
from toybox_lint.api import Applicability
from toybox_lint.cli.commands import command
from toybox_lint.compose.checking.schema_of_projects import FILE
from toybox_lint.compose.checking.shapes import Shape
from toybox_lint.deployment import build
from toybox_lint.engine import Inputs, lint
from toybox_lint.facts import Environment
from toybox_lint.fixer import fix
from toybox_lint.output import FORMATS, inspect_json, inspect_text, render
from toybox_lint.output.result import Outcome, Result
from toybox_lint.records import replace
from toybox_lint.secret_values import Value, places
from toybox_lint_rules import all_rules

RULES = all_rules()
WORD = "Zq9xPlanted"
# Neither is in any file, so wherever one comes out it is the value.
VALUES = (
    WORD,
    "48731",
    "48731s",
    "48731m",
    f"{WORD}.example:48731",
    f"./{WORD}/x",
    f"{WORD}=48731",
    f"a {WORD} b",
)
Route = tuple[str | int, ...]


def routes(shape: Shape, at: Route = ()) -> Iterator[Route]:
    """The way to every scalar that a compose file may hold."""
    if shape.scalars - {"null"} and at:
        yield at
    if shape.items:
        yield from routes(shape.items, (*at, 0))
    if shape.entries:
        for name, inner in shape.entries.known.items():
            yield from routes(inner, (*at, name))
        if shape.entries.others:
            yield from routes(shape.entries.others, (*at, "a"))


ROUTES = sorted(routes(FILE), key=str)
# The names of files, of the project and of what it declares are no secrets.
PLACES = [route for route in ROUTES if route not in {("name",), ("version",)}]


def planted(route: Route, text: str) -> str:
    """A compose file with a Caddy, a service, and ``text`` at the end of the route."""
    document: dict[object, object] = {
        "services": {
            "caddy": {
                "image": "caddy:2",
                "volumes": ["./Caddyfile:/etc/caddy/Caddyfile"],
                "environment": {"S": "${S}"},
            },
            "a": {"image": "x"},
        }
    }
    here: object = document
    for step, following in zip(route, [*route[1:], None], strict=True):
        fresh: object = text if following is None else [] if isinstance(following, int) else {}
        if isinstance(here, list):
            here.append(fresh)
            here = fresh
        elif isinstance(here, dict):
            if step not in here or following is None:
                here[step] = fresh
            here = here[step]
    return json.dumps(document, indent=1)


@dataclass(frozen=True)
class Source:
    """A way by which a value comes into a deployment: what it needs beside the files."""

    files: tuple[tuple[str, str], ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    complete: bool = False

    def inputs(self, texts: dict[str, str]) -> Inputs:
        given = Environment(dict(self.environment), self.complete) if self.environment else None
        return replace(examples.inputs({**texts, **dict(self.files)}), environment=given)


def sources(value: str) -> dict[str, Source]:
    return {
        ".env": Source(files=((".env", f"S={value}\n"),)),
        "quoted": Source(files=((".env", f"T='{value}'\nS=${{T}}\n"),)),
        "--env": Source(environment=(("S", value),)),
        "process": Source(environment=(("S", value),), complete=True),
    }


def printed(inputs: Inputs) -> dict[str, str]:
    """What every command prints, as far as it depends on the files; fixes as a diff shows them."""
    result = Result((Outcome.of(lint(inputs, RULES)),), rules=RULES)
    found = {name: render(name, result) for name in FORMATS}
    deployments = [build(inputs.found, inputs.files, inputs.settings, inputs.environment)]
    found["inspect"] = inspect_text.render(deployments, color=False)
    found["inspect json"] = inspect_json.render(deployments, show_values=False)
    fixed = fix(inputs, lambda given: lint(given, RULES), Applicability.UNSAFE)
    found["fixed"] = str(fixed.failure) + render("full", Result((Outcome.of(fixed.report),)))
    return found


def assert_silent(inputs: Inputs, *secrets: str) -> None:
    for name, text in printed(inputs).items():
        for secret in secrets:
            at = text.casefold().find(secret.casefold())
            assert at < 0, f"{name}: {text[max(0, at - 200) : at + 100]}"


SITE = "example.com {\n\treverse_proxy a:48\n}\n"


@pytest.mark.parametrize("text", ["${S}", "x${S}/y:80"])
def test_no_value_in_any_key_of_a_compose_file(text: str) -> None:
    for route, value in zip(PLACES, itertools.cycle(VALUES)):
        texts = {"Caddyfile": SITE, "compose.yaml": planted(route, text)}
        secrets = [part for part in (WORD, "48731") if part in value]
        assert_silent(sources(value)[".env"].inputs(texts), *secrets)


WORDS = {
    "site": """{$S} {
	reverse_proxy a:48
}
""",
    "site port": """:{$S} {
	reverse_proxy a:48
}
""",
    "site scheme": """https://{$S}/x {
	respond ok
}
""",
    "upstream": """a.example {
	reverse_proxy {$S}
}
""",
    "host": """a.example {
	reverse_proxy {$S}:80
}
""",
    "port": """a.example {
	reverse_proxy a:{$S}
}
""",
    "both": """a.example {
	reverse_proxy http://{$S}:{$S}
}
""",
    "range": """a.example {
	reverse_proxy a:{$S}-{$S}
}
""",
    "path": """a.example {
	reverse_proxy /{$S}/* a:48
}
""",
    "header": """a.example {
	header X-A "{$S}"
	request_header {$S}
	respond ok
}
""",
    "hash": """a.example {
	basic_auth {
		bob {$S}
	}
	reverse_proxy a:48
}
""",
    "argument": """(s) {
	reverse_proxy {args[0]}:80 {args[1]}
}
a.example {
	import s {$S} {$S}
}
""",
    "import": """import {$S}
import {$S}/*/*.x
a.example {
	import {$S} 1
}
""",
    "directive": """a.example {
	{$S} x
	reverse_proxy {
		{$S} 1
	}
}
""",
    "timeouts": """a.example {
	reverse_proxy a:48 {
		transport http {
			read_timeout {$S}
			dial_timeout {$S}
		}
		read_timeout {$S}
	}
}
""",
    "transport": """a.example {
	reverse_proxy a:48 {
		transport {$S}
		lb_policy {$S}
		to {$S}:1:2
	}
}
""",
    "matcher": """a.example {
	@m {
		path {$S}
		method {$S}
		remote_ip {$S}
	}
	reverse_proxy @{$S} a:48
	reverse_proxy @m a:48
}
""",
    "options": """{
	email {$S}
	http_port {$S}
	admin {$S}
	log {$S} {
		level {$S}
	}
	{$S} 1
}
a.example {
	respond ok
}
""",
    "tls": """a.example {
	tls {$S} {$S} {
		protocols {$S}
		ciphers {$S}
	}
	encode {$S}
	bind {$S}
}
""",
    "braces": """a.example {
	respond {$S} {
	{$S}
""",
    "statuses": """a.example {
	handle_errors {$S} {
	}
	respond ok {$S}
	redir x {$S}
	try_files {$S}
	root {$S}
	handle_path {$S} {
		respond no
	}
}
""",
}


@pytest.mark.parametrize("way", sources("x"))
@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS.keys())
def test_no_value_in_any_word_of_a_caddyfile(text: str, way: str) -> None:
    for value in (*VALUES, "48731-48733", f"$2a$14${WORD}/{WORD}."):
        texts = {"Caddyfile": text, "compose.yaml": planted(("services", "a", "image"), "x")}
        secrets = [part for part in (WORD, "48731", "48732") if part in value]
        assert_silent(sources(value)[way].inputs(texts), *secrets)


ENVIRONMENTS = {
    "mapping": "environment: {S: '%s', PORT: '${P}'}",
    "list": "environment: ['S=%s', \"PORT=${P}\"]",
    "env_file": "env_file: secret.env",
    "raw": "env_file: [{path: secret.env, format: raw}]",
    "merged": "environment: {<<: {S: '%s'}, A: '1'}",
    "overridden": "environment: {S: '%s', S2: '%s'}",
    "merged and replaced": "environment: {<<: [{S: '%s'}, {<<: {S: \"%s\", T: %s}}], S: '1', T: '1'}",
}
SERVICES = """services:
  caddy:
    image: caddy:2
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
    ENVIRONMENT
  a:
    image: x
    ENVIRONMENT
    ports: ["80:80", "{$wrong"]
"""


@pytest.mark.parametrize("form", ENVIRONMENTS)
@pytest.mark.parametrize("text", [SITE, WORDS["host"], WORDS["port"], WORDS["directive"]])
def test_no_value_of_an_environment(form: str, text: str) -> None:
    for broken in ("", '  "', "nonsense: 1\n"):
        compose = SERVICES.replace("ENVIRONMENT", ENVIRONMENTS[form]).replace("%s", WORD) + broken
        texts = {
            "Caddyfile": text,
            "compose.yaml": compose,
            "secret.env": f"S={WORD}\nPORT=48731\n",
            ".env": "P=48731\n",
        }
        assert_silent(examples.inputs(texts), WORD, "48731")


def test_the_addresses_of_every_machine_are_no_secret() -> None:
    texts = {
        "Caddyfile": SITE,
        "compose.yaml": "services:\n  caddy: {image: 'caddy:2', volumes: ['./Caddyfile:/etc/caddy/Caddyfile']}\n"
        "  a:\n    image: x\n    command: gunicorn app -b 127.0.0.1:48\n"
        "    environment: {BIND: 0.0.0.0, LOCAL: 127.0.0.1}\n",
    }
    outcome = Outcome.of(lint(examples.inputs(texts), RULES))
    assert [item.help for item in outcome.diagnostics if item.code == "TB105"] == ["let it listen on 0.0.0.0"]


def test_a_word_of_every_second_setting_is_no_secret() -> None:
    texts = {
        "Caddyfile": SITE.replace("a:48", "a:8443"),
        "compose.yaml": "services:\n  caddy: {image: 'caddy:2', volumes: ['./Caddyfile:/etc/caddy/Caddyfile']}\n"
        "  a:\n    image: x\n    healthcheck: {test: curl -k https://localhost:8443/}\n"
        "  b: {image: x, environment: {PROTOCOL: https}}\n",
    }
    outcome = Outcome.of(lint(examples.inputs(texts), RULES))
    said = [item.message for item in outcome.diagnostics if item.code == "TB107"]
    assert said
    assert all("a speaks HTTPS on 8443" in each for each in said)


def test_a_value_is_told_by_its_variable_in_the_caddyfile_and_such_words_in_it_are_no_secret() -> None:
    texts = {
        "Caddyfile": SITE.replace("a:48", "{$UP}"),
        "compose.yaml": "services:\n  caddy:\n    image: caddy:2\n    volumes: ['./Caddyfile:/etc/caddy/Caddyfile']\n"
        "    environment: {UP: 'https://zq9xplanted:80'}\n",
    }
    outcome = Outcome.of(lint(examples.inputs(texts), RULES))
    said = [item.message for item in outcome.diagnostics if item.code == "TB401"]
    assert said == ["{$UP}: the scheme https:// contradicts port 80, the HTTP port"]


def test_a_service_with_its_port_is_no_secret() -> None:
    """One that has a word of the name and the port is all that is proposed."""
    texts = {
        "Caddyfile": SITE.replace("a:48", "shop-backend-dev:8000"),
        "compose.yaml": "services:\n  caddy: {image: 'caddy:2', volumes: ['./Caddyfile:/etc/caddy/Caddyfile']}\n"
        "  backend: {image: x, expose: [8000]}\n"
        "  worker: {image: x, expose: [9000], environment: {BACKEND: 'backend:8000', KEY: 'backend:8001'}}\n",
    }
    outcome = Outcome.of(lint(examples.inputs(texts), RULES))
    found = [item for item in outcome.diagnostics if item.code == "TB101"]
    assert [item.help for item in found] == ["did you mean backend:8000?"]


def test_no_line_of_an_env_file() -> None:
    texts = {
        "Caddyfile": SITE,
        "compose.yaml": planted(("services", "a", "env_file"), "a.env"),
        ".env": f"A={WORD}\nB='{WORD}\n",
        "a.env": f'A={WORD}\n{WORD} X=1\nB="{WORD}\n',
    }
    assert_silent(examples.inputs(texts), WORD)


@pytest.mark.parametrize("password", [WORD, f"{WORD}4", f'"{WORD} b"'])
def test_no_password_in_the_place_of_its_hash(password: str) -> None:
    text = f"example.com {{\n\tbasic_auth {{\n\t\talice {password}  # old\n\t}}\n\trespond ok\n}}\n"
    inputs = examples.inputs({"Caddyfile": text})
    assert "alice **" in printed(inputs)["full"]
    assert_silent(inputs, WORD)


VALUE = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "a.b", "http://", "--bind ", "x:", "/", "8", "$", "#", '"', "\\"]),
    st.sampled_from([WORD, "48731"]),
    st.sampled_from(["", ":80", "/x", " -w 2", ".example", "'", "}", "-48733", "%"]),
)


@settings(max_examples=100, deadline=None)
@given(
    route=st.sampled_from(PLACES),
    around=st.sampled_from(
        ["%s", "a%s", "%s:80", "--port %s", "http://u:%s@a:1/x", "%s,%s", "${N:-%s}", "8080:%s"]
    ),
    site=st.sampled_from([SITE, *WORDS.values()]),
    value=VALUE,
    way=st.sampled_from(sorted(sources("x"))),
)
def test_no_value_wherever_it_is_planted(route: Route, around: str, site: str, value: str, way: str) -> None:
    texts = {"Caddyfile": site, "compose.yaml": planted(route, around.replace("%s", "${S}"))}
    assert_silent(sources(value)[way].inputs(texts), *(part for part in (WORD, "48731") if part in value))


@pytest.mark.parametrize("line", ["stream_timeout {$S}", "transport http {\nread_timeout {$S}\n}"])
@pytest.mark.parametrize("value", ["48731", "48731 -w 2"])
def test_no_number_with_the_unit_that_it_lacks(line: str, value: str) -> None:
    texts = {
        "Caddyfile": f"a.example {{\nreverse_proxy a:80 {{\n{line}\n}}\n}}\n",
        "compose.yaml": planted(("services", "a", "image"), "x"),
    }
    given = sources(value)["--env"].inputs(texts)
    assert "TB401" in printed(given)["full"]
    assert_silent(given, "48731")


def test_no_half_of_a_login_that_a_finding_points_at() -> None:
    """The one variable that is there, be it the password; and what is to be read from a file."""
    compose = f"""services:
  half: {{image: "mongo:8", environment: {{MONGO_INITDB_ROOT_PASSWORD: {WORD}}}}}
  twice: {{image: "mysql:8.4", environment: {{MYSQL_ROOT_PASSWORD: {WORD}1, MYSQL_ROOT_PASSWORD_FILE: {WORD}2}}}}
"""
    given = sources("x")["--env"].inputs({"compose.yaml": compose})
    assert printed(given)["full"].count("TB811") == 2
    assert_silent(given, WORD)


def choices() -> list[list[str]]:
    """Every command with every output format that it offers."""
    found = [["--diff"], ["--diff", "--unsafe-fixes"], ["explain", "TB101"], ["rules"]]
    for name in ("check", "inspect"):
        option = next(each for each in command.commands[name].params if each.name == "output_format")
        found += [[name, "--output-format", each] for each in option.type.choices]  # type: ignore[attr-defined]
    return [*found, ["--fix"]]


@pytest.mark.parametrize("arguments", choices(), ids=" ".join)
def test_no_command_prints_a_value(arguments: list[str], lint: Command, tmp_path: Path) -> None:
    caddyfile = "{$SITE} {\n\treverse_proxy web:1234 {$HOST}:80\n\theader X {$WORD}\n}\n"
    compose = (
        "services:\n  caddy:\n    image: caddy:${WORD}\n    volumes: ['./Caddyfile:/etc/caddy/Caddyfile']\n"
        "    env_file: c.env\n  web:\n    build: .\n    command: gunicorn app -b 0.0.0.0:${PORT}\n"
        f"    environment: {{KEY: {WORD}}}\n    labels: ['a=${{WORD}}']\n"
    )
    files = {
        "Caddyfile": caddyfile,
        "compose.yaml": compose,
        ".env": "PORT=48731\n",
        "c.env": f"SITE={WORD}.example\nHOST={WORD}\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    more = [] if arguments[0] in ("explain", "rules") else ["--env", f"WORD={WORD}"]
    done = lint(*arguments, *more)
    assert done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    # What a fix has written stands in the file, for everybody to see.
    for secret in (WORD,) if "--fix" in arguments else (WORD, "48731"):
        assert secret.casefold() not in (done.stdout + done.stderr).casefold(), done.stdout


def digests(data: bytes) -> Iterator[bytes]:
    """What somebody would compare who tries values out: digests that need no key."""
    for name in hashlib.algorithms_guaranteed - {"shake_128", "shake_256"}:
        found = hashlib.new(name, data, usedforsecurity=False)
        yield from (found.digest()[:16], found.hexdigest()[:32].encode())
    found = hashlib.blake2b(data, digest_size=32)
    yield from (found.digest(), found.hexdigest().encode())


@pytest.mark.parametrize("format_name", FORMATS)
def test_no_value_is_kept(format_name: str, tmp_path: Path) -> None:
    """The cache holds neither a value nor what would tell whether a guessed one is right."""
    place = Place(tmp_path)
    files = {
        "Caddyfile": "{$SITE} {\n\treverse_proxy web:1234 {$HOST}:80\n\theader X {$WORD}\n}\n",
        "compose.yaml": "services:\n  caddy:\n    image: caddy:${WORD}\n    env_file: c.env\n"
        "    volumes: ['./Caddyfile:/etc/caddy/Caddyfile']\n  web: {image: 'x:${PORT}'}\n",
        ".env": "PORT=48731\n",
        "c.env": f"SITE={WORD}.example\n",
        "given.env": f"HOST={WORD}\n",
    }
    for name, text in files.items():
        place.write(name, text)
    line = [
        "--output-format",
        format_name,
        "--env",
        f"WORD={WORD}",
        "--env-file",
        "given.env",
        "--use-environment",
    ]
    _, printed, _ = place.said(*line, SECRET=WORD)
    (entry,) = place.entries()
    assert printed.encode() in entry.read_bytes()
    guesses = [WORD.encode(), b"48731", *(text.encode() for text in files.values()), f"WORD={WORD}".encode()]
    for path in [*place.folder.parent.rglob("*"), *place.key.parent.rglob("*")]:
        kept = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        for guess in guesses[:2] + [each for text in guesses for each in digests(text)]:
            assert guess.lower() not in kept.lower()


def test_a_loopback_address_in_a_longer_value_is_shown() -> None:
    texts = {
        "Caddyfile": "a.test {\n\treverse_proxy web:48\n}\n",
        "web.env": "GUNICORN_CMD_ARGS=--bind=127.0.0.1:48 --name Zq9xPlanted\n",
        "compose.yaml": "services:\n  caddy: {image: caddy, volumes: ['./Caddyfile:/etc/caddy/Caddyfile']}\n"
        "  web: {image: x, command: gunicorn app, env_file: web.env}\n",
    }
    told = printed(examples.inputs(texts))
    assert "gunicorn binds 127.0.0.1:48" in told["full"]
    assert all("Zq9xPlanted" not in text for text in told.values())


def test_a_password_that_a_finding_is_about_is_not_shown() -> None:
    texts = {
        "compose.yaml": "services:\n  web:\n    image: x\n    environment:\n      DB_HOST: db\n      DB_USER: app\n"
        f"      DB_PASSWORD: {WORD}\n"
        "  db: {image: postgres, environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: Zq9xOther}}\n",
    }
    told = printed(examples.inputs(texts))
    assert "db is given another password" in told["full"]
    assert all("Zq9x" not in text for text in told.values())


@given(
    st.text("aB1_.é²", min_size=3, max_size=7).filter(str.strip),
    st.lists(st.sampled_from(["", "x", "1", "_", ".", "é", "²", "aB", "ß", "\n"]), max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_places_of_a_value_are_those_of_an_expression(
    text: str, around: list[str], loose: bool, upper: bool
) -> None:
    value = Value(text, "***", loose)
    told = (text.upper() if upper and len(text.upper()) == len(text) else text).join(["", *around])
    inside = loose and len(text) >= 6
    border = r"\d" if text.isdigit() and loose and len(text) > 3 else "" if inside else r"\w"
    before = f"(?<!{border})" if border and text[0].isalnum() else ""
    after = f"(?!{border})" if border and text[-1].isalnum() else ""
    expression = re.compile(before + re.escape(text) + after, re.IGNORECASE)
    assert list(places(value, told)) == [found.span() for found in expression.finditer(told)]
