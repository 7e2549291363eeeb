"""Our finder imports what Python would import, and leaves to it what is not plainly as it was compiled."""

from __future__ import annotations

import importlib
import os
import py_compile
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

import pytest

from toybox_lint import typed
from toybox_lint.cli.importing import OwnModules, straight

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
    assert found.__file__ == spec.origin
    assert found.__spec__ is not None
    assert found.__spec__.cached == spec.cached
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
    assert found.__file__ == spec.origin
    assert found.__spec__ is not None
    assert found.__spec__.cached == spec.cached
    assert list(found.__path__) == spec.submodule_search_locations
    assert importlib.import_module("toybox_lint_probe.room.deep").VALUE == "deep"


def left(name: str, import_: Callable[[str], ModuleType]) -> ModuleType:
    """Python's own way, for a test."""
    raise ModuleNotFoundError(f"left to Python: {name}")


@pytest.mark.parametrize("name", ["inner", "room", "room.deep"])
def test_straight_is_what_python_would_import(package: Path, name: str) -> None:
    deep = package / "room" / "deep.py"
    deep.write_text("VALUE = 'deep'\n")
    py_compile.compile(str(deep), doraise=True)
    whole = f"toybox_lint_probe.{name}"
    found = straight(FINDER, left)(whole, importlib.import_module)
    assert sys.modules[whole] is found
    parent, _, last = whole.rpartition(".")
    assert getattr(sys.modules[parent], last) is found
    ours = {key: found.__dict__.get(key) for key in _TOLD}
    del sys.modules[whole]
    theirs = importlib.import_module(whole)
    assert ours == {key: theirs.__dict__.get(key) for key in _TOLD}
    assert found.__spec__ is not None
    assert found.__spec__.name == whole


_TOLD = ("__name__", "__package__", "__file__", "__path__", "__doc__", "VALUE")


def test_a_module_is_asked_for_what_it_lacks_as_pythons_are(package: Path) -> None:
    source = package / "inner.py"
    found = straight(FINDER, left)("toybox_lint_probe.inner", importlib.import_module)
    assert type(found).__getattribute__ is object.__getattribute__
    with pytest.raises(ImportError, match=r"cannot import name .OTHER"):
        exec("from toybox_lint_probe.inner import OTHER")
    del sys.modules["toybox_lint_probe.inner"]
    source.write_text("def __getattr__(name):\n    return name.lower()\n")
    py_compile.compile(str(source), doraise=True)
    found = straight(FINDER, left)("toybox_lint_probe.inner", importlib.import_module)
    assert (type(found), found.OTHER) == (ModuleType, "other")


def test_straight_takes_out_what_fails(package: Path) -> None:
    source = package / "inner.py"
    source.write_text("VALUE = 1 / 0\n")
    py_compile.compile(str(source), doraise=True)
    with pytest.raises(ZeroDivisionError):
        straight(FINDER, left)("toybox_lint_probe.inner", importlib.import_module)
    assert "toybox_lint_probe.inner" not in sys.modules


@pytest.mark.parametrize("name", ["toybox_lint_probe", "toybox_lint_probe.nowhere", "another.inner"])
def test_straight_leaves_others_to_python(package: Path, name: str) -> None:
    with pytest.raises(ModuleNotFoundError, match="left to Python"):
        straight(FINDER, left)(name, importlib.import_module)


def test_a_module_that_its_package_imports(package: Path) -> None:
    package.joinpath("room", "__init__.py").write_text("from toybox_lint_probe.inner import VALUE\n")
    package.joinpath("__init__.py").write_text("from toybox_lint_probe import inner\n")
    found = straight(FINDER, left)("toybox_lint_probe.inner", importlib.import_module)
    assert found is sys.modules["toybox_lint_probe.inner"]


def test_others_are_left_to_python(package: Path) -> None:
    assert FINDER.find_spec("toybox_lint_probe", None) is None
    assert FINDER.find_spec("another.inner", [str(package)]) is None


def test_annotations_mean_nothing_at_run_time() -> None:
    assert typed.cast("int", "text") == "text"
    assert typed.Generic[int] is typed.Generic
    assert typed.Literal["a", "b"] is typed.Any
    assert typed.TypeVar("T") is typed.Any  # type: ignore[misc]
