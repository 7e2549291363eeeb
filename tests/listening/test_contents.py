"""Which file is at a path inside the container."""

from __future__ import annotations

import pytest

from listening.services import NOWHERE, located, placed, service
from toybox_lint.compose.model import Build, Mount
from toybox_lint.deployment.listening import Content, container_file
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import names_at
from toybox_lint.facts import Unknown
from toybox_lint.files import MemoryFiles, Unreadable
from toybox_lint.source import Located, SourceFile

WANTED = "/etc/caddy/Caddyfile"
FILES = {
    "Caddyfile": "root",
    "conf/Caddyfile": "conf",
    "conf/sub/site.caddy": "site",
    "secret.txt": "ignored",
    ".dockerignore": "# none of these\nsecret.*\n**/*.tmp\nnode_modules\n",
    "node_modules/Caddyfile": "ignored",
}


def bind(source: str, target: str) -> Mount:
    return Mount("bind", f"/project/{source}", target, NOWHERE)


def at(path: str, mounts: list[Mount], dockerfile: str | None = None) -> Content:
    build = Build("/project", "/project/Dockerfile", None, None, {}, NOWHERE) if dockerfile else None
    files = MemoryFiles(FILES | ({"Dockerfile": dockerfile} if dockerfile else {}))
    return container_file(service(mounts=mounts, build=build), path, files)


def text(found: Content) -> str | None:
    return found.text if isinstance(found, SourceFile) else None


@pytest.mark.parametrize(
    ("mounts", "path", "expected"),
    [
        ([bind("Caddyfile", WANTED)], WANTED, "root"),
        ([bind("conf", "/etc/caddy")], WANTED, "conf"),
        ([bind("conf", "/etc/caddy/")], "/etc/caddy/sub/site.caddy", "site"),
        ([bind("conf", "/etc/caddy"), bind("Caddyfile", WANTED)], WANTED, "root"),
        ([bind("Caddyfile", WANTED), bind("conf", "/etc/caddy")], WANTED, "root"),
        ([bind("conf", "/etc/cad")], WANTED, None),
        ([bind(".", "/")], "/Caddyfile", "root"),
        ([], WANTED, None),
    ],
)
def test_bind_mounts(mounts: list[Mount], path: str, expected: str | None) -> None:
    assert text(at(path, mounts)) == expected


def test_a_mount_of_what_is_not_there() -> None:
    found = at(WANTED, [bind("missing", WANTED)])
    assert isinstance(found, Unreadable)
    assert found.path == "/project/missing"
    assert at(WANTED, [bind("conf/sub", "/etc/caddy")]) is None
    assert isinstance(at(WANTED, [bind("conf", WANTED)]), Unreadable)


def test_a_volume_hides_its_content() -> None:
    assert isinstance(at(WANTED, [Mount("volume", "config", "/etc/caddy", NOWHERE)]), Unknown)


def test_an_unknown_source_or_target_is_unknown() -> None:
    missing = Unknown("the variable DIR is not given", frozenset({"DIR"}))
    assert at(WANTED, [Mount("bind", missing, WANTED, NOWHERE)]) == missing
    assert at(WANTED, [Mount("bind", "/project/conf", missing, NOWHERE)]) == missing


def test_configs() -> None:
    inline = located(":80", placed(":80").origin)
    assert at(WANTED, [Mount("config", None, WANTED, NOWHERE, content=inline)]) == inline
    assert text(at(WANTED, [Mount("config", "/project/Caddyfile", WANTED, NOWHERE)])) == "root"
    over = [bind("conf/Caddyfile", WANTED), Mount("config", "/project/Caddyfile", WANTED, NOWHERE)]
    assert text(at(WANTED, over)) == "conf"


COPIES = [
    ("COPY Caddyfile /etc/caddy/Caddyfile", WANTED, "root"),
    ("COPY Caddyfile /etc/caddy/", WANTED, "root"),
    ("COPY Caddyfile /etc/caddy", WANTED, "root"),
    ("COPY conf /etc/caddy", WANTED, "conf"),
    ("COPY ./conf/ /etc/caddy/", "/etc/caddy/sub/site.caddy", "site"),
    ("ADD Caddy* conf/Caddyfile /etc/caddy/", WANTED, "conf"),
    ('COPY ["Caddyfile", "/etc/caddy/Caddyfile"]', WANTED, "root"),
    ("COPY --chown=1:1 Caddyfile $WHERE/Caddyfile", WANTED, "root"),
    ("COPY Caddyfile /a\nCOPY conf/Caddyfile /a", "/a", "conf"),
    ("WORKDIR /etc\nWORKDIR caddy\nCOPY Caddyfile .", WANTED, "root"),
    ("WORKDIR /srv\nCOPY . .", "/srv/conf/Caddyfile", "conf"),
    ("COPY . /srv", "/srv/secret.txt", None),
    ("COPY . /srv", "/srv/node_modules/Caddyfile", None),
    ("COPY nothing /etc/caddy/Caddyfile", WANTED, None),
]


@pytest.mark.parametrize(("steps", "path", "expected"), COPIES)
def test_copies(steps: str, path: str, expected: str | None) -> None:
    assert text(at(path, [], f"FROM caddy:2\nENV WHERE=/etc/caddy\n{steps}\n")) == expected


def test_a_copy_of_an_earlier_stage_counts() -> None:
    dockerfile = "FROM caddy AS base\nCOPY Caddyfile /etc/caddy/\nFROM base\nEXPOSE 80\n"
    assert text(at(WANTED, [], dockerfile)) == "root"


def test_a_copy_out_of_another_stage_is_unknown() -> None:
    dockerfile = "FROM node AS make\nFROM caddy\nCOPY --from=make /out /etc/caddy\n"
    assert isinstance(at(WANTED, [], dockerfile), Unknown)


@pytest.mark.parametrize(
    ("copied", "expected"),
    [
        ("/src/Caddyfile /etc/caddy/Caddyfile", "root"),
        ("/src/Caddyfile /etc/caddy/", "root"),
        ("/src/conf /etc/caddy", "conf"),
        ("/src/conf/ /etc/caddy/", "conf"),
        ("/made/ /etc/caddy/", None),
    ],
)
def test_a_file_of_the_host_that_comes_through_another_stage(copied: str, expected: str | None) -> None:
    stages = (
        "FROM alpine AS first\nWORKDIR /src\nCOPY . .\nFROM alpine AS second\nCOPY --from=first /src /src\n"
    )
    for name in ("first", "second", "1"):
        found = at(WANTED, [], f"{stages}FROM caddy\nCOPY --from={name} {copied}\n")
        assert text(found) == expected
        assert expected or isinstance(found, Unknown)


def test_the_names_of_a_folder_to_which_another_stage_gives_one_file() -> None:
    build = Build("/project", "/project/Dockerfile", None, None, {}, NOWHERE)
    stages = "FROM alpine AS first\nWORKDIR /src\nCOPY . .\nFROM caddy\n"
    for copied, expected in (
        ("/src/Caddyfile /etc/caddy/Caddyfile", ("/etc/caddy/Caddyfile",)),
        ("/src/made /etc/caddy/Caddyfile", None),
        ("/src/conf /etc/caddy/", None),
    ):
        files = MemoryFiles(FILES | {"Dockerfile": f"{stages}COPY --from=first {copied}\n"})
        found = names_at(container(service(build=build), files), "/etc/caddy")
        assert found == expected if expected else isinstance(found, Unknown)


def test_stages_that_copy_from_themselves_or_from_outside() -> None:
    around = "FROM alpine AS a\nCOPY --from=b /x /x\nFROM alpine AS b\nCOPY --from=a /x /x\n"
    assert isinstance(
        at(WANTED, [], f"{around}FROM caddy\nCOPY --from=a /x/Caddyfile /etc/caddy/\n"), Unknown
    )
    assert isinstance(at(WANTED, [], "FROM caddy\nCOPY --from=nginx:1 /Caddyfile /etc/caddy/\n"), Unknown)


def test_a_here_document_is_the_file() -> None:
    found = at(WANTED, [], "FROM caddy\nCOPY <<EOF /etc/caddy/Caddyfile\n:80\nrespond hi\nEOF\n")
    assert isinstance(found, Located)
    assert found.value == found.origin.text == ":80\nrespond hi\n"
