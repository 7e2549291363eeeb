"""Random projects are to us what they are to Docker Compose; ``FUZZ=n`` in the environment looks longer."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from compose_files.compare import differences, load
from compose_files.oracle import ask_all, needs_compose
from compose_files.projects import Texts, projects

LONG = int(os.environ.get("FUZZ", "0"))
BATCH = 8
EXAMPLES = max(LONG // BATCH, 1) if LONG else 10


@needs_compose
@settings(
    max_examples=EXAMPLES,
    derandomize=not LONG,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(projects(), min_size=BATCH, max_size=BATCH))
def test_fuzz_against_docker_compose(batch: list[Texts]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / f"p{number}" for number in range(len(batch))]
        for folder, texts in zip(folders, batch, strict=True):
            for path, text in texts.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text)
        for folder, answer, texts in zip(folders, ask_all(folders), batch, strict=True):
            ours = load(folder)
            assert differences(ours, answer) == [], texts
            # What is sound with every variable known is never wrong for not knowing them.
            assert load(folder, environment=None).valid or not ours.valid, texts
