"""Applications of Phoenix, by their configuration."""

from __future__ import annotations

import pytest

from listening.services import heard, service
from toybox_lint.compose.model import Build
from toybox_lint.deployment.listening import Bind, Listening
from toybox_lint.deployment.listening.sources.elixir import inside_of, statements, without_comments

_BUILD = Build("/project", "/project/Dockerfile", None, None, {}, service().origin)
_HEAD = "import Config\nconfig :a, AWeb.Endpoint, "
_RELEASE = 'FROM elixir:1.17\nWORKDIR /app\nCOPY . .\nCMD ["/app/bin/a", "start"]\n'
_SWITCHED = 'if System.get_env("PHX_SERVER") do\n  config :a, AWeb.Endpoint, server: true\nend\n'
_MIX = 'defp deps, do: [{:phoenix, "~> 1.7"}]\n'


def phoenix(files: dict[str, str], dockerfile: str = "", **variables: str) -> Listening:
    given = dockerfile or 'FROM elixir:1.17\nWORKDIR /app\nCOPY . .\nCMD ["mix", "phx.server"]\n'
    return heard(service(build=_BUILD, environment=variables), {"Dockerfile": given, **files})


def told(found: Listening) -> list[tuple[object, Bind]]:
    return [(each.port, each.bind) for each in found.listeners if "Phoenix" in each.text]


DEVELOPMENT = [
    (f"{_HEAD}http: [ip: {{127, 0, 0, 1}}, port: 4000]\n", [(4000, Bind.LOOPBACK)]),
    (f"{_HEAD}http: [port: 4001, ip: {{0,0,0,0}}]\n", [(4001, Bind.ALL)]),
    (f"{_HEAD}http: [port: 4002]\n", [(4002, Bind.ALL)]),
    (f"{_HEAD}http: [ip: {{0, 0, 0, 0, 0, 0, 0, 1}}, port: 4003]\n", [(4003, Bind.LOOPBACK)]),
    (f'{_HEAD}http: [port: String.to_integer(System.get_env("PORT") || "4004")]\n', [(4004, Bind.ALL)]),
    (f'{_HEAD}http: [port: String.to_integer(System.get_env("PORT", "4005"))]\n', [(4005, Bind.ALL)]),
    (
        f'port = String.to_integer(System.get_env("PORT") || "4006")\n{_HEAD}http: [port: port]\n',
        [(4006, Bind.ALL)],
    ),
    (f"{_HEAD}\n  http: [\n    # ip: {{127, 0, 0, 1}},\n    port: 4007\n  ]\n", [(4007, Bind.ALL)]),
    (f'{_HEAD}title: "# {{", http: [port: 4008]\n', [(4008, Bind.ALL)]),
    (f"{_HEAD}http: [port: 4009, transport_options: [socket_opts: [:inet6]]]\n", [(4009, Bind.ALL)]),
    (f"{_HEAD}http: [port: 1]\nconfig :a, AWeb.Endpoint, http: [port: 4010]\n", [(4010, Bind.ALL)]),
    # What cannot be told.
    (f"{_HEAD}http: [ip: {{192, 168, 0, 1}}, port: 4000]\n", []),
    (f"{_HEAD}http: [ip: address, port: 4000]\n", []),
    (f"{_HEAD}http: [ip: {{0, 0, 0, 0}}]\n", []),
    (f"{_HEAD}http: [port: 4000 + 1]\n", []),
    (f"{_HEAD}http: [port: 99999]\n", []),
    (f"{_HEAD}http: [port: port]\n", []),
    (f"port = 1\nport = 2\n{_HEAD}http: [port: port]\n", []),
    (f"port = other\nother = port\n{_HEAD}http: [port: port]\n", []),
    (f'{_HEAD}http: [port: String.to_integer(System.fetch_env!("PORT"))]\n', []),
    (f"{_HEAD}http: %{{port: 4000}}\n", []),
    (f"{_HEAD}http: [port: 4000\n", []),
    (f"{_HEAD}http: [port: 4000], https: [port: 4001]\n", []),
    (f"{_HEAD}http: [port: 4000]\nconfig :b, BWeb.Endpoint, http: [port: 4001]\n", []),
    (f"{_HEAD}http: [port: 4000]\nif inside?() do\n  config :a, AWeb.Endpoint, http: [port: 1]\nend\n", []),
    (f"{_HEAD}http: [port: 4000]\nconfig(:a, AWeb.Endpoint, http: [port: 1])\n", []),
    ("import Config\nconfig :a, AWeb.Repo, http: [port: 4000]\n", []),
]


@pytest.mark.parametrize(("text", "expected"), DEVELOPMENT)
def test_the_configuration_of_development(text: str, expected: list[tuple[int, Bind]]) -> None:
    assert told(phoenix({"config/dev.exs": text})) == expected


def test_variables_decide() -> None:
    text = f'{_HEAD}http: [port: String.to_integer(System.get_env("PORT") || "4000")]\n'
    assert told(phoenix({"config/dev.exs": text}, PORT="5000")) == [(5000, Bind.ALL)]
    assert told(phoenix({"config/prod.exs": text}, MIX_ENV="prod")) == [(4000, Bind.ALL)]
    assert told(phoenix({"config/dev.exs": text}, MIX_ENV="prod")) == []
    assert told(phoenix({"config/dev.exs": text}, PORT="none")) == []


def test_runtime_settings_come_last() -> None:
    files = {
        "config/dev.exs": f"{_HEAD}http: [ip: {{127, 0, 0, 1}}, port: 4000]\n",
        "config/runtime.exs": "if config_env() == :prod do\n  config :a, AWeb.Endpoint, http: [port: 1]\nend\n"
        "if config_env() != :test do\n  config :a, AWeb.Endpoint, http: [port: 4001]\nend\n",
    }
    assert told(phoenix(files)) == [(4001, Bind.LOOPBACK)]


def test_a_release_has_the_sources_of_its_folder() -> None:
    files = {
        "mix.exs": _MIX,
        "config/runtime.exs": f"{_HEAD}http: [port: 4000], server: true\n",
    }
    assert told(phoenix(files, _RELEASE)) == [(4000, Bind.ALL)]
    assert told(phoenix({**files, "mix.exs": ""}, _RELEASE)) == []
    assert told(phoenix({**files, "config/releases.exs": f"{_HEAD}http: [port: 1]\n"}, _RELEASE)) == [
        (4000, Bind.ALL)
    ]
    del files["config/runtime.exs"]
    assert told(phoenix({**files, "config/releases.exs": f"{_HEAD}http: [port: 1]\n"}, _RELEASE)) == []
    assert phoenix(files, _RELEASE).decisive is None


def idle(files: dict[str, str], command: str = '["bin/a", "start"]', **variables: str) -> bool:
    dockerfile = f"FROM elixir:1.17\nWORKDIR /app\nCOPY . .\nCMD {command}\n"
    return phoenix(files, dockerfile, **variables).decisive == ()


def test_a_release_without_its_server() -> None:
    files = {"mix.exs": _MIX, "config/runtime.exs": _SWITCHED}
    assert idle(files)
    assert not idle(files, PHX_SERVER="1")
    assert not idle(files, '["bin/server"]')
    assert not idle(files, '["bin/a", "eval", "1"]')
    assert not idle(files, '["a", "start"]')
    assert not idle({**files, "mix.exs": ""})
    assert not idle({**files, "rel/env.sh.eex": "export PHX_SERVER=1\n"})
    assert not idle({"mix.exs": _MIX})
    assert not idle({**files, "config/prod.exs": f"{_HEAD}server: true\n"})
    assert not idle({**files, "config/prod.exs": "config(:a, AWeb.Endpoint, server: true)\n"})
    assert not idle({**files, "config/runtime.exs": "import Config\n"})
    assert not idle({**files, "config/runtime.exs": _SWITCHED.replace("PHX_SERVER", "SERVE")})
    assert not idle({**files, "config/runtime.exs": f"{_SWITCHED}config(:a, AWeb.Endpoint, server: true)\n"})


def test_comments_are_blanked_and_strings_stay() -> None:
    text = 'a = "#{b} # c" # d\ne\n'
    assert without_comments(text) == 'a = "#{b} # c"    \ne\n'


def test_statements_end_where_their_lines_do() -> None:
    text = "config :a, A.B,\n  c: 1,\n  d: 2\nconfig :a, A.C, e: 3\n"
    assert [(each.module, each.text) for each in statements(text, "dev") or ()] == [
        ("A.B", "config :a, A.B,\n  c: 1,\n  d: 2\n"),
        ("A.C", "config :a, A.C, e: 3\n"),
    ]
    assert inside_of("[a, {b}, (c)] d", 0) == "a, {b}, (c)"
