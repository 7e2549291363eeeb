"""Puma's configuration file, and settings of Gunicorn that are made of variables."""

from __future__ import annotations

import pytest

from listening.services import heard, service
from listening.test_configuration import built, mounted
from toybox_lint.deployment.listening import Answer, Bind, Grade, Listening, Speaks

RUBY = "FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nCMD "
PYTHON = "FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD gunicorn -c conf.py app"


def configured(config: str, command: str = "bundle exec puma -C puma.rb", before: str = "") -> Listening:
    return built(RUBY.replace("COPY", f"{before}COPY") + command, puma__rb=config)


def bound(found: Listening) -> list[tuple[object, Bind]]:
    return [(each.port, each.bind) for each in found.listeners]


@pytest.mark.parametrize(
    ("config", "port", "bind"),
    [
        ("port 3001\n", 3001, Bind.ALL),
        ('workers 2\nport ENV.fetch("PORT") { 3002 }\n', 3002, Bind.ALL),
        ("port        ENV.fetch('PORT', 3003) # the usual one", 3003, Bind.ALL),
        ('port ENV["PORT"] || 3004', 3004, Bind.ALL),
        ('port Integer(ENV["PORT"] || 3005), "127.0.0.1"', 3005, Bind.LOOPBACK),
        ('port(ENV.fetch("PORT", 3006).to_i)', 3006, Bind.ALL),
        ('bind "tcp://0.0.0.0:3007"', 3007, Bind.ALL),
        ("bind 'tcp://127.0.0.1:3008'", 3008, Bind.LOOPBACK),
        ("bind \"tcp://[::]:#{ENV.fetch('PORT', 3009)}\"", 3009, Bind.ALL),
        ('bind "unix:///run/puma.sock"', None, Bind.UNIX),
        (
            '# port 1\nthreads 1, 5\nplugin :tmp_restart\npidfile ENV["PIDFILE"] if ENV["PIDFILE"]\n',
            9292,
            Bind.ALL,
        ),
    ],
)
def test_statements_of_puma(config: str, port: int | None, bind: Bind) -> None:
    found = configured(config)
    assert bound(found) == [(port, bind)]
    assert found.complete
    assert found.listeners[0].grade is Grade.CONFIG_FILE


@pytest.mark.parametrize(
    "config",
    [
        "if ENV['X']\n  port 3000\nend",
        "port 3000 if ENV['X']",
        "port 3000\n  bind 'tcp://0.0.0.0:9000'",
        "port = 3000",
        'port ENV.fetch("PORT")',
        'port ENV["PORT"]',
        "set_default_host '127.0.0.1'\nport 3000",
        "load 'more.rb'",
        "plugin :heroku",
        'require "dotenv/load"\nport ENV.fetch("PORT", 3000)',
        "=begin\nport 3000\n=end",
        'bind "tcp://0.0.0.0:#{PORT}"',
    ],
)
def test_what_may_bind_otherwise_is_unknown(config: str) -> None:
    assert configured(config).answers(9000).answer is Answer.UNKNOWN


def test_several_and_in_tls() -> None:
    found = configured('bind "ssl://0.0.0.0:9293?key=a&cert=b"\nport 3000\n')
    assert [(each.port, each.speaks) for each in found.listeners] == [(9293, Speaks.TLS), (3000, Speaks.HTTP)]


def test_a_variable_that_is_given_decides() -> None:
    config = 'port ENV.fetch("PORT") { 3000 }'
    found = configured(config, before="ENV PORT=4000\n")
    assert bound(found) == [(4000, Bind.ALL)]
    assert found.listeners[0].origin.file.name == "Dockerfile"
    assert configured("workers 2", before="ENV PORT=4000\n").answers(9292).answer is Answer.UNKNOWN
    mounts = [mounted("puma.rb", "/app/puma.rb")]
    image = service(command_="puma -C /app/puma.rb", environment={"PORT": "5000"}, mounts=mounts)
    assert bound(heard(image, {"puma.rb": config})) == [(5000, Bind.ALL)]


def test_the_command_beats_the_configuration_of_puma() -> None:
    assert bound(configured("port 3000", "puma -C puma.rb -p 4000")) == [(4000, Bind.ALL)]
    assert bound(configured("port 3000", "puma -b tcp://127.0.0.1:4000")) == [(4000, Bind.LOOPBACK)]


def test_pumas_usual_file() -> None:
    texts = {"Dockerfile": f"{RUBY} puma", "config/puma.rb": "port 3000"}
    assert bound(heard(service(build="/project"), texts)) == [(3000, Bind.ALL)]
    assert heard(service(build="/project"), {**texts, "config/puma/production.rb": ""}).listeners == ()
    twice = {**texts, "Dockerfile": f"{RUBY} puma -C config/puma.rb -C b.rb"}
    assert heard(service(build="/project"), twice).answers(3000).answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("config", "port", "bind"),
    [
        ('port = os.environ.get("PORT", "8001")\nbind = f"0.0.0.0:{port}"\n', 8001, Bind.ALL),
        ("bind = f\"127.0.0.1:{os.getenv('PORT', 8002)}\"", 8002, Bind.LOOPBACK),
        ('bind = "0.0.0.0:" + os.environ.get("PORT", "8003")  # all', 8003, Bind.ALL),
        ('bind = os.environ.get("BIND", "127.0.0.1:8004")', 8004, Bind.LOOPBACK),
        ('port = int(os.getenv("PORT", 8005))\nbind = "0.0.0.0:" + str(port)', 8005, Bind.ALL),
        ('number = 8006\nbind = f":{number}"', 8006, Bind.ALL),
    ],
)
def test_gunicorns_computed_addresses(config: str, port: int, bind: Bind) -> None:
    found = built(PYTHON, conf__py=f"import os\n{config}")
    assert bound(found) == [(port, bind)]
    assert found.complete


@pytest.mark.parametrize(
    "config",
    [
        'if x:\n    port = 2\nport = 3\nbind = f":{port}"',
        'for port in y: pass\nport = 3\nbind = f":{port}"',
        "bind = f\"0.0.0.0:{os.environ['PORT']}\"",
        'bind = "0.0.0.0:%s" % os.environ.get("PORT", "1")',
        'bind = f"0.0.0.0:{{}}"',
        'a = b\nb = a\nbind = f":{a}"',
        "bind = address()",
        'from dotenv import load_dotenv\nload_dotenv()\nbind = ":" + os.environ.get("PORT", "8000")',
        'bind = "0.0.0.0:8000"\nif x:\n    bind = "0.0.0.0:9000"\n',
    ],
)
def test_what_gunicorn_computes_otherwise_is_unknown(config: str) -> None:
    assert built(PYTHON, conf__py=config).answers(9000).answer is Answer.UNKNOWN


def test_a_variable_decides_gunicorns_address() -> None:
    config = 'import os\nbind = "0.0.0.0:" + os.environ.get("PORT", "8000")'
    assert bound(built(PYTHON.replace("COPY", "ENV PORT=9001\nCOPY"), conf__py=config)) == [(9001, Bind.ALL)]
    found = built(PYTHON.replace("python:3.12", "example/python"), conf__py=config)
    assert found.answers(9000).answer is Answer.UNKNOWN
