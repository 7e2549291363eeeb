"""Servers that read where to listen from variables and configuration files."""

from __future__ import annotations

import pytest

from listening.services import NOWHERE, heard, service
from toybox_lint.compose.model import Build, Mount
from toybox_lint.deployment.listening import Answer, Bind, Cause, Grade, Listening, Speaks


def mounted(source: str, target: str) -> Mount:
    return Mount("bind", f"/project/{source}", target, NOWHERE)


def built(dockerfile: str, **files: str) -> Listening:
    build = Build("/project", "/project/Dockerfile", None, None, {}, NOWHERE)
    texts = {"Dockerfile": dockerfile} | {name.replace("__", "."): text for name, text in files.items()}
    return heard(service(build=build), texts)


def gunicorn_with(config: str, command: str = "gunicorn -c conf.py app") -> Listening:
    made = service(command_=command, mounts=[mounted("conf.py", "/app/conf.py")], working_dir="/app")
    return heard(made, {"conf.py": config})


@pytest.mark.parametrize(
    ("config", "ports"),
    [
        ('bind = "0.0.0.0:8000"\n', (8000,)),
        ("bind='0.0.0.0:8001' # all\n", (8001,)),
        ('bind = ["0.0.0.0:8002", ":8003"]\n', (8002, 8003)),
        ('bind = [\n    "0.0.0.0:8004",  # one\n    ":8005",\n]\n', (8004, 8005)),
    ],
)
def test_gunicorns_configuration_file(config: str, ports: tuple[int, ...]) -> None:
    found = gunicorn_with(config)
    assert found.ports() == ports
    assert found.complete
    assert {each.grade for each in found.listeners} == {Grade.CONFIG_FILE}
    assert found.listeners[0].origin.file.name == "conf.py"


def test_a_computed_bind_is_unknown() -> None:
    found = gunicorn_with("import os\nbind = f\"0.0.0.0:{os.environ['PORT']}\"\n")
    assert found.answers(8000).answer is Answer.UNKNOWN


def test_a_configuration_that_is_not_here_is_unknown() -> None:
    found = heard(service(command_="gunicorn -c /etc/gunicorn.py app"))
    assert found.answers(8000).answer is Answer.UNKNOWN


def test_the_command_line_beats_the_other_places() -> None:
    found = gunicorn_with('bind = ":1"\n', "gunicorn -c conf.py -b :2 app")
    assert found.ports() == (2,)
    given = {"GUNICORN_CMD_ARGS": "--bind=0.0.0.0:3 --timeout 90", "PORT": "4"}
    found = heard(service(command_="gunicorn app", environment=given))
    assert [(each.port, each.grade) for each in found.listeners] == [(3, Grade.PORT_VARIABLE)]
    assert found.process
    assert found.process.worker_timeout
    assert found.process.worker_timeout.value == 90


def test_the_default_configuration_file_is_found_in_the_working_folder() -> None:
    dockerfile = "FROM python\nWORKDIR /app\nCOPY . .\nCMD gunicorn app"
    found = built(dockerfile, gunicorn__conf__py='bind = ":5000"\ntimeout = 120\n')
    assert found.ports() == (5000,)
    assert found.process
    assert found.process.worker_timeout
    assert found.process.worker_timeout.value == 120


@pytest.mark.parametrize(
    ("command", "timeout", "synchronous"),
    [
        ("gunicorn -b :80 app", 30.0, True),
        ("gunicorn -b :80 -t 60 app", 60.0, True),
        ("gunicorn -b :80 --timeout=0 app", 0.0, True),
        ("gunicorn -b :80 -k uvicorn.workers.UvicornWorker app", 30.0, False),
        ("gunicorn -b :80 --threads 4 app", 30.0, False),
    ],
)
def test_gunicorns_worker_timeout(command: str, timeout: float, synchronous: bool) -> None:
    process = heard(service(command_=command)).process
    assert process
    assert process.worker_timeout
    assert (process.worker_timeout.value, process.synchronous) == (timeout, synchronous)


def test_other_servers_have_no_worker_timeout() -> None:
    process = heard(service(command_="uvicorn a:b --port 80")).process
    assert process
    assert process.worker_timeout is None


def nginx_with(text: str, target: str = "/etc/nginx/conf.d/default.conf", **environment: str) -> Listening:
    mounts = [mounted("site", target)]
    return heard(service(image="nginx:1.27", mounts=mounts, environment=environment), {"site": text})


@pytest.mark.parametrize(
    ("listen", "port", "bind", "speaks"),
    [
        ("listen 8080;", 8080, Bind.ALL, Speaks.HTTP),
        ("listen  [::]:8080 default_server;", 8080, Bind.ALL, Speaks.HTTP),
        ("listen *:8080; # listen 9;", 8080, Bind.ALL, Speaks.HTTP),
        ("listen 127.0.0.1:8080;", 8080, Bind.LOOPBACK, Speaks.HTTP),
        ("listen 8443 ssl http2;", 8443, Bind.ALL, Speaks.TLS),
        ("listen 443 quic; listen 443 ssl;", 443, Bind.ALL, Speaks.TLS),
        ("root /srv;", 80, Bind.ALL, Speaks.HTTP),
    ],
)
def test_nginx_listens_where_its_configuration_says(
    listen: str, port: int, bind: Bind, speaks: Speaks
) -> None:
    found = nginx_with(f"server {{\n  {listen}\n  location / {{ try_files $uri /; }}\n}}\n")
    assert [(each.port, each.bind, each.speaks) for each in found.listeners] == [(port, bind, speaks)]
    assert found.complete


def test_nginx_keeps_its_own_site_beside_another() -> None:
    found = nginx_with("server { listen 3000; }", "/etc/nginx/conf.d/app.conf")
    assert found.ports() == (3000, 80)
    assert not found.complete


def test_nginx_templates_take_variables() -> None:
    target = "/etc/nginx/templates/default.conf.template"
    assert nginx_with("server { listen ${PORT}; }", target, PORT="3000").ports() == (3000,)
    assert nginx_with("server { listen ${PORT}; }", target).answers(80).answer is Answer.UNKNOWN


def test_nginx_built_with_its_own_site() -> None:
    dockerfile = "FROM node AS build\nRUN make\nFROM nginx\nCOPY --from=build /app /usr/share/nginx/html\n"
    site = "COPY nginx.conf /etc/nginx/conf.d/default.conf\n"
    assert built(dockerfile + site, nginx__conf="server { listen 3000; }").ports() == (3000,)
    assert built(dockerfile).ports() == (80,)
    main = "COPY nginx.conf /etc/nginx/nginx.conf\n"
    assert built(dockerfile + main, nginx__conf="http { server { listen 3000; } }").ports() == (3000,)
    hidden = "COPY --from=build /conf /etc/nginx/conf.d\n"
    assert built(dockerfile + hidden).answers(3000).answer is Answer.UNKNOWN


def test_an_untouched_official_image_is_certain() -> None:
    found = heard(service(image="nginx:1.27", ports=["8080:80"]))
    verdict = found.answers(3000)
    assert (verdict.answer, verdict.cause) == (Answer.NO, Cause.PORT)
    assert found.answers(8080).cause is Cause.PUBLISHED
    data = Mount("volume", "data", "/usr/share/nginx/html", NOWHERE)
    assert heard(service(image="nginx", mounts=[data])).complete
    assert heard(service(image="jenkins/jenkins:lts", environment={"JAVA_OPTS": "-Xmx1g"})).complete


@pytest.mark.parametrize(
    "changed",
    [
        service(image="grafana/grafana", command_="/run.sh"),
        service(image="grafana/grafana", environment={"GF_SERVER_HTTP_ADDR": "x"}),
        service(image="grafana/grafana", environment_known=False),
        service(image="grafana/grafana", expose=["4000"]),
        service(image="grafana/grafana", mounts=[mounted("g.ini", "/etc/grafana/grafana.ini")]),
        service(image="photoprism/photoprism"),
        service(image="dpage/pgadmin4", environment={"PGADMIN_ENABLE_TLS": "true"}),
        service(image="jenkins/jenkins", environment={"JENKINS_OPTS": "--httpPort=8081"}),
    ],
)
def test_an_image_that_may_be_changed_is_not(changed: object) -> None:
    found = heard(changed)  # type: ignore[arg-type]
    assert not found.complete
    assert found.answers(9999).answer is Answer.UNLIKELY


def test_a_variable_of_the_image_moves_its_port() -> None:
    found = heard(service(image="grafana/grafana", environment={"GF_SERVER_HTTP_PORT": "3001"}))
    assert [(each.port, each.grade) for each in found.listeners] == [(3001, Grade.PORT_VARIABLE)]
    assert found.answers(3000).answer is Answer.NO
    found = heard(
        service(
            image="mcr.microsoft.com/dotnet/aspnet:8.0",
            environment={"ASPNETCORE_URLS": "http://+:5000;https://+:5001"},
        )
    )
    assert [(each.port, each.speaks) for each in found.listeners] == [(5000, Speaks.HTTP), (5001, Speaks.TLS)]


@pytest.mark.parametrize(
    ("urls", "listeners"),
    [
        ("--urls http://localhost:5000", [(5000, Bind.LOOPBACK)]),
        ("--urls=http://+:5000", [(5000, Bind.ALL)]),
        ("--urls http://*:5000", [(5000, Bind.ALL)]),
        ("--urls https://+:5000", [(5000, Bind.UNKNOWN)]),
    ],
)
def test_asp_net_is_told_its_addresses(urls: str, listeners: list[tuple[int, Bind]]) -> None:
    found = heard(service(command_=f"dotnet App.dll {urls}"))
    assert [(each.port, each.bind) for each in found.listeners] == listeners


def test_a_caddy_with_its_own_configuration_is_unknown() -> None:
    found = heard(service(image="caddy:2", mounts=[mounted("Caddyfile", "/etc/caddy/Caddyfile")]))
    assert found.answers(3000).answer is Answer.UNKNOWN
    assert heard(service(image="caddy:2")).answers(80).answer is Answer.YES


def test_arguments_of_an_image_with_one_program() -> None:
    assert heard(service(image="hashicorp/http-echo", command_="-listen=:8080 -text=hi")).ports()[0] == 8080
    assert heard(service(image="traefik/whoami", command_="--port 2001")).ports()[0] == 2001
    found = heard(service(image="minio/minio", command_="server /data --console-address :9001"))
    assert set(found.ports()) == {9000, 9001}
    assert (
        heard(service(image="quay.io/keycloak/keycloak", command_="start-dev --http-port=8180")).ports()[0]
        == 8180
    )


def test_standalone_next() -> None:
    dockerfile = (
        'FROM node AS build\nFROM node\nCOPY --from=build /app/.next/standalone ./\nCMD ["node", "server.js"]'
    )
    assert [(each.port, each.bind, each.server) for each in built(dockerfile).listeners] == [
        (3000, Bind.ALL, "next")
    ]
    moved = dockerfile.replace("CMD", "ENV PORT=4000 HOSTNAME=127.0.0.1\nCMD")
    assert [(each.port, each.bind) for each in built(moved).listeners] == [(4000, Bind.LOOPBACK)]


def test_rails_opens_up_in_production() -> None:
    command = "bundle exec rails s -p 3000"
    found = heard(service(command_=command, environment={"RAILS_ENV": "production"}))
    assert found.answers(3000).answer is Answer.YES
    found = heard(service(command_=command, environment={"RAILS_ENV": "development"}))
    assert found.answers(3000).cause is Cause.LOOPBACK
    assert heard(service(command_=command)).answers(3000).answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("command", "port"),
    [
        ("./server --port 8080", 8080),
        ("./server -addr :8081", 8081),
        ("java -Dserver.port=8082 -jar app.jar", 8082),
        ("java -jar app.jar --server.port=8083", 8083),
        ("dotnet App.dll --urls https://+:8084", 8084),
    ],
)
def test_flags_of_a_program_nobody_knows(command: str, port: int) -> None:
    found = heard(service(command_=command))
    assert [(each.port, each.grade) for each in found.listeners] == [(port, Grade.PORT_CONVENTION)]
    assert found.answers(1).answer is Answer.UNLIKELY


def test_no_text_holds_what_a_variable_says() -> None:
    secret = "hunter2"
    given = {"GUNICORN_CMD_ARGS": f"--bind {secret}:80", "UVICORN_HOST": secret, "ADDR": secret}
    for command in (
        "gunicorn app",
        "uvicorn a:b",
        ["sh", "-c", "gunicorn -b $ADDR:80 app"],
        ["sh", "-c", "$ADDR"],
    ):
        found = heard(service(command_=command, environment=given))
        said = [each.text for each in found.listeners] + [
            found.answers(port).reason for port in (80, 8000, 1)
        ]
        said += [found.reason or ""]
        assert not any(secret in text for text in said)


VITE = "WORKDIR /app\nCOPY . .\nCMD npx vite"


@pytest.mark.parametrize(
    ("config", "port", "bind"),
    [
        ("export default { server: { host: true, port: 3000 } }", 3000, Bind.ALL),
        ("export default { server: {\n host: '0.0.0.0', // all\n } }", 5173, Bind.ALL),
        (
            "export default { server: { proxy: { '/api': { host: 'x', port: 9 } }, port: 3001 } }",
            3001,
            Bind.LOOPBACK,
        ),
        ("export default { preview: { host: true } }", 5173, Bind.LOOPBACK),
        ("export default { server: { host: process.env.HOST } }", 5173, Bind.UNKNOWN),
        ("// server: { host: true }\nexport default {}", 5173, Bind.LOOPBACK),
    ],
)
def test_vites_configuration(config: str, port: int, bind: Bind) -> None:
    found = built(f"FROM node\n{VITE}", vite__config__ts=config)
    assert [(each.port, each.bind) for each in found.listeners] == [(port, bind)]


NOTHING_SAID = "import { defineConfig } from 'vite'\nimport react from '@vitejs/plugin-react'\n"


@pytest.mark.parametrize(
    ("config", "certain"),
    [
        (
            f"{NOTHING_SAID}export default defineConfig({{ plugins: [react()], server: {{ proxy: {{}} }} }})",
            True,
        ),
        ("export default {} // host: true", True),
        (f"{NOTHING_SAID}import laravel from 'laravel-vite-plugin'\nexport default {{}}", False),
        ("const base = require('./base')\nexport default {}", False),
        ("export default { ...base }", False),
        ("export default { server }", False),
    ],
)
def test_a_configuration_of_vite_that_leaves_the_defaults(config: str, certain: bool) -> None:
    found = built(f"FROM node\n{VITE}", vite__config__ts=config)
    assert (found.complete and found.answers(5173).answer is Answer.NO) is certain
    twice = built(f"FROM node\n{VITE}", vite__config__ts=config, vite__config__mjs=config)
    assert not twice.complete or twice.answers(5173).answer is Answer.UNKNOWN


def test_the_command_beats_vites_configuration() -> None:
    found = built(
        f"FROM node\n{VITE} --port 1 --host 127.0.0.1",
        vite__config__js="x = { server: { host: true, port: 2 } }",
    )
    assert [(each.port, each.bind) for each in found.listeners] == [(1, Bind.LOOPBACK)]


@pytest.mark.parametrize(
    "command", ["puma -C config/puma.rb", "hypercorn -c conf.toml app", "unicorn -c conf.rb"]
)
def test_a_configuration_file_that_nobody_reads_decides_nothing(command: str) -> None:
    assert heard(service(command_=command)).answers(3000).answer is Answer.UNKNOWN


def test_further_addresses_do_not_hide_the_main_one() -> None:
    found = heard(service(command_="minio server /data --console-address :9001"))
    assert set(found.ports()) == {9000, 9001}
    assert found.answers(9000).answer is Answer.YES


def test_an_endpoint_of_daphne() -> None:
    found = heard(service(command_="daphne -e tcp:port=8000:interface=0.0.0.0 proj.asgi:application"))
    assert [(each.port, each.bind) for each in found.listeners] == [(8000, Bind.ALL)]


@pytest.mark.parametrize(
    "dockerfile",
    [
        "FROM nginx\nRUN sed -i 's/80/8080/' /etc/nginx/conf.d/default.conf",
        "FROM php:8-apache\nRUN sed -i 's/80/8080/' /etc/apache2/ports.conf",
    ],
)
def test_a_configuration_that_the_build_rewrites_is_unknown(dockerfile: str) -> None:
    assert built(dockerfile).answers(8080).answer is Answer.UNKNOWN


def test_a_removed_default_site_does_not_listen() -> None:
    steps = "FROM nginx\nRUN rm /etc/nginx/conf.d/default.conf\nCOPY app.conf /etc/nginx/conf.d/\n"
    found = built(steps, app__conf="server { listen 3000; }")
    assert (found.ports(), found.complete) == ((3000,), True)


@pytest.mark.parametrize(
    ("config", "port", "bind"),
    [
        ("[server]\nheadless = true\nport = 8080\n", 8080, Bind.ALL),
        ('[theme]\nport = 1\n\n[server] # here\naddress = "localhost"\n', 8501, Bind.LOOPBACK),
        ("[server]\n# port = 1\n[browser]\nport = 2\n", 8501, Bind.ALL),
        ("[browser]\nserverPort = 2\n", 8501, Bind.ALL),
    ],
)
def test_streamlits_configuration(config: str, port: int, bind: Bind) -> None:
    files = {"/project/c.toml": config}
    mount = Mount("bind", "/project/c.toml", "/app/.streamlit/config.toml", NOWHERE)
    found = heard(
        service(image="python", command_="streamlit run app.py", mounts=[mount], working_dir="/app"), files
    )
    assert [(each.port, each.bind) for each in found.listeners] == [(port, bind)]


def test_endpoints_of_asp_net() -> None:
    files = {"/project/appsettings.json": '{"Kestrel": {"Endpoints": {"A": {"Url": "http://0.0.0.0:5005"}}}}'}
    mount = Mount("bind", "/project", "/app", NOWHERE)
    image = "mcr.microsoft.com/dotnet/aspnet:8.0"
    made = service(image=image, command_="dotnet Web.dll", mounts=[mount], working_dir="/app")
    assert heard(made, files).answers(5005).answer is Answer.YES
    assert heard(made, files).answers(8080).answer is Answer.UNLIKELY


def test_uwsgi_without_arguments_listens_nowhere_known() -> None:
    assert heard(service(command_="uwsgi")).answers(8000).answer is Answer.UNKNOWN
