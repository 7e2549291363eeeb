"""What is fetched to build and to test: pinned, hashed, from wherever it lies."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
NEEDED = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"], "editables"]
LOCKS = {
    "requirements.lock": NEEDED,
    "requirements-dev.lock": [*NEEDED, *EXTRAS["dev"]],
    "requirements-audit.lock": EXTRAS["audit"],
}
_ENTRY = re.compile(r"([a-z0-9-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)")


def pinned(name: str) -> dict[str, str]:
    """Versions by name; a lock holds nothing else than entries with hashes."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if line.strip() and not line.startswith("#"))
    entries = list(_ENTRY.finditer(text))
    assert "".join(f"{entry[0]}\n" for entry in entries) == text
    return {entry[1]: entry[2] for entry in entries}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(name: str) -> None:
    versions = pinned(name)
    for text in LOCKS[name]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(versions[canonicalize_name(wanted.name)]), text


def test_the_locks_agree() -> None:
    development = pinned("requirements-dev.lock")
    assert pinned("requirements.lock").items() <= development.items()
    audit = pinned("requirements-audit.lock")
    assert {
        name: version for name, version in audit.items() if name in development
    }.items() <= development.items()
