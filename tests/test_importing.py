"""Our finder imports what Python would import, and leaves to it what is not plainly as it was compiled."""

from __future__ import annotations

import importlib
import os
import py_compile
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

from toybox_lint import typed
from toybox_lint.cli.importing import OwnModules

FINDER = OwnModules("toybox_lint_probe")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a compiled module, whose source is a minute old."""
    folder = tmp_path / "toybox_lint_probe"
    folder.mkdir()
    folder.joinpath("__init__.py").touch()
    folder.joinpath("room").mkdir()
    for source in (folder / "inner.py", folder / "room" / "__init__.py"):
        source.write_text("VALUE = 'one'\n\ndef told():\n    return VALUE\n")
        os.utime(source, (1_000_000_000, 1_000_000_000))
        py_compile.compile(str(source), dfile="elsewhere.py", doraise=True)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(sys, "meta_path", [FINDER, *sys.meta_path])
    yield folder
    for name in ("inner", "room.deep", "room"):
        sys.modules.pop(f"toybox_lint_probe.{name}", None)
    sys.modules.pop("toybox_lint_probe", None)


def test_a_module_as_python_would_import_it(package: Path) -> None:
    found = importlib.import_module("toybox_lint_probe.inner")
    spec = PathFinder.find_spec("toybox_lint_probe.inner", [str(package)])
    assert type(found.__loader__).__module__ == "toybox_lint.cli.importing"
    assert spec is not None
    assert (found.__name__, found.__package__) == ("toybox_lint_probe.inner", "toybox_lint_probe")
    assert (found.__file__, found.__cached__) == (spec.origin, spec.cached)
    assert found.told() == "one"
    assert found.told.__code__.co_filename == str(package / "inner.py")


@pytest.mark.parametrize(
    "change", ["later", "longer", "not compiled", "compiled by another Python", "cut short"]
)
def test_what_is_left_to_python(package: Path, change: str) -> None:
    source = package / "inner.py"
    compiled = next(package.joinpath("__pycache__").glob("inner.*.pyc"))
    if change == "later":
        source.write_text("VALUE = 'two'\n\ndef told():\n    return VALUE\n")
    elif change == "longer":
        source.write_text("VALUE = 'three'\n\ndef told():\n    return VALUE\n")
        os.utime(source, (1_000_000_000, 1_000_000_000))
    elif change == "not compiled":
        compiled.unlink()
    elif change == "compiled by another Python":
        compiled.write_bytes(b"\0\0\0\0" + compiled.read_bytes()[4:])
    else:
        compiled.write_bytes(compiled.read_bytes()[:10])
    expected = {"later": "two", "longer": "three"}.get(change, "one")
    assert FINDER.find_spec("toybox_lint_probe.inner", [str(package)]) is None
    assert importlib.import_module("toybox_lint_probe.inner").told() == expected


def test_a_package_as_python_would_import_it(package: Path) -> None:
    package.joinpath("room", "deep.py").write_text("VALUE = 'deep'\n")
    found = importlib.import_module("toybox_lint_probe.room")
    spec = PathFinder.find_spec("toybox_lint_probe.room", [str(package)])
    assert type(found.__loader__).__module__ == "toybox_lint.cli.importing"
    assert spec is not None
    assert (found.__name__, found.__package__) == ("toybox_lint_probe.room", "toybox_lint_probe.room")
    assert (found.__file__, found.__cached__) == (spec.origin, spec.cached)
    assert list(found.__path__) == spec.submodule_search_locations
    assert importlib.import_module("toybox_lint_probe.room.deep").VALUE == "deep"


def test_others_are_left_to_python(package: Path) -> None:
    assert FINDER.find_spec("toybox_lint_probe", None) is None
    assert FINDER.find_spec("another.inner", [str(package)]) is None


def test_annotations_mean_nothing_at_run_time() -> None:
    assert typed.cast("int", "text") == "text"
    assert typed.Generic[int] is typed.Generic
    assert typed.Literal["a", "b"] is typed.Any
    assert typed.TypeVar("T") is typed.Any  # type: ignore[misc]
