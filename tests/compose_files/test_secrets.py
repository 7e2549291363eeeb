"""Values of variables never come out in what is said about a project: names only."""

from __future__ import annotations

import pytest

from toybox_lint.compose.load import load_project
from toybox_lint.compose.stacks import stacks_in
from toybox_lint.facts import Environment
from toybox_lint.files import MemoryFiles

SECRET = "s3cr3t.Value"

# What goes wrong because of the value, in as many ways as there are.
WRONG = {
    "port": 'services: {a: {image: x, ports: ["$S:80", "80:$S", "${S}:80:80", "80:80/$S"]}}',
    "volume": 'services: {a: {image: x, volumes: ["$S:/v", "./a:/b:$S:x", ":$S"]}}',
    "dependency": 'services: {a: {image: x, depends_on: ["$S"], links: ["$S:b"]}}',
    "network": 'services: {a: {image: x, networks: ["$S"]}}',
    "mode": 'services: {a: {image: x, network_mode: "service:$S"}}',
    "numbers": "services: {a: {image: x, scale: $S, cpus: $S, tty: $S, mem_limit: $S, ports: [{target: $S}]}}",
    "times": 'services: {a: {image: x, healthcheck: {test: ["$S"], interval: $S}, stop_grace_period: "$S"}}',
    "words": 'services: {a: {image: x, command: "a ($S", depends_on: {b: {condition: $S}}}, b: {image: y}}',
    "names": 'services: {a: {image: x, container_name: "-$S"}, b: {image: x, container_name: "-$S"}}',
    "twins": 'services: {a: {image: x, container_name: "$S"}, b: {image: x, container_name: "$S"}}',
    "project": 'name: "$S"\nservices: {a: {image: x, foo: "$S"}}',
    "base": 'services: {a: {image: x, extends: "$S"}}',
    "base file": 'services: {a: {image: x, extends: {file: "$S.yaml", service: b}}}',
    "include": 'include: ["$S.yaml", {path: b.yaml, env_file: "$S"}]\nservices: {a: {image: x}}',
    "env file": 'services: {a: {image: x, env_file: "$S", label_file: "$S"}}',
    "env format": 'services: {a: {image: x, env_file: [{path: bad.env, format: "$S"}]}}',
    "hosts": 'services: {a: {image: x, extra_hosts: ["$S"], devices: ["$S:a:b:c"]}}',
    "variables": 'services: {a: {image: x, environment: ["$S =1", "$S=2", "$S=2"]}}',
    "configs": 'services: {a: {image: x, configs: ["$S"], secrets: [{source: "$S", mode: "$S"}]}}',
    "build": 'services: {a: {build: {context: ., additional_contexts: {b: "service:$S"}, secrets: ["$S"]}}}',
    "message": 'services: {a: {image: "${NOPE:?$S}", hostname: "${S}${1}"}}',
    "targets": 'services: {a: {image: x, tmpfs: ["/$S", "/$S"], volumes: ["./a:/$S"]}}',
    "broken env": "services: {a: {image: x, env_file: bad.env}}",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize("given", [True, False], ids=["given", "in .env"])
def test_no_value_in_what_is_said(text: str, given: bool) -> None:
    texts = {"compose.yaml": text, "b.yaml": "services: {b: {image: y}}", "bad.env": f'A="{SECRET}\n'}
    if not given:
        texts[".env"] = f"S={SECRET}\nQ='{SECRET}\n"
    files = MemoryFiles(texts)
    environment = Environment({"S": SECRET}, complete=True) if given else None
    project = load_project(stacks_in("/project", files)[0], files, environment)
    assert any(problem.fatal for problem in project.problems)
    said = [problem.message for problem in project.problems] + [gap.value for gap in project.gaps]
    said += [word for problem in project.problems for word in problem.suggestions]
    assert not [line for line in said if SECRET in line or SECRET.lower() in line]
