"""What ``inspect`` prints of a project has the shapes that the contract says, in Compose's own words."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from compose_files.compare import ENVIRONMENT, load
from compose_files.subjects import TOPICS, subjects
from toybox_lint.compose.checking.schema_of_projects import CONFIG, NETWORK, SECRET, SERVICE, VOLUME
from toybox_lint.compose.checking.shapes import Shape
from toybox_lint.compose.printing.masking import masked_config
from toybox_lint.output.contract_parts import Part
from toybox_lint.output.inspect_json import RESOURCES
from toybox_lint.output.project_contracts import Content, DeclaredVolume, Network
from toybox_lint.output.service_contract import Service

PARTS: dict[str, type[Part]] = {
    "services": Service,
    "disabled": Service,
    "networks": Network,
    "volumes": DeclaredVolume,
    "configs": Content,
    "secrets": Content,
}
# What Compose reads and does not print: it is folded into other keys.
FOLDED = {"env_file", "extends", "label_file", "pull_refresh_after"}


def test_every_part_has_a_shape() -> None:
    assert set(PARTS) == set(RESOURCES)


@pytest.mark.parametrize("topic", TOPICS)
def test_projects_have_the_shape_of_the_contract(topic: str) -> None:
    for subject in subjects(topic):
        for environment in (ENVIRONMENT, None):
            project = load(subject.folder, subject.file, environment)
            for config in (project.config, masked_config(project)) if project.valid else ():
                for part, model in PARTS.items():
                    entries = config.get(part) or {}
                    assert isinstance(entries, dict)
                    for entry in entries.values():
                        model.model_validate(entry)


@pytest.mark.parametrize(
    ("model", "shapes"),
    [
        (Service, [SERVICE]),
        (Network, [NETWORK]),
        (DeclaredVolume, [VOLUME]),
        (Content, [CONFIG, SECRET]),
    ],
)
def test_the_keys_are_those_of_compose(model: type[BaseModel], shapes: list[Shape]) -> None:
    known = {name for shape in shapes if shape.entries for name in shape.entries.known}
    assert set(model.model_fields) == known - FOLDED


@pytest.mark.parametrize("wrong", [{"command": None}, {"command": None, "entrypoint": None, "foo": 1}])
def test_other_keys_are_none_of_the_contract(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"entrypoint|foo"):
        Service.model_validate(wrong)
