"""Every file of the collection is to us what it is to Docker Compose: verdict, and the whole document."""

from __future__ import annotations

import pytest

from compose_files.compare import differences, load
from compose_files.oracle import ask_all, needs_compose
from compose_files.subjects import TOPICS, subjects


@needs_compose
@pytest.mark.parametrize("topic", TOPICS)
def test_same_as_docker_compose(topic: str) -> None:
    found = list(subjects(topic))
    assert found
    answers = ask_all([one.folder for one in found], [[one.file] if one.file else [] for one in found])
    different = {
        one.name: lines
        for one, answer in zip(found, answers, strict=True)
        if (lines := differences(load(one.folder, one.file), answer))
    }
    assert different == {}
