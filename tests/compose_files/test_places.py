"""Places: an exact origin stands where the value is written, and nothing points outside of its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from compose_files.compare import load
from compose_files.subjects import TOPICS, subjects
from toybox_lint.compose.load import load_project
from toybox_lint.compose.merging.short import has_hole
from toybox_lint.compose.printing.confidential import Confidential
from toybox_lint.compose.stacks import stacks_in
from toybox_lint.compose.yaml.nodes import parse
from toybox_lint.facts import Environment
from toybox_lint.files import MemoryFiles
from toybox_lint.records import fields, replace
from toybox_lint.source import Located, Origin, SourceFile


def inside(value: object) -> Iterator[object]:
    """Every object below a model."""
    yield value
    if isinstance(value, SourceFile | Environment | str):
        return
    if hasattr(value, "__record_fields__"):
        for field in fields(value):
            if field.name != "config":
                yield from inside(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from inside(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from inside(item)


@pytest.mark.parametrize("environment", [None, Environment({}, complete=True)], ids=["open", "complete"])
@pytest.mark.parametrize("topic", TOPICS)
def test_exact_origins_say_what_the_file_says(topic: str, environment: Environment | None) -> None:
    for subject in subjects(topic):
        for value in inside(load(subject.folder, subject.file, environment)):
            if isinstance(value, Origin):
                assert 0 <= value.span.start <= value.span.end <= len(value.file.text), subject.name
            if isinstance(value, Located) and isinstance(value.value, str) and value.origin.exact:
                assert value.origin.text == value.value, subject.name


HERMETIC = """
services:
  a:
    image: "$I"
    environment: ["$K=v", "A=$V", "$B"]
    ports: ["$P", "$H:80:80", "80:$T/$U", "1-$X:3"]
    volumes: ["$S:/v", "./a/$S:/w/$T", "$W"]
    labels: {a: "$L"}
    extra_hosts: ["$H:1.1.1.1", "h:$A"]
    networks: ["$N"]
    depends_on: ["$D"]
    links: ["$D:x"]
    command: "a $C 'b $C'"
    build: {context: "$C/x", args: ["$A=1", "B=$B"], additional_contexts: ["$A=b"]}
    configs: ["$C"]
    tmpfs: "$T:x"
    devices: ["$D:/d"]
    env_file: ["$E", "./$E"]
    expose: ["$X"]
    dns: "$D"
    healthcheck: {test: "curl $H", interval: "$I"}
networks: {n: {name: "$N"}}
volumes: {v: {name: "$V"}}
"""


def test_no_hole_comes_out() -> None:
    files = MemoryFiles({"compose.yaml": HERMETIC})
    project = load_project(stacks_in("/project", files)[0], files)
    assert project.valid
    found = [*inside(replace(project, confidential=Confidential())), *inside(project.config)]
    assert not [value for value in found if isinstance(value, str) and has_hole(value)]


@pytest.mark.parametrize("topic", TOPICS)
def test_both_parsers_give_the_same_nodes(topic: str) -> None:
    pytest.importorskip("_ruamel_yaml", reason="the C parser of YAML is not installed")
    for subject in subjects(topic):
        for file in load(subject.folder, subject.file).files:
            fast = parse(file)
            if fast.fault is None and "\\/" not in file.text:
                assert parse(file, pure=True) == fast, subject.name
