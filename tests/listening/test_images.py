"""The table of well-known images: its form, and when it is sure of where an image listens."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from listening.services import NOWHERE, heard, placed, service
from toybox_lint.compose.model import Mount
from toybox_lint.deployment.listening import Answer, Speaks
from toybox_lint.deployment.listening.images.well_known import known_image, of_any_tag
from toybox_lint.deployment.listening.tables.applications import APPLICATIONS
from toybox_lint.deployment.listening.tables.images import IMAGES
from toybox_lint.facts import Unknown
from toybox_lint.source import Located, Origin

LINES = [line for table in (IMAGES, APPLICATIONS) for line in table.strip().split("\n")]
NAMES = [name for line in LINES for name in line.partition(" = ")[0].split()]


def test_each_image_has_one_line_and_the_one_for_any_tag_is_the_last() -> None:
    assert len(NAMES) == len(set(NAMES))
    seen: set[str] = set()
    for name in NAMES:
        path, _, tag = name.partition(":")
        assert path == path.lower()
        assert path not in seen, f"{name} is never asked for"
        if not tag:
            seen.add(path)


def test_a_line_says_where_it_listens_and_what_may_change_that() -> None:
    for line in LINES:
        names, equals, facts = line.partition(" = ")
        words = facts.split()
        assert (bool(names), bool(equals), words[0][0].isdigit()) == (True, True, True), line
        others = [word for word in words if not word[0].isdigit()]
        assert all(word == "!" or (word[0] in "$?>/~@" and word[1:]) for word in others), line
        assert not (">" in facts and "!" not in words), (
            f"{line}: a command says nothing where nothing is sure"
        )


@pytest.mark.parametrize(
    ("image", "port"),
    [
        ("ghcr.io/mastodon/mastodon-streaming:v4.3", 4000),
        ("weseek/growi:7", 3000),
        ("ghcr.io/mealie-recipes/mealie:v2.0.0", 9000),
        ("mcr.microsoft.com/dotnet/samples:aspnetapp", 8080),
        ("apache/superset:4.0.1", 8088),
        ("excalidraw/excalidraw", 80),
        ("quay.io/hedgedoc/hedgedoc:1.9.9", 3000),
        ("ghcr.io/requarks/wiki:2", 3000),
        ("ghcr.io/immich-app/immich-server:release", 2283),
        ("ghcr.io/paperless-ngx/paperless-ngx", 8000),
        ("vectorim/element-web", 80),
        ("monica:4-fpm", 9000),
        ("monica:4", 80),
    ],
)
def test_an_untouched_application_listens_nowhere_else(image: str, port: int) -> None:
    found = heard(service(image=image))
    assert found.answers(port).answer is Answer.YES
    assert found.answers(1234).answer is Answer.NO


@pytest.mark.parametrize(
    ("image", "ports"),
    [
        ("ghcr.io/immich-app/immich-server:v1.117.0", (3001, 8081, 8082)),
        ("ghcr.io/immich-app/immich-server:v1.98.2", (3001, 8081, 8082)),
        ("ghcr.io/immich-app/immich-server:v1.118.0", (2283, 8081, 8082)),
        ("ghcr.io/immich-app/immich-server:v2.1.0", (2283, 8081, 8082)),
        ("vectorim/element-web:v1.11.80", (80, 8080)),
        ("apache/superset:1.3.2", (8088, 8080)),
        ("requarks/wiki:2.5", (3000, 3443)),
    ],
)
def test_releases_differ(image: str, ports: tuple[int, ...]) -> None:
    assert heard(service(image=image)).ports() == ports


def _with_unknown_tag(text: str) -> Located[str | Unknown]:
    origin: Origin = placed(text).origin
    return Located(Unknown("the variable TAG is not given"), origin)


def test_an_image_of_any_tag_has_what_its_entries_have_together() -> None:
    found = of_any_tag(_with_unknown_tag("ghcr.io/immich-app/immich-server:${TAG}"))
    assert found
    assert not found.verified
    assert found.ports == tuple((port, Speaks.HTTP) for port in (3001, 8081, 8082, 2283))
    assert of_any_tag(_with_unknown_tag("wordpress:${TAG}")) is None
    assert of_any_tag(_with_unknown_tag("dotnet/samples:${TAG}")) is None
    assert of_any_tag(_with_unknown_tag("${IMAGE}")) is None


@pytest.mark.parametrize(
    ("image", "command"),
    [
        ("ghcr.io/goauthentik/server:2024.6", "server"),
        ("ghcr.io/mastodon/mastodon:v4.2", "bundle exec puma -C config/puma.rb"),
        ("ghcr.io/zitadel/zitadel", "start-from-init --masterkey x --tlsMode external"),
        ("typesense/typesense:26.0", "--data-dir=/data --api-key=x --enable-cors"),
        ("grafana/loki:3.0.0", "-config.file=/etc/loki/local-config.yaml"),
    ],
)
def test_a_command_that_starts_what_the_image_is_known_for(image: str, command: str) -> None:
    assert heard(service(image=image, command_=command)).answers(1234).answer is Answer.NO
    for moving in ("--port=1234", "-p", "--config /x", "--api-address ::1", Unknown("a variable")):
        words = [*command.split(), *([moving] if isinstance(moving, Unknown) else moving.split())]
        assert heard(service(image=image, command_=words)).answers(1234).answer is not Answer.NO
    other = service(image=image, command_="sleep-less and more")
    assert heard(other).answers(1234).answer is not Answer.NO


@pytest.mark.parametrize(
    ("image", "environment", "sure"),
    [
        ("ghcr.io/miniflux/miniflux", {"CERT_DOMAIN": "x.example"}, False),
        ("quay.io/hedgedoc/hedgedoc", {"CMD_PATH": "/run/hedgedoc.sock"}, False),
        ("quay.io/hedgedoc/hedgedoc", {"CMD_URL_ADDPORT": "false", "CMD_DB_PORT": "5432"}, True),
        ("outlinewiki/outline", {"SMTP_PORT": "587", "SMTP_FROM_EMAIL": "a@b.example"}, True),
        ("outlinewiki/outline", {"SMTP_BIND_PORT": "587"}, False),
        (
            "outlinewiki/outline",
            {"SUPPORT_EMAIL": "a@b.example", "MAX_IMPORT_SIZE": "5", "X_REPORT_URI": "/"},
            True,
        ),
        ("ghcr.io/mastodon/mastodon-streaming", {"MASTODON_PROMETHEUS_EXPORTER_ENABLED": "true"}, False),
        ("ghost:5", {"mail__options__port": "587", "database__connection__port": "3306"}, True),
        ("n8nio/n8n", {"DB_POSTGRESDB_PORT": "5432"}, True),
        ("quay.io/keycloak/keycloak", {"KC_DB_URL_PORT": "5432"}, True),
        ("ghcr.io/immich-app/immich-server:release", {"REDIS_SOCKET": "/run/redis"}, True),
        ("ghcr.io/immich-app/immich-server:release", {"IMMICH_TELEMETRY_INCLUDE": "all"}, True),
        ("ollama/ollama", {"OLLAMA_HOST": "0.0.0.0"}, True),
        ("ollama/ollama", {"OLLAMA_HOST": "http://0.0.0.0"}, False),
        ("apache/superset", {"GUNICORN_CMD_ARGS": "-b :9000"}, False),
        ("provectuslabs/kafka-ui", {"JAVA_OPTS": "-Xmx1g -Dserver.port=9000"}, False),
        ("provectuslabs/kafka-ui", {"JAVA_OPTS": "-Xmx1g"}, True),
        ("provectuslabs/kafka-ui", {"JAVA_OPTS": None}, False),
        (
            "mcr.microsoft.com/dotnet/samples:aspnetapp",
            {"Kestrel__Endpoints__Http__Url": "http://+:5000"},
            False,
        ),
    ],
)
def test_variables_that_may_move_a_port(
    image: str, environment: Mapping[str, str | None], sure: bool
) -> None:
    found = heard(service(image=image, environment=environment))
    assert (found.answers(1234).answer is Answer.NO) is sure


@pytest.mark.parametrize(
    ("image", "target", "sure"),
    [
        ("outlinewiki/outline", "/etc/localtime", True),
        ("outlinewiki/outline", "/etc/localtimes", False),
        ("outlinewiki/outline", "/var/lib/outline/data", True),
        ("actualbudget/actual-server", "/data", False),
        ("mher/flower", "/data/logs", False),
        ("mher/flower", "/logs", True),
        ("zadam/trilium", "/home/node", False),
        ("ghcr.io/mealie-recipes/mealie", "/run/secrets/API_PORT", False),
        ("paperless-ngx/paperless-ngx", "/usr/src/paperless/gunicorn.conf.py", False),
    ],
)
def test_mounts_that_may_move_a_port(image: str, target: str, sure: bool) -> None:
    found = heard(service(image=image, mounts=[Mount("bind", "./x", target, NOWHERE)]))
    assert (found.answers(1234).answer is Answer.NO) is sure


@pytest.mark.parametrize(
    ("image", "target", "text", "port"),
    [
        ("misskey/misskey", "/misskey/.config/default.yml", "url: https://x.example/\nport: 3001\n", 3001),
        (
            "authelia/authelia",
            "/config/configuration.yml",
            "server:\n  # all\n\n  address: 'tcp://:9092/'\n",
            9092,
        ),
        (
            "authelia/authelia",
            "/config/configuration.yml",
            "server: # it\n  host: 0.0.0.0\n  port: 9093\n",
            9093,
        ),
        (
            "ghcr.io/home-assistant/home-assistant",
            "/config/configuration.yaml",
            "http:\n  server_port: 81\n",
            81,
        ),
        ("headscale/headscale", "/etc/headscale/config.yaml", "listen_addr: 0.0.0.0:8081\n", 8081),
        ("actualbudget/actual-server", "/data/config.json", '{"port": 5007, "hostname": "::"}', 5007),
        ("grafana/grafana", "/etc/grafana/grafana.ini", "[server]\nhttp_port = 3005\n", 3005),
        (
            "matrixdotorg/synapse",
            "/data/homeserver.yaml",
            "listeners:\n  - port: 8018\n    tls: false\n",
            8018,
        ),
        ("verdaccio/verdaccio", "/verdaccio/conf/config.yaml", "listen: http://0.0.0.0:4800/\n", 4800),
        ("httpd:2.4", "/usr/local/apache2/conf/httpd.conf", "#Listen 12.34.56.78:80\n  Listen 8080\n", 8080),
        (
            "tomcat:10",
            "/usr/local/tomcat/conf/server.xml",
            '<Server port="8005">\n<Connector port="8009" protocol="AJP/1.3"/>\n'
            '<Connector\n  port="8081" protocol="HTTP/1.1"/>',
            8081,
        ),
        ("php:8.3-apache", "/etc/apache2/ports.conf", "# Listen 1\nListen 8082\n", 8082),
        ("wordpress", "/etc/apache2/ports.conf", "Listen 0.0.0.0:8083\n", 8083),
        (
            "php:8.3-fpm",
            "/usr/local/etc/php-fpm.d/zz-docker.conf",
            "[www]\n;listen = 1\nlisten = 9001\n",
            9001,
        ),
        ("php:8.3-fpm", "/usr/local/etc/php-fpm.d/zzz.conf", "[www]\nlisten = 0.0.0.0:9002\n", 9002),
        (
            "jupyter/scipy-notebook",
            "/home/jovyan/.jupyter/jupyter_server_config.py",
            "c.ServerApp.port = 9999\n",
            9999,
        ),
    ],
)
def test_a_settings_file_moves_the_port(image: str, target: str, text: str, port: int) -> None:
    usual = known_image(image)
    assert usual
    main = usual.ports[0][0]
    files = {"/project/x": text}
    found = heard(service(image=image, mounts=[Mount("bind", "/project/x", target, NOWHERE)]), files)
    assert found.answers(port).answer is Answer.YES
    assert main not in found.ports()
    found = heard(service(image=image, mounts=[Mount("bind", "/project/x", "/elsewhere", NOWHERE)]), files)
    assert found.ports()[0] == main
    assert port not in found.ports()


def test_a_settings_file_that_says_nothing_or_what_nobody_knows() -> None:
    silent = {"/project/x": "server:\n" + "    \n  log: y\n" * 3000 + "address: 1\n"}
    mount = Mount("bind", "/project/x", "/config/configuration.yml", NOWHERE)
    assert heard(service(image="authelia/authelia", mounts=[mount]), silent).ports() == (9091,)
    mount = Mount("bind", "/project/x", "/misskey/.config/default.yml", NOWHERE)
    misskey = service(image="misskey/misskey", mounts=[mount])
    assert heard(misskey, {"/project/x": "port: ${PORT}\n"}).answers(3000).answer is Answer.UNKNOWN
    assert heard(misskey, {"/project/y": ""}).answers(3000).answer is Answer.UNKNOWN
    given = service(
        image="grafana/grafana",
        environment={"GF_SERVER_HTTP_PORT": "3006"},
        mounts=[Mount("bind", "/project/x", "/etc/grafana/grafana.ini", NOWHERE)],
    )
    assert heard(given, {"/project/x": "http_port = 3005\n"}).ports() == (3006,)


def test_a_settings_file_that_takes_in_others() -> None:
    mount = Mount("bind", "/project/x", "/usr/local/apache2/conf/httpd.conf", NOWHERE)
    found = heard(
        service(image="httpd", mounts=[mount]), {"/project/x": "Listen 8080\nInclude conf/extra/*.conf\n"}
    )
    assert found.answers(8080).answer is Answer.YES
    assert found.answers(443).answer is Answer.UNKNOWN


def test_a_pool_that_the_image_overrides() -> None:
    mount = Mount("bind", "/project/x", "/usr/local/etc/php-fpm.d/www.conf", NOWHERE)
    found = heard(
        service(image="php:8.3-fpm", mounts=[mount]), {"/project/x": "[www]\nlisten = 127.0.0.1:9001\n"}
    )
    assert found.answers(9000).answer is Answer.YES


def test_a_pool_on_a_socket() -> None:
    target, text = "/usr/local/etc/php-fpm.d/zz-docker.conf", "[www]\nlisten = /run/php/fpm.sock\n"
    mount = Mount("bind", "/project/x", target, NOWHERE)
    found = heard(service(image="php:8.3-fpm", mounts=[mount]), {"/project/x": text})
    assert found.listeners[0].socket == "/run/php/fpm.sock"
    assert found.answers(9000).answer is not Answer.YES
