"""Joining and declaring networks: the text around stays, and Docker Compose accepts the result."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from compose_files.oracle import ask_all, needs_compose
from toybox_lint.compose.edit import Refusal, declare_network, join_network
from toybox_lint.compose.load import load_project
from toybox_lint.compose.stacks import stacks_in
from toybox_lint.diagnostics import Edit
from toybox_lint.files import MemoryFiles

SERVICES = {
    "implicit": "services:\n  web:\n    image: nginx # the server\n    restart: always\n",
    "implicit, one entry": "services:\n  web:\n    image: nginx\n",
    "no newline at the end": "services:\n  web:\n    image: nginx\n    restart: always",
    "one entry without newline": "services:\n  web:\n    image: nginx",
    "flow service": "services: {web: {image: nginx}}\n",
    "flow service without newline": "services: {web: {image: nginx}}",
    "list": "services:\n  web:\n    image: nginx\n    networks:\n      - back # why\n    # after\nnetworks:\n  back:\n",
    "flush list": "services:\n  web:\n    networks:\n    - back\n    image: nginx\nnetworks:\n    back: {}\n",
    "quoted list": "services:\n  web:\n    image: nginx\n    networks:\n      - 'back'\nnetworks: {back: {}}\n",
    "flow list": "services:\n  web:\n    image: nginx\n    networks: [back]\nnetworks:\n  back:\n",
    "flow list over lines": "services:\n  web:\n    networks: [\n      back,\n    ]\n    image: a\nnetworks: {back: }",
    "alias": "x-n: &n [back]\nservices:\n  web: {image: nginx, networks: *n}\nnetworks:\n  back:\n",
    "alias of a mapping": "x-n: &n {back: }\nservices:\n  web: {image: a, networks: *n}\nnetworks: {back: }\n",
    "merged": "x-m: &m\n  networks:\n    - back\nservices:\n  web:\n    <<: *m\n    image: a\nnetworks: {back: }\n",
    "overridden": "services:\n  web:\n    image: a\n    networks: !override\n      - back\nnetworks: {back: }\n",
    "quoted keys": "'services':\n  'web':\n    'image': a\n    'networks':\n      'back':\n'networks':\n  'back':\n",
    "closed": "---\nservices:\n  web:\n    image: nginx\n    restart: always\n...\n",
    "empty list": "services:\n  web:\n    networks: []\n    image: nginx\n",
    "mapping": "services:\n  web:\n    image: a\n    networks:\n      back:\n        aliases: [x]\nnetworks: {back: }",
    "flow mapping": "services:\n  web:\n    image: nginx\n    networks: {back: {}}\nnetworks:\n  back:\n",
    "empty mapping": "services:\n  web:\n    image: nginx\n    networks: {}\n",
    "windows": "services:\r\n  web:\r\n    image: nginx\r\n    restart: always\r\n\r\nvolumes:\r\n  v:\r\n",
    "four spaces": "services:\n    web:\n        image: nginx\n        ports:\n            - 80:80\n",
    "block scalar last": "services:\n  web:\n    image: a\n    command: |\n      a\n      b\n\n\n  db:\n    image: x\n",
    "kept blank lines": "services:\n  web:\n    image: nginx\n    command: |+\n      a\n\n\n  db:\n    image: x\n",
    "empty networks": "services:\n  web:\n    image: nginx\nnetworks:\n",
    "networks first": "networks:\n  back:\nservices:\n  web:\n    image: nginx\n    networks:\n      - back\n",
    "json": '{"services": {"web": {"image": "nginx", "networks": ["back"]}}, "networks": {"back": {}}}\n',
    "json without networks": '{\n  "services": {\n    "web": {\n      "image": "nginx"\n    }\n  }\n}\n',
    "characters beyond the plane": "# 日本 𝒳\nservices:\n  web:\n    labels: {a: '𝒳'} # 日本\n    image: nginx\n",
    "comment after": "services:\n  web:\n    image: nginx\n\n# the end\n",
}


def spliced(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def apply(text: str, *, external: bool = True, name: str | None = "shared_net") -> str:
    files = MemoryFiles({"compose.yaml": text})
    project = load_project(stacks_in("/project", files)[0], files)
    joined = join_network(project, project.services["web"], "edge")
    declared = declare_network(project, "edge", external=external, name=name)
    assert not isinstance(joined, Refusal), joined
    assert not isinstance(declared, Refusal), declared
    for one, other in itertools.combinations([*joined, *declared], 2):
        assert one.span.end < other.span.start or other.span.end < one.span.start
    return spliced(text, (*joined, *declared))


@pytest.mark.parametrize("text", SERVICES.values(), ids=SERVICES.keys())
def test_the_service_joins_and_keeps_what_it_had(text: str) -> None:
    files = MemoryFiles({"compose.yaml": text})
    before = load_project(stacks_in("/project", files)[0], files)
    files = MemoryFiles({"compose.yaml": apply(text)})
    after = load_project(stacks_in("/project", files)[0], files)
    had = {attachment.network for attachment in before.services["web"].attachments}
    assert {attachment.network for attachment in after.services["web"].attachments} == had | {"edge"}
    assert after.networks["edge"].real_name == "shared_net"
    assert after.networks["edge"].external is True
    assert after.valid


@pytest.mark.parametrize("text", SERVICES.values(), ids=SERVICES.keys())
def test_everything_else_stays_in_order(text: str) -> None:
    after = iter(apply(text))
    kept = text.replace("networks: []", "networks: ").replace("networks: {}", "networks: ").replace("*n", "")
    assert all(character in after for character in kept)
    assert ("\r\n" in text) == ("\r\n" in apply(text))
    assert (
        apply(text).count("\n") - apply(text).count("\r\n") == (text.count("\n") - text.count("\r\n"))
        or "\r" not in text
    )


@needs_compose
def test_docker_compose_accepts_the_result(tmp_path: Path) -> None:
    folders = []
    for number, (text, external) in enumerate(itertools.product(SERVICES.values(), (True, False))):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "compose.yaml").write_bytes(apply(text, external=external, name=None).encode())
        folders.append(folder)
    for folder, answer in zip(folders, ask_all(folders), strict=True):
        assert answer.project is not None, (answer.error, (folder / "compose.yaml").read_text())
        services = answer.project["services"]
        assert isinstance(services, dict)
        assert "edge" in services["web"]["networks"]


def test_the_edit_goes_where_the_networks_are_written() -> None:
    files = MemoryFiles(
        {
            "compose.yaml": "services:\n  web:\n    image: a\n    networks: [back]\nnetworks: {back: }\n",
            "compose.override.yaml": "services:\n  web:\n    restart: always\n",
        }
    )
    project = load_project(stacks_in("/project", files)[0], files)
    edits = join_network(project, project.services["web"], "edge")
    assert not isinstance(edits, Refusal)
    assert [edit.file.name for edit in edits] == ["compose.yaml"]


@pytest.mark.parametrize(
    ("service", "reason"),
    [
        ("{image: a, network_mode: host}", "network_mode"),
        ("{image: a, <<: *m}", "anchor"),
        ("*s", "mapping of its own"),
    ],
)
def test_refusals_say_why(service: str, reason: str) -> None:
    shared = "x-m: &m {networks: {back: {aliases: [x]}}}\nx-s: &s {image: b}\n"
    text = f"{shared}services:\n  web: {service}\nnetworks: {{back: }}\n"
    files = MemoryFiles({"compose.yaml": text})
    project = load_project(stacks_in("/project", files)[0], files)
    refused = join_network(project, project.services["web"], "edge")
    assert isinstance(refused, Refusal)
    assert reason in refused.reason


def test_nothing_to_do_is_no_edit() -> None:
    files = MemoryFiles(
        {"compose.yaml": "services: {web: {image: a, networks: [edge]}}\nnetworks: {edge: }\n"}
    )
    project = load_project(stacks_in("/project", files)[0], files)
    assert join_network(project, project.services["web"], "edge") == ()
    assert declare_network(project, "edge", external=True) == ()
