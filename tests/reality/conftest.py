"""The lab, started once for all tests that run a deployment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reality.lab import start


@pytest.fixture(scope="session")
def lab() -> Iterator[start.Lab]:
    child = start.Lab(start.programs())
    yield child
    child.close()
