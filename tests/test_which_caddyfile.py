"""Which Caddyfiles are judged, and for which Caddy."""

from __future__ import annotations

from toybox_lint.deployment import Settings, build
from toybox_lint.discovery import discover
from toybox_lint.files import MemoryFiles, Unreadable
from toybox_lint.source import SourceFile

STOCK = 'caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}'
HIDDEN = "caddy: {image: registry.example/caddy:1}"


class Confined(MemoryFiles):
    """Of which nothing outside of the project may be read."""

    def read(self, path: str) -> SourceFile | Unreadable | None:
        return Unreadable(path, "it is outside") if self.is_outside(path) else super().read(path)

    def is_outside(self, path: str) -> bool:
        return not path.startswith("/project")


def judged(**texts: str) -> list[tuple[str, str | None]]:
    """Every Caddyfile with the service that reads it."""
    names = {name.replace("__", "/").replace("_", "."): text for name, text in texts.items()}
    files = Confined(names)
    return [
        (front.caddyfile.file.name, front.member.key if front.member else None)
        for found in discover(["/project"], files)
        for front in build(found, files, Settings()).fronts
    ]


def project(caddy: str) -> str:
    return f"name: shop\nservices:\n  {caddy}\n  web: {{image: example/web}}\n"


def test_what_is_imported_is_a_part_of_what_imports_it() -> None:
    texts = {
        "Caddyfile": "a.test {\n\timport Caddyfile.headers\n}\n",
        "Caddyfile_headers": "header -Server\n",
    }
    assert judged(**texts) == [("Caddyfile", None)]
    assert judged(**texts, compose_yaml=project(HIDDEN)) == [("Caddyfile", "shop/caddy")]


def test_one_caddyfile_belongs_to_the_caddy_that_shows_none() -> None:
    found = judged(Caddyfile="a.test\n", Caddyfile_dev="b.test\n", compose_yaml=project(HIDDEN))
    assert sorted(found) == [("Caddyfile", "shop/caddy"), ("Caddyfile.dev", None)]


def test_a_variant_of_a_caddyfile_that_is_read_belongs_to_nobody() -> None:
    found = judged(
        Caddyfile="a.test\n",
        Caddyfile_dev="b.test\n",
        compose_yaml=project(STOCK),
        deploy__compose_yaml=project(HIDDEN),
    )
    assert sorted(found) == [("Caddyfile", "shop/caddy"), ("Caddyfile.dev", None)]


def test_a_caddy_that_serves_what_its_flags_say_reads_no_caddyfile() -> None:
    told = [("compose.yaml", "shop/caddy")]
    for command, found in (
        ("caddy reverse-proxy --from ${HOST:-localhost} --to web:80", told),
        ("caddy file-server --root /srv", []),
    ):
        for key in ("entrypoint", "command"):
            caddy = f'caddy: {{image: caddy:2, {key}: "{command}"}}'
            assert judged(Caddyfile="a.test\n", compose_yaml=project(caddy)) == [*found, ("Caddyfile", None)]


def test_what_caddy_1_reads_is_not_judged() -> None:
    old = 'caddy: {image: "abiosoft/caddy:1.0.3", volumes: ["./Caddyfile:/etc/Caddyfile"]}'
    flags = 'caddy: {build: ., entrypoint: /usr/bin/caddy, command: ["--conf", "/etc/Caddyfile", "--log", "stdout"]}'
    alone = 'caddy: {build: ., command: --conf /etc/Caddyfile --log stdout, volumes: ["./Caddyfile:/etc/Caddyfile"]}'
    data = 'gateway: {image: example/gateway, volumes: ["certificates:/root/.caddy"]}'
    for caddy in (old, flags, alone, data):
        assert judged(Caddyfile="a.test {\n\tproxy / web\n}\n", compose_yaml=project(caddy)) == []
    assert judged(Caddyfile="a.test\n", compose_yaml=project(STOCK)) == [("Caddyfile", "shop/caddy")]


def test_what_a_dockerfile_beside_it_puts_into_caddy_1_is_not_judged() -> None:
    old = "a.test {\n\tproxy / web\n}\n"
    for image, copied, found in (
        ("abiosoft/caddy:0.11.0", "COPY ./edge/Caddyfile /etc/Caddyfile", []),
        ("caddy:2-alpine", "COPY Caddyfile /etc/caddy/Caddyfile", [("edge/Caddyfile", None)]),
        ("abiosoft/caddy:0.11.0", "COPY site /srv", [("edge/Caddyfile", None)]),
    ):
        texts = {"edge__Caddyfile": old, "edge__Dockerfile": f"FROM {image}\n{copied}\n"}
        assert judged(**texts, compose_yaml=project("web: {image: example/web}")) == found


def test_a_mount_below_a_variable_is_known_by_its_end() -> None:
    below = 'caddy: {image: "caddy:2", volumes: ["%s/caddy/Caddyfile:/etc/caddy/Caddyfile:ro"]}'
    for folder in ("${DATA}", "${DATA:-/srv}", "$DATA"):
        assert judged(caddy__Caddyfile="a.test\n", compose_yaml=project(below % folder)) == [
            ("caddy/Caddyfile", "shop/caddy")
        ]
    assert judged(edge__Caddyfile="a.test\n", compose_yaml=project(below % "$DATA")) == [
        ("edge/Caddyfile", None)
    ]
    one = below % "$DATA"
    other = one.replace("caddy:", "other:", 1)
    assert judged(caddy__Caddyfile="a.test\n", compose_yaml=project(f"{one}\n  {other}")) == [
        ("caddy/Caddyfile", None)
    ]


def test_a_mount_from_where_the_server_keeps_the_project_is_known_by_its_end() -> None:
    caddy = 'caddy: {image: "caddy:2", volumes: ["%s:/etc/caddy%s:ro"]}'
    for source, target, file, found in (
        ("/opt/shop/caddy/Caddyfile", "/Caddyfile", "caddy__Caddyfile", "shop/caddy"),
        ("/opt/shop/caddy", "", "caddy__Caddyfile", "shop/caddy"),
        ("/opt/shop/Caddyfile", "/Caddyfile", "Caddyfile", "shop/caddy"),
        ("~/shop/Caddyfile", "/Caddyfile", "Caddyfile", "shop/caddy"),
        ("/opt/shop/caddy/Caddyfile", "/Caddyfile", "edge__Caddyfile", None),
        ("/etc/caddy/Caddyfile", "/Caddyfile", "Caddyfile", None),
    ):
        texts = {file: "a.test\n", "compose_yaml": project(caddy % (source, target))}
        assert judged(**texts) == [(file.replace("__", "/"), found)], source
    one = caddy % ("/opt/shop/Caddyfile", "/Caddyfile")
    both = f"{one}\n  {one.replace('caddy:', 'other:', 1)}"
    assert judged(Caddyfile="a.test\n", compose_yaml=project(both)) == [("Caddyfile", None)]


def test_the_working_folder_is_that_of_the_project() -> None:
    for source in ("$PWD", "${PWD}", "${PWD:-.}"):
        caddy = f'caddy: {{image: "caddy:2", volumes: ["{source}/Caddyfile:/etc/caddy/Caddyfile"]}}'
        texts = {"Caddyfile": "a.test\n", "edge__compose_yaml": project(caddy), "edge__Caddyfile": "b.test\n"}
        assert sorted(judged(**texts)) == [("Caddyfile", None), ("edge/Caddyfile", "shop/caddy")]


def test_a_caddy_that_reads_labels_is_told_once_not_to_be_judged() -> None:
    image = "lucaslorentz/caddy-docker-proxy:2.9-alpine"
    built = "built: {build: ., command: caddy docker-proxy, labels: {caddy: a.test}}"
    for service in (f"caddy: {{image: {image}}}", built, f"caddy: {{image: {image}}}\n  {built}"):
        files = MemoryFiles({"compose.yaml": project(service)})
        (found,) = discover(["/project"], files)
        (gap,) = build(found, files, Settings()).gaps
        assert (gap.line, gap.blocking, "labels are not read" in gap.reason) == (3, False, True)
