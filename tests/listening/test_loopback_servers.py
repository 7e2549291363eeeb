"""Programs that listen on loopback by default, and what tells them otherwise; Keycloak that does not start."""

from __future__ import annotations

import pytest

from listening.services import heard, service
from toybox_lint.compose.model import Mount, Service
from toybox_lint.deployment.listening import Answer, Bind, Cause, Listening

DEFAULTS = [
    ("oauth2-proxy --provider=oidc", 4180),
    ("rclone serve webdav remote:", 8080),
    ("rclone rcd --rc-no-auth", 5572),
    ("/pb/pocketbase serve --dir /data", 8090),
    ("ollama serve", 11434),
    ("llama-server -m model.gguf", 8080),
    ("prefect server start", 4200),
    ("dagster-webserver -w workspace.yaml", 3000),
    ("datasette /data/a.db", 8001),
    ("marimo run app.py", 2718),
    ("chainlit run app.py", 8000),
    ("sphinx-autobuild docs out", 8000),
    ("zola serve", 1111),
    ("trunk serve", 8080),
    ("filebrowser -r /srv", 8080),
    ("filebrowser -a 127.0.0.1 -p 8081", 8081),
    ("/opt/jboss/wildfly/bin/standalone.sh -c standalone-full.xml", 8080),
]


def plain(command: str, **variables: str) -> Listening:
    return heard(service(image="debian:12", command_=command, environment=variables))


@pytest.mark.parametrize(("command", "port"), DEFAULTS)
def test_by_default(command: str, port: int) -> None:
    found = plain(command)
    assert [(each.port, each.bind) for each in found.listeners] == [(port, Bind.LOOPBACK)]
    assert found.answers(port).answer is Answer.NO
    assert found.answers(port).cause is Cause.LOOPBACK


TOLD = [
    ("oauth2-proxy --http-address=0.0.0.0:4180", {}, 4180),
    ("oauth2-proxy --http-address=http://:4181", {}, 4181),
    ("oauth2-proxy", {"OAUTH2_PROXY_HTTP_ADDRESS": "0.0.0.0:4182"}, 4182),
    ("rclone serve http remote: --addr :9000", {}, 9000),
    ("rclone serve http remote:", {"RCLONE_ADDR": ":9001"}, 9001),
    ("pocketbase serve --http=0.0.0.0:8091", {}, 8091),
    ("filebrowser --address 0.0.0.0 --port 8082", {}, 8082),
    ("/opt/jboss/wildfly/bin/standalone.sh -b 0.0.0.0", {}, 8080),
    ("/opt/jboss/wildfly/bin/standalone.sh -b=0.0.0.0 -Djboss.http.port=8081", {}, 8081),
    ("ollama serve", {"OLLAMA_HOST": "0.0.0.0"}, 11434),
    ("llama-server --host 0.0.0.0 --port 81", {}, 81),
    ("datasette serve -h 0.0.0.0 -p 82 a.db", {}, 82),
    ("chainlit run app.py", {"CHAINLIT_HOST": "0.0.0.0", "CHAINLIT_PORT": "83"}, 83),
]


@pytest.mark.parametrize(("command", "variables", "port"), TOLD)
def test_told_otherwise(command: str, variables: dict[str, str], port: int) -> None:
    assert plain(command, **variables).answers(port).answer is Answer.YES


OPEN = [
    (service(image="debian:12", command_="oauth2-proxy --config=/etc/a.cfg"), 4180),
    (service(image="debian:12", command_="oauth2-proxy", environment={"OAUTH2_PROXY_CONFIG": "/a"}), 4180),
    (service(image="debian:12", command_="oauth2-proxy", environment={"OAUTH2_PROXY_CONFIG": "/a"}), 80),
    (service(image="debian:12", command_="oauth2-proxy", environment_known=False), 4180),
    (service(image="debian:12", command_="pocketbase serve example.com"), 80),
    (service(image="filebrowser/filebrowser", command_="filebrowser -r /srv"), 80),
    (service(image="example/app", command_="./standalone.sh"), 8080),
    (service(image="example/models", command_="ollama serve"), 11434),
    (service(image="ghcr.io/ggml-org/llama.cpp:server", command_="llama-server -m a.gguf"), 8080),
]


@pytest.mark.parametrize(("made", "port"), OPEN)
def test_what_may_tell_it_otherwise(made: Service, port: int) -> None:
    assert heard(made).answers(port).answer in (Answer.UNKNOWN, Answer.YES)


FILES = [
    ("", Answer.NO),
    ('http_address = "127.0.0.1:4180"\n', Answer.NO),
    ('http_address = "0.0.0.0:4180"\n', Answer.YES),
    ("http_address = '0.0.0.0:4180'\n", Answer.YES),
    ('# http_address = "127.0.0.1:4180"\nhttp_address="http://:4180"\n', Answer.YES),
    ('https_address = ":443"\n', Answer.UNKNOWN),
    ("http_address = 1\n", Answer.UNKNOWN),
    ('http_address = "unix:///run/a.sock"\n', Answer.UNKNOWN),
]


@pytest.mark.parametrize(("text", "answer"), FILES)
def test_the_file_of_oauth2_proxy(text: str, answer: Answer) -> None:
    mount = Mount("bind", "/project/a.cfg", "/etc/a.cfg", service().origin)
    files = {"a.cfg": f'provider = "github"\n{text}'}
    image = "quay.io/oauth2-proxy/oauth2-proxy:v7.6.0"
    for made in (
        service(image=image, command_="--config=/etc/a.cfg", mounts=[mount]),
        service(image=image, command_="--config /etc/a.cfg", mounts=[mount]),
        service(image=image, environment={"OAUTH2_PROXY_CONFIG": "/etc/a.cfg"}, mounts=[mount]),
    ):
        assert heard(made, files).answers(4180).answer is answer
    hidden = service(image=image, command_="--config=/etc/a.cfg", mounts=[mount], environment_known=False)
    assert heard(hidden, {"a.cfg": ""}).answers(4180).answer is Answer.UNKNOWN
    both = service(image=image, command_="--config=/etc/a.cfg --alpha-config=/etc/b", mounts=[mount])
    assert heard(both, files).answers(4180).answer is Answer.UNKNOWN


def test_an_image_that_starts_it_without_arguments() -> None:
    found = heard(service(image="quay.io/oauth2-proxy/oauth2-proxy:v7.6.0"))
    assert found.answers(4180).cause is Cause.LOOPBACK
    built_on = heard(service(image="example/oauth2-proxy"))
    assert built_on.answers(4180).answer is Answer.UNKNOWN


def keycloak(command: str = "start", tag: str = ":26.0", **variables: str) -> str | None:
    found = heard(service(image=f"quay.io/keycloak/keycloak{tag}", command_=command, environment=variables))
    assert found.refused is (found.answers(8080).cause is Cause.NOTHING)
    return found.reason if found.refused else None


def test_keycloak_that_does_not_start() -> None:
    for made in (
        keycloak("start", KC_HOSTNAME="a.example.com"),
        keycloak("start --hostname a.example.com", ""),
        keycloak("start", ":latest", KC_HTTP_ENABLED="false", KC_PROXY="edge"),
        keycloak("start", ":24.0.5", KC_PROXY_HEADERS="xforwarded"),
        keycloak("start --optimized --hostname=a.example.com"),
    ):
        assert made is not None
        assert "certificates" in made
    for made in (keycloak("start --http-enabled=true"), keycloak("start", ":22.0", KC_PROXY="edge")):
        assert made is not None
        assert "KC_HOSTNAME" in made


def test_keycloak_that_may_start() -> None:
    for command, tag, variables in (
        ("start --http-enabled true --hostname-strict=false", ":26.0", {}),
        ("start", ":26.0", {"KC_HTTP_ENABLED": "true", "KC_HOSTNAME": "a.example.com"}),
        ("start", ":23.0", {"KC_PROXY": "edge", "KC_HOSTNAME": "a.example.com"}),
        ("start", ":26.0", {"KC_HTTPS_CERTIFICATE_FILE": "/a.pem"}),
        ("start --https-key-store-file=/a", ":26.0", {}),
        ("start --config-file=/a.conf", ":26.0", {}),
        ("start", ":16.1.1", {}),
        ("start", ":nightly", {}),
        ("start", "@sha256:0123", {}),
        ("start-dev", ":26.0", {}),
    ):
        assert keycloak(command, tag, **variables) is None


def test_keycloak_with_files_of_its_own() -> None:
    for target, refused in (
        ("/opt/keycloak/conf", False),
        ("/opt/keycloak", False),
        ("/opt/keycloak/conf/keycloak.conf", False),
        ("/opt/keycloak/themes", True),
    ):
        mount = Mount("bind", "/project/a", target, service().origin)
        assert (
            heard(service(image="quay.io/keycloak/keycloak:26.0", command_="start", mounts=[mount])).refused
            is refused
        )
